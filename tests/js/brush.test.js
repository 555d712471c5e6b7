import assert from "node:assert/strict";
import { test } from "node:test";
import { load, plain, words } from "./load.js";

const GeoEvents = load(["static/elements.js", "static/words.js", "static/days.js", "static/brush.js"]);
GeoEvents.words.use(words());
const { kept, moved, slid } = GeoEvents.brush;
const span = { from: 10, to: 20 };

test("the whole axis is no window", () => {
  assert.equal(kept([10, 20], span), null);
  assert.equal(kept([-5, 99], span), null);
});

test("a window stays on the axis and keeps at least a day", () => {
  assert.deepEqual(plain(kept([12, 11], span)), [12, 12]);
  assert.deepEqual(plain(kept([30, 40], span)), [20, 20]);
  assert.deepEqual(plain(kept([1, 12], span)), [10, 12]);
});

test("one end never passes the other", () => {
  assert.deepEqual(plain(moved([12, 15], 0, 18)), [15, 15]);
  assert.deepEqual(plain(moved([12, 15], 1, 3)), [12, 12]);
  assert.deepEqual(plain(moved([12, 15], 1, 17)), [12, 17]);
});

test("a window that slides keeps its length", () => {
  for (let shift = -20; shift <= 20; shift += 1) {
    const [from, to] = slid([12, 15], shift, span);
    assert.equal(to - from, 3);
    assert.ok(from >= 10 && to <= 20);
  }
});
