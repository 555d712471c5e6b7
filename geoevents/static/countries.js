// Names of countries in the reader's language, by the browser's own table.
GeoEvents.countries = (() => {
  const LETTERS = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
  // As the base map writes what the table calls otherwise.
  /** @type {Record<string, string>} */
  const OTHERWISE = { "United States of America": "US", "Dem. Rep. Congo": "CD", "Democratic Republic of the Congo": "CD", "Republic of the Congo": "CG", Congo: "CG", "Ivory Coast": "CI", Turkey: "TR", Myanmar: "MM", "Czech Republic": "CZ", Macedonia: "MK", Swaziland: "SZ" };

  /**
   * The name of a country; null for what is no code.
   * @param {string | null | undefined} code
   * @param {string} language
   * @returns {string | null}
   */
  function named(code, language) {
    if (!code || !/^[A-Z]{2}$/.test(code)) return null;
    try {
      return new Intl.DisplayNames([language, "en"], { type: "region" }).of(code) || code;
    } catch {
      return code;
    }
  }

  /**
   * Labels of the base map with countries in the reader's language; what the table does not know stays as it is.
   * @param {Label[]} labels
   * @param {string} language
   */
  function translated(labels, language) {
    if (language === "en" || !labels.some(({ kind }) => kind === "country")) return labels;
    const codes = new Map(Object.entries(OTHERWISE));
    for (const one of LETTERS) for (const two of LETTERS) codes.set(String(named(one + two, "en")), one + two);
    return labels.map((label) => (label.kind === "country" && codes.has(label.text) ? { ...label, text: named(codes.get(label.text), language) || label.text } : label));
  }

  return { named, translated };
})();
