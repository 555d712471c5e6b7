// The timeline of very many events: how many fall on each day, all of them and those that pass the filters.
GeoEvents.histogram = (() => {
  const { el, svg, empty } = GeoEvents.elements;
  const { t, count } = GeoEvents.words;
  const HEIGHT = 100;
  const HEAD = 16;
  const FOOT = 22;
  const NARROWEST = 3;

  /**
   * Days that one bar stands for, so that no bar is too narrow to see.
   * @param {Axis} axis
   * @param {number} width
   */
  function step({ core_first: from, core_last: to }, width) {
    const least = ((to - from + 1) * NARROWEST) / Math.max(width, 1);
    return [1, 2, 7, 14, 28, 91, 182, 365].find((days) => days >= least) || Math.ceil(least / 365) * 365;
  }

  /**
   * How many events each bar holds; an event of several days stands in each of them.
   * @param {{ start: Int32Array, end: Int32Array, count: number }} calendar
   * @param {Uint8Array} mask
   * @param {Axis} axis
   * @param {number} days
   */
  function bins({ start, end, count: rows }, mask, { first, last }, days) {
    const size = Math.floor((last - first) / days) + 1;
    const steps = new Int32Array(size + 1);
    /** @param {number} day */
    const at = (day) => Math.floor((Math.max(first, Math.min(last, day)) - first) / days);
    for (let row = 0; row < rows; row += 1) {
      if (!mask[row] || (!start[row] && !end[row])) continue;
      steps[at(start[row] || first)] += 1;
      steps[at(end[row] || last) + 1] -= 1;
    }
    let sum = 0;
    return steps.slice(0, size).map((change) => { sum += change; return sum; });
  }

  /**
   * Bars as one path.
   * @param {Int32Array} values
   * @param {{ first: number, last: number, days: number, scale: { x: (day: number) => number }, most: number }} at
   */
  function path(values, { first, days, scale, most, last }) {
    /** @type {string[]} */
    const bars = [];
    for (let at = 0; at < values.length; at += 1) {
      if (!values[at]) continue;
      const [left, right] = [scale.x(first + at * days), scale.x(Math.min(last + 1, first + (at + 1) * days))];
      const high = Math.max(1, (values[at] / most) * (HEIGHT - HEAD));
      bars.push(`M${left.toFixed(1)} ${HEIGHT}v${-high.toFixed(1)}H${Math.max(left + 1, right - (right - left > 3 ? 1 : 0)).toFixed(1)}V${HEIGHT}z`);
    }
    return bars.join("");
  }

  /**
   * @param {Story} story
   * @param {Table} table
   * @param {(window: Days | null) => void} choose
   */
  function create(story, table, choose) {
    if (!story.axis) return { root: el("p", { class: "ge-none" }, t("no_dates")), update() {}, paint() {}, draw() {} };
    const { axis } = /** @type {{ axis: Axis }} */ (story);
    const span = { from: axis.first, to: axis.last };
    const everything = new Uint8Array(table.count).fill(1);
    let rule = GeoEvents.timeline.ruler(axis, 1);
    let [width, days, most] = [0, 1, 1];
    /** @type {Pick<ManyState, 'mask' | 'window'>} */
    let state = { window: null, mask: everything };
    /** @type {Uint8Array | null} */
    let drawn = null;
    /** @type {{ x: (day: number) => number, day: (pixels: number) => number }} */
    const scale = { x: (day) => rule.x(day), day: (pixels) => rule.day(pixels) };
    const chart = svg("svg", { class: "ge-chart", role: "img" });
    const brush = GeoEvents.brush.create(span, scale, choose);
    const root = el("div", { class: "ge-track", dir: "ltr" }, chart, brush.parts);
    const all = svg("path", { class: "ge-many-all" });
    const some = svg("path", { class: "ge-many-some" });

    function draw() {
      width = root.clientWidth;
      if (!width) return;
      rule = GeoEvents.timeline.ruler(axis, width);
      days = step(axis, width - rule.left - rule.right);
      const values = bins(table, everything, axis, days);
      most = values.reduce((high, value) => Math.max(high, value), 1);
      all.setAttribute("d", path(values, { ...axis, days, scale, most }));
      empty(chart);
      chart.setAttribute("width", width);
      chart.setAttribute("height", HEIGHT + FOOT);
      const said = t("most_events", { events: count("count", most), days: count("days", days) });
      chart.setAttribute("aria-label", `${t("timeline_of")}; ${said}`);
      GeoEvents.timeline.axis(chart, rule, width, HEIGHT);
      chart.append(all, some, svg("text", { class: "ge-tick-label ge-most", x: width - 4, y: 11, "text-anchor": "end" }, said));
      brush.stretch(HEIGHT);
      drawn = null;
      update(state);
      paint(state);
    }

    /**
     * Follow the filters.
     * @param {Pick<ManyState, 'mask' | 'window'>} next
     */
    function update(next) {
      state = next;
      if (!width || drawn === state.mask) return;
      drawn = state.mask;
      some.setAttribute("d", path(bins(table, state.mask, axis, days), { ...axis, days, scale, most }));
    }

    /**
     * Follow the days chosen.
     * @param {Pick<ManyState, 'mask' | 'window'>} next
     */
    function paint(next) {
      state = next;
      if (!width) return;
      brush.paint(state.window, width);
      root.classList.toggle("ge-narrowed", Boolean(state.window));
    }

    new ResizeObserver(draw).observe(root);
    return { root, update, paint, draw };
  }

  return { create, step, bins };
})();
