// What a reader knows better about a place: a mark dragged, another bearer of the name chosen, a point or a name written.
GeoEvents.correct = (() => {
  const { el, said } = GeoEvents.elements;
  const { t } = GeoEvents.words;
  const { filing } = GeoEvents;
  const POINT = /^\s*(-?\d+(?:\.\d+)?)\s*,\s*(-?\d+(?:\.\d+)?)\s*(?:,\s*(\S.*?)\s*)?$/;
  const STEP = 10;
  /** @type {Record<string, [number, number]>} */
  const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  /** @type {Map<string, { node: HTMLElement, paint: (value: string) => void }>} */
  const panels = new Map(); // card's key → its panel, and what paints it for what is chosen
  /** @type {any} What the page can do with a correction, once it has started. */
  let desk = null;

  /**
   * `43.25,132.02` or `43.25,132.02,The Halt` as a place; null where it is neither.
   * @param {string} text
   */
  function point(text) {
    const found = POINT.exec(text);
    return found && { lat: Number(found[1]), lon: Number(found[2]), name: found[3] || "" };
  }

  /** @param {{ lat: number, lon: number }} point */
  const onEarth = ({ lat, lon }) => Math.abs(lat) <= 90 && Math.abs(lon) <= 180;

  /**
   * A place on the map as a correction writes it; the map may have gone around the world.
   * @param {{ lat: number, lng: number }} place
   */
  function written({ lat, lng }) {
    const lon = ((((lng + 180) % 360) + 360) % 360) - 180;
    return `${lat.toFixed(5)},${lon.toFixed(5)}`;
  }

  /**
   * What a card shows after its place was put right.
   * @param {Card} made
   * @param {string} value
   * @returns {Partial<Card>}
   */
  function moved(made, value) {
    const choice = made.edit?.choices.find((one) => one.value === value);
    const spot = choice || point(value);
    if (!spot) return { corrected: true, where_words: t("edit_later", { name: value }) };
    const lon = spot.lon + 360 * Math.round((made.lon - spot.lon) / 360);
    const where = choice ? choice.detail : t("edit_by_hand", { point: `${spot.lat}, ${spot.lon}` });
    return { corrected: true, lat: spot.lat, lon, place: spot.name || made.place, original: null, region: null, country: null, outline: null, precision: choice ? "locality" : "site", radius: choice ? 5 : 1, where_words: where, other_place: null };
  }

  /**
   * Places to choose from, a way to move the mark by keys, a field for a point or a name.
   * @param {Card} card
   * @returns {HTMLElement | null}
   */
  function panel(card) {
    if (!card.edit) return null;
    const known = panels.get(card.key);
    if (known) return known.node;
    const say = el("p", { class: "ge-edit-say", role: "status" });
    const why = el("input", { type: "text", maxlength: 500 });
    const box = el("input", { type: "text", maxlength: 300, autocomplete: "off", spellcheck: "false", on: { keydown: (event) => { if (event.key === "Enter") set(); } } });
    /** @param {string} value */
    const choose = (value) => { say.textContent = ""; desk.put(card, value, why.value.trim()); };
    const choices = card.edit.choices.map((one) => el("button", { type: "button", "aria-pressed": "false", "data-value": one.value, on: { click: () => choose(one.value) } }, el("bdi", { dir: "auto" }, one.name), el("small", { lang: "en" }, said(one.detail)), el("span", {}, `${Math.round(one.share * 100)}%`)));

    function set() {
      const text = box.value.trim();
      const spot = point(text);
      if (spot && !onEarth(spot)) say.textContent = t("edit_bad", { text });
      else if (text) choose(text);
    }

    /** @param {string} value */
    function paint(value) {
      for (const button of choices) button.setAttribute("aria-pressed", String(value ? button.dataset.value === value : button === choices[0]));
      if (document.activeElement !== box) box.value = choices.some((button) => button.dataset.value === value) ? "" : value;
    }

    const node = el(
      "details",
      { class: "ge-edit" },
      el("summary", {}, t("edit_place")),
      el("p", {}, t("edit_hint")),
      el("ul", {}, choices.map((button) => el("li", {}, button))),
      el("button", { type: "button", class: "ge-edit-move", on: { click: () => desk.carry(card) } }, t("edit_move")),
      el("label", {}, t("edit_write"), el("span", {}, box, el("button", { type: "button", on: { click: set } }, t("edit_set")))),
      el("label", {}, t("edit_why"), why),
      say,
    );
    panels.set(card.key, { node, paint });
    return node;
  }

  /**
   * What was put right so far, to take back, sign and take along.
   * @param {{ undo: () => void, redo: () => void, save: () => void, sign: (name: string) => void }} acts
   */
  function bar({ undo, redo, save, sign }) {
    const count = el("strong", {});
    const back = el("button", { type: "button", on: { click: undo } }, t("edit_undo"));
    const again = el("button", { type: "button", on: { click: redo } }, t("edit_redo"));
    const who = el("input", { type: "text", maxlength: 100, "aria-label": t("edit_who"), placeholder: t("edit_who"), on: { change: () => sign(who.value.trim()) } });
    const out = GeoEvents.bridge ? null : el("button", { type: "button", class: "ge-edit-save", on: { click: save } }, t("edit_save"));
    const say = el("p", { role: "status" });
    const there = GeoEvents.bridge ? el("code", {}, "story = widget.story") : null;
    const root = el("section", { class: "ge-desk", "aria-label": t("edit_title"), hidden: true }, count, back, again, who, out, there, say);

    /**
     * @param {Row[]} rows
     * @param {Row[]} undone
     * @param {string} words
     */
    function update(rows, undone, words) {
      root.hidden = !rows.length && !undone.length && !words;
      count.textContent = GeoEvents.words.count("edit_count", rows.length);
      back.disabled = !rows.length;
      again.disabled = !undone.length;
      if (say.textContent !== words) say.textContent = words;
    }

    return { root, update };
  }

  /** @param {Page} page */
  function create({ root, story, change, list, stage, timeline }) {
    const made = new Map(story.cards.map((card) => [card.key, { ...card }]));
    const shown = new Map(story.cards.map((card) => [card.key, ""]));
    /** @type {Row[]} */
    let rows = [];
    /** @type {Row[]} Taken back, the latest last. */
    let undone = [];
    /** @type {Row[] | null} Those that are in a file. */
    let saved = null;
    let [who, told] = ["", ""];
    const desktop = bar({ undo, redo, save, sign: (name) => { who = name; } });
    root.querySelector(".ge-side")?.append(desktop.root);
    for (const entry of stage.entries) entry.marker.on("dragend", () => put(entry.card, written(stage.spot(entry))));

    /**
     * @param {Card} card
     * @param {string} value
     * @param {string} [why]
     */
    function put(card, value, why = "") {
      rows = [...rows, { ...card.edit?.base, field: "place", value, ...filing.signed(who, why) }];
      undone = [];
      renew();
    }

    function undo() {
      if (!rows.length) return;
      undone = [...undone, rows[rows.length - 1]];
      rows = rows.slice(0, -1);
      renew();
    }

    function redo() {
      if (!undone.length) return;
      rows = [...rows, undone[undone.length - 1]];
      undone = undone.slice(0, -1);
      renew();
    }

    function save() {
      filing.download(rows);
      saved = rows;
    }

    /**
     * What the latest correction of a card's place says; empty without one.
     * @param {Card} card
     */
    const wanted = (card) => rows.findLast((row) => card.edit && row.event_id === card.edit.base.event_id)?.value || "";

    /** Cards and marks as the corrections have them. */
    function renew() {
      for (const card of story.cards) {
        const value = wanted(card);
        if (value === shown.get(card.key)) continue;
        shown.set(card.key, value);
        const before = /** @type {Card} */ (made.get(card.key));
        Object.assign(card, { corrected: false }, before, value ? moved(before, value) : {});
        stage.place(card);
        list.renew(card);
      }
      for (const { from, to } of GeoEvents.route.legs(story.cards)) {
        // How far it is was said of the places as they were.
        const leg = from.corrected || to.corrected ? "" : made.get(to.key)?.leg || "";
        if (leg === to.leg) continue;
        to.leg = leg;
        list.renew(to);
      }
      timeline.draw();
      change({}, { reveal: false, write: false });
    }

    /**
     * Take over what Python holds; what came with a fresh page is drawn on it already.
     * @param {Wish} next
     * @param {boolean} fresh
     */
    function adopt(next, fresh) {
      [rows, undone, told] = [next.rows || rows, next.undone || undone, next.problems ? next.problems.join(" ") : told];
      if (fresh) for (const card of story.cards) shown.set(card.key, wanted(card));
      renew();
    }

    /**
     * Move a mark by arrow keys until Enter or Escape.
     * @param {Card} card
     */
    function carry(card) {
      const entry = stage.entries.find((one) => one.card === card);
      if (!entry) return;
      const { marker, button } = entry;
      const from = marker.getLatLng();
      /** @param {boolean} kept */
      const end = (kept) => {
        button.removeEventListener("keydown", keys);
        button.removeEventListener("blur", leave);
        told = "";
        if (kept) put(card, written(stage.spot(entry)));
        else {
          marker.setLatLng(from);
          change({}, { reveal: false, write: false });
        }
      };
      const leave = () => end(false);
      /** @param {KeyboardEvent} event */
      const keys = (event) => {
        const way = WAYS[event.key];
        if (way) stage.nudge(marker, event.shiftKey ? way : [way[0] * STEP, way[1] * STEP]);
        else if (event.key === "+" || event.key === "-") stage.closer(marker, event.key === "+" ? 1 : -1);
        else if (event.key === "Enter" || event.key === "Escape") end(event.key === "Enter");
        else return;
        event.preventDefault();
        event.stopPropagation();
      };
      told = t("edit_moving");
      change({}, { reveal: true, write: false });
      button.addEventListener("keydown", keys);
      button.focus({ preventScroll: true });
      button.addEventListener("blur", leave);
    }

    /** @type {Part["update"]} */
    function update({ selected, telling }) {
      for (const { card, marker, node } of stage.entries) {
        const movable = Boolean(card.edit) && card.key === selected && !telling;
        node.classList.toggle("ge-movable", movable);
        if (marker.dragging && movable !== marker.dragging.enabled()) marker.dragging[movable ? "enable" : "disable"]();
      }
      for (const [key, { paint }] of panels) paint(shown.get(key) || "");
      desktop.update(rows, undone, told);
    }

    document.addEventListener("keydown", (event) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "z" || /** @type {Element} */ (event.target).closest("input")) return;
      event.preventDefault();
      if (event.shiftKey) redo();
      else undo();
    });
    if (!GeoEvents.bridge && window.top === window) window.addEventListener("beforeunload", (event) => rows.length && rows !== saved && event.preventDefault());
    desk = { put, carry };
    return { update, adopt, held: () => ({ rows, undone }) };
  }

  return { panel, create, point, written };
})();
