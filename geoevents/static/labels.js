// Names on the map, placed so that none covers a mark or another name.
GeoEvents.labels = (() => {
  const { el, said } = GeoEvents.elements;
  const GAP = 4;

  const crosses = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

  /** Boxes that a label may take around its anchor, the best first. */
  function spots({ x, y, width, height, reach, centred }) {
    const box = (left, top) => ({ left, top, right: left + width, bottom: top + height });
    if (centred) return [box(x - width / 2, y - height / 2)];
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

  /**
   * Give each label the first free box, in the order given; a label without one gets null.
   * A label may cover the obstacles of its own group (the marks that it names) only where it must.
   */
  function arrange(labels, obstacles) {
    const taken = [...obstacles];
    return labels.map((label) => {
      const free = spots(label).find((box) => !taken.some((other) => crosses(box, other)));
      if (free) taken.push(free);
      return free || null;
    });
  }

  function build(label) {
    const lines = [el("span", { class: "ge-name" }, said(label.text))];
    if (label.note) lines.push(el("span", { class: "ge-note" }, label.note));
    return el("div", { class: `ge-label ge-label-${label.kind}`, "aria-hidden": "true" }, lines);
  }

  /** A layer of labels; `update(own, obstacles)` places the story's own names first, then the context. */
  function layer(map, context) {
    const pane = map.createPane("ge-labels");
    pane.style.zIndex = 450;
    pane.style.pointerEvents = "none";
    const entries = context.map((label) => ({ ...label, node: pane.appendChild(build(label)) }));
    let ownEntries = [];

    function measured(entry) {
      const point = map.latLngToLayerPoint([entry.lat, entry.lon]).add(entry.offset || [0, 0]);
      const reach = entry.reach === undefined ? 4 : entry.reach;
      return { x: point.x, y: point.y, width: entry.node.offsetWidth, height: entry.node.offsetHeight, reach, centred: entry.kind === "country" };
    }

    function update(own, obstacles) {
      for (const entry of ownEntries) entry.node.remove();
      ownEntries = own.map((label) => ({ ...label, node: pane.appendChild(build(label)) }));
      const all = [...ownEntries, ...entries];
      const boxes = arrange(all.map(measured), obstacles);
      boxes.forEach((box, at) => {
        const { node, kind, lat, lon } = all[at];
        node.style.visibility = box ? "visible" : "hidden";
        if (box) node.style.transform = `translate(${Math.round(box.left)}px, ${Math.round(box.top)}px)`;
        if (box && kind === "city") dot(node, map.latLngToLayerPoint([lat, lon]), box);
      });
    }

    return { update };
  }

  /** City names come with the point that they name. */
  function dot(node, point, box) {
    node.style.setProperty("--dot-x", `${Math.round(point.x - box.left)}px`);
    node.style.setProperty("--dot-y", `${Math.round(point.y - box.top)}px`);
  }

  return { layer, arrange };
})();
