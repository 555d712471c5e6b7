// Marks on the map: a disc, its line to the place, the ground that the place may mean, its name.
GeoEvents.marks = (() => {
  const { el, svg } = GeoEvents.elements;
  const RADIUS = 15;

  /** @param {Card} card */
  const said = (card) => `${card.label}: ${card.place}, ${card.when}`;

  /**
   * A mark: a button at its disc, which may have to stand beside its place.
   * @param {L.Map} map
   * @param {Card} card
   * @param {(key: string) => void} select
   * @returns {Mark}
   */
  function mark(map, card, select) {
    const disc = GeoEvents.symbols.disc(card.status, card.label);
    if (card.precision === "site") disc.prepend(GeoEvents.symbols.aim(13));
    const button = el(
      "button",
      { type: "button", class: "ge-button", "aria-label": said(card), on: { click: () => select(card.key) } },
      disc,
    );
    const node = el("div", { class: `ge-mark-body ${GeoEvents.symbols.colour(card)}`, "data-key": card.key }, button);
    const icon = L.divIcon({ className: "ge-mark", html: node, iconSize: [0, 0] });
    const marker = L.marker([card.lat, card.lon], { icon, keyboard: false, riseOnHover: true, zIndexOffset: 100 }).addTo(map);
    return { card, marker, node, button, offset: { x: 0, y: 0 } };
  }

  /**
   * @param {Mark} entry
   * @param {XY} offset
   */
  function settle(entry, offset) {
    entry.offset = offset;
    entry.button.style.transform = `translate(${offset.x}px, ${offset.y}px) translate(-50%, -50%)`;
  }

  /**
   * Thin lines from discs that had to give way to their places, below all discs.
   * @param {L.Map} map
   */
  function leaders(map) {
    const pane = map.createPane("ge-leaders");
    pane.style.zIndex = "430";
    const sheet = pane.appendChild(svg("svg", { class: "ge-leaders", width: 1, height: 1, "aria-hidden": "true" }));
    /** @param {Mark[]} entries */
    return (entries) => {
      GeoEvents.elements.empty(sheet);
      for (const { card, offset } of entries) {
        if (Math.hypot(offset.x, offset.y) < 6) continue;
        const { x, y } = map.latLngToLayerPoint([card.lat, card.lon]);
        sheet.append(svg("g", { class: GeoEvents.symbols.colour(card) }, svg("line", { class: "ge-leader", x1: x, y1: y, x2: x + offset.x, y2: y + offset.y }), svg("circle", { class: "ge-spot", cx: x, cy: y, r: 3 })));
      }
    };
  }

  /**
   * The ground that a town's name covers, where it is large enough to be seen or the town is selected.
   * @param {L.Map} map
   */
  function nearness(map) {
    const circles = L.layerGroup().addTo(map);
    /** @type {(entries: Mark[], chosen: string | null) => void} */
    return (entries, chosen) => {
      circles.clearLayers();
      const { lat } = map.getCenter();
      const pixels = 1 / ((40075 * Math.cos((lat * Math.PI) / 180)) / (256 * 2 ** map.getZoom()));
      const drawn = new Set();
      for (const { card } of entries) {
        const key = `${card.lat},${card.lon}`;
        const seen = card.radius * pixels;
        if (card.precision !== "locality" || drawn.has(key) || seen < (card.key === chosen ? 17 : 34)) continue;
        drawn.add(key);
        circles.addLayer(L.circle([card.lat, card.lon], { radius: card.radius * 1000, className: `ge-near ${GeoEvents.symbols.colour(card)}`, weight: 1, interactive: false, pane: "ge-reach" }));
      }
    };
  }

  /** @param {Card} card */
  const vague = (card) => card.precision === "region" || card.precision === "country";

  /**
   * The ground of a whole region or country: its outline, or a dashed circle where nobody drew one.
   * @param {L.Map} map
   * @param {Card} card
   * @param {Outline[]} outlines
   * @param {(key: string) => void} select
   * @returns {L.Circle | L.FeatureGroup | null}
   */
  function reach(map, card, outlines, select) {
    if (!vague(card)) return null;
    const outline = card.outline === null ? null : outlines[card.outline];
    const colour = GeoEvents.symbols.colour(card);
    const circle = () => L.circle([card.lat, card.lon], { radius: card.radius * 1000, className: `ge-reach ${colour}`, weight: 1.2, interactive: false, pane: "ge-reach" });
    if (!outline) return circle().addTo(map);
    /** @type {L.PolylineOptions} */
    const settings = { className: `ge-area ge-area-${outline.kind} ge-area-${outline.quality} ${colour}`, weight: 1.4, smoothFactor: 0, fillRule: "evenodd", pane: "ge-reach" };
    const ground = L.polygon(GeoEvents.ground.rings(outline), settings).on("click", () => select(card.key));
    return L.featureGroup(outline.scattered ? [circle(), ground] : [ground]).addTo(map);
  }

  /**
   * One name for all marks of one place, with the days below it.
   * @param {Mark[]} entries
   * @param {string | null} chosen
   * @returns {Name[]}
   */
  function ownLabels(entries, chosen) {
    /** @type {Map<string, { kind: "own", text: string, lat: number, lon: number, must?: boolean, notes: string[], offsets: XY[] }>} */
    const named = new Map();
    for (const { card, offset } of entries) {
      const key = `${card.place}|${card.lat.toFixed(1)}|${card.lon.toFixed(1)}`;
      const label = named.get(key) || { kind: /** @type {const} */ ("own"), text: card.place, lat: card.lat, lon: card.lon, must: false, notes: [], offsets: [] };
      named.set(key, label);
      label.offsets.push(offset);
      label.must = label.must || card.key === chosen;
      if (card.short && !label.notes.includes(card.short)) label.notes.push(card.short);
    }
    return [...named.values()].map(({ notes, offsets, ...label }) => ({ ...label, ...around(offsets), note: notes.length > 2 ? GeoEvents.words.count("here", offsets.length) : notes.join(", ") }));
  }

  /**
   * Middle and half width of the discs of one place.
   * @param {XY[]} offsets
   * @returns {{ offset: [number, number], reach: number }}
   */
  function around(offsets) {
    const [left, right] = [Math.min(...offsets.map(({ x }) => x)), Math.max(...offsets.map(({ x }) => x))];
    const middle = offsets.reduce((sum, { y }) => sum + y, 0) / offsets.length;
    return { offset: [(left + right) / 2, middle], reach: (right - left) / 2 + RADIUS };
  }

  /** @type {(x: number, y: number, reach: number) => Box} */
  const box = (x, y, reach) => ({ left: x - reach, right: x + reach, top: y - reach, bottom: y + reach });

  /**
   * What names have to keep clear of: discs, the corners with controls, routes, the edge.
   * @param {L.Map} map
   * @param {Mark[]} entries
   * @param {DrawnLeg[]} legs
   * @param {number} radius
   */
  function surroundings(map, entries, legs, radius) {
    const origin = map.containerPointToLayerPoint([0, 0]);
    const size = map.getSize();
    /** @type {(left: number, top: number, right: number, bottom: number) => Box} */
    const corner = (left, top, right, bottom) => ({ left: origin.x + left, top: origin.y + top, right: origin.x + right, bottom: origin.y + bottom });
    const discs = entries.map(({ card, offset }) => {
      const { x, y } = map.latLngToLayerPoint([card.lat, card.lon]).add([offset.x, offset.y]);
      return box(x, y, radius);
    });
    const corners = [corner(0, 0, 52, 124), corner(0, size.y - 34, 130, size.y), corner(0, size.y - 22, size.x, size.y)];
    const lines = legs.filter(({ layer }) => map.hasLayer(layer)).flatMap(({ points }) => points.map((point) => map.latLngToLayerPoint(point)));
    return { marks: [...discs, ...corners], lines, view: corner(4, 4, size.x - 4, size.y - 4) };
  }

  return { RADIUS, said, mark, settle, leaders, nearness, vague, reach, ownLabels, surroundings };
})();
