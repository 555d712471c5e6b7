// The list: one card per stop or event, opened by selecting it.
GeoEvents.cards = (() => {
  const { el, said, link } = GeoEvents.elements;
  const { t, pieces } = GeoEvents.words;
  let language = "en";

  /** @param {string | null} code */
  const country = (code) => GeoEvents.countries.named(code, language);
  /** @param {Card} card */
  const where = (card) => [card.region, country(card.country)].filter(Boolean).join(t("comma"));

  /** @typedef {(key: string, from?: string) => void} Select */

  /**
   * @param {Card} card
   * @param {Select} select
   */
  function head(card, select) {
    const badge = card.status === "occurred" ? null : el("span", { class: `ge-badge ge-badge-${card.status}` }, card.status_words);
    const differs = card.conflicts.length ? el("span", { class: "ge-badge ge-badge-differs" }, t("differ")) : null;
    const mended = card.corrected ? el("span", { class: "ge-badge" }, t("edit_done")) : null;
    return el(
      "button",
      { type: "button", class: "ge-card-head", "aria-expanded": "false", "aria-controls": `ge-more-${card.key}`, on: { click: () => select(card.key, "list") } },
      GeoEvents.symbols.disc(card.status, card.label),
      el(
        "span",
        { class: "ge-card-title" },
        el("span", { class: "ge-when" }, sentence(card.when)),
        el("span", { class: "ge-place" }, said(card.place), card.original ? el("small", {}, said(card.original)) : null, where(card) ? el("small", {}, said(where(card))) : null),
        el("span", { class: "ge-what" }, said(card.what)),
        badge || differs || mended ? el("span", { class: "ge-badges" }, badge, differs, mended) : null,
      ),
    );
  }

  /** @param {string} words */
  const sentence = (words) => words.charAt(0).toUpperCase() + words.slice(1);

  /**
   * A passage and its report; `heading` names the publisher above it.
   * @param {Source} source
   * @param {string} [heading]
   */
  function quotation(source, heading) {
    const [before, place, after] = source.quote;
    const words = [source.title, source.line].filter(Boolean).join(" · ") || source.by;
    return el(
      "figure",
      { class: "ge-source" },
      heading ? el("strong", { class: "ge-by" }, said(heading)) : null,
      el("blockquote", { dir: "auto" }, before, place ? el("strong", {}, place) : null, after),
      el("figcaption", {}, link(source.url, words)),
    );
  }

  /**
   * What the reading program noted is English, in any interface.
   * @param {string} words
   */
  const noted = (words) => el("bdi", { dir: "auto", lang: language === "en" ? null : "en" }, words);

  /**
   * @param {string} name
   * @param {...Child} words
   */
  function fact(name, ...words) {
    const given = words.flat().filter(Boolean);
    return given.length ? [el("dt", {}, t(name)), el("dd", {}, given)] : [];
  }

  /** @param {Card} card */
  function facts(card) {
    const written = card.written ? [" · ", ...pieces("written", { text: said(card.written) })] : [];
    const basis = card.explanation ? el("small", {}, noted(card.explanation)) : null;
    const other = card.other_place ? el("small", {}, t("other_place"), said(card.other_place)) : null;
    return el(
      "dl",
      { class: "ge-facts" },
      fact("who", card.actors.length ? said(card.actors.join(t("comma"))) : null),
      fact("when", [sentence(card.when), written, basis].flat()),
      fact("where", [said([card.place, where(card)].filter(Boolean).join(t("comma"))), ` · ${card.where_words}`, other]),
      fact("way", card.leg),
      fact("status", card.status_words),
      fact("sure", meter(card), t("confidence", { sure: card.sure })),
    );
  }

  /** @param {Card} card */
  function meter(card) {
    const share = Math.max(0, Math.min(1, card.confidence));
    const bar = el("span", { class: "ge-meter-bar" });
    bar.style.width = `${Math.round(share * 100)}%`;
    return el("span", { class: "ge-meter", title: `${Math.round(share * 100)} of 100`, "aria-hidden": "true" }, bar);
  }

  /**
   * Where the reports differ, and what each of them says, side by side.
   * @param {Card} card
   */
  function versions(card) {
    const doubts = [...card.conflicts, ...(card.doubt ? [card.doubt] : [])];
    if (!doubts.length) return null;
    const sides = card.conflicts.length && card.sources.length > 1;
    return el(
      "div",
      { class: "ge-differs" },
      el("strong", {}, t("differ")),
      el("ul", {}, doubts.map((words) => el("li", {}, noted(words)))),
      sides ? el("div", { class: "ge-versus" }, card.sources.map((source) => quotation(source, source.by))) : null,
    );
  }

  /** @param {Card} card */
  function more(card) {
    const sides = card.conflicts.length && card.sources.length > 1;
    return el(
      "div",
      { class: "ge-more", id: `ge-more-${card.key}` },
      sides ? null : card.sources.map((source) => quotation(source)),
      versions(card),
      facts(card),
      GeoEvents.correct ? GeoEvents.correct.panel(card) : null,
      card.reasons.length
        ? el("details", { class: "ge-why" }, el("summary", {}, t("why")), el("ul", {}, card.reasons.map((reason) => el("li", {}, noted(reason)))))
        : null,
    );
  }

  /**
   * @param {Card} card
   * @param {Select} select
   */
  function build(card, select) {
    return el("li", { class: `ge-card ${GeoEvents.symbols.colour(card)}`, "data-key": card.key }, head(card, select), more(card));
  }

  /**
   * @param {Story} story
   * @param {Card} card
   * @returns {Child}
   */
  function heading(story, card) {
    if (card.group === "general") return t("general");
    if (card.group === "event") return story.movers.length ? t("others") : null;
    return story.movers.length > 1 || story.cards.some((other) => other.group !== "stop") ? pieces("route", { name: said(story.movers[card.mover || 0]) }) : null;
  }

  /**
   * Bring a card into view; of one that is taller than the view its beginning.
   * @param {HTMLElement} node
   */
  function bring(node) {
    const side = node.closest(".ge-side");
    const fixed = side && getComputedStyle(side).overflowY !== "visible" ? side.clientHeight : window.innerHeight;
    const { scrollMarginTop, scrollMarginBottom } = getComputedStyle(node);
    const room = fixed - parseFloat(scrollMarginTop) - parseFloat(scrollMarginBottom);
    node.scrollIntoView({ block: node.offsetHeight > room ? "start" : "nearest" });
  }

  /**
   * The language of the interface, for names of countries.
   * @param {string} code
   */
  const use = (code) => { language = code; };

  /**
   * @param {Story} story
   * @param {Select} select
   */
  function create(story, select) {
    use(story.language);
    const root = el("section", { class: "ge-list", "aria-label": t("events") });
    /** @type {Map<string, HTMLElement>} */
    const nodes = new Map();
    let list = el("ol");
    let group = "";
    for (const card of story.cards) {
      const name = `${card.group} ${card.mover}`;
      if (name !== group) {
        const words = heading(story, card);
        list = el("ol", { class: "ge-cards" });
        root.append(...(words ? [el("h2", {}, words)] : []), list);
        group = name;
      }
      nodes.set(card.key, list.appendChild(build(card, select)));
    }
    const none = root.appendChild(el("p", { class: "ge-none", hidden: true }, t(story.cards.length ? "no_match" : "nothing")));

    /**
     * @param {State} state
     * @param {{ reveal: boolean }} how
     */
    function update(state, { reveal }) {
      const shown = new Set(state.shown.map((card) => card.key));
      none.hidden = shown.size > 0;
      for (const [key, node] of nodes) {
        const chosen = key === state.selected;
        node.hidden = !shown.has(key);
        node.classList.toggle("ge-chosen", chosen);
        node.firstElementChild?.setAttribute("aria-expanded", String(chosen));
        if (chosen && reveal && !state.telling) bring(node);
      }
      for (const part of root.querySelectorAll("ol")) {
        const before = part.previousElementSibling;
        if (before instanceof HTMLHeadingElement) before.hidden = !part.querySelector(".ge-card:not([hidden])");
      }
    }

    /**
     * A card was put right: say so, and leave the reader where they write.
     * @param {Card} card
     */
    function renew(card) {
      const node = /** @type {HTMLElement} */ (nodes.get(card.key));
      const focused = /** @type {HTMLElement} */ (document.activeElement);
      node.replaceChildren(...build(card, select).childNodes);
      if (node.contains(focused)) focused.focus({ preventScroll: true });
    }

    return { root, update, renew };
  }

  /** @param {Missing} group */
  const total = ({ entries, more }) => entries.reduce((number, entry) => number + entry.times, more || 0);

  /**
   * The last line of a list that only counts the others.
   * @param {number | undefined} n
   */
  const rest = (n) => (n ? el("li", {}, t("and_more", { n: GeoEvents.words.number(n) })) : null);

  /**
   * What the reports say and the map does not show, with reasons.
   * @param {Story} story
   */
  function missing(story) {
    const count = story.missing.reduce((sum, group) => sum + total(group), 0);
    if (!count) return null;
    return el(
      "details",
      { class: "ge-missing" },
      el("summary", {}, GeoEvents.words.count("missing", count)),
      story.missing.map((group) => [
        el("h2", {}, group.heading, ` (${GeoEvents.words.number(total(group))})`),
        el("ul", {}, group.entries.map((entry) => el(
          "li",
          {},
          el("strong", {}, said(entry.text)),
          ": ",
          noted(entry.reason),
          entry.times > 1 ? ` (${GeoEvents.words.count("times", entry.times)})` : null,
          entry.quote ? el("q", {}, said(entry.quote)) : null,
          entry.source ? el("small", {}, said(entry.source)) : null,
        )), rest(group.more)),
      ]),
    );
  }

  /** @param {Story} story */
  function reports(story) {
    if (!story.reports.length) return null;
    return el(
      "div",
      { class: "ge-reports" },
      el("h2", {}, t(story.reports.length === 1 ? "report" : "reports")),
      el("ul", {}, story.reports.map((report) => el("li", {}, link(report.url, report.title), report.line && report.line !== report.title ? el("small", {}, said(report.line)) : null)), rest(story.more_reports)),
    );
  }

  /**
   * Whom the page thanks, and in which language its notes are.
   * @param {Story} story
   */
  function credits(story) {
    const lines = [story.credits ? said(story.credits) : null, story.language === "en" ? null : t("in_english")].filter(Boolean);
    return lines.length ? el("div", { class: "ge-credits" }, lines.map((line) => el("p", {}, line))) : null;
  }

  return { create, use, build, bring, missing, reports, credits };
})();
