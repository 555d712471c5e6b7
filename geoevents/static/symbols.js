// The signs for status, the same on map, list, timeline and legend: shape tells what colour cannot.
GeoEvents.symbols = (() => {
  const { svg } = GeoEvents.elements;

  /** @type {Record<Status, (r: number) => SVGElement[]>} */
  const SHAPES = {
    occurred: (r) => [svg("circle", { class: "ge-fill", r })],
    ongoing: (r) => [svg("circle", { class: "ge-fill", r: r - 3 }), svg("circle", { class: "ge-ring", r: r - 0.6 })],
    planned: (r) => [svg("circle", { class: "ge-hollow", r: r - 1 })],
    possible: (r) => [svg("circle", { class: "ge-hollow ge-dotted", r: r - 1 })],
    negated: (r) => [
      svg("circle", { class: "ge-hollow", r: r - 1 }),
      svg("line", { class: "ge-cross", x1: -r * 0.72, y1: r * 0.72, x2: r * 0.72, y2: -r * 0.72 }),
    ],
  };

  /**
   * A disc with a short label, such as a stop's number.
   * @param {Status} status
   */
  function disc(status, label = "", radius = 13) {
    const half = radius + 2;
    return svg(
      "svg",
      { class: `ge-disc ge-is-${status}`, width: half * 2, height: half * 2, viewBox: `${-half} ${-half} ${half * 2} ${half * 2}`, "aria-hidden": "true" },
      svg("circle", { class: "ge-halo", r: radius + 1.5 }),
      ...SHAPES[status](radius),
      label && svg("text", { class: label.length > 2 ? "ge-number ge-long" : "ge-number", "text-anchor": "middle", y: "0.36em" }, label),
    );
  }

  /**
   * Four strokes around a disc: this place is a site, known to the spot.
   * @param {number} r
   */
  const aim = (r) => svg("path", { class: "ge-aim", d: [[1, 0], [0, 1], [-1, 0], [0, -1]].map(([x, y]) => `M${x * (r + 1)} ${y * (r + 1)}L${x * (r + 6)} ${y * (r + 6)}`).join("") });

  /**
   * The class that gives a card's colour: its mover's on a route, its kind's elsewhere.
   * @param {Card} card
   */
  const colour = (card) => {
    if (card.group === "general") return "ge-general";
    return card.group === "stop" ? `ge-mover-${(card.mover || 0) % 4}` : `ge-kind-${card.type}`;
  };

  return { disc, aim, colour };
})();
