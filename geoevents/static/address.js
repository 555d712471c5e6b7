// The address keeps stop, days, filters, view and mode, so that a link opens what its sender saw.
GeoEvents.address = (() => {
  const { days } = GeoEvents;
  /** @type {Record<"actor" | "source" | "sure" | "find", string>} */
  const NAMES = { actor: "who", source: "source", sure: "sure", find: "find" };
  /** @type {Record<"status" | "type", string>} */
  const HIDDEN = { status: "not", type: "without" };

  /**
   * @param {string | null} text
   * @returns {Days | null}
   */
  function window_(text) {
    const [from, to] = (text || "").split("..").map(days.fromIso);
    return from && to && from <= to ? [from, to] : null;
  }

  /**
   * `43.11,131.87,6.5`: latitude, longitude, zoom.
   * @param {string | null} text
   * @returns {View | null}
   */
  function view(text) {
    const found = (text || "").split(",").map(Number);
    const [lat, lon, zoom] = found;
    const sound = found.length === 3 && found.every(Number.isFinite) && Math.abs(lat) <= 85 && Math.abs(lon) <= 540 && zoom >= 0 && zoom <= 19;
    return sound ? { lat, lon, zoom } : null;
  }

  /** @type {(story: Story, key: string) => boolean} */
  const has = (story, key) => (story.columns ? GeoEvents.columns.row(story.columns, key) >= 0 : story.cards.some((card) => card.key === key));

  /**
   * The state that an address asks for; what the story does not know is left out.
   * @param {Story} story
   * @param {string} [asked]
   * @returns {Omit<State, "shown">}
   */
  function read(story, asked = location.hash.slice(1)) {
    const given = new URLSearchParams(asked);
    /** @param {string} name */
    const text = (name) => given.get(name) || "";
    /** @param {string} name */
    const set = (name) => text(name).split(",").filter(Boolean);
    const { actor, source, sure, find } = NAMES;
    const wanted = { status: set(HIDDEN.status), type: set(HIDDEN.type), actor: text(actor), source: text(source), sure: text(sure), find: text(find) };
    return {
      selected: has(story, text("stop")) ? text("stop") : null,
      window: window_(given.get("days")),
      filters: GeoEvents.filters.known(story, wanted),
      view: view(given.get("view")),
      telling: given.has("told") && story.cards.length > 1,
    };
  }

  /** @param {Omit<State, "shown">} state */
  function words({ selected, window, filters, view: seen, telling }) {
    /** @type {string[]} */
    const parts = [];
    /** @type {(name: string, value: string | false | null) => unknown} */
    const add = (name, value) => value && parts.push(`${name}=${value}`);
    add("stop", selected && encodeURIComponent(selected));
    add("days", window && window.map(days.iso).join(".."));
    for (const field of /** @type {const} */ (["status", "type"])) add(HIDDEN[field], [...filters[field]].join(","));
    for (const field of /** @type {const} */ (["actor", "source", "sure", "find"])) add(NAMES[field], encodeURIComponent(filters[field]));
    add("view", seen && [seen.lat.toFixed(4), seen.lon.toFixed(4), seen.zoom].join(","));
    add("told", telling && "1");
    return parts.join("&");
  }

  /** @param {Omit<State, "shown">} state */
  function write(state) {
    const found = words(state);
    try {
      history.replaceState(null, "", found ? `#${found}` : location.pathname + location.search);
    } catch {
      // A frame made from text has no address to change; the state lives on without one.
    }
  }

  return { read, write, words };
})();
