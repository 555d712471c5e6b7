// A small map of the places that one name may mean.
GeoEvents.locator = (() => {
  const { svg, empty } = GeoEvents.elements;
  const SHAPE = 1.6; // width to height

  /**
   * The part of the map that holds all points with room around them, in scaled degrees.
   * @param {[x: number, y: number][]} points
   */
  function view(points) {
    const xs = points.map(([x]) => x);
    const ys = points.map(([, y]) => y);
    const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    const height = Math.max((bottom - top) * 1.3, ((right - left) * 1.3) / SHAPE, 6);
    const width = height * SHAPE;
    return { x: (left + right - width) / 2, y: (top + bottom - height) / 2, width, height };
  }

  /**
   * @param {LatLon[][]} lines
   * @param {number} narrow
   * @param {boolean} closed
   */
  function path(lines, narrow, closed) {
    return lines
      .map((line) => `M${line.map(([lat, lon]) => `${(lon * narrow).toFixed(2)} ${(-lat).toFixed(2)}`).join("L")}${closed ? "Z" : ""}`)
      .join("");
  }

  /**
   * Draw the choices; `pick` is called with the number of a mark that was clicked.
   * @param {Element} box
   * @param {Ground} ground
   * @param {(Choice & { picked: boolean })[]} choices
   * @param {(number: number) => void} pick
   */
  function draw(box, ground, choices, pick) {
    empty(box);
    if (!choices.length) return;
    const middle = choices[0].lon;
    const narrow = Math.max(Math.cos((choices[0].lat * Math.PI) / 180), 0.3);
    /** @param {number} lon */
    const near = (lon) => lon + 360 * Math.round((middle - lon) / 360);
    /** @type {[number, number][]} */
    const points = choices.map(({ lat, lon }) => [near(lon) * narrow, -lat]);
    const seen = view(points);
    const found = GeoEvents.ground.unfold(ground, middle);
    const size = seen.height / 24;
    box.append(
      svg(
        "svg",
        { viewBox: `${seen.x} ${seen.y} ${seen.width} ${seen.height}`, role: "img", "aria-label": "Where these places lie" },
        svg("path", { d: path(found.land, narrow, true), class: "gr-land" }),
        svg("path", { d: path(found.lakes, narrow, true), class: "gr-lake" }),
        ...points.map(([x, y], number) =>
          svg(
            "g",
            { class: choices[number].picked ? "gr-pin gr-picked" : "gr-pin", on: { click: () => pick(number) } },
            svg("circle", { cx: x, cy: y, r: size }),
            svg("text", { x, y: y + size * 0.38, "font-size": size * 1.15 }, String(number + 1)),
          ),
        ).reverse(),
      ),
    );
  }

  return { draw };
})();
