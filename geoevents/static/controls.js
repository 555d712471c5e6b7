// Play, step, keys.
GeoEvents.controls = (() => {
  const { el, svg, empty } = GeoEvents.elements;
  const { t } = GeoEvents.words;
  const PAUSE = 2200;
  /** @typedef {{ step: (by: number, wrap?: boolean) => boolean, reset: () => void }} Steps */

  const SHAPES = {
    back: "M9 2 3 7l6 5z",
    play: "M4 1.5 12 7l-8 5.5z",
    pause: "M3 2h3v10H3zM8 2h3v10H8z",
    on: "M5 2l6 5-6 5z",
  };

  /** @param {keyof typeof SHAPES} name */
  const sign = (name) => svg("svg", { width: 14, height: 14, viewBox: "0 0 14 14", "aria-hidden": "true" }, svg("path", { d: SHAPES[name], fill: "currentColor" }));
  /** @type {(name: keyof typeof SHAPES, label: string, act: () => void) => HTMLElement} */
  const knob = (name, label, act) => el("button", { type: "button", class: `ge-knob ge-knob-${name}`, "aria-label": label, on: { click: act } }, sign(name));

  /**
   * Play, step back and on, and how much is shown.
   * @param {Story} story
   * @param {Steps} steps
   */
  function player(story, { step, reset }) {
    /** @type {number | null} */
    let timer = null;
    const total = story.columns ? story.columns.count : story.cards.length;
    const play = knob("play", t("play"), () => toggle());
    const word = el("span", {}, t("play"));
    play.append(word);
    const count = el("span", { class: "ge-count" });
    const all = el("button", { type: "button", class: "ge-all", hidden: true, on: { click: reset } }, t("show_all"));
    const voice = el("p", { class: "ge-voice", role: "status", "aria-live": "polite" });
    const root = el("div", { class: "ge-player", hidden: !total }, knob("back", t("back"), () => stepBy(-1)), play, knob("on", t("on"), () => stepBy(1)), count, all, el("span", { class: "ge-hint" }, t("keys")), voice);

    /** @param {number} by */
    function stepBy(by) {
      stop();
      step(by);
    }

    function toggle() {
      if (timer) return stop();
      if (!step(1, true)) return undefined;
      timer = window.setInterval(() => step(1) || stop(), PAUSE);
      return face(true);
    }

    function stop() {
      window.clearInterval(timer || 0);
      timer = null;
      face(false);
    }

    /** @param {boolean} playing */
    function face(playing) {
      play.firstChild?.replaceWith(sign(playing ? "pause" : "play"));
      word.textContent = t(playing ? "pause" : "play");
      play.setAttribute("aria-label", word.textContent);
    }

    /** @param {Omit<State, "shown"> & (Pick<State, "shown"> | Pick<ManyState, "shown" | "card" | "reach">)} state */
    function update(state) {
      const window = state.window || ("reach" in state ? state.reach : known(state.shown));
      empty(count).append(state.shown.length === total ? GeoEvents.words.count("count", total) : t("count_some", { n: GeoEvents.words.number(state.shown.length), all: GeoEvents.words.number(total) }));
      if (window) count.append(el("span", { class: state.window ? "" : "ge-dates" }, `${t("comma")}${GeoEvents.days.reach(...window)}`));
      all.hidden = !state.window && !GeoEvents.filters.active(state.filters);
      const card = "card" in state ? state.card : state.shown.find((other) => other.key === state.selected);
      const said = card ? `${card.label}: ${card.place}, ${card.when}` : "";
      if (voice.textContent !== said) voice.textContent = said;
    }

    return { root, update, toggle, stop };
  }

  /**
   * First and last day that some cards name.
   * @param {Card[]} cards
   * @returns {Days | null}
   */
  function known(cards) {
    const days = cards.flatMap(({ start, end }) => [...(start === null ? [] : [start]), ...(end === null ? [] : [end])]);
    return days.length ? [Math.min(...days), Math.max(...days)] : null;
  }

  /**
   * Arrow keys step, space plays, Escape lets go; keys meant for a control stay with it.
   * @param {{ step: (by: number) => void, toggle: () => void, release: () => void }} acts
   */
  function keys({ step, toggle, release }) {
    document.addEventListener("keydown", (event) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      const target = /** @type {Element} */ (event.target);
      /** @param {string} names */
      const within = (names) => target.closest && target.closest(names);
      const onMap = target.classList && target.classList.contains("leaflet-container");
      if (event.key === "Escape") release();
      else if (within("input, select, textarea")) return;
      else if (event.key === " " && !within("button, summary, a, [role=slider]")) toggle();
      else if ((event.key === "ArrowRight" || event.key === "ArrowDown") && !onMap) step(1);
      else if ((event.key === "ArrowLeft" || event.key === "ArrowUp") && !onMap) step(-1);
      else return;
      event.preventDefault();
    });
  }

  return { player, keys };
})();
