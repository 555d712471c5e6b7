// One state for map, list and timeline: what is selected, which days and kinds are shown.
GeoEvents.state = (() => {
  const { el } = GeoEvents.elements;
  const { t } = GeoEvents.words;

  /**
   * Whether a card may fall into a window of days; without a date only while all days are shown.
   * @param {Card} card
   * @param {Days | null} window
   */
  function within(card, window) {
    if (!window) return true;
    const [start, end] = card.start === null && card.end === null && card.bracket ? card.bracket : [card.start, card.end];
    if (start === null && end === null) return false;
    return (start === null || start <= window[1]) && (end === null || end >= window[0]);
  }

  /** @type {(story: Story, state: State) => Card[]} */
  const shown = (story, state) => story.cards.filter((card) => within(card, state.window) && GeoEvents.filters.passes(card, state.filters));

  /**
   * The state and its changes; every change is told to all views.
   * @param {Story} story
   * @param {Part[]} views
   */
  function keep(story, views) {
    /** @type {State} */
    const state = { shown: story.cards, ...GeoEvents.address.read(story) };

    /**
     * @param {Partial<State>} next
     * @param {{ reveal?: boolean, write?: boolean }} [how]
     */
    function change(next, { reveal = true, write = true } = {}) {
      Object.assign(state, next);
      state.shown = shown(story, state);
      const told = state.telling ? GeoEvents.tour.told(state.shown) : state.shown;
      if (state.telling && told.length < 2) state.telling = false;
      if (!told.some((card) => card.key === state.selected)) state.selected = state.telling ? told[0].key : null;
      if (write) GeoEvents.address.write(state);
      for (const view of views) view.update(state, { reveal });
    }

    /**
     * Step through what is shown or told; true when there was somewhere to go.
     * @param {number} by
     */
    function step(by, wrap = false) {
      const cards = state.telling ? GeoEvents.tour.told(state.shown) : state.shown;
      if (!cards.length) return false;
      const at = cards.findIndex((card) => card.key === state.selected);
      let next = at < 0 ? (by > 0 ? 0 : cards.length - 1) : at + by;
      if (wrap && next >= cards.length) next = 0;
      if (next < 0 || next >= cards.length) return false;
      change({ selected: cards[next].key });
      return true;
    }

    return { state, change, step, ...GeoEvents.filters.acts(state, change) };
  }

  /** @param {L.Map} map */
  function start(map) {
    /** @type {Story} */
    const story = JSON.parse(document.getElementById("geoevents-story")?.textContent || "");
    if (story.columns) return void GeoEvents.many.start(map, story);
    // What is not known, and what is usual, is left out of the file.
    const empty = { group: "event", status: "occurred", time: "given", order_known: true, soft: [false, false], what: "", place: "", when: "", outline: null, start: null, end: null, bracket: null, means: null, leg: "", doubt: "", short: "", written: "", explanation: "", actors: [], sources: [], reasons: [], conflicts: [] };
    story.cards = story.cards.map((card) => ({ ...empty, ...card }));
    GeoEvents.words.use(story.words);
    const root = /** @type {HTMLElement} */ (document.querySelector(".geoevents"));
    /** @type {Part[]} */
    const views = [];
    const { state, change, step, toggle, set, reset } = keep(story, views);

    /**
     * Select; the same once more in the list closes it.
     * @param {string} key
     * @param {string} [from]
     */
    function select(key, from) {
      player.stop();
      change({ selected: from === "list" && !state.telling && state.selected === key ? null : key });
    }

    /** @param {boolean} telling */
    function tell(telling) {
      player.stop();
      change({ telling, selected: telling ? GeoEvents.tour.told(state.shown)[0].key : state.selected });
      if (telling) tour.focus();
      else tour.open.focus({ preventScroll: true });
    }

    const release = () => (state.telling ? tell(false) : change({ selected: null }));
    const player = GeoEvents.controls.player(story, { step, reset });
    const filters = GeoEvents.filters.create(story, { toggle, set });
    const list = GeoEvents.cards.create(story, select);
    const timeline = GeoEvents.timeline.create(story, { select, choose: (window) => change({ window }, { reveal: false }) });
    const tour = GeoEvents.tour.create(story, { begin: () => tell(true), step, leave: () => tell(false) });
    /** @type {Part} */
    const mode = { update: ({ telling }) => root.classList.toggle("ge-telling", telling) };
    lay(root, story, { player, filters, list, timeline, tour });
    const stage = GeoEvents.stage.create(map, story, { select, look: (view) => change({ view }, { reveal: false }), view: state.view });
    views.push(mode, player, list, tour, timeline, stage, ...(filters ? [filters] : []));
    extend({ root, story, state, change, list, stage, timeline }, views);
    GeoEvents.controls.keys({ step: (by) => { player.stop(); step(by); }, toggle: player.toggle, release: () => { player.stop(); release(); } });
    window.addEventListener("hashchange", () => {
      change(GeoEvents.address.read(story), { write: false });
      stage.turn(state.view);
    });
    watch(root, stage, timeline);
    change({}, { write: false });
    GeoEvents.embed.start(root);
  }

  /**
   * Parts that only some pages have: putting places right, and talking to a notebook.
   * @param {Page} page
   * @param {Part[]} views
   */
  function extend(page, views) {
    if (GeoEvents.correct) views.push((page.correct = GeoEvents.correct.create(page)));
    if (GeoEvents.bridge) views.push(GeoEvents.bridge.create(page));
  }

  /**
   * Put the parts where the style sheet expects them.
   * @param {HTMLElement} root
   * @param {Story} story
   * @param {Record<"player" | "list" | "timeline", { root: Element }> & { filters: { root: Element } | null, tour: { root: Element, open: Element } | null }} parts
   */
  function lay(root, story, { player, filters, list, timeline, tour }) {
    const { cards } = GeoEvents;
    const side = el("div", { class: "ge-side" }, list.root, tour && tour.root, cards.missing(story), cards.reports(story), cards.credits(story));
    const time = el("section", { class: "ge-time", "aria-label": t("timeline") }, player.root, timeline.root, GeoEvents.legend.create(story));
    root.querySelector(".ge-head")?.append(...(tour ? [tour.open] : []), ...(filters ? [filters.root] : []));
    for (const [name, value] of [["role", "region"], ["aria-label", t("map")]]) root.querySelector(".ge-stage")?.setAttribute(name, value);
    root.append(time, side);
    root.classList.add("ge-ready");
  }

  /**
   * Follow changes of size and print; the first view is kept until the reader moves the map.
   * @param {HTMLElement} root
   * @param {{ refit: () => void }} stage
   * @param {{ draw: () => void }} timeline
   */
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
    /** @param {boolean} open */
    const unfold = (open) => { for (const part of root.querySelectorAll("details:not(.ge-choices, .ge-kinds)")) part.toggleAttribute("open", open); };
    window.addEventListener("beforeprint", () => { unfold(true); again(); });
    window.addEventListener("afterprint", () => { unfold(false); again(); });
  }

  return { start, lay, watch, within, shown };
})();
GeoEvents.start = GeoEvents.state.start;
