// The window of days over the timeline: two handles and, once narrowed, a band to move.
GeoEvents.brush = (() => {
  const { el } = GeoEvents.elements;
  const { days } = GeoEvents;
  /** @typedef {{ from: Day, to: Day }} Span The whole axis. */
  /** @typedef {{ x: (day: Day) => number, day: (pixels: number) => Day }} Scale */

  /** @type {Record<string, number>} */
  const STEPS = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -7, PageUp: 7 };

  /**
   * Keep a window inside the axis and at least a day wide; the whole axis is no window.
   * @param {Days} window
   * @param {Span} span
   * @returns {Days | null}
   */
  function kept([from, to], span) {
    const first = Math.max(span.from, Math.min(from, span.to));
    const last = Math.min(span.to, Math.max(to, first));
    return first === span.from && last === span.to ? null : [first, last];
  }

  /**
   * Move one end (0, 1) to a day; the ends never pass each other.
   * @type {(window: Days, side: number, day: Day) => Days}
   */
  const moved = ([from, to], side, day) => (side === 0 ? [Math.min(day, to), to] : [from, Math.max(day, from)]);

  /**
   * Move both ends by some days, as far as the axis goes.
   * @param {Days} window
   * @param {number} shift
   * @param {Span} span
   * @returns {Days}
   */
  function slid([from, to], shift, span) {
    const room = Math.max(span.from - from, Math.min(shift, span.to - to));
    return [from + room, to + room];
  }

  /**
   * Follow a pointer from its press to its release; `act` gets the way in pixels.
   * @param {PointerEvent} event
   * @param {(shift: number) => void} act
   */
  function follow(event, act) {
    event.preventDefault();
    const target = /** @type {HTMLElement} */ (event.currentTarget);
    const start = event.clientX;
    /** @param {PointerEvent} now */
    const onMove = (now) => act(now.clientX - start);
    const stop = () => {
      target.removeEventListener("pointermove", onMove);
      for (const name of ["pointerup", "pointercancel"]) target.removeEventListener(name, stop);
    };
    target.setPointerCapture(event.pointerId);
    target.addEventListener("pointermove", onMove);
    for (const name of ["pointerup", "pointercancel"]) target.addEventListener(name, stop);
  }

  /**
   * `scale` has x(day) and day(pixels); `choose` takes a window or null.
   * @param {Span} span
   * @param {Scale} scale
   * @param {(window: Days | null) => void} choose
   */
  function create(span, scale, choose) {
    /** @type {Days | null} */
    let window = null;
    /** @returns {Days} */
    const now = () => window || [span.from, span.to];
    /** @param {Days} wanted */
    const narrow = (wanted) => choose(kept(wanted, span));

    /**
     * @param {KeyboardEvent} event
     * @param {number} side
     */
    function key(event, side) {
      const ends = /** @type {Record<string, Day>} */ ({ Home: span.from, End: span.to });
      const day = event.key in STEPS ? now()[side] + STEPS[event.key] : ends[event.key];
      if (day === undefined) return;
      narrow(moved(now(), side, day));
      event.preventDefault();
      event.stopPropagation();
    }

    /**
     * @param {PointerEvent} event
     * @param {number} side
     */
    function pull(event, side) {
      const before = now();
      const at = scale.x(before[side] + side);
      follow(event, (shift) => narrow(moved(before, side, scale.day(at + shift) - side)));
    }

    /** @param {PointerEvent} event */
    function carry(event) {
      const before = now();
      const at = scale.x(before[0]);
      if (window) follow(event, (shift) => narrow(slid(before, scale.day(at + shift) - before[0], span)));
    }

    /** @type {(name: string, side: number) => HTMLElement} */
    const handle = (name, side) => el("div", { class: `ge-handle ge-handle-${side}`, role: "slider", tabindex: 0, "aria-label": name, on: { keydown: (event) => key(event, side), pointerdown: (event) => pull(event, side) } });
    const shades = [el("div", { class: "ge-shade" }), el("div", { class: "ge-shade" })];
    const band = el("div", { class: "ge-band", "aria-hidden": "true", on: { pointerdown: carry } });
    const handles = [handle(GeoEvents.words.t("first_day"), 0), handle(GeoEvents.words.t("last_day"), 1)];
    const parts = [...shades, band, ...handles];

    /**
     * Put everything where the window is.
     * @param {Days | null} next
     * @param {number} width
     */
    function paint(next, width) {
      window = next;
      const [left, right] = [scale.x(now()[0]), scale.x(now()[1] + 1)];
      /** @type {[HTMLElement, number, number][]} */
      const spans = [[shades[0], 0, left], [shades[1], right, width - right], [band, left, right - left]];
      for (const [node, from, wide] of spans) Object.assign(node.style, { left: `${from}px`, width: `${wide}px` });
      handles.forEach((node, side) => {
        const day = now()[side];
        node.style.left = `${[left, right][side]}px`;
        const values = { valuemin: span.from, valuemax: span.to, valuenow: day, valuetext: days.words(day) };
        for (const [name, value] of Object.entries(values)) node.setAttribute(`aria-${name}`, value);
      });
    }

    /** @param {number} height */
    const stretch = (height) => parts.forEach((node) => { node.style.height = `${height}px`; });
    return { parts, paint, stretch };
  }

  return { create, kept, moved, slid };
})();
