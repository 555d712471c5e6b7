// Very many events: which rows pass the filters, and which of them fall into a span of days.
GeoEvents.narrow = (() => {
  const LAST = 0x7fffffff;
  /** @type {Record<string, number>} */
  const SURE = { medium: 50, high: 75 };
  const CHOICES = 2000;
  /** @param {string} text */
  const bare = (text) => (/^[\x20-\x7e]*$/.test(text) ? text.toLowerCase() : GeoEvents.filters.bare(text));

  /**
   * For each of some texts 1 where it passes a test, else 0.
   * @param {Texts} texts
   * @param {(text: string) => boolean} test
   */
  function passing(texts, test) {
    const found = new Uint8Array(texts.length);
    for (let at = 0; at < texts.length; at += 1) found[at] = Number(test(texts.at(at)));
    return found;
  }

  /**
   * Rows any of whose sources pass.
   * @param {Table} table
   * @param {(at: number, row: number) => unknown} passes
   */
  function bySource(table, passes) {
    const found = new Uint8Array(table.count);
    for (let row = 0; row < table.count; row += 1) {
      for (let at = table.sourceFrom[row]; at < table.sourceFrom[row + 1] && !found[row]; at += 1) found[row] = Number(Boolean(passes(at, row)));
    }
    return found;
  }

  /**
   * Whether a source tells a word. A word of letters and digits alone stands in a passage's own text or in a text that a
   * sign stands for; any other may reach from one into the other, so that the passage has to be put together.
   * @param {Table} table
   * @param {string} word
   * @param {(text: string) => boolean} has
   */
  function telling(table, word, has) {
    const { point, signs, written } = GeoEvents.columns;
    const [title, by] = [passing(table.title, has), passing(table.by, has)];
    const own = passing(table.quote, (text) => has(text.replaceAll("\x1d", "")));
    const dated = passing(table.quote, (text) => text.includes("\x03"));
    const placed = passing(table.quote, (text) => text.includes("\x04"));
    const times = table.times.map((words) => has(words[7]));
    const [plain, digits] = [/^[\p{L}\p{N}]+$/u.test(word), /\d/.test(word)];
    return bySource(table, (at, row) => {
      const quote = table.quoteAt[at];
      if (title[table.titleAt[at]] || by[table.byAt[at]] || own[quote]) return true;
      if (!plain) return has(written(table.quote.at(quote), signs(table, row)).replaceAll("\x1d", ""));
      return (dated[quote] && times[table.timeAt[row]]) || (digits && placed[quote] && point(table, table.spotAt[row]).includes(word));
    });
  }

  /**
   * Rows that say a word.
   * @param {Table} table
   * @param {string} word
   */
  function saying(table, word) {
    /** @param {string} text */
    const has = (text) => bare(text).includes(word);
    const [what, actors] = [passing(table.what, has), passing(table.actors, (text) => text.split("\x1f").some(has))];
    const times = table.times.map((words) => has(words[5]));
    const grounds = table.grounds.map(([place, original, region]) => [place, original, region].some((text) => text && has(text)));
    const told = telling(table, word, has);
    const found = new Uint8Array(table.count);
    for (let row = 0; row < table.count; row += 1) {
      const ground = table.groundAt[row];
      const says = what[table.whatAt[row]] || actors[table.actorsAt[row]] || times[table.timeAt[row]] || grounds[ground] || told[row];
      found[row] = Number(Boolean(says || (!table.grounds[ground][0] && GeoEvents.columns.point(table, table.spotAt[row]).includes(word))));
    }
    return found;
  }

  /**
   * 1 for each row that passes all filters.
   * @param {Table} table
   * @param {Filters} filters
   */
  function mask(table, filters) {
    const { STATUSES, TYPES } = GeoEvents.columns;
    const status = STATUSES.map((name) => !filters.status.has(name));
    const type = TYPES.map((name) => !filters.type.has(name));
    const least = SURE[filters.sure] || 0;
    const actors = filters.actor ? passing(table.actors, (text) => text.split("\x1f").includes(filters.actor)) : null;
    const by = filters.source ? passing(table.by, (text) => text === filters.source) : null;
    const from = by ? bySource(table, (at) => by[table.byAt[at]]) : null;
    const words = bare(filters.find).split(/\s+/).filter(Boolean).map((word) => saying(table, word));
    const found = new Uint8Array(table.count);
    for (let row = 0; row < table.count; row += 1) {
      if (!status[table.status[row]] || !type[table.type[row]] || table.sure[row] < least) continue;
      if ((actors && !actors[table.actorsAt[row]]) || (from && !from[row])) continue;
      found[row] = Number(words.every((passes) => passes[row]));
    }
    return found;
  }

  /**
   * What finds the rows of a span of days: rows up to `sorted` begin later and later, the others are looked at one by one.
   * @param {{ start: Int32Array, end: Int32Array, count: number }} table
   * @returns {Calendar}
   */
  function calendar({ start, end, count }) {
    let sorted = 0;
    while (sorted < count && start[sorted] && (!sorted || start[sorted] >= start[sorted - 1])) sorted += 1;
    const latest = new Int32Array(sorted);
    for (let row = 0; row < sorted; row += 1) latest[row] = Math.max(row ? latest[row - 1] : 0, end[row] || LAST);
    return { start, end, count, sorted, latest };
  }

  /**
   * First place in a sorted column whose value is at least, or more than, another.
   * @param {Int32Array | Uint32Array} column
   * @param {number} length
   * @param {number} value
   * @param {boolean} more
   */
  function search(column, length, value, more) {
    let [low, high] = [0, length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (more ? column[middle] > value : column[middle] >= value) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /**
   * Call for each row that may fall into a span of days, null for all, and passes the mask.
   * @param {Calendar} calendar
   * @param {Uint8Array} mask
   * @param {Days | null} window
   * @param {(row: number) => void} call
   */
  function each({ start, end, count, sorted, latest }, mask, window, call) {
    if (!window) {
      for (let row = 0; row < count; row += 1) if (mask[row]) call(row);
      return;
    }
    const [from, to] = window;
    const until = search(start, sorted, to, true);
    for (let row = search(latest, sorted, from, false); row < until; row += 1) if (mask[row] && (!end[row] || end[row] >= from)) call(row);
    for (let row = sorted; row < count; row += 1) {
      if (mask[row] && (start[row] || end[row]) && start[row] <= to && (!end[row] || end[row] >= from)) call(row);
    }
  }

  /**
   * The rows themselves.
   * @param {Calendar} calendar
   * @param {Uint8Array} mask
   * @param {Days | null} window
   */
  function rows(calendar, mask, window) {
    let size = 0;
    each(calendar, mask, window, () => { size += 1; });
    const found = new Uint32Array(size);
    size = 0;
    each(calendar, mask, window, (row) => { found[size] = row; size += 1; });
    return found;
  }

  /**
   * Values of a list with the number of rows that have them, the most frequent first; none where nobody could choose.
   * @param {string[][]} values
   * @param {Uint32Array} rows
   * @returns {[string, number][]}
   */
  function tallied(values, rows) {
    /** @type {Map<string, number>} */
    const found = new Map();
    values.forEach((names, at) => { for (const name of names) if (rows[at]) found.set(name, (found.get(name) || 0) + rows[at]); });
    return found.size > CHOICES ? [] : [...found].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]));
  }

  /**
   * How many rows have each value of a column.
   * @param {Uint32Array} column
   * @param {number} values
   */
  function often(column, values) {
    const found = new Uint32Array(values);
    for (const value of column) found[value] += 1;
    return found;
  }

  /**
   * Rows by publisher; a row that one publisher told twice counts once.
   * @param {Table} table
   */
  function publishers({ by, byAt, sourceFrom, count }) {
    if (by.length > CHOICES) return [];
    const found = new Uint32Array(by.length);
    for (let row = 0; row < count; row += 1) for (const value of new Set(byAt.subarray(sourceFrom[row], sourceFrom[row + 1]))) found[value] += 1;
    return tallied(by.all().map((name) => [name]), found);
  }

  /**
   * What filters need to know of all rows.
   * @param {Table} table
   */
  function counted(table) {
    const actors = table.actors.length > CHOICES * 5 ? [] : tallied(table.actors.all().map((text) => [...new Set(text.split("\x1f").filter(Boolean))]), often(table.actorsAt, table.actors.length));
    const grades = new Set();
    for (const sure of table.sure) grades.add(Number(sure >= SURE.high) + Number(sure >= SURE.medium));
    return { actors, sources: publishers(table), grades };
  }

  return { mask, calendar, search, each, rows, counted };
})();
