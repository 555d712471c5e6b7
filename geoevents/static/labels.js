// Names on the map, placed so that none covers a mark or another name.
GeoEvents.labels = (() => {
  const { el, said } = GeoEvents.elements;
  const GAP = 6;
  /**
   * A label as it is measured.
   * @typedef {{ x: number, y: number, width: number, height: number, reach: number, dot: Box | null, must: boolean | undefined, centred: boolean, room: number }} Measured
   */
  /** @typedef {{ view: Box, lines: XY[] }} Around */

  const NUDGES = [[0, 0], [0, -22], [0, 22], [-40, 0], [40, 0], [-40, -22], [40, -22], [-40, 22], [40, 22]];

  /** @type {(a: Box, b: Box) => boolean} */
  const crosses = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

  /**
   * Boxes that a label may take around its anchor, the best first.
   * @param {Measured} label
   * @returns {Box[]}
   */
  function spots({ x, y, width, height, reach, centred, room }) {
    // A country too small for its name at this zoom gets none.
    if (centred && width / 2 > room * 2 + 12) return [];
    /** @type {(left: number, top: number) => Box} */
    const box = (left, top) => ({ left, top, right: left + width, bottom: top + height });
    if (centred) return NUDGES.filter(([dx, dy]) => Math.hypot(dx, dy) <= room * 0.7).map(([dx, dy]) => box(x - width / 2 + dx, y - height / 2 + dy));
    const right = x + reach + GAP;
    const left = x - reach - GAP - width;
    return [
      box(right, y - height / 2),
      box(left, y - height / 2),
      box(x - width / 2, y + reach + 2),
      box(x - width / 2, y - reach - height - 2),
      box(right - 4, y + reach * 0.4),
      box(right - 4, y - reach * 0.4 - height),
      box(left + 4, y + reach * 0.4),
      box(left + 4, y - reach * 0.4 - height),
    ];
  }

  /** @type {(box: Box, view: Box) => boolean} */
  const inside = (box, view) => box.left >= view.left && box.right <= view.right && box.top >= view.top && box.bottom <= view.bottom;
  /** @type {(box: Box, point: XY) => boolean} */
  const holds = (box, point) => point.x > box.left - 2 && point.x < box.right + 2 && point.y > box.top - 1 && point.y < box.bottom + 1;

  /**
   * How bad a box is: what it covers, its rank, lines that it covers, the edge of the view.
   * @param {Box} box
   * @param {number} rank
   * @param {Around} around
   * @param {Box[]} taken
   */
  function cost(box, rank, { view, lines }, taken) {
    return 1000 * taken.filter((other) => crosses(box, other)).length + rank + 3 * lines.filter((point) => holds(box, point)).length + (inside(box, view) ? 0 : 200);
  }

  /**
   * Give each label the best box that crosses no mark and no label before it; null where there is none.
   * No name leaves the view; what is selected is named in any case.
   * @param {Measured[]} labels
   * @param {{ marks: Box[], lines?: XY[], view: Box }} around
   */
  function arrange(labels, { marks, lines = [], view }) {
    const taken = [...marks];
    return labels.map((label) => {
      const free = spots(label)
        .map((box, rank) => ({ box, price: cost(box, rank, { view, lines }, taken) }))
        .filter(({ price }) => label.must || price < 200)
        .sort((a, b) => a.price - b.price)[0];
      const { dot } = label;
      if (!free || (dot && taken.some((other) => crosses(dot, other)))) return null;
      taken.push(free.box, ...(dot ? [dot] : []));
      return free.box;
    });
  }

  /** @param {Name} label */
  function build(label) {
    const lines = [el("span", { class: "ge-name" }, said(label.text))];
    if (label.note) lines.push(el("span", { class: "ge-note" }, label.note));
    return el("div", { class: `ge-label ge-label-${label.kind}`, "aria-hidden": "true" }, lines);
  }

  /**
   * A layer of labels; `update(own, surroundings)` places the story's own names first, then the context.
   * @param {L.Map} map
   * @param {Label[]} context
   */
  function layer(map, context) {
    const pane = map.createPane("ge-labels");
    pane.style.zIndex = "450";
    pane.style.pointerEvents = "none";
    /** @typedef {Name & { node: HTMLElement }} Placed */
    /** @type {Placed[]} */
    const entries = context.map((label) => ({ ...label, node: pane.appendChild(build(label)) }));
    /** @type {Placed[]} */
    let ownEntries = [];

    /**
     * The room of a country's name in pixels.
     * @param {Placed} label
     */
    function degrees({ lat, lon, room }) {
      return room ? map.latLngToLayerPoint([lat, lon + room]).x - map.latLngToLayerPoint([lat, lon]).x : 0;
    }

    /**
     * @param {Placed} entry
     * @returns {Measured}
     */
    function measured(entry) {
      const point = map.latLngToLayerPoint([entry.lat, entry.lon]).add(entry.offset || [0, 0]);
      const reach = entry.reach === undefined ? 4 : entry.reach;
      const { offsetWidth: width, offsetHeight: height } = entry.node;
      const dot = entry.kind === "city" ? { left: point.x - 4, right: point.x + 4, top: point.y - 4, bottom: point.y + 4 } : null;
      return { x: point.x, y: point.y, width, height, reach, dot, must: entry.must, centred: entry.kind === "country", room: degrees(entry) };
    }

    /**
     * @param {Name[]} own
     * @param {{ marks: Box[], lines: XY[], view: Box }} surroundings
     */
    function update(own, surroundings) {
      for (const entry of ownEntries) entry.node.remove();
      ownEntries = own.map((label) => ({ ...label, node: pane.appendChild(build(label)) }));
      const all = [...ownEntries, ...entries];
      const boxes = arrange(all.map(measured), surroundings);
      boxes.forEach((box, at) => {
        const { node, kind, lat, lon } = all[at];
        node.style.visibility = box ? "visible" : "hidden";
        if (box) node.style.transform = `translate(${Math.round(box.left)}px, ${Math.round(box.top)}px)`;
        if (box && kind === "city") dot(node, map.latLngToLayerPoint([lat, lon]), box);
      });
    }

    return { update };
  }

  /**
   * City names come with the point that they name.
   * @param {HTMLElement} node
   * @param {XY} point
   * @param {Box} box
   */
  function dot(node, point, box) {
    node.style.setProperty("--dot-x", `${Math.round(point.x - box.left)}px`);
    node.style.setProperty("--dot-y", `${Math.round(point.y - box.top)}px`);
  }

  return { layer, arrange };
})();
