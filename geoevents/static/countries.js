// Names of countries in the reader's language, by the browser's own table.
GeoEvents.countries = (() => {
  const LETTERS = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
  // As the base map writes what the table calls otherwise.
  const OTHERWISE = { "United States of America": "US", "Dem. Rep. Congo": "CD", "Democratic Republic of the Congo": "CD", "Republic of the Congo": "CG", Congo: "CG", "Ivory Coast": "CI", Turkey: "TR", Myanmar: "MM", "Czech Republic": "CZ", Macedonia: "MK", Swaziland: "SZ" };

  /** The name of a country; null for what is no code. */
  function named(code, language) {
    if (!/^[A-Z]{2}$/.test(code || "")) return null;
    try {
      return new Intl.DisplayNames([language, "en"], { type: "region" }).of(code);
    } catch {
      return code;
    }
  }

  /** Labels of the base map with countries in the reader's language; what the table does not know stays as it is. */
  function translated(labels, language) {
    if (language === "en" || !labels.some(({ kind }) => kind === "country")) return labels;
    const codes = new Map(Object.entries(OTHERWISE));
    for (const one of LETTERS) for (const two of LETTERS) codes.set(named(one + two, "en"), one + two);
    return labels.map((label) => (label.kind === "country" && codes.has(label.text) ? { ...label, text: named(codes.get(label.text), language) } : label));
  }

  return { named, translated };
})();
