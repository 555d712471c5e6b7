// The timeline: an axis of days, bars, and the window that narrows map and list.
GeoEvents.timeline = (() => {
  const { el, svg, empty } = GeoEvents.elements;
  const { days, bars } = GeoEvents;
  const AXIS = 22;
  const SMALLEST = 16;
  const GUTTER = 84;

  /** @param {Card[]} cards */
  const dated = (cards) => cards.filter((card) => card.start !== null || card.end !== null || card.bracket);

  /**
   * Days to pixels and back; what lies far off is squeezed into a gutter that is not to scale.
   * @param {Axis} axis
   * @param {number} width
   */
  function ruler({ first, last, core_first: from, core_last: to }, width) {
    const gutter = Math.min(GUTTER, width / 6);
    const left = first < from ? gutter : 0;
    const right = last > to ? gutter : 0;
    const parts = [[first, from, 0, left], [from, to + 1, left, width - right], [to + 1, last + 1, width - right, width]].filter(([a, b]) => b > a);
    /** @type {(value: number, low: number, high: number) => number[]} */
    const find = (value, low, high) => parts.find((part) => value < part[high]) || parts[parts.length - 1];
    return {
      from, to, left, right,
      /** @param {Day} day */
      x(day) {
        const [a, b, x1, x2] = find(day, 0, 1);
        return x1 + ((day - a) / (b - a)) * (x2 - x1);
      },
      /** @param {number} pixels */
      day(pixels) {
        const [a, b, x1, x2] = find(pixels, 2, 3);
        return Math.round(a + ((pixels - x1) / (x2 - x1)) * (b - a));
      },
    };
  }

  /** @typedef {ReturnType<typeof ruler>} Ruler */

  /**
   * Tick lines, and the labels that fit.
   * @param {SVGElement} chart
   * @param {Ruler} scale
   * @param {number} width
   * @param {number} bottom
   */
  function axis(chart, scale, width, bottom) {
    let free = -Infinity;
    const until = width - scale.right;
    for (const tick of days.ticks(scale.from, scale.to, until - scale.left)) {
      const left = scale.x(tick.day);
      chart.append(svg("line", { class: "ge-tick", x1: left, x2: left, y1: 0, y2: bottom + 5 }));
      const text = chart.appendChild(svg("text", { class: "ge-tick-label", x: left + 4, y: bottom + 16 }, tick.label));
      const length = text.getComputedTextLength();
      if (left < free || left + 4 + length > until) text.remove();
      else free = left + length + 10;
    }
    if (scale.left) chart.append(...gutter(0, scale.left, bottom, GeoEvents.words.t("earlier"), scale.left));
    if (scale.right) chart.append(...gutter(until, scale.right, bottom, GeoEvents.words.t("later"), until));
    chart.append(svg("line", { class: "ge-axis", x1: 0, x2: width, y1: bottom, y2: bottom }));
  }

  /**
   * A stretch that is not to scale, with the sign of a broken axis.
   * @param {number} x
   * @param {number} width
   * @param {number} bottom
   * @param {string} words
   * @param {number} edge
   */
  function gutter(x, width, bottom, words, edge) {
    return [
      svg("rect", { class: "ge-gutter", x, y: 0, width, height: bottom }),
      svg("path", { class: "ge-break", d: `M${edge - 5} ${bottom + 5}l5 -10M${edge} ${bottom + 5}l5 -10` }),
      svg("text", { class: "ge-tick-label", x: x + width / 2, y: bottom + 16, "text-anchor": "middle" }, words),
    ];
  }

  /**
   * Bars as pixels; an open end reaches the end of the axis.
   * @param {Card[]} cards
   * @param {{ from: Day, to: Day }} span
   * @param {{ x: (day: Day) => number }} scale
   * @returns {Bar[]}
   */
  function placed(cards, span, scale) {
    return dated(cards).map((card) => {
      const [start, end] = card.start === null && card.end === null && card.bracket ? card.bracket : [card.start, card.end];
      const right = scale.x((end === null ? span.to : end) + 1) - 1;
      const left = Math.min(scale.x(start === null ? span.from : start) + 1, scale.x(span.to + 1) - SMALLEST);
      /** @type {(day: Day, side: number) => number} */
      const edge = (day, side) => scale.x(day + side) + (side ? -1 : 1) - left;
      /** @type {[number, number] | null} */
      const bracket = card.bracket && [edge(card.bracket[0], 0), edge(card.bracket[1], 1)];
      return { card, left, right: Math.max(right, left + SMALLEST), bracket, lane: 0, inset: 0 };
    });
  }

  /**
   * @param {Story} story
   * @param {{ select: (key: string) => void, choose: (window: Days | null) => void }} acts
   */
  function create(story, { select, choose }) {
    const whole = story.axis;
    if (!whole) return { root: el("p", { class: "ge-none" }, story.cards.length ? GeoEvents.words.t("no_dates") : ""), update() {}, draw() {} };
    let width = 0;
    /** @type {State} */
    let state = { window: null, shown: [], selected: null, filters: GeoEvents.filters.none(), view: null, telling: false };
    const span = { from: whole.first, to: whole.last };
    let rule = ruler(whole, 1);
    /** @type {{ x: (day: Day) => number, day: (pixels: number) => Day }} */
    const scale = { x: (day) => rule.x(day), day: (pixels) => rule.day(pixels) };
    const chart = svg("svg", { class: "ge-chart", role: "img", "aria-label": GeoEvents.words.t("timeline_of") });
    const brush = GeoEvents.brush.create(span, scale, choose);
    const root = el("div", { class: "ge-track", dir: "ltr" }, chart, brush.parts);

    /** Draw anew for the width at hand. */
    const draw = () => {
      width = root.clientWidth;
      if (!width) return;
      rule = ruler(whole, width);
      const entries = placed(story.cards, span, scale);
      const count = bars.lanes(entries);
      const size = bars.sizes(count);
      const bottom = Math.max(count * size.step, 44) + 6;
      empty(chart);
      chart.setAttribute("width", width);
      chart.setAttribute("height", bottom + AXIS);
      axis(chart, rule, width, bottom);
      for (const entry of entries) bars.name(chart.appendChild(bars.draw(entry, size, select)), entry, size);
      brush.stretch(bottom);
      paint();
    };

    function paint() {
      if (!width) return;
      brush.paint(state.window, width);
      root.classList.toggle("ge-narrowed", Boolean(state.window));
      const shown = new Set(state.shown.map((card) => card.key));
      for (const node of chart.querySelectorAll(".ge-bar")) {
        const key = node.getAttribute("data-key") || "";
        node.classList.toggle("ge-chosen", key === state.selected);
        node.classList.toggle("ge-faint", !shown.has(key));
      }
    }

    /** @param {State} next */
    function update(next) {
      state = next;
      paint();
    }

    new ResizeObserver(draw).observe(root);
    return { root, update, draw };
  }

  return { create, ruler, axis };
})();
