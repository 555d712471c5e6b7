import assert from "node:assert/strict";
import { test } from "node:test";
import { load, words } from "./load.js";

const GeoEvents = load(["static/elements.js", "static/words.js", "static/days.js"], { Intl });
const said = (language, key, numbers) => {
  GeoEvents.words.use({ thousands: ",", ...words(language) });
  return numbers.map((n) => GeoEvents.words.count(key, n));
};

test("a noun has the form that its number asks for, as in Python", () => {
  assert.deepEqual(said("en", "count", [1, 2, 1200]), ["1 event", "2 events", "1,200 events"]);
  assert.deepEqual(said("ru", "count", [1, 3, 5, 11, 21]), ["1 событие", "3 события", "5 событий", "11 событий", "21 событие"]);
  assert.deepEqual(said("ar", "count", [1, 2, 3, 11, 100]), ["حدث واحد", "حدثان", "3 أحداث", "11 حدثًا", "100 حدث"]);
  assert.deepEqual(said("fr", "count", [0, 1, 2]), ["0 événement", "1 événement", "2 événements"]);
});

test("the first of a month is the first", () => {
  GeoEvents.words.use(words("fr"));
  assert.equal(GeoEvents.days.words(GeoEvents.days.number(2023, 8, 1)), "vendredi 1er septembre 2023");
  assert.equal(GeoEvents.days.words(GeoEvents.days.number(2023, 8, 2)), "samedi 2 septembre 2023");
});

test("a sentence takes its values as they are", () => {
  GeoEvents.words.use({ code: "en", thousands: ",", a: "{b} and {c}" });
  assert.equal(GeoEvents.words.t("a", { b: "{c}", c: "$&" }), "{c} and $&");
});

test("a year said once stands where the language has it", () => {
  const span = (language) => {
    GeoEvents.words.use(words(language));
    return GeoEvents.days.reach(GeoEvents.days.number(2023, 8, 28), GeoEvents.days.number(2023, 9, 3));
  };
  assert.equal(span("en"), "28 Sep to 3 Oct 2023");
  assert.equal(span("zh"), "2023年9月28日至10月3日");
  assert.equal(span("ko"), "2023년 9월 28일 – 10월 3일");
});
