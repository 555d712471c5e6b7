// One state for map, list and timeline: what is selected, which days and kinds are shown.
(() => {
  const { el } = GeoEvents.elements;

  /** Whether a card may fall into a window of days; without a date only while all days are shown. */
  function within(card, window) {
    if (!window) return true;
    if (card.start === null && card.end === null) return false;
    return (card.start === null || card.start <= window[1]) && (card.end === null || card.end >= window[0]);
  }

  function shown(story, state) {
    return story.cards.filter((card) => within(card, state.window) && !state.hidden.status.has(card.status) && !state.hidden.type.has(card.type));
  }

  /** `#stop=2&days=2023-09-12..2023-09-14` ↔ state. */
  function readHash(story) {
    const given = new URLSearchParams(location.hash.slice(1));
    const selected = story.cards.some((card) => card.key === given.get("stop")) ? given.get("stop") : null;
    const [from, to] = (given.get("days") || "").split("..").map(GeoEvents.days.fromIso);
    return { selected, window: from && to && from <= to ? [from, to] : null };
  }

  function writeHash(state) {
    const parts = [];
    if (state.selected) parts.push(`stop=${encodeURIComponent(state.selected)}`);
    if (state.window) parts.push(`days=${state.window.map(GeoEvents.days.iso).join("..")}`);
    try {
      history.replaceState(null, "", parts.length ? `#${parts.join("&")}` : location.pathname + location.search);
    } catch {
      // A frame made from text has no address to change; the state lives on without one.
    }
  }

  function start(map) {
    const story = JSON.parse(document.getElementById("geoevents-story").textContent);
    const root = document.querySelector(".geoevents");
    const state = { selected: null, window: null, hidden: { status: new Set(), type: new Set() }, shown: story.cards, ...readHash(story) };

    function change(next, { reveal = true, keep = false } = {}) {
      Object.assign(state, next);
      state.shown = shown(story, state);
      if (!state.shown.some((card) => card.key === state.selected)) state.selected = null;
      if (!keep) writeHash(state);
      for (const view of views) view.update(state, { reveal });
    }

    /** Select; the same once more in the list closes it. */
    function select(key, from) {
      player.stop();
      change({ selected: from === "list" && state.selected === key ? null : key }, { reveal: true });
    }

    /** Step through what is shown; true when there was somewhere to go. */
    function step(by, wrap = false) {
      if (!state.shown.length) return false;
      const at = state.shown.findIndex((card) => card.key === state.selected);
      let next = at < 0 ? (by > 0 ? 0 : state.shown.length - 1) : at + by;
      if (wrap && next >= state.shown.length) next = 0;
      if (next < 0 || next >= state.shown.length) return false;
      change({ selected: state.shown[next].key });
      return true;
    }

    function toggle(sort, value) {
      const hidden = new Set(state.hidden[sort]);
      if (!hidden.delete(value)) hidden.add(value);
      change({ hidden: { ...state.hidden, [sort]: hidden } });
    }

    const reset = () => change({ window: null, hidden: { status: new Set(), type: new Set() } });
    const player = GeoEvents.controls.player(story, { step, reset });
    const filters = GeoEvents.controls.filters(story, toggle);
    const list = GeoEvents.cards.create(story, select);
    const timeline = GeoEvents.timeline.create(story, { select, choose: (window) => change({ window }, { reveal: false }) });
    lay(root, story, { player, filters, list, timeline });
    const stage = GeoEvents.stage.create(map, story, select);
    const views = [player, list, timeline, stage, ...(filters ? [filters] : [])];
    GeoEvents.controls.keys({ step: (by) => { player.stop(); step(by); }, toggle: player.toggle, release: () => { player.stop(); change({ selected: null }); } });
    window.addEventListener("hashchange", () => change(readHash(story), { keep: true }));
    watch(root, stage, timeline);
    change({}, { keep: true });
  }

  /** Put the parts where the style sheet expects them. */
  function lay(root, story, { player, filters, list, timeline }) {
    const side = el("div", { class: "ge-side" }, list.root, GeoEvents.cards.missing(story), GeoEvents.cards.reports(story));
    const time = el("section", { class: "ge-time", "aria-label": "Timeline" }, player.root, timeline.root, GeoEvents.controls.legend(story));
    if (filters) root.querySelector(".ge-head").append(filters.root);
    root.querySelector(".ge-stage").setAttribute("role", "region");
    root.querySelector(".ge-stage").setAttribute("aria-label", "Map");
    root.append(time, side);
    root.classList.add("ge-ready");
  }

  /** Follow changes of size and print; the first view is kept until the reader moves the map. */
  function watch(root, stage, timeline) {
    let width = root.clientWidth;
    const again = () => {
      timeline.draw();
      stage.refit();
    };
    again();
    window.addEventListener("resize", () => {
      if (root.clientWidth === width) return;
      width = root.clientWidth;
      again();
    });
    const unfold = (open) => { for (const part of root.querySelectorAll("details")) part.open = open; };
    window.addEventListener("beforeprint", () => { unfold(true); again(); });
    window.addEventListener("afterprint", () => { unfold(false); again(); });
  }

  GeoEvents.start = start;
  GeoEvents.state = { within, shown };
})();
