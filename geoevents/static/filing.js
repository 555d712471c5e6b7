// Corrections as rows of a file: who and when, one JSON object a line, and the way out of the page.
GeoEvents.filing = (() => {
  /** Today at the reader's place, ISO 8601. */
  function today() {
    const now = new Date();
    /** @param {number} number */
    const two = (number) => String(number).padStart(2, "0");
    return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  }

  /**
   * Whose correction it is, of which day, and why, each only when it is known.
   * @param {string} who
   * @param {string} [why]
   * @returns {Row}
   */
  const signed = (who, why) => ({ ...(who ? { who } : {}), when: today(), ...(why ? { why } : {}) });

  /**
   * The text of the file, one JSON object a line.
   * @param {Row[]} rows
   */
  const lines = (rows) => rows.map((row) => `${JSON.stringify(row)}\n`).join("");

  /** @param {Row[]} rows */
  function download(rows) {
    const address = URL.createObjectURL(new Blob([lines(rows)], { type: "application/jsonl" }));
    GeoEvents.elements.el("a", { href: address, download: "corrections.jsonl" }).click();
    setTimeout(() => URL.revokeObjectURL(address), 1000);
  }

  return { signed, lines, download };
})();
