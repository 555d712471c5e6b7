// What was decided on the page of a review, as rows of the file and back.
import assert from "node:assert/strict";
import test from "node:test";
import { load, plain } from "./load.js";

const { rows, filing } = load(["static/elements.js", "static/filing.js", "review/rows.js"]);
const BASE = { evidence: "A ferry sank off Bergen.", place_text: "Bergen", doc_id: "a" };
const FURTHER = [{ evidence: "Off Bergen a boat sank.", place_text: "Bergen", event_id: "e1", doc_id: "b" }, { evidence: "A boat is lost.", place_text: "here", event_id: "e1", doc_id: "c" }];
const ITEMS = [
  { told: true, base: { ...BASE, event_id: "e1" }, further: FURTHER },
  { told: true, base: { ...BASE, event_id: "e2", occurrence: "2" }, further: [] },
  { told: false, base: BASE, further: [] },
];
const DECIDED = [
  { place: "60.4,5.3", date: "2023-09-17", status: "possible", why: "heard" },
  { drop: true },
  { what: "ferry sank", place: "geonames:3161732" },
];

test("what was decided goes to rows and back", () => {
  const written = ITEMS.flatMap((item, at) => rows.of(item, DECIDED[at], "Ann", ITEMS));
  assert.deepEqual(written.map(({ field }) => field), ["place", "date", "status", "drop", "add", "place"]);
  assert.ok(written.every(({ who, when }) => who === "Ann" && /^\d{4}-\d\d-\d\d$/.test(when)));
  assert.deepEqual(plain([...rows.back(ITEMS, plain(written))]), plain(DECIDED.map((one, at) => [at, one])));
});

test("what is merged or split off names the other passage", () => {
  const decided = { merge: "e2", split: "0,1", date: "2023-09" };
  const written = plain(rows.of(ITEMS[0], decided, "", ITEMS));
  assert.deepEqual(written.map(({ field, evidence }) => [field, evidence]), [
    ["split", FURTHER[0].evidence], ["split", FURTHER[1].evidence], ["date", BASE.evidence], ["merge", BASE.evidence],
  ]);
  const { value, other_id, other_place, occurrence } = written[3];
  assert.deepEqual([value, other_id, other_place, occurrence], [BASE.evidence, "e2", "Bergen", undefined]);
  assert.deepEqual(plain([...rows.back(ITEMS, written)]), [[0, decided]]);
  assert.deepEqual(plain(rows.of(ITEMS[0], { merge: "gone" }, "", ITEMS)), []);
});

test("rows of other items are left out", () => {
  assert.equal(rows.back(ITEMS, [{ ...BASE, event_id: "e3", field: "drop" }]).size, 0);
});

test("a file has one object a line", () => {
  assert.equal(filing.lines([{ a: "x\ny" }, { b: "" }]), '{"a":"x\\ny"}\n{"b":""}\n');
  assert.deepEqual(Object.keys(filing.signed("", "")), ["when"]);
});
