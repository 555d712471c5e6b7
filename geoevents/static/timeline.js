// The timeline: bars over whole days, and a window of days that narrows map and list.
GeoEvents.timeline = (() => {
  const { el, svg, empty } = GeoEvents.elements;
  const { days } = GeoEvents;
  const AXIS = 22;
  const DENSE = 7;

  const dated = (cards) => cards.filter((card) => card.start !== null || card.end !== null);

  /** First and last day of the axis, with a day to spare where an end is open. */
  function range(cards) {
    const known = dated(cards).flatMap((card) => [card.start, card.end]).filter((day) => day !== null);
    if (!known.length) return null;
    const first = Math.min(...known);
    const last = Math.max(...known);
    const spare = last - first < 4 ? 1 : 0;
    const open = dated(cards).some((card) => card.end === null) ? Math.max(1, Math.round((last - first) * 0.08)) : 0;
    const opening = dated(cards).some((card) => card.start === null) ? Math.max(1, Math.round((last - first) * 0.08)) : 0;
    return { from: first - spare - opening, to: last + spare + open };
  }

  /** The first free lane for each bar. */
  function lanes(bars) {
    const ends = [];
    for (const bar of [...bars].sort((a, b) => a.left - b.left || a.right - b.right)) {
      let lane = ends.findIndex((end) => end + 3 <= bar.left);
      if (lane < 0) lane = ends.push(0) - 1;
      ends[lane] = bar.right;
      bar.lane = lane;
    }
    return ends.length;
  }

  function patterns() {
    const fade = (id, from, to) => svg("linearGradient", { id: `${id}-ramp` }, svg("stop", { offset: 0, "stop-color": from }), svg("stop", { offset: 0.75, "stop-color": to }));
    const mask = (id, from, to, x, width) => [
      fade(id, from, to),
      svg("mask", { id, maskContentUnits: "objectBoundingBox" }, svg("rect", { x: -0.1, y: -0.1, width: 1.2, height: 1.2, fill: "#fff" }), svg("rect", { x, y: -0.1, width, height: 1.2, fill: `url(#${id}-ramp)` })),
    ];
    return svg(
      "defs",
      {},
      mask("ge-soft-start", "#222", "#fff", -0.02, 0.4),
      mask("ge-soft-end", "#fff", "#222", 0.62, 0.4),
      svg("linearGradient", { id: "ge-soft-both-ramp" }, [0, 0.3, 0.7, 1].map((offset, at) => svg("stop", { offset, "stop-color": at % 3 ? "#fff" : "#333" }))),
      svg("mask", { id: "ge-soft-both", maskContentUnits: "objectBoundingBox" }, svg("rect", { x: -0.1, y: -0.1, width: 1.2, height: 1.2, fill: "url(#ge-soft-both-ramp)" })),
    );
  }

  /** Hatching of one colour, for "some time within these days". */
  function hatch(height, width) {
    const lines = [];
    for (let x = -height; x < width; x += 6) lines.push(`M${x} ${height}l${height} ${-height}`);
    return lines.join("");
  }

  function softness(start, end) {
    if (!start && !end) return null;
    return `url(#ge-soft-${start && end ? "both" : start ? "start" : "end"})`;
  }

  function bar(entry, height, select) {
    const { card, left, right } = entry;
    const width = Math.max(right - left, 3);
    const y = entry.lane * (height + 4) + 4;
    const veil = card.time === "given" ? softness(card.start === null || card.soft[0], card.end === null || card.soft[1]) : null;
    const names = ["ge-bar", `ge-bar-${card.status}`, `ge-bar-${card.time}`, GeoEvents.symbols.colour(card)];
    const body = svg("g", { mask: veil }, svg("rect", { class: "ge-bar-body", width, height, rx: 3 }));
    if (card.time === "frame") {
      const clip = `ge-clip-${card.key}`;
      body.append(svg("clipPath", { id: clip }, svg("rect", { width, height, rx: 3 })), svg("path", { class: "ge-bar-hatch", d: hatch(height, width), "clip-path": `url(#${clip})` }));
    }
    if (card.status === "negated") body.append(svg("path", { class: "ge-bar-strike", d: `M2 ${height - 2}L${width - 2} 2` }));
    const group = svg("g", { class: names.join(" "), transform: `translate(${left} ${y})`, "data-key": card.key, on: { click: () => select(card.key) } }, svg("title", {}, `${card.label}: ${card.place}, ${card.when}`), svg("rect", { class: "ge-bar-touch", x: -3, y: -2, width: width + 6, height: height + 4 }), body);
    if (height >= 14) group.append(svg("text", { class: "ge-bar-number", x: Math.min(width / 2, 14), y: height / 2, dy: "0.35em", "text-anchor": "middle" }, card.label));
    return group;
  }

  /** The place's name in its bar, where there is room for all of it. */
  function name(group, { card, left, right }, height) {
    if (height < 14 || right - left < 60) return;
    const text = group.appendChild(svg("text", { class: "ge-bar-number ge-bar-name", x: 26, y: height / 2, dy: "0.35em" }, card.place));
    if (text.getComputedTextLength() > right - left - 36) text.remove();
  }

  function create(story, { select, choose }) {
    const span = range(story.cards);
    const chart = svg("svg", { class: "ge-chart", role: "img", "aria-label": "Timeline of the events in the list" });
    const band = el("div", { class: "ge-band", "aria-hidden": "true" });
    const shades = [el("div", { class: "ge-shade" }), el("div", { class: "ge-shade" })];
    const handles = [handle("First day shown", 0), handle("Last day shown", 1)];
    const track = el("div", { class: "ge-track" }, chart, shades, band, handles);
    const root = span ? track : el("p", { class: "ge-none" }, "The reports give no dates.");
    let state = { window: null, shown: [] };
    let width = 0;

    const x = (day) => ((day - span.from) / (span.to - span.from + 1)) * width;
    const day = (pixels) => Math.round(span.from + (pixels / width) * (span.to - span.from + 1));
    const chosen = () => state.window || [span.from, span.to];

    function handle(name, side) {
      return el("div", { class: `ge-handle ge-handle-${side}`, role: "slider", tabindex: 0, "aria-label": name, on: { keydown: (event) => key(event, side), pointerdown: (event) => drag(event, side) } });
    }

    /** Keep the window inside the axis and at least a day wide; the whole axis is no window. */
    function narrow(from, to) {
      const first = Math.max(span.from, Math.min(from, span.to));
      const last = Math.min(span.to, Math.max(to, first));
      choose(first === span.from && last === span.to ? null : [first, last]);
    }

    function move(side, value) {
      const [from, to] = chosen();
      if (side === 0) narrow(Math.min(value, to), to);
      else narrow(from, Math.max(value, from));
    }

    function key(event, side) {
      const steps = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -7, PageUp: 7 };
      const now = chosen()[side];
      if (event.key in steps) move(side, now + steps[event.key]);
      else if (event.key === "Home") move(side, span.from);
      else if (event.key === "End") move(side, span.to);
      else return;
      event.preventDefault();
      event.stopPropagation();
    }

    /** Drag an end (0, 1) or, with side 2, the whole window. */
    function drag(event, side) {
      event.preventDefault();
      const target = event.currentTarget;
      const start = event.clientX;
      const [from, to] = chosen();
      target.setPointerCapture(event.pointerId);
      const onMove = (moved) => {
        const shift = moved.clientX - start;
        if (side === 0) move(0, day(x(from) + shift));
        else if (side === 1) move(1, day(x(to + 1) + shift) - 1);
        else slide(from, to, day(x(from) + shift) - from);
      };
      const stop = () => {
        target.removeEventListener("pointermove", onMove);
        target.removeEventListener("pointerup", stop);
        target.removeEventListener("pointercancel", stop);
      };
      target.addEventListener("pointermove", onMove);
      target.addEventListener("pointerup", stop);
      target.addEventListener("pointercancel", stop);
    }

    function slide(from, to, shift) {
      const kept = Math.max(span.from - from, Math.min(shift, span.to - to));
      narrow(from + kept, to + kept);
    }

    band.addEventListener("pointerdown", (event) => state.window && drag(event, 2));

    function bars() {
      return dated(story.cards).map((card) => {
        const left = x(card.start === null ? span.from : card.start) + 1;
        return { card, left, right: Math.max(x((card.end === null ? span.to : card.end) + 1) - 1, left + 16) };
      });
    }

    /** Draw anew for the width at hand. */
    function draw() {
      if (!span) return;
      width = track.clientWidth;
      if (!width) return;
      const entries = bars();
      const count = lanes(entries);
      const height = count <= DENSE ? 18 : 8;
      const bottom = Math.max(count, 2) * (height + 4) + 8;
      empty(chart).append(patterns());
      chart.setAttribute("width", width);
      chart.setAttribute("height", bottom + AXIS);
      let free = -Infinity;
      for (const tick of days.ticks(span.from, span.to, width)) {
        const left = x(tick.day);
        chart.append(svg("line", { class: "ge-tick", x1: left, x2: left, y1: 0, y2: bottom + 5 }));
        const text = chart.appendChild(svg("text", { class: "ge-tick-label", x: left + 4, y: bottom + 16 }, tick.label));
        const length = text.getComputedTextLength();
        if (left < free || left + 4 + length > width) text.remove();
        else free = left + length + 10;
      }
      chart.append(svg("line", { class: "ge-axis", x1: 0, x2: width, y1: bottom, y2: bottom }));
      for (const entry of entries) name(chart.appendChild(bar(entry, height, select)), entry, height);
      for (const node of [band, ...shades, ...handles]) node.style.height = `${bottom}px`;
      paint();
    }

    function paint() {
      if (!span || !width) return;
      const [from, to] = chosen();
      const [left, right] = [x(from), x(to + 1)];
      band.style.left = `${left}px`;
      band.style.width = `${right - left}px`;
      shades[0].style.width = `${left}px`;
      shades[1].style.left = `${right}px`;
      shades[1].style.width = `${width - right}px`;
      track.classList.toggle("ge-narrowed", Boolean(state.window));
      [left, right].forEach((at, side) => {
        handles[side].style.left = `${at}px`;
        const value = chosen()[side];
        const limits = { "aria-valuemin": span.from, "aria-valuemax": span.to, "aria-valuenow": value, "aria-valuetext": days.words(value) };
        for (const [name, words] of Object.entries(limits)) handles[side].setAttribute(name, words);
      });
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

    if (span && window.ResizeObserver) new ResizeObserver(draw).observe(track);
    return { root, update, draw, span };
  }

  return { create, lanes, range };
})();
