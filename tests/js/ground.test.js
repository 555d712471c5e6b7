import assert from "node:assert/strict";
import { test } from "node:test";
import { load, plain } from "./load.js";

const { ground } = load(["static/elements.js", "static/ground.js"]);

/** Steps on the grid as text: the other direction of `decode`. */
function packed(points) {
  let [x, y, text] = [0, 0, ""];
  for (const [nextX, nextY] of points) {
    for (const step of [nextX - x, nextY - y]) {
      let value = step < 0 ? ~(step << 1) : step << 1;
      do {
        const code = (value & 31) | (value > 31 ? 32 : 0);
        text += code === 29 ? "!" : String.fromCharCode(code + 63);
        value >>>= 5;
      } while (value);
    }
    [x, y] = [nextX, nextY];
  }
  return text;
}

test("packed points come back", () => {
  const points = [[0, 0], [1, -1], [15, 16], [-200, 4000], [100000, -99999], [29, 29], [14, 0]];
  assert.deepEqual(plain(ground.decode(packed(points))), points);
});

test("cells stand on the side of the world where the story is", () => {
  const given = { cell: 10, units: [1], often: [], cells: `-18,0:0${packed([[0, 0], [5, 0], [5, 5], [0, 0]])}` };
  const east = ground.unfold(given, 175);
  const west = ground.unfold(given, -175);
  assert.deepEqual(plain(east.land[0][1]), [0, 185]);
  assert.deepEqual(plain(west.land[0][1]), [0, -175]);
});

test("a side where a cell was cut is no shore", () => {
  const ring = [[0, 0], [10, 0], [10, 10], [4, 6], [0, 0]];
  const { shores } = ground.unfold({ cell: 10, units: [1], often: [], cells: `0,0:0${packed(ring)}` }, 5);
  assert.deepEqual(plain(shores), [[[10, 10], [6, 4], [0, 0]]]);
});

test("cells follow each other, each with its own level, and frequent rings stand once", () => {
  const square = [[0, 0], [10, 0], [10, 10], [0, 10], [0, 0]];
  const [lake, river, border] = [packed([[1, 1], [2, 1], [2, 2], [1, 1]]), packed([[0, 9], [9, 0]]), packed([[0, 0], [4, 4]])];
  const cells = `0,1:00;${lake}/00,${packed([[0, 0], [3, 0], [3, 3], [0, 0]])}/7,-2:1;;${river};${border}`;
  const found = ground.unfold({ cell: 10, units: [1, 0.5], often: [packed(square)], cells }, 0);
  assert.deepEqual(plain(found.land.map((ring) => ring[0])), [[10, 0], [10, 10], [10, 10]]);
  assert.deepEqual(plain(found.land[0]), square.map(([x, y]) => [10 + y, x]));
  assert.deepEqual(plain(found.lakes), [[[11, 1], [11, 2], [12, 2], [11, 1]]]);
  assert.deepEqual(plain(found.rivers), [[[-15.5, 70], [-20, 74.5]]]);
  assert.deepEqual(plain(found.borders), [[[-20, 70], [-18, 72]]]);
});

test("no ground is no cells", () => {
  assert.deepEqual(plain(ground.unfold({ cell: 5, units: [1], often: [], cells: "" }, 0).land), []);
});
