// Very many events: the page's packed columns, opened; a row becomes a card when somebody asks for it.
GeoEvents.columns = (() => {
  /** @type {Status[]} */
  const STATUSES = ["occurred", "ongoing", "planned", "possible", "negated"];
  /** @type {EventType[]} */
  const TYPES = ["travel", "meeting", "ceremony", "attack", "disaster", "health", "protest", "court", "sport", "business", "other"];
  const [PART, ITEM] = ["\x1d", "\x1f"];
  const decoder = new TextDecoder();

  const able = () => typeof DecompressionStream === "function";

  /** @param {string} text */
  function bytes(text) {
    if (Uint8Array.fromBase64) return Uint8Array.fromBase64(text);
    const signs = atob(text);
    const found = new Uint8Array(signs.length);
    for (let at = 0; at < signs.length; at += 1) found[at] = signs.charCodeAt(at);
    return found;
  }

  /** @param {string} text */
  async function inflated(text) {
    const stream = new Blob([bytes(text)]).stream().pipeThrough(new DecompressionStream("deflate"));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  }

  /**
   * Numbers that lie as their lowest bytes, then the next.
   * @param {Uint8Array} body
   * @param {number} from
   * @param {number} planes
   * @param {number} length
   */
  function numbers(body, from, planes, length) {
    const found = new Uint32Array(length);
    for (let plane = 0; plane < planes; plane += 1) {
      const start = from + plane * length;
      for (let at = 0; at < length; at += 1) found[at] |= body[start + at] << (8 * plane);
    }
    return found;
  }

  /**
   * Each number is how far back from the newest value a row's value lies; 0 is one that was not there before.
   * @param {Uint32Array} steps
   */
  function index(steps) {
    let seen = 0;
    for (let at = 0; at < steps.length; at += 1) steps[at] = steps[at] ? seen - steps[at] : seen++;
    return steps;
  }

  /**
   * Numbers with their sign again: 0, 1, 2, 3 were 0, -1, 1, -2.
   * @param {Uint32Array} values
   */
  function signed(values) {
    const found = new Int32Array(values.length);
    for (let at = 0; at < values.length; at += 1) found[at] = values[at] & 1 ? -(values[at] >>> 1) - 1 : values[at] >>> 1;
    return found;
  }

  /**
   * Texts that stay bytes until they are read; all the same every text comes out as it went in.
   * @param {Uint8Array} body
   * @returns {Texts}
   */
  function texts(body) {
    /** @type {number[]} */
    const ends = [];
    for (let at = body.indexOf(0); at >= 0; at = body.indexOf(0, at + 1)) ends.push(at);
    ends.push(body.length);
    /** @param {number} row */
    const at = (row) => decoder.decode(body.subarray(row ? ends[row - 1] + 1 : 0, ends[row]));
    return { length: ends.length, at, all: () => ends.map((_, row) => at(row)) };
  }

  /**
   * @param {Uint8Array} body
   * @param {Columns["parts"]} parts
   */
  function read(body, parts) {
    /** @type {Record<string, any>} */
    const found = {};
    let from = 0;
    for (const [name, kind, length] of parts) {
      const size = kind === "text" ? length : Number(kind) * length;
      if (from + size > body.length) throw new RangeError(`no room for ${name}`);
      if (kind === "text") found[name] = texts(body.subarray(from, from + size));
      else found[name] = numbers(body, from, Number(kind), length);
      if (name.endsWith("_at")) index(found[name]);
      from += size;
    }
    return found;
  }

  /**
   * Where each row's sources begin; one number more than there are rows.
   * @param {Uint32Array} counts
   */
  function sums(counts) {
    const found = new Uint32Array(counts.length + 1);
    for (let row = 0; row < counts.length; row += 1) found[row + 1] = found[row] + counts[row];
    return found;
  }

  /**
   * Per row: first and last day; 0 is an open end.
   * @param {Time[]} times
   * @param {Uint32Array} timeAt
   */
  function spans(times, timeAt) {
    const [start, end] = [new Int32Array(timeAt.length), new Int32Array(timeAt.length)];
    for (let row = 0; row < timeAt.length; row += 1) {
      start[row] = Number(times[timeAt[row]][0]);
      end[row] = Number(times[timeAt[row]][1]);
    }
    return { start, end };
  }

  /**
   * Per spot what is said of it by the first row that is there.
   * @param {Uint32Array} spotAt
   * @param {Uint32Array} groundAt
   * @param {number} spots
   */
  function firsts(spotAt, groundAt, spots) {
    const found = new Uint32Array(spots);
    for (let row = spotAt.length - 1; row >= 0; row -= 1) found[spotAt[row]] = groundAt[row];
    return found;
  }

  /**
   * A table of all events from the text of the page.
   * @param {string} text
   * @param {Columns} columns
   * @returns {Promise<Table>}
   */
  async function open(text, { count, general, digits, parts }) {
    const raw = read(await inflated(text), parts);
    const times = raw.time.all().map((/** @type {string} */ words) => JSON.parse(words));
    const grounds = raw.ground.all().map((/** @type {string} */ words) => JSON.parse(words));
    const table = {
      count, general, digits, times, grounds,
      spotAt: raw.spot_at, timeAt: raw.time_at, status: raw.status, type: raw.type, sure: raw.sure,
      lat: signed(raw.lat), lon: signed(raw.lon), groundAt: raw.ground_at, groundOf: firsts(raw.spot_at, raw.ground_at, raw.lat.length),
      what: raw.what, whatAt: raw.what_at, actors: raw.actors, actorsAt: raw.actors_at, notes: raw.notes, notesAt: raw.notes_at,
      sourceFrom: sums(raw.sources), quote: raw.quote, quoteAt: raw.quote_at, title: raw.title, titleAt: raw.title_at,
      credit: raw.credit, creditAt: raw.credit_at, url: raw.url, urlAt: raw.url_at, by: raw.by, byAt: raw.by_at,
      ...spans(times, raw.time_at),
    };
    if (table.timeAt.length !== count || table.spotAt.length !== count) throw new RangeError("columns of different lengths");
    return table;
  }

  /** @param {string} text */
  const list = (text) => (text ? text.split(ITEM) : []);

  /**
   * A point as Python writes it: no more decimals than it has, longitudes within the world.
   * @param {Table} table
   * @param {number} spot
   */
  function point({ lat, lon, digits }, spot) {
    const unit = 10 ** digits;
    let east = lon[spot];
    while (east > 180 * unit) east -= 360 * unit;
    while (east < -180 * unit) east += 360 * unit;
    return `${lat[spot] / unit}, ${east / unit}`;
  }

  /**
   * A passage whose signs stand for what the row says elsewhere.
   * @param {string} passage
   * @param {string[]} said
   */
  const written = (passage, said) => said.reduce((text, words, at) => text.replace(String.fromCharCode(at + 1), () => words), passage);

  /**
   * @param {Table} table
   * @param {number} at
   * @param {string[]} said
   * @returns {Source}
   */
  function source(table, at, said) {
    const quote = /** @type {Source["quote"]} */ (written(table.quote.at(table.quoteAt[at]), said).split(PART));
    const by = table.by.at(table.byAt[at]);
    return { quote, title: table.title.at(table.titleAt[at]) || null, line: table.credit.at(table.creditAt[at]), url: table.url.at(table.urlAt[at]) || null, by };
  }

  /**
   * @param {Table} table
   * @param {number} row
   * @param {string[]} said
   */
  function sources(table, row, said) {
    const found = [];
    for (let at = table.sourceFrom[row]; at < table.sourceFrom[row + 1]; at += 1) found.push(source(table, at, said));
    return found;
  }

  /**
   * What stands for the signs of a row's passages.
   * @param {Table} table
   * @param {number} row
   */
  function signs(table, row) {
    const spot = table.spotAt[row];
    return [table.what.at(table.whatAt[row]), table.grounds[table.groundAt[row]][0], table.times[table.timeAt[row]][7], point(table, spot)];
  }

  /** @param {number} sure */
  const grade = (sure) => (sure >= 75 ? "high" : sure >= 50 ? "medium" : "low");

  /**
   * One row as the card that few events would have in the page itself.
   * @param {Table} table
   * @param {number} row
   * @returns {Card}
   */
  function card(table, row) {
    const { t } = GeoEvents.words;
    const spot = table.spotAt[row];
    const said = signs(table, row);
    const [place, original, region, country, precision, radius, where_words, other_place, outline] = table.grounds[table.groundAt[row]];
    const [start, end, time, soft_start, soft_end, when, short, words, explanation] = table.times[table.timeAt[row]];
    const [reasons, conflicts] = table.notes.at(table.notesAt[row]).split(PART).map(list);
    const status = STATUSES[table.status[row]];
    return {
      key: String(row + 1), label: String(row + 1), group: row < table.general ? "event" : "general", mover: null, order_known: true,
      leg: "", means: null, doubt: "", bracket: null,
      what: said[0], type: TYPES[table.type[row]], actors: list(table.actors.at(table.actorsAt[row])), status, status_words: t(`said_${status}`),
      place: place || said[3], original, region, country, precision, radius, where_words, other_place, outline,
      lat: table.lat[spot] / 10 ** table.digits, lon: table.lon[spot] / 10 ** table.digits,
      start, end, time, soft: [soft_start, soft_end], when, short, written: words, explanation,
      confidence: table.sure[row] / 100, sure: t(`said_${grade(table.sure[row])}`),
      sources: sources(table, row, said), reasons, conflicts,
    };
  }

  /**
   * Row of a key; -1 where there is none.
   * @param {{ count: number }} table
   * @param {string | null} key
   */
  function row(table, key) {
    const found = /^[1-9]\d{0,8}$/.test(key || "") ? Number(key) - 1 : -1;
    return found < table.count ? found : -1;
  }

  return { STATUSES, TYPES, able, open, card, row, index, numbers, signed, texts, point, signs, written };
})();
