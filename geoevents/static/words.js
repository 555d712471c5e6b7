// The words of the interface; they come with the story, in its readers' language.
GeoEvents.words = (() => {
  let entries = {};

  const use = (given) => {
    entries = given;
  };
  const list = (key) => entries[key] || [];

  /** A sentence as pieces, so that a value may be an element. */
  const pieces = (key, values) => String(entries[key] === undefined ? key : entries[key]).split(/\{(\w+)\}/).map((part, at) => (at % 2 ? values[part] : part));

  /** A sentence with its values. */
  const t = (key, values = {}) => pieces(key, values).join("");
  const count = (key, n) => t(n === 1 ? `${key}_one` : key, { n });

  return { use, list, pieces, t, count };
})();
