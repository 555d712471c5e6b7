// The story told stop by stop, for a reader who does not want to steer a map.
GeoEvents.tour = (() => {
  const { el, said, empty } = GeoEvents.elements;
  const { t } = GeoEvents.words;

  /**
   * What is told: the route where there is one, else all that is shown.
   * @param {Card[]} cards
   */
  function told(cards) {
    const stops = cards.filter((card) => card.group === "stop");
    return stops.length > 1 ? stops : cards.filter((card) => card.group !== "general");
  }

  /**
   * @param {Story} story
   * @param {{ begin: () => void, step: (by: number) => unknown, leave: () => void }} acts
   */
  function create(story, { begin, step, leave }) {
    const open = el("button", { type: "button", class: "ge-tell", hidden: told(story.cards).length < 2, on: { click: begin } }, t("tell"));
    const back = el("button", { type: "button", class: "ge-knob", on: { click: () => step(-1) } }, t("tell_back"));
    const at = el("span", { class: "ge-tour-at" });
    const next = el("button", { type: "button", class: "ge-knob ge-tour-next", on: { click: () => (next.dataset.last ? leave() : step(1)) } });
    const end = el("button", { type: "button", class: "ge-tour-end", on: { click: leave } }, t("tell_end"));
    const bar = el("span", { class: "ge-tour-bar" });
    const root = el("div", { class: "ge-tour", role: "group", "aria-label": t("tell"), hidden: true }, el("div", { class: "ge-tour-way", "aria-hidden": "true" }, bar), back, at, next, end);

    /** @param {State} state */
    function update({ telling, shown, selected }) {
      const cards = told(shown);
      const number = cards.findIndex((card) => card.key === selected) + 1;
      root.hidden = !telling;
      back.disabled = number <= 1;
      at.textContent = t("tell_at", { n: number, all: cards.length });
      bar.style.width = `${(100 * number) / Math.max(1, cards.length)}%`;
      const coming = cards[number];
      if (coming) delete next.dataset.last;
      else next.dataset.last = "yes";
      end.hidden = !coming;
      empty(next).append(...(coming ? [t("tell_next"), el("small", {}, said(coming.place))] : [t("tell_end")]));
    }

    return { root, open, update, focus: () => next.focus({ preventScroll: true }) };
  }

  return { create, told };
})();
