// The base map: cells of land and lakes as SVG paths under everything else.
GeoEvents.ground = (() => {
  /** @typedef {[x: number, y: number]} Point Of a cell's grid. */

  /**
   * Text of the data file → grid points [x, y]; see gazetteer/basemap.py for the other direction.
   * @param {string} text
   */
  function decode(text) {
    const values = [];
    let number = 0;
    let shift = 0;
    for (let place = 0; place < text.length; place += 1) {
      const bits = (text[place] === "!" ? 92 : text.charCodeAt(place)) - 63;
      number |= (bits & 31) << shift;
      if (bits & 32) {
        shift += 5;
      } else {
        values.push(number & 1 ? ~(number >> 1) : number >> 1);
        number = shift = 0;
      }
    }
    /** @type {Point[]} */
    const points = [];
    for (let x = 0, y = 0, at = 0; at < values.length; at += 2) {
      x += values[at];
      y += values[at + 1];
      points.push([x, y]);
    }
    return points;
  }

  /**
   * Whether a side of a ring is only where the cell was cut.
   * @param {Point} start
   * @param {Point} end
   * @param {number} size
   */
  function seam([ax, ay], [bx, by], size) {
    return (ax <= 0 && bx <= 0) || (ay <= 0 && by <= 0) || (ax >= size && bx >= size) || (ay >= size && by >= size);
  }

  /**
   * The parts of a ring that are shore.
   * @param {Point[]} ring
   * @param {number} size
   */
  function shores(ring, size) {
    const lines = [];
    /** @type {Point[]} */
    let line = [];
    for (let at = 1; at < ring.length; at += 1) {
      if (seam(ring[at - 1], ring[at], size)) {
        if (line.length) lines.push(line);
        line = [];
      } else {
        if (!line.length) line.push(ring[at - 1]);
        line.push(ring[at]);
      }
    }
    if (line.length) lines.push(line);
    return lines;
  }

  /**
   * All cells of a page's text; geoevents/basemap.py says how it is written.
   * @param {Ground} ground
   * @returns {[column: number, row: number, cell: Cell][]}
   */
  function opened({ cells, often }) {
    let [column, row] = [0, 0];
    return cells.split("/").filter(Boolean).map((text) => {
      const [, place, level, parts] = /^(?:(.*):)?(\d)(.*)$/.exec(text) || [];
      [column, row] = place ? place.split(",").map(Number) : [column + 1, row];
      const rings = parts.split(";").map((part) => part.split(",").filter(Boolean).map((ring) => often[Number(ring)] || ring));
      return [column, row, /** @type {Cell} */ (/** @type {unknown} */ ([Number(level), ...rings]))];
    });
  }

  /**
   * Everything of all cells as degrees; each cell stands on the side of the world where the story is.
   * @param {Ground} ground
   * @param {number} middle
   */
  function unfold(ground, middle) {
    /** @type {Record<"land" | "lakes" | "shores" | "rivers" | "borders", LatLon[][]>} */
    const found = { land: [], lakes: [], shores: [], rivers: [], borders: [] };
    for (const [column, row, [level, land, lakes = [], rivers = [], borders = []]] of opened(ground)) {
      const unit = ground.units[level];
      const size = Math.round(ground.cell / unit);
      const west = column * ground.cell + 360 * Math.round((middle - (column + 0.5) * ground.cell) / 360);
      /** @type {(points: Point[]) => LatLon[]} */
      const degrees = (points) => points.map(([x, y]) => [row * ground.cell + y * unit, west + x * unit]);
      for (const [texts, areas] of /** @type {const} */ ([[land, found.land], [lakes, found.lakes]])) {
        for (const ring of texts.map(decode)) {
          areas.push(degrees(ring));
          found.shores.push(...shores(ring, size).map(degrees));
        }
      }
      for (const [texts, lines] of /** @type {const} */ ([[rivers, found.rivers], [borders, found.borders]])) lines.push(...texts.map((text) => degrees(decode(text))));
    }
    return found;
  }

  /**
   * Rings of an outline as degrees; filling by even and odd tells holes from islands.
   * @param {Outline} outline
   * @returns {LatLon[][]}
   */
  function rings({ rings: texts, unit }) {
    return texts.map((text) => decode(text).map(([x, y]) => [y * unit, x * unit]));
  }

  /**
   * @param {L.Map} map
   * @param {Ground} ground
   * @param {number} middle
   */
  function draw(map, ground, middle) {
    const pane = map.createPane("ge-ground");
    pane.style.zIndex = "150";
    const shared = { pane: "ge-ground", renderer: L.svg({ pane: "ge-ground", padding: 0.5 }), interactive: false };
    const found = unfold(ground, middle);
    /** @type {L.PolylineOptions} */
    const area = { ...shared, stroke: false, fill: true, fillOpacity: 1, fillRule: "nonzero", smoothFactor: 0 };
    L.polygon(found.land, { ...area, className: "ge-land" }).addTo(map);
    L.polygon(found.lakes, { ...area, className: "ge-lake" }).addTo(map);
    L.polyline(found.rivers, { ...shared, className: "ge-river", weight: 0.9 }).addTo(map);
    L.polyline(found.borders, { ...shared, className: "ge-border", weight: 0.8 }).addTo(map);
    L.polyline(found.shores, { ...shared, className: "ge-shore", weight: 0.7 }).addTo(map);
  }

  return { draw, decode, unfold, rings };
})();
