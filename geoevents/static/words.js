// The words of the interface; they come with the story, in its readers' language.
GeoEvents.words = (() => {
  /** @type {Words} */
  let entries = {};

  /** @param {Words} given */
  const use = (given) => {
    entries = given;
  };
  /** @param {string} key */
  const list = (key) => entries[key] || [];

  /**
   * A sentence as pieces, so that a value may be an element.
   * @param {string} key
   * @param {Record<string, any>} values
   */
  const pieces = (key, values) => String(entries[key] === undefined ? key : entries[key]).split(/\{(\w+)\}/).map((part, at) => (at % 2 ? values[part] : part));

  /**
   * A sentence with its values.
   * @param {string} key
   * @param {Record<string, string | number>} [values]
   */
  const t = (key, values = {}) => pieces(key, values).join("");
  /**
   * A whole number with its thousands told apart.
   * @param {number} n
   */
  const number = (n) => String(n).replace(/\B(?=(\d{3})+$)/g, t("thousands"));
  /**
   * So many of something, in the form that the number asks for.
   * @param {string} key
   * @param {number} n
   */
  function count(key, n) {
    const form = `${key}_${new Intl.PluralRules(t("code")).select(n)}`;
    return t(form in entries ? form : key, { n: number(n) });
  }

  return { use, list, pieces, t, number, count };
})();
