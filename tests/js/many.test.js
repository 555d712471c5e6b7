import assert from "node:assert/strict";
import { test } from "node:test";
import { load, plain, words } from "./load.js";

/** As much of a browser's picture as is written to. */
class ImageData {
  constructor(width, height) {
    Object.assign(this, { width, height, data: new Uint8ClampedArray(width * height * 4) });
  }
}

const names = ["elements", "words", "days", "filters", "columns", "narrow", "dots", "timeline", "histogram"];
const GeoEvents = load(names.map((name) => `static/${name}.js`), { TextDecoder, TextEncoder, ImageData });
GeoEvents.words.use(words());
const { columns, narrow, dots, histogram } = GeoEvents;

/** Numbers by a fixed rule, below a limit. */
function dice(limit, seed = 1) {
  let state = seed;
  return () => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return state % limit;
  };
}

test("numbers come together from their planes, with their sign", () => {
  assert.deepEqual(plain([...columns.numbers(Uint8Array.from([9, 1, 2, 0, 0, 1]), 0, 2, 3)]), [9, 1, 258]);
  assert.deepEqual(plain([...columns.signed(Uint32Array.from([0, 1, 2, 3, 4]))]), [0, -1, 1, -2, 2]);
});

test("steps back from the newest value are numbers of values again", () => {
  assert.deepEqual(plain([...columns.index(Uint32Array.from([0, 0, 1, 2, 0, 3]))]), [0, 1, 1, 0, 2, 0]);
});

test("texts are read one by one or all at once", () => {
  const found = columns.texts(new TextEncoder().encode("Åre\0\0two words"));
  assert.deepEqual(plain([found.length, found.at(0), found.at(1), found.at(2)]), [3, "Åre", "", "two words"]);
  assert.deepEqual(plain(found.all()), ["Åre", "", "two words"]);
});

test("signs of a passage become what they stand for, whatever that is", () => {
  assert.equal(columns.written("a \x01 at \x02", ["$& flood", "\\Hamar"]), "a $& flood at \\Hamar");
});

test("a point is said within the world, with no more decimals than it has", () => {
  const table = { lat: Int32Array.from([6073360]), lon: Int32Array.from([-36000000 + 1180440]), digits: 5 };
  assert.equal(columns.point(table, 0), "60.7336, 11.8044");
});

test("a key is a row only where there is one", () => {
  for (const wrong of ["", null, "0", "-1", "01", "1.5", "7", "1e1", "constructor"]) assert.equal(columns.row({ count: 6 }, wrong), -1);
  assert.equal(columns.row({ count: 6 }, "6"), 5);
});

/** Rows that begin later and later, then some without a beginning. */
function calendar(seed) {
  const throwing = dice(30, seed);
  const rows = Array.from({ length: 200 }, () => 1 + throwing()).sort((a, b) => a - b);
  const start = Int32Array.from([...rows, 0, 0, 0, 0]);
  const end = Int32Array.from(start, (day) => (throwing() < 4 ? 0 : (day || 5) + (throwing() % 6)));
  return { start, end, count: start.length };
}

test("days find the rows that may fall on them, as looking at each row would", () => {
  for (let seed = 1; seed < 12; seed += 1) {
    const rows = calendar(seed);
    const found = narrow.calendar(rows);
    assert.equal(found.sorted, 200);
    const mask = Uint8Array.from(rows.start, (_, row) => Number(row % 7 !== seed % 7));
    for (const window of [null, [1, 1], [3, 8], [10, 40], [31, 99], [1, 200]]) {
      const wanted = [...rows.start.keys()].filter((row) => {
        const [start, end] = [rows.start[row], rows.end[row]];
        if (!mask[row] || (window && !start && !end)) return false;
        return !window || ((!start || start <= window[1]) && (!end || end >= window[0]));
      });
      assert.deepEqual(plain([...narrow.rows(found, mask, window)]), wanted);
    }
  }
});

test("a place among sorted numbers is found", () => {
  const column = Int32Array.from([1, 3, 3, 8]);
  assert.deepEqual([0, 1, 3, 4, 9].map((value) => narrow.search(column, 4, value, false)), [0, 0, 1, 3, 4]);
  assert.deepEqual([0, 1, 3, 4, 9].map((value) => narrow.search(column, 4, value, true)), [0, 1, 3, 3, 4]);
});

test("the world is a square with north above and Greenwich in the middle", () => {
  const { x, y } = dots.world({ lat: Int32Array.from([0, 85051100, -90000000]), lon: Int32Array.from([0, -180000000, 190000000]), digits: 6 });
  assert.ok(Math.abs(x[0] - 0.5) < 1e-9 && Math.abs(y[0] - 0.5) < 1e-9);
  assert.ok(Math.abs(x[1]) < 1e-9 && Math.abs(y[1]) < 1e-6);
  assert.ok(x[2] > 1 && Math.abs(y[2] - 1) < 1e-6);
});

test("every spot in the picture leaves its pixels, at the edge too, and none outside does", () => {
  const shades = dots.ramp([[255, 0, 0, 100], [0, 0, 255, 255]]);
  for (const [x, y, seen] of [[20, 20, true], [0, 0, true], [39, 29, true], [0, 29, true], [60, 10, false], [-40, -40, false]]) {
    const sheet = dots.sheet(40, 30);
    dots.stamp(sheet, x, y, 3);
    const { data } = dots.develop(sheet, shades, 10);
    assert.equal(data.some((value) => value), seen, `${x}, ${y}`);
    if (seen) assert.ok(data[(y * 40 + x) * 4 + 3] >= 100);
  }
});

test("more events have a stronger shade and a larger disc, up to a limit", () => {
  const shades = [1, 2, 5, 20, 100, 1000, 1e6].map((events) => dots.shade(events, 1000));
  assert.deepEqual([...shades].sort((a, b) => a - b), shades);
  assert.equal(shades.at(-1), 255);
  assert.deepEqual([0, 1, 2, 1e7].map(dots.reach), [1, 1, 2, 10]);
});

test("bars hold each event once for each of its days, open ends to the end of the axis", () => {
  const rows = { start: Int32Array.from([1, 3, 0, 9, 0]), end: Int32Array.from([2, 3, 4, 0, 0]), count: 5 };
  const mask = new Uint8Array(5).fill(1);
  assert.deepEqual(plain([...histogram.bins(rows, mask, { first: 1, last: 10 }, 1)]), [2, 2, 2, 1, 0, 0, 0, 0, 1, 1]);
  assert.deepEqual(plain([...histogram.bins(rows, mask, { first: 1, last: 10 }, 5)]), [3, 1]);
  assert.deepEqual(plain([...histogram.bins(rows, Uint8Array.from([0, 1, 0, 0, 1]), { first: 1, last: 10 }, 5)]), [1, 0]);
});

test("bars are wide enough to see", () => {
  for (const days of [3, 40, 730, 4000, 40000]) {
    const step = histogram.step({ core_first: 1, core_last: days }, 900);
    assert.ok((900 * step) / days >= 3 || step >= days, `${days} days, bars of ${step}`);
  }
});
