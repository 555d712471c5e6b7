// Runs scripts of the page as a browser does, one after the other in one global scope, without a page around them.
import { readFileSync } from "node:fs";
import vm from "node:vm";

const FOLDER = new URL("../../geoevents/", import.meta.url);

/** Text of a script, such as `static/days.js`. */
export const text = (name) => readFileSync(new URL(name, FOLDER), "utf8");

/** The scripts' `GeoEvents`; `given` are further globals, such as a Leaflet of the test's own. */
export function load(names, given = {}) {
  const scope = vm.createContext({ URLSearchParams, console, ...given });
  scope.window = scope;
  for (const name of names) vm.runInContext(text(name), scope, { filename: name });
  return scope.GeoEvents;
}

/** The words of an interface, as a page gets them. */
export function words(language = "en") {
  const { calendar, dates, page } = JSON.parse(text(`interface/${language}.json`));
  return { code: language, ...calendar, ...Object.fromEntries(Object.entries(dates).map(([key, value]) => [`date_${key}`, value])), ...page };
}

/** Values made inside the scripts' scope as values of this one. */
export const plain = (value) => JSON.parse(JSON.stringify(value));
