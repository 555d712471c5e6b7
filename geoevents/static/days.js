// Civil days as numbers (1 is 1 January of the year 1). UTC is used for arithmetic only, so that no
// reader's time zone can move a day.
GeoEvents.days = (() => {
  const { t, list } = GeoEvents.words;
  const EPOCH = 719163;

  /** @param {Day} day */
  function parts(day) {
    const date = new Date((day - EPOCH) * 864e5);
    return { year: date.getUTCFullYear(), month: date.getUTCMonth(), day: date.getUTCDate(), weekday: (date.getUTCDay() + 6) % 7 };
  }

  /**
   * @param {number} year
   * @param {number} month From 0; below and above it counts on into other years.
   * @param {number} day
   */
  function number(year, month, day) {
    const date = new Date(0);
    date.setUTCFullYear(year, month, day);
    return Math.round(date.getTime() / 864e5) + EPOCH;
  }

  /**
   * A day by one of the patterns of the interface.
   * @param {string} pattern
   * @param {Day} day
   */
  function said(pattern, day) {
    const { year, month, day: date, weekday } = parts(day);
    /** @type {(calendar: string, at: number) => string} */
    const name = (calendar, at) => list(calendar)[at];
    return t(`date_${pattern}`, {
      day: date === 1 ? t("date_first") : date,
      year,
      number: month + 1,
      month: name("months_of", month),
      month_alone: name("months", month),
      month_short: name("months_short", month),
      weekday: name("weekdays", weekday),
      weekday_short: name("weekdays_short", weekday),
    });
  }

  /** @param {Day} day */
  const words = (day) => said("full", day);
  /** @param {Day} day */
  const short = (day) => said("short", day);

  /**
   * Two days in short words, the year once where it is the same.
   * @param {Day} from
   * @param {Day} to
   */
  function reach(from, to) {
    if (from === to) return said("short_year", from);
    const plain = parts(from).year === parts(to).year ? "short" : "short_year";
    // The year stands beside the last day or, where years come first, beside the first.
    return t("date_reach", { a: said(plain, from), b: said("short_year", to), c: said("short_year", from), d: said(plain, to) });
  }

  /** @param {Day} day */
  function iso(day) {
    const { year, month, day: date } = parts(day);
    return [String(year).padStart(4, "0"), String(month + 1).padStart(2, "0"), String(date).padStart(2, "0")].join("-");
  }

  /** @param {string | null | undefined} text */
  function fromIso(text) {
    const found = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text || "");
    return found ? number(Number(found[1]), Number(found[2]) - 1, Number(found[3])) : null;
  }

  /** @typedef {{ day: Day, label: string }} Tick */

  /**
   * Ticks of an axis: days, weeks, months or years, whichever leaves room for its labels.
   * @param {Day} from
   * @param {Day} to
   * @param {number} pixels
   */
  function ticks(from, to, pixels) {
    const room = pixels / (to - from + 1);
    if (room >= 92) return everyDay(from, to, 1, (day) => said("tick", day));
    for (const step of [1, 2, 7, 14]) {
      if (room * step >= 52) return everyDay(from, to, step, short);
    }
    for (const step of [1, 3, 6]) {
      if (room * 30 * step >= 62) return everyMonth(from, to, step);
    }
    return everyYear(from, to, Math.max(1, Math.ceil(46 / (room * 365))));
  }

  /**
   * @param {Day} from
   * @param {Day} to
   * @param {number} step
   * @param {(day: Day) => string} label
   */
  function everyDay(from, to, step, label) {
    /** @type {Tick[]} */
    const found = [];
    for (let day = from; day <= to; day += step) found.push({ day, label: label(day) });
    return found;
  }

  /**
   * @param {Day} from
   * @param {Day} to
   * @param {number} step
   */
  function everyMonth(from, to, step) {
    /** @type {Tick[]} */
    const found = [];
    const first = parts(from);
    for (let month = Math.ceil(first.month / step) * step; ; month += step) {
      const day = number(first.year, month, 1);
      if (day > to) return found;
      if (day >= from) found.push({ day, label: said("short_month", day) });
    }
  }

  /**
   * @param {Day} from
   * @param {Day} to
   * @param {number} step
   */
  function everyYear(from, to, step) {
    /** @type {Tick[]} */
    const found = [];
    for (let year = Math.ceil(parts(from).year / step) * step; number(year, 0, 1) <= to; year += step) {
      if (number(year, 0, 1) >= from) found.push({ day: number(year, 0, 1), label: String(year) });
    }
    return found;
  }

  return { words, short, reach, iso, fromIso, ticks, parts, number };
})();
