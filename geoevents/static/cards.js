// The list: one card per stop or event, opened by selecting it.
GeoEvents.cards = (() => {
  const { el, said, link } = GeoEvents.elements;

  /** A country's name from its code, by the browser's own table. */
  function country(code) {
    if (!/^[A-Z]{2}$/.test(code || "")) return null;
    try {
      return new Intl.DisplayNames(["en"], { type: "region" }).of(code);
    } catch {
      return code;
    }
  }

  const where = (card) => [card.region, country(card.country)].filter(Boolean).join(", ");

  function head(card, select) {
    const badge = card.status === "occurred" ? null : el("span", { class: `ge-badge ge-badge-${card.status}` }, card.status_words);
    const differs = card.conflicts.length ? el("span", { class: "ge-badge ge-badge-differs" }, "Reports differ") : null;
    return el(
      "button",
      { type: "button", class: "ge-card-head", "aria-expanded": "false", "aria-controls": `ge-more-${card.key}`, on: { click: () => select(card.key, "list") } },
      GeoEvents.symbols.disc(card.status, card.label),
      el(
        "span",
        { class: "ge-card-title" },
        el("span", { class: "ge-when" }, sentence(card.when)),
        el("span", { class: "ge-place" }, said(card.place), where(card) ? el("small", {}, said(where(card))) : null),
        el("span", { class: "ge-what" }, said(card.what)),
        badge || differs ? el("span", { class: "ge-badges" }, badge, differs) : null,
      ),
    );
  }

  const sentence = (words) => words.charAt(0).toUpperCase() + words.slice(1);

  function quotation(source) {
    const [before, place, after] = source.quote;
    const words = [source.title, source.line].filter(Boolean).join(" · ") || source.doc;
    return el(
      "figure",
      { class: "ge-source" },
      el("blockquote", { dir: "auto" }, before, place ? el("strong", {}, place) : null, after),
      el("figcaption", {}, link(source.url, words)),
    );
  }

  function fact(name, ...words) {
    const given = words.flat().filter(Boolean);
    return given.length ? [el("dt", {}, name), el("dd", {}, given)] : [];
  }

  function facts(card) {
    const written = card.written ? [" · written “", said(card.written), "”"] : [];
    const basis = card.explanation ? el("small", {}, said(card.explanation)) : null;
    const other = card.other_place ? el("small", {}, "Other place of this name: ", said(card.other_place)) : null;
    return el(
      "dl",
      { class: "ge-facts" },
      fact("Who", card.actors.length ? said(card.actors.join(", ")) : null),
      fact("When", [sentence(card.when), written, basis].flat()),
      fact("Where", [said([card.place, where(card)].filter(Boolean).join(", ")), ` · ${card.where_words}`, other]),
      fact("Way here", card.leg),
      fact("Status", card.status_words),
      fact("How sure", meter(card), `${card.sure} confidence`),
    );
  }

  function meter(card) {
    const share = Math.max(0, Math.min(1, card.confidence));
    const bar = el("span", { class: "ge-meter-bar" });
    bar.style.width = `${Math.round(share * 100)}%`;
    return el("span", { class: `ge-meter ge-sure-${card.sure}`, title: `${Math.round(share * 100)} of 100`, "aria-hidden": "true" }, bar);
  }

  function notes(heading, entries, name) {
    if (!entries.length) return null;
    return el("div", { class: name }, el("strong", {}, heading), el("ul", {}, entries.map((entry) => el("li", {}, said(entry)))));
  }

  function more(card) {
    const doubts = [...card.conflicts, ...(card.doubt ? [card.doubt] : [])];
    return el(
      "div",
      { class: "ge-more", id: `ge-more-${card.key}` },
      card.sources.map(quotation),
      notes("Reports differ", doubts, "ge-differs"),
      facts(card),
      card.reasons.length
        ? el("details", { class: "ge-why" }, el("summary", {}, "Why this place, date and status"), el("ul", {}, card.reasons.map((reason) => el("li", {}, said(reason)))))
        : null,
    );
  }

  function build(card, select) {
    return el("li", { class: `ge-card ${GeoEvents.symbols.colour(card)}`, "data-key": card.key }, head(card, select), more(card));
  }

  function heading(story, card) {
    if (card.group === "general") return "In general terms";
    if (card.group === "event") return story.movers.length ? "Other events" : null;
    return story.movers.length > 1 || story.cards.some((other) => other.group !== "stop") ? ["The route of ", said(story.movers[card.mover])] : null;
  }

  function create(story, select) {
    const root = el("section", { class: "ge-list", "aria-label": "Events" });
    const nodes = new Map();
    let list = null;
    let group = null;
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
    const none = root.appendChild(el("p", { class: "ge-none", hidden: true }, story.cards.length ? "No event matches the filter and the days chosen." : "Nothing in these reports could be put on the map."));

    function update(state, { reveal }) {
      const shown = new Set(state.shown.map((card) => card.key));
      none.hidden = shown.size > 0;
      for (const [key, node] of nodes) {
        const chosen = key === state.selected;
        node.hidden = !shown.has(key);
        node.classList.toggle("ge-chosen", chosen);
        node.firstChild.setAttribute("aria-expanded", String(chosen));
        if (chosen && reveal) node.scrollIntoView({ block: "nearest" });
      }
      for (const part of root.querySelectorAll("ol")) {
        const hide = ![...part.children].some((node) => !node.hidden);
        if (part.previousElementSibling && part.previousElementSibling.tagName === "H2") part.previousElementSibling.hidden = hide;
      }
    }

    return { root, update };
  }

  /** What the reports say and the map does not show, with reasons. */
  function missing(story) {
    const count = story.missing.reduce((sum, group) => sum + group.entries.reduce((number, entry) => number + entry.times, 0), 0);
    if (!count) return null;
    return el(
      "details",
      { class: "ge-missing" },
      el("summary", {}, `Not shown: ${count} ${count === 1 ? "mention" : "mentions"}, and why`),
      story.missing.map((group) => [
        el("h3", {}, group.heading),
        el("ul", {}, group.entries.map((entry) => el(
          "li",
          {},
          el("strong", {}, said(entry.text)),
          ": ",
          said(entry.reason),
          entry.times > 1 ? ` (${entry.times} times)` : null,
          entry.quote ? el("q", {}, said(entry.quote)) : null,
          entry.source ? el("small", {}, said(entry.source)) : null,
        ))),
      ]),
    );
  }

  function reports(story) {
    if (!story.reports.length) return null;
    return el(
      "div",
      { class: "ge-reports" },
      el("h2", {}, story.reports.length === 1 ? "The report" : "The reports"),
      el("ul", {}, story.reports.map((report) => el("li", {}, link(report.url, report.title), report.line && report.line !== report.title ? el("small", {}, said(report.line)) : null))),
    );
  }

  return { create, missing, reports };
})();
