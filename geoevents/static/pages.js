// The list of very many events: one page of cards at a time, made when it is shown.
GeoEvents.pages = (() => {
  const { el, empty } = GeoEvents.elements;
  const { t, number } = GeoEvents.words;
  const SIZE = 50;

  /**
   * Place of a row among sorted rows; -1 where it is not there.
   * @param {Uint32Array} rows
   * @param {number} row
   */
  function place(rows, row) {
    const at = GeoEvents.narrow.search(rows, rows.length, row, false);
    return rows[at] === row ? at : -1;
  }

  /**
   * @param {Story} story
   * @param {Table} table
   * @param {{ select: (key: string, from?: string) => void, everywhere: () => void }} acts
   */
  function create(story, table, { select, everywhere }) {
    GeoEvents.cards.use(story.language);
    /** @type {Uint32Array} */
    let rows = new Uint32Array(0);
    let from = 0;
    let chosen = -1;
    const only = el("p", { class: "ge-only", hidden: true });
    const none = el("p", { class: "ge-none", hidden: true }, t("no_match"));
    const cut = story.columns ? story.columns.shortened : null;
    const note = cut === null ? null : el("p", { class: "ge-cut" }, cut < 24 ? t("passages_out") : t("passages_cut", { n: number(cut) }));
    const list = el("ol", { class: "ge-cards" });
    /** @param {number} by */
    const turn = (by) => () => { show(from + by * SIZE); head.focus({ preventScroll: true }); root.closest(".ge-side")?.scrollTo(0, 0); };
    const back = el("button", { type: "button", class: "ge-knob", on: { click: turn(-1) } }, t("page_back"));
    const on = el("button", { type: "button", class: "ge-knob", on: { click: turn(1) } }, t("page_on"));
    const head = el("h2", { tabindex: -1 });
    const turns = el("div", { class: "ge-turn" }, back, on);
    const root = el("section", { class: "ge-list", "aria-label": t("events") }, only, head, none, list, turns, note);

    /**
     * Show the page that holds a place among the rows.
     * @param {number} at
     */
    function show(at) {
      from = Math.max(0, Math.min(rows.length - 1, Math.floor(at / SIZE) * SIZE));
      const until = Math.min(rows.length, from + SIZE);
      /** @type {Node[]} */
      const cards = [];
      for (let next = from; next < until; next += 1) cards.push(node(rows[next]));
      empty(list).append(...cards);
      head.textContent = rows.length ? t("page_at", { a: number(from + 1), b: number(until), n: number(rows.length) }) : "";
      none.hidden = rows.length > 0;
      back.disabled = !from;
      on.disabled = until >= rows.length;
      turns.hidden = rows.length <= SIZE;
    }

    /** @param {number} row */
    function node(row) {
      const found = GeoEvents.cards.build(GeoEvents.columns.card(table, row), select);
      if (row === chosen) open(found, true);
      return found;
    }

    /**
     * @param {Element} card
     * @param {boolean} isOpen
     */
    function open(card, isOpen) {
      card.classList.toggle("ge-chosen", isOpen);
      card.firstElementChild?.setAttribute("aria-expanded", String(isOpen));
    }

    /**
     * Follow the rows shown and the one selected.
     * @param {ManyState} state
     * @param {How} how
     */
    function update(state, { reveal }) {
      const row = GeoEvents.columns.row(table, state.selected);
      const at = row < 0 ? -1 : place(state.rows, row);
      const turned = state.rows !== rows;
      rows = state.rows;
      chosen = row;
      only.hidden = !state.here;
      if (state.here) empty(only).append(t("only_here", { n: number(state.here.length) }), " ", el("button", { type: "button", class: "ge-all", on: { click: everywhere } }, t("show_all")));
      if (turned || (at >= 0 && (at < from || at >= from + SIZE))) show(Math.max(at, 0));
      else for (const card of list.children) open(card, card.getAttribute("data-key") === state.selected);
      if (at >= 0 && reveal) GeoEvents.cards.bring(/** @type {HTMLElement} */ (list.children[at - from]));
    }

    return { root, update };
  }

  return { create, place };
})();
