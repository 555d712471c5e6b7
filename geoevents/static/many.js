// A page of very many events: the same map, list, timeline and filters over columns instead of cards.
GeoEvents.many = (() => {
  const { el, svg } = GeoEvents.elements;
  const { t, number } = GeoEvents.words;
  const SETTLE = 140;
  /** @typedef {Record<string, any>} Views */

  /**
   * The state: what is cheap follows at once, the dots with the next frame, the rest when the reader pauses.
   * @param {Story} story
   * @param {Table} table
   * @param {Views} views
   */
  function keep(story, table, views) {
    const calendar = GeoEvents.narrow.calendar(table);
    const asked = GeoEvents.address.read(story);
    /** @type {ManyState} */
    const state = { ...asked, calendar, here: null, card: null, reach: null, shown: { length: table.count }, mask: GeoEvents.narrow.mask(table, asked.filters), rows: new Uint32Array(0) };
    let [frame, timer, searched] = [0, 0, asked.filters];
    let how = { reveal: true, write: false };

    /**
     * @param {Partial<ManyState>} next
     * @param {{ reveal?: boolean, write?: boolean }} [how]
     */
    function change(next, { reveal = true, write = true } = {}) {
      Object.assign(state, "window" in next || "filters" in next ? { here: null } : {}, next);
      how = { reveal, write: write || how.write };
      views.timeline.paint(state);
      if (!frame) frame = window.requestAnimationFrame(draw);
      window.clearTimeout(timer);
      timer = window.setTimeout(settle, "selected" in next && !("filters" in next) ? 0 : SETTLE);
    }

    /** Filters that a click sets count at once, words when the reader stops typing. */
    function filter() {
      if (searched === state.filters) return;
      searched = state.filters;
      state.mask = GeoEvents.narrow.mask(table, state.filters);
    }

    /** @type {any[]} */
    let drawn = [];

    function draw() {
      frame = 0;
      if (searched.find === state.filters.find) filter();
      const now = [state.mask, state.window && state.window.join()];
      if (now.some((value, at) => value !== drawn[at])) state.shown = { length: views.stage.update(state) };
      drawn = now;
      choose();
      views.player.update(state);
    }

    /** What is selected is among what is shown, or nothing is. */
    function choose() {
      const row = GeoEvents.columns.row(table, state.selected);
      const [from, to] = state.window || [0, Infinity];
      const [start, end] = row < 0 ? [0, 0] : [table.start[row], table.end[row]];
      const inside = row >= 0 && state.mask[row] && (!state.window || ((start || end) && start <= to && (!end || end >= from)));
      if (!inside) state.selected = null;
      if (!inside || !state.card || state.card.key !== state.selected) state.card = inside ? GeoEvents.columns.card(table, row) : null;
    }

    function settle() {
      window.clearTimeout(timer);
      timer = 0;
      filter();
      window.cancelAnimationFrame(frame);
      draw();
      list();
      if (how.write) GeoEvents.address.write(state);
      for (const name of ["filters", "list", "timeline", "player", "chosen"]) if (views[name]) views[name].update(state, how);
      how = { reveal: true, write: false };
    }

    /** @type {any[]} */
    let listed = [];

    /** Rows for the list, and the days that they cover, anew only when something narrows them otherwise. */
    function list() {
      const now = [state.mask, state.here, state.window && state.window.join()];
      if (now.every((value, at) => value === listed[at])) return;
      listed = now;
      state.rows = state.here || GeoEvents.narrow.rows(calendar, state.mask, state.window);
      if (!state.here) state.reach = reach(table, state.rows);
    }

    /** @param {number} by */
    function step(by, wrap = false) {
      if (timer) settle();
      if (!state.rows.length) return false;
      const row = GeoEvents.columns.row(table, state.selected);
      let next = row < 0 ? (by > 0 ? 0 : state.rows.length - 1) : GeoEvents.pages.place(state.rows, row) + by;
      if (wrap && next >= state.rows.length) next = 0;
      if (next < 0 || next >= state.rows.length) return false;
      change({ selected: String(state.rows[next] + 1) });
      return true;
    }

    return { state, change, step, ...GeoEvents.filters.acts(state, change) };
  }

  /**
   * First and last day that some rows name.
   * @param {Table} table
   * @param {Uint32Array} rows
   * @returns {Days | null}
   */
  function reach({ start, end }, rows) {
    let from = Infinity;
    let to = 0;
    for (let at = 0; at < rows.length; at += 1) {
      const first = start[rows[at]] || end[rows[at]];
      const last = end[rows[at]] || first;
      if (first && first < from) from = first;
      if (last > to) to = last;
    }
    return to ? [from, to] : null;
  }

  /**
   * The mark of the event selected, above all dots, with its name.
   * @param {L.Map} map
   * @param {Story} story
   * @param {(key: string) => void} select
   */
  function chosen(map, story, select) {
    const names = GeoEvents.labels.layer(map, GeoEvents.countries.translated(story.labels, story.language));
    /** @type {Mark | null} */
    let entry = null;

    const root = map.getContainer().parentElement;

    function arrange() {
      const entries = entry ? [entry] : [];
      names.update(GeoEvents.marks.ownLabels(entries, entry ? entry.card.key : null), GeoEvents.marks.surroundings(map, entries, [], GeoEvents.marks.RADIUS));
      root?.classList.remove("ge-zooming");
    }

    /**
     * @param {ManyState} state
     * @param {How} how
     */
    function update({ card }, { reveal }) {
      if (entry && entry.card !== card) {
        entry.marker.remove();
        entry = null;
      }
      if (card && !entry) {
        entry = GeoEvents.marks.mark(map, card, select);
        entry.node.classList.add("ge-chosen");
        entry.button.setAttribute("aria-pressed", "true");
        GeoEvents.marks.settle(entry, { x: 0, y: 0 });
      }
      if (entry && reveal) GeoEvents.stage.reveal(map, entry);
      arrange();
    }

    map.on("zoomstart", () => root?.classList.add("ge-zooming"));
    map.on("zoomend moveend viewreset", arrange);
    return { update };
  }

  /**
   * @param {L.Map} map
   * @param {Story} story
   * @param {Table} table
   * @param {{ point: (rows: Uint32Array, uppermost: number) => void, open: (rows: Uint32Array) => void, look: (view: View) => void, view: View | null }} acts
   */
  function stage(map, story, table, { point, open, look, view }) {
    GeoEvents.stage.prepare(map, story);
    let kept = view;
    const forget = GeoEvents.stage.listen(map, (seen) => { kept = seen; look(seen); });

    /** @param {View | null} seen */
    function turn(seen) {
      kept = seen;
      if (seen) map.setView([seen.lat, seen.lon], seen.zoom, { animate: false });
    }

    GeoEvents.stage.fit(map, story);
    turn(view);
    const canvas = GeoEvents.canvas.create(map, story, table, { point, open });

    function refit() {
      forget();
      map.invalidateSize({ animate: false });
      if (kept) turn(kept);
      else GeoEvents.stage.fit(map, story);
      canvas.redraw();
    }

    /** @param {ManyState} state */
    function update(state) {
      forget();
      const shown = canvas.update(state);
      canvas.say(t("dots", { n: number(shown), all: number(table.count) }));
      return shown;
    }

    return { update, refit, turn };
  }

  /**
   * What dots and bars mean.
   * @param {HTMLElement} root
   */
  function legend(root) {
    /** @param {...Child} shapes */
    const dot = (...shapes) => svg("svg", { width: 18, height: 18, viewBox: "-9 -9 18 18", "aria-hidden": "true" }, shapes);
    /**
     * @param {string} key
     * @param {Child} shape
     */
    const entry = (key, shape) => el("span", { class: "ge-legend-entry" }, shape, t(key));
    const numbered = dot(svg("circle", { class: "ge-fill", r: 8 }), svg("text", { class: "ge-legend-number", "text-anchor": "middle", y: "0.36em" }, "12"));
    const entries = [entry("legend_dot", dot(svg("circle", { class: "ge-fill", r: 4.5 }))), entry("legend_number", numbered), entry("legend_dense", el("span", { class: "ge-ramp" }))];
    const place = root.querySelector(".ge-legend") || root.querySelector(".ge-time")?.appendChild(el("p", { class: "ge-legend" }));
    place?.append(...entries);
  }

  /**
   * @param {L.Map} map
   * @param {Story} story
   * @param {Table} table
   * @param {HTMLElement} root
   */
  function run(map, story, table, root) {
    story.counted = GeoEvents.narrow.counted(table);
    /** @type {Views} */
    const views = {};
    const { state, change, step, toggle, set, reset } = keep(story, table, views);
    /** @param {number} row */
    const key = (row) => String(row + 1);

    /**
     * Select; the same once more in the list closes it.
     * @param {string} chosen_
     * @param {string} [from]
     */
    function select(chosen_, from) {
      views.player.stop();
      change({ selected: from === "list" && state.selected === chosen_ ? null : chosen_ });
    }

    /**
     * What stands under the pointer: one event opens, several become the list.
     * @param {Uint32Array} rows
     * @param {number} uppermost
     */
    function point(rows, uppermost) {
      views.player.stop();
      change({ here: rows.length > 1 ? rows : null, selected: key(rows.length > 1 ? rows[0] : uppermost) });
    }

    /** @param {Uint32Array} rows */
    const open = (rows) => { if (rows.length) point(rows, rows[0]); };
    const release = () => change(state.here ? { here: null } : { selected: null });
    views.player = GeoEvents.controls.player(story, { step, reset });
    views.filters = GeoEvents.filters.create(story, { toggle, set });
    views.list = GeoEvents.pages.create(story, table, { select, everywhere: () => change({ here: null }) });
    views.timeline = GeoEvents.histogram.create(story, table, (window) => change({ window }, { reveal: false }));
    GeoEvents.state.lay(root, story, { player: views.player, filters: views.filters, list: views.list, timeline: views.timeline, tour: null });
    legend(root);
    views.stage = stage(map, story, table, { point, open, look: (view) => change({ view }, { reveal: false }), view: state.view });
    views.chosen = chosen(map, story, select);
    GeoEvents.controls.keys({ step: (by) => { views.player.stop(); step(by); }, toggle: views.player.toggle, release: () => { views.player.stop(); release(); } });
    window.addEventListener("hashchange", () => {
      change(GeoEvents.address.read(story), { write: false });
      views.stage.turn(state.view);
    });
    GeoEvents.state.watch(root, views.stage, views.timeline);
    change({}, { write: false });
  }

  /**
   * Open the columns, say so meanwhile, and say what is wrong where they cannot be opened.
   * @param {L.Map} map
   * @param {Story} story
   */
  async function start(map, story) {
    story.cards = [];
    GeoEvents.words.use(story.words);
    const root = /** @type {HTMLElement} */ (document.querySelector(".geoevents"));
    const { columns } = story;
    if (!columns) return;
    const note = root.appendChild(el("p", { class: "ge-opening", role: "status" }, t("opening", { n: number(columns.count) })));
    const text = document.getElementById("geoevents-columns")?.textContent || "";
    const table = GeoEvents.columns.able() ? await GeoEvents.columns.open(text.trim(), columns).catch(() => null) : null;
    if (!table) {
      note.setAttribute("role", "alert");
      note.textContent = t(GeoEvents.columns.able() ? "spoiled" : "no_unpack");
      return;
    }
    note.remove();
    run(map, story, table, root);
    GeoEvents.embed.start(root);
  }

  return { start };
})();
