// What the reader decided about each item, as rows of the file of corrections.
GeoEvents.rows = (() => {
  const NAMES = ["evidence", "place_text", "event_id", "doc_id", "occurrence"];

  /**
   * Rows of one item; `choice` holds place, date, status, drop, what and why, each only when it was given.
   * @param {Item} item
   * @param {Decision | undefined} choice
   * @param {string} who
   * @returns {Row[]}
   */
  function of(item, choice, who) {
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
    for (const field of /** @type {const} */ (["place", "date", "status"])) rows.push(...(choice[field] ? [row(field, choice[field])] : []));
    return rows;
  }

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
      const at = items.findIndex(({ base }) => NAMES.every((key) => base[key] === row[key]));
      if (at < 0) continue;
      const decided = { drop: { drop: true }, add: { what: value } }[field] || { [field]: value };
      found.set(at, { ...found.get(at), ...decided, ...(why ? { why } : {}) });
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

  return { of, back, isDate };
})();
