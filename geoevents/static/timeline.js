// The timeline: an axis of days, bars, and the window that narrows map and list.
GeoEvents.timeline = (() => {
  const { el, svg, empty } = GeoEvents.elements;
  const { days, bars } = GeoEvents;
  const AXIS = 22;
  const SMALLEST = 16;

  const dated = (cards) => cards.filter((card) => card.start !== null || card.end !== null);

  /** First and last day of the axis, with days to spare where an end is open; null without any date. */
  function range(cards) {
    const timed = dated(cards);
    const known = timed.flatMap((card) => [card.start, card.end]).filter((day) => day !== null);
    if (!known.length) return null;
    const [first, last] = [Math.min(...known), Math.max(...known)];
    const spare = last - first < 4 ? 1 : 0;
    const beyond = (side) => (timed.some((card) => card[side] === null) ? Math.max(1, Math.round((last - first) * 0.08)) : 0);
    return { from: first - spare - beyond("start"), to: last + spare + beyond("end") };
  }

  /** Tick lines, and the labels that fit. */
  function axis(chart, span, scale, width, bottom) {
    let free = -Infinity;
    for (const tick of days.ticks(span.from, span.to, width)) {
      const left = scale.x(tick.day);
      chart.append(svg("line", { class: "ge-tick", x1: left, x2: left, y1: 0, y2: bottom + 5 }));
      const text = chart.appendChild(svg("text", { class: "ge-tick-label", x: left + 4, y: bottom + 16 }, tick.label));
      const length = text.getComputedTextLength();
      if (left < free || left + 4 + length > width) text.remove();
      else free = left + length + 10;
    }
    chart.append(svg("line", { class: "ge-axis", x1: 0, x2: width, y1: bottom, y2: bottom }));
  }

  /** Bars as pixels; an open end reaches the end of the axis. */
  function placed(cards, span, scale) {
    return dated(cards).map((card) => {
      const right = scale.x((card.end === null ? span.to : card.end) + 1) - 1;
      const left = Math.min(scale.x(card.start === null ? span.from : card.start) + 1, scale.x(span.to + 1) - SMALLEST);
      return { card, left, right: Math.max(right, left + SMALLEST) };
    });
  }

  function create(story, { select, choose }) {
    const span = range(story.cards);
    if (!span) return { root: el("p", { class: "ge-none" }, story.cards.length ? "The reports give no dates." : ""), update() {}, draw() {} };
    let width = 0;
    let state = { window: null, shown: [] };
    const scale = {
      x: (day) => ((day - span.from) / (span.to - span.from + 1)) * width,
      day: (pixels) => Math.round(span.from + (pixels / width) * (span.to - span.from + 1)),
    };
    const chart = svg("svg", { class: "ge-chart", role: "img", "aria-label": "Timeline of the events in the list" });
    const brush = GeoEvents.brush.create(span, scale, choose);
    const root = el("div", { class: "ge-track" }, chart, brush.parts);

    /** Draw anew for the width at hand. */
    function draw() {
      width = root.clientWidth;
      if (!width) return;
      const entries = placed(story.cards, span, scale);
      const count = bars.lanes(entries);
      const size = bars.sizes(count);
      const bottom = Math.max(count * size.step, 44) + 6;
      empty(chart).append(bars.veils());
      chart.setAttribute("width", width);
      chart.setAttribute("height", bottom + AXIS);
      axis(chart, span, scale, width, bottom);
      for (const entry of entries) bars.name(chart.appendChild(bars.draw(entry, size, select)), entry, size);
      brush.stretch(bottom);
      paint();
    }

    function paint() {
      if (!width) return;
      brush.paint(state.window, width);
      root.classList.toggle("ge-narrowed", Boolean(state.window));
      const shown = new Set(state.shown.map((card) => card.key));
      for (const node of chart.querySelectorAll(".ge-bar")) {
        node.classList.toggle("ge-chosen", node.dataset.key === state.selected);
        node.classList.toggle("ge-faint", !shown.has(node.dataset.key));
      }
    }

    function update(next) {
      state = next;
      paint();
    }

    new ResizeObserver(draw).observe(root);
    return { root, update, draw };
  }

  return { create, range };
})();
