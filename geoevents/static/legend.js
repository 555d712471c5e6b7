// The legend: only the signs that this story uses.
GeoEvents.legend = (() => {
  const { el, svg } = GeoEvents.elements;
  const { t } = GeoEvents.words;
  /** @param {...SVGElement} shapes */
  const sample = (...shapes) => svg("svg", { width: 26, height: 12, viewBox: "0 0 26 12", "aria-hidden": "true" }, shapes);
  /** @param {string} name */
  const curve = (name) => sample(svg("path", { class: name, d: "M1 8Q13 1 25 8" }));
  /** @type {(kind: string, quality: string) => SVGElement} */
  const patch = (kind, quality) => sample(svg("path", { class: `ge-area ge-area-${kind} ge-area-${quality}`, d: "M3 4 9 1l6 2 7-1 2 5-6 4-7-1-7 1z" }));

  /** @typedef {(key: string, shape: SVGElement) => unknown} Add */

  /**
   * @param {Story} story
   * @param {Add} add
   */
  function routes(story, add) {
    const legs = GeoEvents.route.legs(story.cards);
    if (legs.length) add("order", curve("ge-leg"));
    if (legs.some((leg) => leg.to.means && leg.to.order_known && !leg.to.doubt)) add("means", curve("ge-leg ge-leg-told"));
    if (legs.some((leg) => leg.to.status === "planned" || leg.to.status === "possible")) add("planned", curve("ge-leg ge-leg-planned"));
    if (legs.some((leg) => leg.to.order_known === false || leg.to.doubt)) add("doubt", curve("ge-leg ge-leg-doubt"));
  }

  /**
   * @param {Story} story
   * @param {Add} add
   */
  function places(story, add) {
    /** @param {(card: Card) => unknown} test */
    const has = (test) => story.cards.some(test);
    /** @type {(kind: Outline["kind"], exact: boolean) => boolean} */
    const drawn = (kind, exact) => story.outlines.some((outline) => outline.kind === kind && (outline.quality === "survey") === exact);
    if (has((card) => card.precision === "site") && has((card) => card.precision !== "site")) add("site", svg("svg", { width: 18, height: 18, viewBox: "-18 -18 36 36", class: "ge-plain-colour", "aria-hidden": "true" }, svg("circle", { class: "ge-fill", r: 10 }), GeoEvents.symbols.aim(10)));
    if (has((card) => GeoEvents.marks.vague(card) && card.outline === null)) add("within", sample(svg("ellipse", { class: "ge-reach", cx: 13, cy: 6, rx: 11, ry: 5 })));
    if (drawn("region", true)) add("region", patch("region", "survey"));
    if (drawn("region", false)) add("approximate", patch("region", "approximate"));
    if (drawn("country", true) || drawn("country", false)) add("country", patch("country", "survey"));
  }

  /**
   * @param {Story} story
   * @param {Add} add
   */
  function times(story, add) {
    /** @param {(card: Card) => unknown} test */
    const has = (test) => story.cards.some(test);
    if (has((card) => card.time === "frame")) add("frame", sample(svg("rect", { class: "ge-legend-frame", x: 1, y: 1, width: 24, height: 10, rx: 2 }), svg("path", { class: "ge-legend-hatch", d: "M3 11l8-10M9 11l8-10M15 11l8-10" })));
    if (has((card) => card.bracket)) add("bracket", sample(svg("path", { class: "ge-bracket", d: "M6 1H2v10h4M20 1h4v10h-4" })));
    if (has((card) => card.time === "given" && (card.start === null || card.end === null || card.soft[0] || card.soft[1]))) add("soft", sample(svg("path", { class: "ge-legend-soft", d: "M1 2h12v8H1zM15 2h4v8h-4zM21 2h2v8h-2z" })));
  }

  /** @param {Story} story */
  function create(story) {
    /** @type {HTMLElement[]} */
    const entries = [];
    /** @type {Add} */
    const add = (key, shape) => entries.push(el("span", { class: "ge-legend-entry" }, shape, t(`legend_${key}`)));
    if (story.statuses.length === 1) entries.push(el("span", { class: "ge-legend-entry" }, GeoEvents.symbols.disc(story.statuses[0], "", 6), t(`status_${story.statuses[0]}`)));
    for (const part of [routes, places, times]) part(story, add);
    return entries.length ? el("p", { class: "ge-legend" }, entries) : null;
  }

  return { create };
})();
