// What the reader decided about each item, as rows of the file of corrections.
GeoEvents.rows = (() => {
  /** @typedef {Record<string, string>} Row */

  /** Today at the reader's place, ISO 8601. */
  function today() {
    const now = new Date();
    /** @param {number} number */
    const two = (number) => String(number).padStart(2, "0");
    return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  }

  /**
   * Rows of one item; `choice` holds place, date, status, drop, what and why, each only when it was given.
   * @param {Item} item
   * @param {Decision | undefined} choice
   * @param {string} who
   * @returns {Row[]}
   */
  function of(item, choice, who) {
    if (!choice) return [];
    const signed = { ...(who ? { who } : {}), when: today(), ...(choice.why ? { why: choice.why } : {}) };
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
   * The text of the file, one JSON object a line.
   * @param {Row[]} rows
   */
  const lines = (rows) => rows.map((row) => `${JSON.stringify(row)}\n`).join("");

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

  return { of, lines, isDate };
})();
