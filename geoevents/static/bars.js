// The bars of the timeline: whole days, with signs for status and for what the reports leave open.
GeoEvents.bars = (() => {
  const { svg } = GeoEvents.elements;
  const NUMBERED = 10;

  /** Gradients that let an end fade which the reports do not give. */
  function veils() {
    const ramp = (id, stops) => svg("linearGradient", { id: `${id}-ramp` }, stops.map(([offset, shade]) => svg("stop", { offset, "stop-color": shade })));
    const mask = (id, stops) => [ramp(id, stops), svg("mask", { id, maskContentUnits: "objectBoundingBox" }, svg("rect", { x: -0.1, y: -0.2, width: 1.2, height: 1.4, fill: `url(#${id}-ramp)` }))];
    return svg(
      "defs",
      {},
      mask("ge-soft-start", [[0.08, "#222"], [0.42, "#fff"]]),
      mask("ge-soft-end", [[0.58, "#fff"], [0.92, "#222"]]),
      mask("ge-soft-both", [[0, "#333"], [0.3, "#fff"], [0.7, "#fff"], [1, "#333"]]),
    );
  }

  function veil({ time, start, end, soft }) {
    const fades = [start === null || soft[0], end === null || soft[1]];
    if (time !== "given" || !(fades[0] || fades[1])) return null;
    return `url(#ge-soft-${fades[0] && fades[1] ? "both" : fades[0] ? "start" : "end"})`;
  }

  /** Hatching: some time within these days. */
  function hatching(card, width, height) {
    const clip = `ge-clip-${card.key}`;
    const lines = [];
    for (let x = -height; x < width; x += 6) lines.push(`M${x} ${height}l${height} ${-height}`);
    return [svg("clipPath", { id: clip }, svg("rect", { width, height, rx: 3 })), svg("path", { class: "ge-bar-hatch", d: lines.join(""), "clip-path": `url(#${clip})` })];
  }

  const letters = (height) => Math.min(11.5, height * 0.88).toFixed(1);

  /** One bar; `entry` has card, left, right and lane. */
  function draw(entry, { height, step }, select) {
    const { card } = entry;
    const width = Math.max(entry.right - entry.left, 3);
    const names = ["ge-bar", `ge-bar-${card.status}`, `ge-bar-${card.time}`, veil(card) && "ge-bar-soft", GeoEvents.symbols.colour(card)];
    return svg(
      "g",
      { class: names.filter(Boolean).join(" "), transform: `translate(${entry.left} ${entry.lane * step + 4})`, "data-key": card.key, on: { click: () => select(card.key) } },
      svg("title", {}, `${card.label}: ${card.place}, ${card.when}`),
      svg("rect", { class: "ge-bar-touch", x: -2, y: -2, width: width + 4, height: height + 4 }),
      svg(
        "g",
        { mask: veil(card) },
        svg("rect", { class: "ge-bar-body", width, height, rx: Math.min(3, height / 3) }),
        card.time === "frame" && width > 20 ? hatching(card, width, height) : null,
        card.status === "negated" ? svg("path", { class: "ge-bar-strike", d: `M2 ${height - 2}L${width - 2} 2` }) : null,
      ),
      height >= NUMBERED ? svg("text", { class: "ge-bar-number", x: Math.min(width / 2, 14), y: height / 2, dy: "0.35em", "text-anchor": "middle", "font-size": letters(height) }, card.label) : null,
    );
  }

  /** The place's name in its bar, where there is room for all of it. */
  function name(group, { card, left, right }, { height }) {
    if (height < NUMBERED || right - left < 60) return;
    const text = group.appendChild(svg("text", { class: "ge-bar-number ge-bar-name", x: 26, y: height / 2, dy: "0.35em", "font-size": letters(height) }, card.place));
    if (text.getComputedTextLength() > right - left - 36) text.remove();
  }

  /** Put each bar into the first free lane; the number of lanes. */
  function lanes(entries) {
    const ends = [];
    for (const entry of [...entries].sort((a, b) => a.left - b.left || a.right - b.right)) {
      const free = ends.findIndex((end) => end + 3 <= entry.left);
      entry.lane = free < 0 ? ends.length : free;
      ends[entry.lane] = entry.right;
    }
    return ends.length;
  }

  /** Height of a bar and step from lane to lane: lower where there are many. */
  function sizes(count) {
    const room = Math.max(110, Math.min(window.innerHeight * 0.24, 210));
    const step = Math.max(4, Math.min(22, Math.floor(room / Math.max(count, 1))));
    return { step, height: step > 16 ? step - 4 : step - 2 };
  }

  return { draw, name, lanes, sizes, veils };
})();
