// What narrows the list besides days: status, kind, who, source, how sure, words.
GeoEvents.filters = (() => {
  const { el } = GeoEvents.elements;
  const { t } = GeoEvents.words;
  /** @type {Record<string, number>} */
  const SURE = { medium: 0.5, high: 0.75 };
  const FIELDS = /** @type {const} */ (["actor", "source", "sure", "find"]);
  /** @type {WeakMap<Card, string>} */
  const texts = new WeakMap();
  /** @typedef {[value: string, number: number]} Counted */

  /** @returns {Filters} */
  const none = () => ({ status: new Set(), type: new Set(), actor: "", source: "", sure: "", find: "" });
  /** @param {Filters} filters */
  const active = (filters) => filters.status.size + filters.type.size + FIELDS.filter((name) => filters[name]).length;

  /**
   * Letters without case and accents, so that "artem" finds "Artëm".
   * @param {string} text
   */
  const bare = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  /**
   * Everything that a card says, once.
   * @param {Card} card
   * @returns {string}
   */
  function said(card) {
    if (!texts.has(card)) texts.set(card, bare([card.what, card.place, card.original, card.region, card.when, ...card.actors, ...card.sources.flatMap(({ quote, title, by }) => [quote.join(""), title, by])].filter(Boolean).join(" ")));
    return texts.get(card) || "";
  }

  /**
   * @param {Card} card
   * @param {Filters} filters
   */
  function passes(card, filters) {
    if (filters.status.has(card.status) || filters.type.has(card.type)) return false;
    if (filters.actor && !card.actors.includes(filters.actor)) return false;
    if (filters.source && !card.sources.some(({ by }) => by === filters.source)) return false;
    if (filters.sure && card.confidence < SURE[filters.sure]) return false;
    return bare(filters.find).split(/\s+/).every((word) => said(card).includes(word));
  }

  /**
   * Values with the number of cards that have them, the most frequent first.
   * @param {Card[]} cards
   * @param {(card: Card) => string[]} values
   * @returns {Counted[]}
   */
  function counted(cards, values) {
    /** @type {Map<string, number>} */
    const found = new Map();
    for (const card of cards) for (const value of new Set(values(card))) found.set(value, (found.get(value) || 0) + 1);
    return [...found].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]));
  }

  // Very many events come counted.
  /** @param {Story} story */
  const actors = (story) => (story.counted ? story.counted.actors : counted(story.cards, (card) => card.actors));
  /** @param {Story} story */
  const sources = (story) => (story.counted ? story.counted.sources : counted(story.cards, (card) => card.sources.map(({ by }) => by)));

  /**
   * Only values that this story has: an address may ask for anything.
   * @param {Story} story
   * @param {{ status: string[], type: string[], actor: string, source: string, sure: string, find: string }} wanted
   */
  function known(story, wanted) {
    const kept = none();
    kept.status = new Set(story.statuses.filter((value) => wanted.status.includes(value)));
    kept.type = new Set(story.types.filter((value) => wanted.type.includes(value)));
    /** @type {(pairs: Counted[], value: string) => boolean} */
    const has = (pairs, value) => pairs.some(([name]) => name === value);
    if (has(actors(story), wanted.actor)) kept.actor = wanted.actor;
    if (has(sources(story), wanted.source)) kept.source = wanted.source;
    if (Object.hasOwn(SURE, wanted.sure)) kept.sure = wanted.sure;
    kept.find = wanted.find.slice(0, 200);
    return kept;
  }

  /** @typedef {(sort: "status" | "type", value: string) => void} Toggle */
  /** @typedef {(name: "actor" | "source" | "sure" | "find", value: string) => void} Choose */

  /**
   * @param {"status" | "type"} sort
   * @param {string} value
   * @param {Child} symbol
   * @param {string} colour
   * @param {Toggle} toggle
   */
  function chip(sort, value, symbol, colour, toggle) {
    return el("button", { type: "button", class: `ge-chip ${colour}`, "aria-pressed": "true", "data-sort": sort, "data-value": value, on: { click: () => toggle(sort, value) } }, symbol, t(`${sort}_${value}`));
  }

  /**
   * Chips for status and kind; each doubles as its own legend. None where there is nothing to choose.
   * @param {Story} story
   * @param {Toggle} toggle
   */
  function chips(story, toggle) {
    const statuses = story.statuses.length > 1 ? story.statuses.map((value) => chip("status", value, GeoEvents.symbols.disc(value, "", 6), "ge-plain-colour", toggle)) : [];
    const coloured = story.counted || story.cards.some((card) => card.group === "event");
    const kinds = story.types.length > 1 ? story.types.map((value) => chip("type", value, coloured ? el("span", { class: "ge-swatch" }) : null, `ge-kind-${value}`, toggle)) : [];
    return [statuses.length ? el("div", { class: "ge-chips" }, statuses) : null, folded(kinds)];
  }

  /**
   * Many kinds are folded away, a few are not worth it.
   * @param {HTMLElement[]} kinds
   */
  function folded(kinds) {
    if (!kinds.length) return null;
    const found = el("div", { class: "ge-chips" }, kinds);
    return kinds.length > 5 ? el("details", { class: "ge-kinds" }, el("summary", {}, t("kinds", { n: kinds.length })), found) : found;
  }

  /**
   * @param {"actor" | "source" | "sure"} name
   * @param {string} label
   * @param {string[][]} options Values and their words.
   * @param {Choose} set
   */
  function choice(name, label, options, set) {
    const select = el("select", { "data-name": name, on: { change: (event) => set(name, event.target.value) } }, options.map(([value, words]) => el("option", { value }, words)));
    return el("label", {}, el("span", {}, label), select);
  }

  /**
   * Selections by who, source and certainty, where the story leaves something to choose.
   * @param {Story} story
   * @param {Choose} set
   */
  function choices(story, set) {
    /** @type {(any: string, pairs: Counted[]) => string[][]} */
    const numbered = (any, pairs) => [["", t(any)], ...pairs.map(([value, number]) => [value, `${value} (${GeoEvents.words.number(number)})`])];
    const [who, from] = [actors(story), sources(story)];
    const grades = story.counted ? story.counted.grades : new Set(story.cards.map(({ confidence }) => Number(confidence >= SURE.high) + Number(confidence >= SURE.medium)));
    const found = [];
    if (who.length > 1) found.push(choice("actor", t("who"), numbered("any_actor", who), set));
    if (from.length > 1) found.push(choice("source", t("source"), numbered("any_source", from), set));
    if (grades.size > 1) found.push(choice("sure", t("sure"), [["", t("any_sure")], ["medium", t("from_medium")], ["high", t("from_high")]], set));
    return found;
  }

  /**
   * @param {Story} story
   * @param {{ toggle: Toggle, set: Choose }} acts
   */
  function create(story, { toggle, set }) {
    if (story.cards.length < 2 && !story.counted) return null;
    const find = el("input", { type: "search", class: "ge-find", "aria-label": t("find"), placeholder: t("find"), maxlength: 200, autocomplete: "off", spellcheck: "false", on: { input: () => set("find", find.value) } });
    const selects = choices(story, set);
    const word = el("summary", {});
    const more = selects.length ? el("details", { class: "ge-choices" }, word, el("div", {}, selects)) : null;
    const root = el("div", { class: "ge-filters", role: "group", "aria-label": t("filter") }, find, chips(story, toggle), more);

    const buttons = /** @type {NodeListOf<HTMLButtonElement & { dataset: { sort: "status" | "type", value: string } }>} */ (root.querySelectorAll(".ge-chip"));
    const fields = /** @type {NodeListOf<HTMLSelectElement & { dataset: { name: "actor" | "source" | "sure" } }>} */ (root.querySelectorAll("select"));

    /** @param {State} state */
    function update({ filters }) {
      for (const node of buttons) node.setAttribute("aria-pressed", String(!filters[node.dataset.sort].has(node.dataset.value)));
      for (const node of fields) node.value = filters[node.dataset.name];
      if (find.value !== filters.find) find.value = filters.find;
      const n = FIELDS.filter((name) => name !== "find" && filters[name]).length;
      word.textContent = n ? t("more_on", { n }) : t("more");
      if (n && more) more.open = true;
    }

    return { root, update };
  }

  /**
   * What changes the filters of a state.
   * @param {{ filters: Filters }} state
   * @param {(next: Partial<State>, how?: { reveal?: boolean }) => void} change
   */
  function acts(state, change) {
    /** @type {(name: keyof Filters, value: string | Set<string>) => void} */
    const set = (name, value) => change({ filters: { ...state.filters, [name]: value } }, { reveal: false });

    /** @type {Toggle} */
    function toggle(sort, value) {
      const hidden = new Set(state.filters[sort]);
      if (!hidden.delete(value)) hidden.add(value);
      set(sort, hidden);
    }

    const reset = () => change({ window: null, filters: none() });
    return { toggle, set, reset };
  }

  return { create, none, active, acts, passes, known, bare };
})();
