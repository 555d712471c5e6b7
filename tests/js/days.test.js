import assert from "node:assert/strict";
import { test } from "node:test";
import { load, plain, words } from "./load.js";

const GeoEvents = load(["static/elements.js", "static/words.js", "static/days.js"]);
const { days } = GeoEvents;
GeoEvents.words.use(words());

test("a day is its number in the calendar of Python's date", () => {
  assert.equal(days.number(1, 0, 1), 1);
  assert.equal(days.number(1970, 0, 1), 719163);
  assert.equal(days.number(2023, 8, 12), 738775);
  assert.deepEqual(plain(days.parts(738775)), { year: 2023, month: 8, day: 12, weekday: 1 });
});

test("every day of four centuries survives the way to ISO 8601 and back", () => {
  for (let day = days.number(1700, 0, 1); day <= days.number(2100, 0, 1); day += 1) assert.equal(days.fromIso(days.iso(day)), day);
});

test("what is no ISO day is none", () => {
  for (const wrong of ["", null, undefined, "2023", "2023-9-1", "2023-09-12T00:00", "x"]) assert.equal(days.fromIso(wrong), null);
});

test("a span says the year once where it is the same", () => {
  assert.equal(days.reach(738775, 738781), "12 Sep to 18 Sep 2023");
  assert.equal(days.reach(738775, 738775), "12 Sep 2023");
  assert.equal(days.reach(738519, 738775), "30 Dec 2022 to 12 Sep 2023");
});

test("ticks lie on the axis, in order, with room for their labels", () => {
  const first = days.number(2020, 0, 17);
  for (const length of [0, 3, 6, 20, 90, 400, 4000, 40000]) {
    for (const pixels of [300, 700, 1200]) {
      const ticks = days.ticks(first, first + length, pixels);
      const at = ticks.map(({ day }) => day);
      assert.deepEqual([...at].sort((a, b) => a - b), [...at]);
      assert.ok(at.every((day) => day >= first && day <= first + length), `${length} days`);
      assert.ok(ticks.length <= Math.max(1, pixels / 40), `${ticks.length} ticks on ${pixels} pixels`);
      assert.ok(ticks.every(({ label }) => label && !label.includes("undefined")));
    }
  }
});
