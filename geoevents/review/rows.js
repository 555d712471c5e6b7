// What the reader decided about each item, as rows of the file of corrections.
GeoEvents.rows = (() => {
  const NAMES = ["evidence", "place_text", "event_id", "doc_id", "occurrence"];

  /**
   * Rows of one item; `choice` holds place, date, status, drop, merge, split, what and why, each only when it was given.
   * @param {Item} item
   * @param {Decision | undefined} choice
   * @param {string} who
   * @param {Item[]} items
   * @returns {Row[]}
   */
  function of(item, choice, who, items) {
    if (!choice) return [];
    const signed = GeoEvents.filing.signed(who, choice.why);
    /** @type {(field: string, value: string) => Row} */
    const row = (field, value) => ({ ...item.base, field, ...(value ? { value } : {}), ...signed });
    if (choice.drop) return [row("drop", "")];
    const rows = [];
    if (!item.told) {
      if (!choice.what) return [];
      rows.push(row("add", choice.what));
    }
    // What is split off keeps what it said, so that comes before anything is put right.
    for (const at of parted(choice)) if (item.further[at]) rows.push({ ...row("split", ""), occurrence: "", ...item.further[at] });
    for (const field of /** @type {const} */ (["place", "date", "status"])) rows.push(...(choice[field] ? [row(field, choice[field])] : []));
    const other = choice.merge && items.find(({ base }) => base.event_id === choice.merge);
    if (other) rows.push({ ...row("merge", other.base.evidence), other_place: other.base.place_text, other_id: other.base.event_id });
    return rows.map((one) => Object.fromEntries(Object.entries(one).filter(([key, value]) => value || key === "evidence")));
  }

  /**
   * The further passages that were split off.
   * @param {Decision} choice
   */
  const parted = (choice) => (choice.split ? choice.split.split(",").map(Number) : []);

  /**
   * The other way round: what was decided, by item; rows of other items are left out.
   * @param {Item[]} items
   * @param {Row[]} rows
   * @returns {Map<number, Decision>}
   */
  function back(items, rows) {
    const found = new Map();
    for (const row of rows) {
      const { field, value, why } = row;
      /** @type {(base: Record<string, string>) => boolean} */
      const same = (base) => NAMES.every((key) => (base[key] || "") === (row[key] || ""));
      const at = items.findIndex(({ base, further }) => (field === "split" ? further.some(same) : same(base)));
      if (at < 0) continue;
      const before = found.get(at) || {};
      const apart = [...parted(before), items[at].further.findIndex(same)].join(",");
      const decided = { drop: { drop: true }, add: { what: value }, merge: { merge: row.other_id }, split: { split: apart } }[field] || { [field]: value };
      found.set(at, { ...before, ...decided, ...(why ? { why } : {}) });
    }
    return found;
  }

  /**
   * Whether a text is a date as corrections write it.
   * @param {string} text
   */
  function isDate(text) {
    const one = /^\d{4}(-\d{2}(-\d{2})?)?$/;
    if (text === "unknown" || one.test(text)) return true;
    const ends = text.split("/");
    return ends.length === 2 && ends.every((end) => end === ".." || one.test(end)) && text !== "../..";
  }

  return { of, back, parted, isDate };
})();
