// Play, step, filters, legend, keys.
GeoEvents.controls = (() => {
  const { el, svg, empty } = GeoEvents.elements;
  const PAUSE = 2200;
  const STATUS = { occurred: "Happened", ongoing: "Still going on", planned: "Planned", possible: "Possible", negated: "Did not happen" };
  const SHAPES = {
    back: "M9 2 3 7l6 5z",
    play: "M4 1.5 12 7l-8 5.5z",
    pause: "M3 2h3v10H3zM8 2h3v10H8z",
    on: "M5 2l6 5-6 5z",
  };

  const sign = (name) => svg("svg", { width: 14, height: 14, viewBox: "0 0 14 14", "aria-hidden": "true" }, svg("path", { d: SHAPES[name], fill: "currentColor" }));
  const knob = (name, label, act) => el("button", { type: "button", class: `ge-knob ge-knob-${name}`, "aria-label": label, on: { click: act } }, sign(name));

  /** Play, step back and on, and how much is shown. */
  function player(story, { step, reset }) {
    let timer = null;
    const play = knob("play", "Play", () => toggle());
    const word = el("span", {}, "Play");
    play.append(word);
    const count = el("span", { class: "ge-count" });
    const all = el("button", { type: "button", class: "ge-all", hidden: true, on: { click: reset } }, "Show all");
    const voice = el("p", { class: "ge-voice", role: "status", "aria-live": "polite" });
    const root = el("div", { class: "ge-player", hidden: !story.cards.length }, knob("back", "Step back", () => stepBy(-1)), play, knob("on", "Step on", () => stepBy(1)), count, all, el("span", { class: "ge-hint" }, "Keys: ← → step, space plays"), voice);

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
      window.clearInterval(timer);
      timer = null;
      face(false);
    }

    function face(playing) {
      play.replaceChild(sign(playing ? "pause" : "play"), play.firstChild);
      word.textContent = playing ? "Pause" : "Play";
      play.setAttribute("aria-label", playing ? "Pause" : "Play");
    }

    function update(state) {
      const total = story.cards.length;
      const some = state.shown.length === total ? `${total} ${total === 1 ? "event" : "events"}` : `${state.shown.length} of ${total} events`;
      const window = state.window || known(state.shown);
      empty(count).append(some);
      if (window) count.append(el("span", { class: state.window ? "" : "ge-dates" }, `, ${GeoEvents.days.reach(...window)}`));
      all.hidden = state.shown.length === total && !state.window;
      const card = state.shown.find((other) => other.key === state.selected);
      const said = card ? `${card.label}: ${card.place}, ${card.when}` : "";
      if (voice.textContent !== said) voice.textContent = said;
    }

    return { root, update, toggle, stop };
  }

  /** First and last day that some cards name. */
  function known(cards) {
    const days = cards.flatMap((card) => [card.start, card.end]).filter((day) => day !== null);
    return days.length ? [Math.min(...days), Math.max(...days)] : null;
  }

  /** Chips for status and kind; each doubles as its own legend. None where there is nothing to choose. */
  function filters(story, toggle) {
    const chip = (sort, value, words, symbol, colour) => el(
      "button",
      { type: "button", class: `ge-chip ${colour || ""}`, "aria-pressed": "true", "data-sort": sort, "data-value": value, on: { click: () => toggle(sort, value) } },
      symbol,
      words,
    );
    const statuses = story.statuses.length > 1 ? story.statuses.map((status) => chip("status", status, STATUS[status], GeoEvents.symbols.disc(status, "", 6), "ge-plain-colour")) : [];
    const coloured = story.cards.some((card) => card.group === "event");
    const kinds = story.types.length > 1 ? story.types.map((kind) => chip("type", kind, kind.charAt(0).toUpperCase() + kind.slice(1), coloured ? el("span", { class: "ge-swatch" }) : null, `ge-kind-${kind}`)) : [];
    if (!statuses.length && !kinds.length) return null;
    const root = el("div", { class: "ge-filters", role: "group", "aria-label": "Filter" }, statuses.length ? el("div", { class: "ge-chips" }, statuses) : null, folded(kinds));

    function update(state) {
      for (const node of root.querySelectorAll(".ge-chip")) node.setAttribute("aria-pressed", String(!state.hidden[node.dataset.sort].has(node.dataset.value)));
    }

    return { root, update };
  }

  /** Many kinds are folded away, a few are not worth it. */
  function folded(kinds) {
    if (!kinds.length) return null;
    const chips = el("div", { class: "ge-chips" }, kinds);
    return kinds.length > 5 ? el("details", { class: "ge-kinds" }, el("summary", {}, `Kinds of event (${kinds.length})`), chips) : chips;
  }

  /** Only the signs that this story uses. */
  function legend(story) {
    const entries = [];
    const sample = (shape) => svg("svg", { width: 26, height: 12, viewBox: "0 0 26 12", "aria-hidden": "true" }, shape);
    const add = (shape, words) => entries.push(el("span", { class: "ge-legend-entry" }, shape, words));
    const has = (test) => story.cards.some(test);
    if (story.statuses.length === 1) add(GeoEvents.symbols.disc(story.statuses[0], "", 6), STATUS[story.statuses[0]]);
    const legs = GeoEvents.route.legs(story.cards);
    if (legs.length) add(sample(svg("path", { class: "ge-leg", d: "M1 8Q13 1 25 8" })), "order of stops, not the way taken");
    if (legs.some((leg) => leg.to.status === "planned" || leg.to.status === "possible")) add(sample(svg("path", { class: "ge-leg ge-leg-planned", d: "M1 8Q13 1 25 8" })), "still to come when reported");
    if (legs.some((leg) => leg.to.order_known === false || leg.to.doubt)) add(sample(svg("path", { class: "ge-leg ge-leg-doubt", d: "M1 8Q13 1 25 8" })), "order or way in doubt");
    if (has((card) => GeoEvents.marks.vague(card) && card.outline === null)) add(sample(svg("ellipse", { class: "ge-reach", cx: 13, cy: 6, rx: 11, ry: 5 })), "somewhere within");
    const patch = (kind, quality) => sample(svg("path", { class: `ge-area ge-area-${kind} ge-area-${quality}`, d: "M3 4 9 1l6 2 7-1 2 5-6 4-7-1-7 1z" }));
    const drawn = (kind, exact) => story.outlines.some((outline) => outline.kind === kind && (outline.quality === "survey") === exact);
    if (drawn("region", true)) add(patch("region", "survey"), "somewhere in this region");
    if (drawn("region", false)) add(patch("region", "approximate"), "region, its outline approximate");
    if (drawn("country", true) || drawn("country", false)) add(patch("country", "survey"), "somewhere in this country");
    if (has((card) => card.time === "frame")) add(sample([svg("rect", { class: "ge-legend-frame", x: 1, y: 1, width: 24, height: 10, rx: 2 }), svg("path", { class: "ge-legend-hatch", d: "M3 11l8-10M9 11l8-10M15 11l8-10" })]), "some time in these days");
    if (has((card) => card.time === "given" && (card.start === null || card.end === null || card.soft[0] || card.soft[1]))) add(sample(svg("path", { class: "ge-legend-soft", d: "M1 2h12v8H1zM15 2h4v8h-4zM21 2h2v8h-2z" })), "about, or end not given");
    return entries.length ? el("p", { class: "ge-legend" }, entries) : null;
  }

  /** Arrow keys step, space plays, Escape lets go; keys meant for a control stay with it. */
  function keys({ step, toggle, release }) {
    document.addEventListener("keydown", (event) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      const target = event.target;
      const onControl = target.closest && target.closest("button, summary, a, select, input, textarea, [role=slider]");
      const onMap = target.classList && target.classList.contains("leaflet-container");
      if (event.key === "Escape") release();
      else if (event.key === " " && !onControl) toggle();
      else if ((event.key === "ArrowRight" || event.key === "ArrowDown") && !onMap) step(1);
      else if ((event.key === "ArrowLeft" || event.key === "ArrowUp") && !onMap) step(-1);
      else return;
      event.preventDefault();
    });
  }

  return { player, filters, legend, keys };
})();
