// Points as a reader writes them and as a correction keeps them.
import assert from "node:assert/strict";
import test from "node:test";
import { load, plain } from "./load.js";

const { correct } = load(["static/elements.js", "static/words.js", "static/filing.js", "static/correct.js"]);

test("a point may have a name, and a name is no point", () => {
  assert.deepEqual(plain(correct.point(" 43.25, 132.02 ")), { lat: 43.25, lon: 132.02, name: "" });
  assert.deepEqual(plain(correct.point("-43,-132.5,The Halt, east")), { lat: -43, lon: -132.5, name: "The Halt, east" });
  for (const text of ["Artyom", "43.25", "43.25;132", "43,132,", ""]) assert.equal(correct.point(text)?.name || null, null);
  assert.equal(correct.point("geonames:2013348"), null);
});

test("a longitude is within 180 degrees, wherever the map stands", () => {
  assert.equal(correct.written({ lat: 43.25, lng: 132.02 }), "43.25000,132.02000");
  assert.equal(correct.written({ lat: 10, lng: 190 }), "10.00000,-170.00000");
  assert.equal(correct.written({ lat: 10, lng: -530 }), "10.00000,-170.00000");
});
