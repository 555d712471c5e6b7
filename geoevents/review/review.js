// The page of a review: a list by doubt, the text with its marks, and what each name may mean.
GeoEvents.review = (() => {
  const { el, said, link, empty } = GeoEvents.elements;
  /** @type {Review} */
  const data = JSON.parse(document.getElementById("geoevents-review")?.textContent || "");
  const root = /** @type {HTMLElement} */ (document.querySelector(".geoevents-review"));
  /** @type {Map<number, Decision>} What was decided, by item. */
  const choices = new Map();
  /** @type {any} The fixed elements of the page, by name. */
  const parts = {};
  let current = -1;
  let everything = false;
  /** @type {Tell | null} To the notebook around, once it has said what it wants. */
  let tell = null;

  const shown = () => data.items.map((_, at) => at).filter((at) => everything || data.items[at].told);
  const rows = () => data.items.flatMap((item, at) => GeoEvents.rows.of(item, choices.get(at), parts.who.value.trim(), data.items));

  /**
   * @param {number} at
   * @param {Decision} change
   */
  function decide(at, change) {
    const before = choices.get(at) || {};
    const after = /** @type {Decision} */ (Object.fromEntries(Object.entries({ ...before, ...change }).filter(([, value]) => value)));
    if (Object.keys(after).length) choices.set(at, after);
    else choices.delete(at);
    paint();
  }

  function paint() {
    for (const at of shown()) dress(at);
    panel();
    const found = rows();
    parts.count.textContent = found.length === 1 ? "1 correction" : `${found.length} corrections`;
    parts.file.value = GeoEvents.filing.lines(found);
    if (tell) tell({ rows: found, selected: current >= 0 && data.items[current].base.event_id || null });
    parts.done.textContent = `${shown().filter((at) => choices.has(at)).length} of ${shown().length} looked at`;
  }

  /** @param {number} at */
  function dress(at) {
    const row = parts.list.querySelector(`[data-item="${at}"]`);
    const choice = choices.get(at);
    row.classList.toggle("gr-here", at === current);
    row.setAttribute("aria-selected", String(at === current));
    const words = state(data.items[at], choice);
    row.classList.toggle("gr-done", Boolean(words));
    row.querySelector(".gr-state").textContent = words;
  }

  /**
   * @param {Item} item
   * @param {Decision | undefined} choice
   */
  function state(item, choice) {
    const id = item.base.event_id;
    if (id && [...choices.values()].some(({ merge }) => merge === id)) return "merged";
    if (!choice) return "";
    if (choice.drop) return "dropped";
    return GeoEvents.rows.of(item, choice, "", data.items).length ? "put right" : "right";
  }

  function list() {
    empty(parts.list);
    for (const at of shown()) {
      const item = data.items[at];
      parts.list.append(
        el(
          "li",
          { "data-item": at, role: "option", on: { click: () => go(at) } },
          el("span", { class: "gr-doubt", title: "doubt" }, item.told ? `${Math.round(item.doubt * 100)}%` : "–"),
          el("span", { class: "gr-name" }, said(item.name)),
          el("span", { class: "gr-what" }, said(item.told ? item.what : "no event")),
          el("span", { class: "gr-state" }),
        ),
      );
    }
  }

  /** @param {number} at */
  function go(at) {
    if (at < 0 || at >= data.items.length) return;
    current = at;
    text();
    paint();
    parts.list.querySelector(".gr-here")?.scrollIntoView({ block: "nearest" });
    parts.text.querySelector(".gr-chosen")?.scrollIntoView({ block: "center" });
  }

  /** @param {number} by */
  function step(by) {
    const order = shown();
    const next = order[order.indexOf(current) + by];
    if (next !== undefined) go(next);
  }

  /** The report of the current item, every name marked, its passage underlined. */
  function text() {
    const item = data.items[current];
    const report = data.reports[item.report];
    empty(parts.text);
    parts.text.append(
      el("h2", {}, report.url ? link(report.url, report.title) : said(report.title)),
      el("p", { class: "gr-line" }, said(report.line)),
    );
    const body = el("div", { class: "gr-body", dir: "auto" });
    // Offsets count characters; a script's strings count pairs of surrogates twice.
    const signs = Array.from(report.text);
    let at = 0;
    /** @param {number} to */
    const plain = (to) => {
      for (const [from, until, inside] of cut(at, to, item.passage)) {
        const words = signs.slice(from, until).join("");
        body.append(inside ? el("span", { class: "gr-passage" }, words) : document.createTextNode(words));
      }
      at = to;
    };
    for (const mark of report.marks) {
      plain(mark.start);
      const here = mark.item === current || (mark.start === item.start && mark.end === item.end);
      const name = `gr-mark gr-${mark.item < 0 ? "aside" : data.items[mark.item].told ? "event" : "name"}${here ? " gr-chosen" : ""}`;
      body.append(
        el(
          "mark",
          { class: name, title: mark.reason || mark.kind, on: mark.item < 0 ? {} : { click: () => reach(mark.item) } },
          signs.slice(mark.start, mark.end).join(""),
        ),
      );
      at = mark.end;
    }
    plain(signs.length);
    parts.text.append(body);
  }

  /**
   * A stretch in pieces, those inside the passage told apart.
   * @param {number} from
   * @param {number} to
   * @param {[number, number]} passage
   * @returns {[from: number, to: number, inside: boolean][]}
   */
  function cut(from, to, [start, end]) {
    const ends = [from, ...[start, end].filter((at) => at > from && at < to), to];
    return ends.slice(1).map((until, number) => [ends[number], until, ends[number] >= start && until <= end]);
  }

  /** @param {number} at */
  function reach(at) {
    if (!data.items[at].told && !everything) toggle();
    go(at);
  }

  function panel() {
    empty(parts.panel);
    if (current < 0) return;
    const item = data.items[current];
    const choice = choices.get(current) || {};
    const places = item.choices.map((one) => ({ ...one, picked: choice.place ? choice.place === one.value : one.chosen }));
    const map = el("div", { class: "gr-map" });
    GeoEvents.locator.draw(map, data.ground, places, (number) => pick(number));
    const inside = el(
      "div",
      {},
      el("h2", {}, said(item.name)),
      item.told ? el("p", {}, said([item.who, item.what].filter(Boolean).join(": "))) : null,
      item.told ? el("p", { class: "gr-line" }, `${item.when}; ${item.status}`) : null,
      el("ul", { class: "gr-doubts" }, item.doubts.map((words) => el("li", {}, said(words)))),
      map,
      el("ol", { class: "gr-choices" }, places.map((one, number) => candidate(one, number))),
      places.length ? null : el("p", {}, "The gazetteer has no place of this name: write one below."),
      fields(item, choice),
      el("details", {}, el("summary", {}, "Why"), el("ul", {}, item.reasons.map((words) => el("li", {}, said(words)))), el("p", { class: "gr-line" }, "told by ", said(item.sources))),
    );
    parts.panel.append(inside);
  }

  /**
   * @param {Choice & { picked: boolean }} one
   * @param {number} number
   */
  function candidate(one, number) {
    return el(
      "li",
      {},
      el(
        "button",
        { type: "button", "aria-pressed": String(one.picked), on: { click: () => pick(number) } },
        el("kbd", {}, String(number + 1)),
        el("span", {}, said(one.name), " ", el("small", {}, said(one.detail))),
        el("span", { class: "gr-share" }, `${Math.round(one.share * 100)}%`),
      ),
      one.why ? el("details", {}, el("summary", {}, "why"), said(one.why)) : null,
    );
  }

  /** @param {number} number */
  function pick(number) {
    const one = data.items[current].choices[number];
    if (!one) return;
    decide(current, { place: one.chosen && data.items[current].told ? "" : one.value, right: one.chosen, drop: "" });
  }

  /**
   * @param {Item} item
   * @param {Decision} choice
   */
  function fields(item, choice) {
    /** @type {(name: keyof Decision, label: string, value: string, hint: string) => HTMLElement} */
    const field = (name, label, value, hint) => {
      const box = el("input", { type: "text", value, placeholder: hint, "data-field": name, on: { change: () => change(name, box.value.trim()) } });
      return el("label", {}, label, box);
    };
    const status = el("select", { "data-field": "status", on: { change: () => change("status", status.value) } });
    status.append(...["", ...data.statuses].map((name) => el("option", { value: name, selected: name === (choice.status || "") }, name || `as it is${item.status ? `: ${item.status}` : ""}`)));
    return el(
      "div",
      { class: "gr-fields" },
      item.told ? null : field("what", "What happened", choice.what || "", "a few words make it an event"),
      field("place", "Place", choice.place || "", "lat,lon or lat,lon,name or a name"),
      field("date", "Date", choice.date || "", item.day || "2023-09-17, 2023-09, first/last, unknown"),
      el("label", {}, "Status", status),
      field("why", "Why", choice.why || "", "for whoever reads the file"),
      item.told ? same(item, choice) : null,
      item.further.map((_, number) => apart(item, choice, number)),
      item.told ? el("button", { type: "button", "aria-pressed": String(Boolean(choice.drop)), on: { click: () => drop() } }, el("kbd", {}, "x"), " no event: drop it") : null,
    );
  }

  /**
   * Which other event is the same happening; those at the same place first.
   * @param {Item} item
   * @param {Decision} choice
   */
  function same(item, choice) {
    const others = data.items.filter((one) => one.told && one !== item);
    const ordered = [...others.filter(({ name }) => name === item.name), ...others.filter(({ name }) => name !== item.name)];
    const box = el("select", { "data-field": "merge", on: { change: () => change("merge", box.value) } }, el("option", { value: "" }, "no other event"));
    box.append(...ordered.map((one) => el("option", { value: one.base.event_id, selected: one.base.event_id === choice.merge }, `${one.name}: ${one.what} (${one.when})`)));
    return el("label", {}, "Same as", box);
  }

  /**
   * A further passage of the event, and whether it tells another happening.
   * @param {Item} item
   * @param {Decision} choice
   * @param {number} number
   */
  function apart(item, choice, number) {
    const gone = GeoEvents.rows.parted(choice);
    const now = gone.includes(number) ? gone.filter((one) => one !== number) : [...gone, number];
    return el(
      "button",
      { type: "button", class: "gr-apart", "data-field": "split", "aria-pressed": String(gone.includes(number)), on: { click: () => decide(current, { split: now.sort((a, b) => a - b).join(",") }) } },
      "another happening: split it off ", el("q", {}, said(item.further[number].evidence)),
    );
  }

  /**
   * @param {keyof Decision} name
   * @param {string} value
   */
  function change(name, value) {
    if (name === "date" && value && !GeoEvents.rows.isDate(value)) {
      parts.say.textContent = `“${value}” is no date: write 2023-09-17, 2023-09, 2023, first/last, first/.. or unknown.`;
      return;
    }
    parts.say.textContent = "";
    decide(current, { [name]: value });
  }

  const drop = () => data.items[current].told && decide(current, { drop: !(choices.get(current) || {}).drop });

  function toggle() {
    everything = !everything;
    parts.all.setAttribute("aria-pressed", String(everything));
    list();
    if (!shown().includes(current)) current = shown()[0] ?? -1;
    paint();
  }

  /** @param {string} name */
  const focus = (name) => parts.panel.querySelector(`[data-field="${name}"]`)?.focus();
  /** @type {Record<string, () => unknown>} */
  const keys = {
    ArrowDown: () => step(1), j: () => step(1), ArrowUp: () => step(-1), k: () => step(-1),
    Enter: () => { decide(current, { right: true }); step(1); },
    x: drop, u: () => { choices.delete(current); paint(); }, n: toggle,
    p: () => focus("place"), d: () => focus("date"), s: () => focus("status"), w: () => focus("why"), a: () => focus("what"),
    m: () => focus("merge"), t: () => focus("split"),
  };

  /** @param {KeyboardEvent} event */
  function onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const target = /** @type {HTMLElement} */ (event.target);
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName);
    if (typing) {
      if (event.key === "Escape") target.blur();
      return;
    }
    if (target.tagName === "BUTTON" && event.key === "Enter") return;
    if (target.tagName === "SUMMARY" || target.tagName === "A") return;
    const act = /^[1-9]$/.test(event.key) ? () => pick(Number(event.key) - 1) : keys[event.key];
    if (!act || current < 0) return;
    event.preventDefault();
    act();
  }

  function copy() {
    parts.file.select();
    document.execCommand("copy");
    parts.say.textContent = "Copied: save it as corrections.jsonl";
  }

  /**
   * What Python wants: corrections that it took back, another event, or words on what it could not apply.
   * @param {Wish} wanted
   * @param {Tell} answer
   */
  function hear(wanted, answer) {
    tell = answer;
    if (wanted.rows && JSON.stringify(wanted.rows) !== JSON.stringify(rows())) {
      for (const [at, choice] of choices) if (GeoEvents.rows.of(data.items[at], choice, "", data.items).length) choices.delete(at);
      for (const [at, choice] of GeoEvents.rows.back(data.items, wanted.rows)) choices.set(at, choice);
    }
    if (wanted.problems) parts.say.textContent = wanted.problems.join(" ");
    const at = data.items.findIndex(({ base }) => wanted.selected && base.event_id === wanted.selected);
    if (at >= 0 && at !== current) go(at);
    else paint();
  }

  function start() {
    /** @type {(words: string, act: () => void) => HTMLElement} */
    const button = (words, act) => el("button", { type: "button", on: { click: act } }, words);
    parts.list = el("ol", { class: "gr-list", role: "listbox", "aria-label": "To check, the most doubtful first", tabindex: "0" });
    parts.text = el("article", { class: "gr-text", tabindex: "0" });
    parts.panel = el("section", { class: "gr-panel", "aria-live": "polite" });
    parts.who = el("input", { type: "text", placeholder: "your name", "aria-label": "Your name", on: { change: paint } });
    parts.count = el("strong", {});
    parts.done = el("span", {});
    parts.say = el("span", { role: "status" });
    parts.file = el("textarea", { readonly: true, rows: "3", "aria-label": "The file of corrections", spellcheck: "false" });
    parts.all = el("button", { type: "button", "aria-pressed": "false", on: { click: toggle } }, el("kbd", {}, "n"), " names without event");
    root.replaceChildren(
      el("header", {}, el("h1", {}, said(data.title)), parts.done, parts.all, el("p", { class: "gr-keys" },
        "↓ ↑ next, back · Enter right · 1–9 place · p d s w place, date, status, why · m same as · t split off · a what · x drop · u undo · Esc leaves a field")),
      el("div", { class: "gr-columns" }, parts.list, parts.text, parts.panel),
      el("footer", {}, parts.count, parts.who, button("Copy", copy), button("Download", () => GeoEvents.filing.download(rows())), parts.say,
        el("code", {}, GeoEvents.bridge ? "story = review.story" : 'story = story.with_corrections("corrections.jsonl")'), parts.file),
    );
    document.addEventListener("keydown", onKey);
    if (window.top === window) window.addEventListener("beforeunload", (event) => rows().length && event.preventDefault());
    everything = !data.items.some((item) => item.told);
    list();
    if (data.items.length) go(0);
    else paint();
    if (GeoEvents.bridge) GeoEvents.bridge.connect(hear);
  }

  start();
  return { rows };
})();
