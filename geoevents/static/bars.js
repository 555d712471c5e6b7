// The bars of the timeline: whole days, with signs for status and for what the reports leave open.
GeoEvents.bars = (() => {
  const { svg } = GeoEvents.elements;
  const NUMBERED = 10;
  /** @typedef {{ height: number, step: number }} Size In pixels. */

  /**
   * Pixels over which an end fades: long where it is open, short where it is about or implied.
   * @param {Card} card
   * @param {number} width
   */
  function fades({ time, start, end, soft }, width) {
    if (time !== "given") return [0, 0];
    /** @type {(open: boolean, vague: boolean, long: number) => number} */
    const length = (open, vague, long) => Math.min(open ? long : vague ? 12 : 0, width * 0.4);
    return [length(start === null, soft[0], 36), length(end === null, soft[1], 70)];
  }

  /**
   * A mask that lets the ends of one bar fade; null where both are sharp.
   * @param {Card} card
   * @param {number} width
   * @param {number} height
   * @param {number[]} ends Pixels over which each fades.
   */
  function veil(card, width, height, [left, right]) {
    if (!left && !right) return null;
    const id = `ge-veil-${card.key}`;
    const stops = [[0, left ? "#222" : "#fff"], [left / width, "#fff"], [1 - right / width, "#fff"], [1, right ? "#222" : "#fff"]];
    return {
      url: `url(#${id})`,
      parts: [
        svg("linearGradient", { id: `${id}-ramp` }, stops.map(([offset, shade]) => svg("stop", { offset, "stop-color": shade }))),
        svg("mask", { id, maskUnits: "userSpaceOnUse", x: -4, y: -4, width: width + 8, height: height + 8 }, svg("rect", { x: -4, y: -4, width: width + 8, height: height + 8, fill: `url(#${id}-ramp)` })),
      ],
    };
  }

  /**
   * Hatching: some time within these days.
   * @param {Card} card
   * @param {number} width
   * @param {number} height
   */
  function hatching(card, width, height) {
    const clip = `ge-clip-${card.key}`;
    const lines = [];
    for (let x = -height; x < width; x += 6) lines.push(`M${x} ${height}l${height} ${-height}`);
    return [svg("clipPath", { id: clip }, svg("rect", { width, height, rx: 3 })), svg("path", { class: "ge-bar-hatch", d: lines.join(""), "clip-path": `url(#${clip})` })];
  }

  /**
   * Order known, day unknown: between the stops before and after.
   * @type {(ends: [number, number], height: number) => string}
   */
  const bracketed = ([left, right], height) => `M${left + 5} 1H${left + 1}V${height - 1}h4M${right - 5} 1H${right - 1}V${height - 1}h-4`;

  /** @param {number} height */
  const letters = (height) => Math.min(11.5, height * 0.88).toFixed(1);

  /**
   * One bar; `entry` has card, left, right and lane.
   * @param {Bar} entry
   * @param {Size} size
   * @param {(key: string) => void} select
   */
  function draw(entry, { height, step }, select) {
    const { card } = entry;
    const width = Math.max(entry.right - entry.left, 3);
    const faded = fades(card, width);
    const mask = veil(card, width, height, faded);
    entry.inset = faded[0] * 0.8;
    const names = ["ge-bar", `ge-bar-${card.status}`, `ge-bar-${card.time}`, GeoEvents.symbols.colour(card)];
    return svg(
      "g",
      { class: names.join(" "), transform: `translate(${entry.left} ${entry.lane * step + 4})`, "data-key": card.key, on: { click: () => select(card.key) } },
      svg("title", {}, `${card.label}: ${card.place}, ${card.when}`),
      mask && mask.parts,
      svg("rect", { class: "ge-bar-touch", x: -2, y: -2, width: width + 4, height: height + 4 }),
      svg(
        "g",
        { mask: mask && mask.url },
        svg("rect", { class: "ge-bar-body", width, height, rx: Math.min(3, height / 3) }),
        card.time === "frame" && width > 20 ? hatching(card, width, height) : null,
        entry.bracket ? svg("path", { class: "ge-bracket", d: bracketed(entry.bracket, height) }) : null,
        card.status === "negated" ? svg("path", { class: "ge-bar-strike", d: `M2 ${height - 2}L${width - 2} 2` }) : null,
      ),
      height >= NUMBERED ? svg("text", { class: "ge-bar-number", x: Math.min(width / 2, 14 + entry.inset), y: height / 2, dy: "0.35em", "text-anchor": "middle", "font-size": letters(height) }, card.label) : null,
    );
  }

  /**
   * The place's name in its bar, where there is room for all of it.
   * @param {SVGElement} group
   * @param {Bar} entry
   * @param {Size} size
   */
  function name(group, { card, left, right, inset }, { height }) {
    if (height < NUMBERED || right - left < 60) return;
    const text = group.appendChild(svg("text", { class: "ge-bar-number ge-bar-name", x: 26 + inset, y: height / 2, dy: "0.35em", "font-size": letters(height) }, card.place));
    if (text.getComputedTextLength() > right - left - 36 - inset) text.remove();
  }

  /**
   * Put each bar into the first free lane; the number of lanes.
   * @param {Bar[]} entries
   */
  function lanes(entries) {
    /** @type {number[]} */
    const ends = [];
    for (const entry of [...entries].sort((a, b) => a.left - b.left || a.right - b.right)) {
      const free = ends.findIndex((end) => end + 3 <= entry.left);
      entry.lane = free < 0 ? ends.length : free;
      ends[entry.lane] = entry.right;
    }
    return ends.length;
  }

  /**
   * Height of a bar and step from lane to lane: lower where there are many.
   * @param {number} count
   * @returns {Size}
   */
  function sizes(count) {
    const room = Math.max(110, Math.min(window.innerHeight * 0.24, 210));
    const step = Math.max(4, Math.min(22, Math.floor(room / Math.max(count, 1))));
    return { step, height: step > 16 ? step - 4 : step - 2 };
  }

  return { draw, name, lanes, sizes };
})();
