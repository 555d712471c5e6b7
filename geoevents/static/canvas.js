// The layer of very many events: dots where few are in view, a density picture where many are.
GeoEvents.canvas = (() => {
  const { el } = GeoEvents.elements;
  const { dots } = GeoEvents;
  const SINGLE = 1500;
  const AREAS = 300;
  const NEAR = 7;
  const VAGUE = ["region", "country"];
  const MIXED = 255;

  /**
   * Colours of the style sheet as they are now: by kind, and from few to many.
   * @param {Element} root
   */
  function palette(root) {
    const style = getComputedStyle(root);
    /** @param {string} name */
    const value = (name) => style.getPropertyValue(`--${name}`).trim();
    /**
     * @param {string} hex
     * @param {number} opacity
     */
    const bytes = (hex, opacity) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16)).concat(opacity);
    const shades = dots.ramp([bytes(value("few"), 205), bytes(value("some"), 235), bytes(value("lots"), 255)]);
    return { kinds: GeoEvents.columns.TYPES.map(value), ink: value("ink"), paper: value("paper"), on: value("on-colour"), sans: value("sans"), shades };
  }

  /**
   * A single mark; the shape tells the status as everywhere.
   * @param {CanvasRenderingContext2D} pen
   * @param {number} x
   * @param {number} y
   * @param {number} radius
   * @param {Status} status
   * @param {string} colour
   * @param {{ paper: string, ink: string }} colours
   */
  function mark(pen, x, y, radius, status, colour, { paper, ink }) {
    pen.beginPath();
    pen.arc(x, y, radius, 0, 2 * Math.PI);
    pen.fillStyle = status === "occurred" || status === "ongoing" ? colour : paper;
    pen.fill();
    pen.setLineDash(status === "possible" ? [1.5, 2] : []);
    pen.strokeStyle = status === "occurred" ? paper : status === "ongoing" ? ink : colour;
    pen.lineWidth = status === "occurred" ? 1 : 1.8;
    pen.stroke();
    if (status !== "negated") return;
    pen.beginPath();
    pen.moveTo(x - radius, y + radius);
    pen.lineTo(x + radius, y - radius);
    pen.stroke();
  }

  /**
   * Regions and countries, which are ground and no dots: the spots that have a layer, those told most often first.
   * @param {L.Map} map
   * @param {Table} table
   * @param {Uint32Array} totals
   * @param {Outline[]} outlines
   * @param {(spot: number) => void} choose
   */
  function areas(map, table, totals, outlines, choose) {
    const { lat, lon, digits } = table;
    /** @type {number[]} */
    const vague = [];
    totals.forEach((total, spot) => { if (total && VAGUE.includes(table.grounds[table.groundOf[spot]][4])) vague.push(spot); });
    vague.sort((a, b) => totals[b] - totals[a]);
    /** @type {Map<number, L.Layer | null>} */
    const found = new Map();
    vague.forEach((spot, at) => {
      const [, , , , precision, radius, , , outline] = table.grounds[table.groundOf[spot]];
      const card = /** @type {Card} */ (/** @type {unknown} */ ({ key: String(spot), group: "event", type: "other", precision, radius, outline, lat: lat[spot] / 10 ** digits, lon: lon[spot] / 10 ** digits }));
      found.set(spot, at < AREAS ? GeoEvents.marks.reach(map, card, outlines, () => choose(spot)) : null);
    });
    return found;
  }

  /**
   * Per spot how many rows there are in all.
   * @param {Table} table
   */
  function counted({ spotAt, lat, general }) {
    const found = new Uint32Array(lat.length);
    for (let row = 0; row < general; row += 1) found[spotAt[row]] += 1;
    return found;
  }

  /**
   * @param {L.Map} map
   * @param {Story} story
   * @param {Table} table
   * @param {{ point: (rows: Uint32Array, uppermost: number) => void, open: (rows: Uint32Array) => void }} acts
   */
  function create(map, story, table, { point: pointed, open }) {
    const pane = map.createPane("ge-dots");
    pane.style.zIndex = "440";
    const canvas = pane.appendChild(el("canvas", { class: "ge-canvas leaflet-zoom-animated", role: "img" }));
    const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    const root = /** @type {Element} */ (map.getContainer().closest(".geoevents"));
    const { x: worldX, y: worldY } = dots.world(table);
    const totals = counted(table);
    const grounds = areas(map, table, totals, story.outlines, (spot) => open(rowsAt([spot])));
    const counts = new Uint32Array(totals.length);
    const last = new Uint32Array(totals.length);
    const layered = new Uint8Array(totals.length);
    for (const [spot, layer] of grounds) layered[spot] = Number(Boolean(layer));
    let colours = palette(root);
    /** @type {ManyState | null} */
    let seen = null;
    /** @type {{ sheet: Heat, scale: number, left: number, top: number, width: number, height: number, zoom: number, most: number }} */
    let view;
    let stale = true;
    let shown = 0;
    let few = false;

    /** Where the map stands: pixels of the whole world, and of the view's left upper corner in it. */
    function measure() {
      const size = map.getSize();
      const corner = map.getPixelOrigin().add(map.containerPointToLayerPoint([0, 0]));
      const scale = L.CRS.EPSG3857.scale(map.getZoom());
      const sheet = view && view.sheet.width === size.x && view.sheet.height === size.y ? view.sheet : dots.sheet(size.x, size.y);
      view = { sheet, scale, left: corner.x, top: corner.y, width: size.x, height: size.y, zoom: map.getZoom(), most: 1 };
      view.most = strongest();
      stale = false;
      L.DomUtil.setTransform(canvas, map.containerPointToLayerPoint([0, 0]), 1);
    }

    /** Most events close together if nothing were filtered away, so that a shade means the same while filters change. */
    function strongest() {
      const { scale, left, top, width, height } = view;
      const across = (width >> 2) + 1;
      const tiles = new Uint32Array(across * ((height >> 2) + 1));
      let most = 1;
      for (let spot = 0; spot < totals.length; spot += 1) {
        const x = worldX[spot] * scale - left;
        const y = worldY[spot] * scale - top;
        if (x < 0 || y < 0 || x >= width || y >= height) continue;
        const tile = (y >> 2) * across + (x >> 2);
        tiles[tile] += totals[spot];
        if (tiles[tile] > most) most = tiles[tile];
      }
      return most;
    }

    /** @param {(row: number) => void} call */
    function rows(call) {
      if (seen) GeoEvents.narrow.each(seen.calendar, seen.mask, seen.window, call);
    }

    /** How many of the shown rows each spot has. */
    function count() {
      counts.fill(0);
      shown = 0;
      const { spotAt, general } = table;
      rows((row) => {
        shown += 1;
        if (row >= general) return;
        const spot = spotAt[row];
        counts[spot] += 1;
        last[spot] = row;
      });
    }

    /**
     * Call for each spot in view that has something to show and is no ground with a layer of its own.
     * @param {(spot: number, x: number, y: number) => void} call
     */
    function visible(call) {
      const { scale, left, top, width, height } = view;
      for (let spot = 0; spot < counts.length; spot += 1) {
        if (!counts[spot]) continue;
        const x = worldX[spot] * scale - left;
        const y = worldY[spot] * scale - top;
        if (x > -20 && y > -20 && x < width + 20 && y < height + 20 && !layered[spot]) call(spot, x, y);
      }
    }

    function draw() {
      window.cancelAnimationFrame(waiting);
      if (!seen) return;
      if (stale) measure();
      count();
      let spots = 0;
      visible(() => { spots += 1; });
      few = spots <= SINGLE;
      if (few) single();
      else dense();
      for (const [spot, layer] of grounds) if (layer && Boolean(counts[spot]) !== map.hasLayer(layer)) layer[counts[spot] ? "addTo" : "removeFrom"](map);
      canvas.dataset.drawn = few ? "single" : "dense";
    }

    /** @param {number} ratio */
    function resize(ratio) {
      const [width, height] = [Math.round(view.width * ratio), Math.round(view.height * ratio)];
      if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
      Object.assign(canvas.style, { width: `${view.width}px`, height: `${view.height}px` });
    }

    function dense() {
      resize(1);
      const { sheet } = view;
      sheet.heat.fill(0);
      visible((spot, x, y) => dots.stamp(sheet, Math.round(x), Math.round(y), counts[spot]));
      pen.setTransform(1, 0, 0, 1, 0, 0);
      pen.putImageData(dots.develop(sheet, colours.shades, view.most), 0, 0);
    }

    /** @param {number} events */
    const radius = (events) => (events < 2 ? 5 : Math.min(20, 7 + 1.6 * Math.log2(events)));

    function single() {
      const ratio = Math.min(2, window.devicePixelRatio || 1);
      resize(ratio);
      pen.setTransform(ratio, 0, 0, ratio, 0, 0);
      pen.clearRect(0, 0, view.width, view.height);
      const kinds = kindsInView();
      /** @type {[number, number, number][]} */
      const marks = [];
      visible((spot, x, y) => marks.push([spot, x, y]));
      marks.sort((a, b) => counts[b[0]] - counts[a[0]] || a[0] - b[0]);
      pen.textAlign = "center";
      pen.textBaseline = "middle";
      for (const [spot, x, y] of marks) {
        const events = counts[spot];
        const colour = kinds[spot] === MIXED ? colours.ink : colours.kinds[kinds[spot]];
        const status = events > 1 ? "occurred" : GeoEvents.columns.STATUSES[table.status[last[spot]]];
        mark(pen, x, y, radius(events), grounds.has(spot) ? "possible" : status, colour, colours);
        if (events < 2) continue;
        pen.fillStyle = grounds.has(spot) ? colours.ink : kinds[spot] === MIXED ? colours.paper : colours.on;
        pen.font = `700 ${events > 999 ? 9 : 10.5}px ${colours.sans}`;
        pen.fillText(events > 9999 ? `${Math.round(events / 1000)}k` : String(events), x, y + 0.5);
      }
    }

    /** The kind of a spot's events, or that they are of several. */
    function kindsInView() {
      const found = new Uint8Array(counts.length);
      const begun = new Uint8Array(counts.length);
      rows((row) => {
        const spot = table.spotAt[row];
        if (begun[spot] && found[spot] !== table.type[row]) found[spot] = MIXED;
        else found[spot] = table.type[row];
        begun[spot] = 1;
      });
      return found;
    }

    /**
     * Spots under a point of the view, the nearest first.
     * @param {XY} point
     */
    function under({ x, y }) {
      /** @type {[number, number][]} */
      const found = [];
      visible((spot, spotX, spotY) => {
        const far = Math.hypot(spotX - x, spotY - y);
        const close = few ? radius(counts[spot]) + 3 : Math.max(NEAR, dots.reach(counts[spot]) + 2);
        if (far <= close) found.push([spot, far - (few ? radius(counts[spot]) : 0)]);
      });
      found.sort((a, b) => a[1] - b[1]);
      // Where single marks are drawn the uppermost counts, in a picture of density all that lies there.
      return (few ? found.slice(0, 1) : found).map(([spot]) => spot);
    }

    /**
     * Shown rows of some spots.
     * @param {number[]} spots
     */
    function rowsAt(spots) {
      const wanted = new Set(spots);
      /** @type {number[]} */
      const found = [];
      rows((row) => { if (row < table.general && wanted.has(table.spotAt[row])) found.push(row); });
      return Uint32Array.from(found);
    }

    /** @param {ManyState} next */
    function update(next) {
      seen = next;
      draw();
      return shown;
    }

    /** @param {string} words */
    function say(words) {
      if (canvas.getAttribute("aria-label") !== words) canvas.setAttribute("aria-label", words);
    }

    const hover = hovering(map, { under, sum: (spots) => spots.reduce((sum, spot) => sum + counts[spot], 0), row: (spot) => last[spot], table });
    map.on("click", (event) => {
      const spots = under(event.containerPoint);
      hover.hide();
      if (spots.length) pointed(rowsAt(spots), last[spots[0]]);
    });
    let waiting = 0;
    map.on("moveend zoomend viewreset resize", () => {
      measure();
      window.cancelAnimationFrame(waiting);
      waiting = window.requestAnimationFrame(draw);
    });
    map.on("zoomanim", ({ center, zoom }) => {
      const scale = map.getZoomScale(zoom, view.zoom);
      const corner = /** @type {any} */ (map)._latLngToNewLayerPoint(map.containerPointToLatLng([0, 0]), zoom, center);
      L.DomUtil.setTransform(canvas, corner, scale);
    });
    window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { colours = palette(root); draw(); });
    return { update, say, redraw: () => { stale = true; draw(); } };
  }

  /**
   * Words beside the pointer: what stands there, or how many.
   * @param {L.Map} map
   * @param {{ under: (point: XY) => number[], sum: (spots: number[]) => number, row: (spot: number) => number, table: Table }} at
   */
  function hovering(map, { under, sum, row, table }) {
    const tip = map.getContainer().appendChild(el("div", { class: "ge-tip", hidden: true, "aria-hidden": "true" }));
    let waiting = 0;
    const hide = () => {
      window.cancelAnimationFrame(waiting);
      tip.hidden = true;
      map.getContainer().classList.remove("ge-hit");
    };

    /** @param {XY} at */
    function show(at) {
      const spots = under(at);
      map.getContainer().classList.toggle("ge-hit", spots.length > 0);
      tip.hidden = !spots.length;
      if (!spots.length) return;
      const card = GeoEvents.columns.card(table, row(spots[0]));
      const events = sum(spots);
      const words = events === 1 ? [el("strong", {}, card.place), el("span", {}, card.when), el("span", {}, card.what)] : [el("strong", {}, spots.length === 1 ? card.place : null), el("span", {}, GeoEvents.words.count("here", events))];
      GeoEvents.elements.empty(tip).append(...words);
      const size = map.getSize();
      tip.style.left = `${Math.min(at.x + 12, size.x - tip.offsetWidth - 6)}px`;
      tip.style.top = `${Math.max(6, at.y - tip.offsetHeight - 10)}px`;
    }

    map.on("mousemove", (event) => {
      window.cancelAnimationFrame(waiting);
      waiting = window.requestAnimationFrame(() => show(event.containerPoint));
    });
    map.on("mouseout movestart zoomstart", hide);
    return { hide };
  }

  return { create };
})();
