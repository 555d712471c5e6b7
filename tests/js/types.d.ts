// What the page's scripts are given, as TypeScript reads it: geoevents/story.py, basemap.py and review/items.py say
// what each field means, and a test compares the names. Nothing here is packaged.

type Day = number;
/** First and last day, inclusive. */
type Days = [Day, Day];
type LatLon = [lat: number, lon: number];
type XY = { x: number; y: number };
type Box = { left: number; right: number; top: number; bottom: number };

type Status = "occurred" | "ongoing" | "planned" | "possible" | "negated";
type EventType =
  | "travel" | "meeting" | "ceremony" | "attack" | "disaster" | "health" | "protest" | "court" | "sport" | "business" | "other";

interface Source {
  quote: [before: string, place: string, after: string];
  title: string | null;
  line: string;
  url: string | null;
  by: string;
}

interface Outline {
  kind: "region" | "country";
  quality: "survey" | "approximate" | "box";
  unit: number;
  rings: string[];
  scattered: boolean;
}

interface Card {
  key: string;
  label: string;
  group: "stop" | "event" | "general";
  mover: number | null;
  order_known: boolean;
  leg: string;
  means: "rail" | "air" | "sea" | "road" | null;
  doubt: string;
  what: string;
  type: EventType;
  actors: string[];
  status: Status;
  status_words: string;
  place: string;
  original: string | null;
  region: string | null;
  country: string | null;
  lat: number;
  lon: number;
  precision: "site" | "locality" | "region" | "country";
  radius: number;
  where_words: string;
  outline: number | null;
  other_place: string | null;
  when: string;
  start: Day | null;
  end: Day | null;
  time: "given" | "frame" | "none";
  bracket: Days | null;
  soft: [boolean, boolean];
  short: string;
  written: string;
  explanation: string;
  confidence: number;
  sure: string;
  sources: Source[];
  reasons: string[];
  conflicts: string[];
  /** Only on editable pages. */
  edit?: Edit;
}

interface Card {
  /** Whether the reader of this page put its place right. */
  corrected?: boolean;
}

interface Edit {
  base: Record<string, string>;
  choices: Choice[];
}

/** A correction as the file has it. */
type Row = Record<string, string>;

/** What a notebook's widget and its page tell each other; all of it or a part. */
interface Wish {
  selected?: string | null;
  shown?: string[];
  address?: string;
  rows?: Row[];
  undone?: Row[];
  problems?: string[];
}

type Tell = (state: Wish) => void;

/** A notebook's side of a widget, as anywidget gives it. */
interface Model {
  get(name: string): any;
  set(name: string, value: unknown): void;
  save_changes(): void;
  on(name: string, act: () => void): void;
  off(name: string, act: () => void): void;
}

/** What parts of the page that are not always there may use of it. */
interface Page {
  root: HTMLElement;
  story: Story;
  state: State;
  change(next: Partial<State>, how?: { reveal?: boolean; write?: boolean }): void;
  list: { renew(card: Card): void };
  stage: Stage;
  timeline: { draw(): void };
  /** Only where readers may put places right. */
  correct?: { adopt(wish: Wish, fresh: boolean): void; held(): Wish };
}

interface Stage {
  entries: Mark[];
  turn(view: View): void;
  spot(mark: Mark): L.LatLng;
  place(card: Card): void;
  nudge(marker: L.Marker, by: [number, number]): void;
  closer(marker: L.Marker, by: number): void;
}

interface Entry {
  text: string;
  reason: string;
  quote: string;
  source: string;
  times: number;
}

interface Missing {
  heading: string;
  entries: Entry[];
  more?: number;
}

interface StoryReport {
  title: string;
  line: string;
  url: string | null;
}

interface Tiles {
  url: string;
  host: string;
}

interface Axis {
  first: Day;
  last: Day;
  core_first: Day;
  core_last: Day;
}

type Cell = [level: number, land: string[], lakes?: string[], rivers?: string[], borders?: string[]];

/** As `packed` of basemap.py writes it. */
interface Ground {
  cell: number;
  units: number[];
  often: string[];
  cells: string;
}

interface Label {
  kind: "country" | "city";
  text: string;
  lat: number;
  lon: number;
  room: number;
}

interface Story {
  title: string;
  standfirst: string;
  byline: string;
  credits: string;
  language: string;
  direction: "ltr" | "rtl";
  words: Words;
  cards: Card[];
  movers: string[];
  statuses: Status[];
  types: EventType[];
  missing: Missing[];
  reports: StoryReport[];
  more_reports?: number;
  bounds: [LatLon, LatLon];
  focus: [LatLon, LatLon];
  axis: Axis | null;
  ground: Ground;
  outlines: Outline[];
  outline_sources: string[];
  labels: Label[];
  borders: boolean;
  tiles: Tiles | null;
  editable: boolean;
  /** Only where there are very many events; they have no cards then. */
  columns?: Columns;
}

/** Very many events, packed; the text itself stands beside the story. */
interface Columns {
  count: number;
  general: number;
  digits: number;
  shortened: number | null;
  parts: [name: string, kind: string, length: number][];
  packed?: string;
}

interface Story {
  /** What filters need to know of very many events. */
  counted?: { actors: [string, number][]; sources: [string, number][]; grades: Set<number> };
}

/** Sentences by key; calendars are lists. */
type Words = Record<string, string | string[]>;

/** What narrows the list besides days. */
interface Filters {
  /** Hidden ones. */
  status: Set<string>;
  /** Hidden ones. */
  type: Set<string>;
  actor: string;
  source: string;
  sure: string;
  find: string;
}

interface View {
  lat: number;
  lon: number;
  zoom: number;
}

interface State {
  shown: Card[];
  selected: string | null;
  window: Days | null;
  filters: Filters;
  view: View | null;
  telling: boolean;
}

/** Texts of a column, read when they are asked for. */
interface Texts {
  length: number;
  at(row: number): string;
  all(): string[];
}

/** What a time says: days, kind, which ends are soft, and words. */
type Time = [start: Day | null, end: Day | null, time: Card["time"], soft_start: boolean, soft_end: boolean, when: string, short: string, written: string, explanation: string];
/** What is said of a place; without a name it is called by its point. */
type Spot = [place: string, original: string | null, region: string | null, country: string | null, precision: Card["precision"], radius: number, where_words: string, other_place: string | null, outline: number | null];

/** Very many events: per row numbers, which lead to texts, times, grounds and spots. */
interface Table {
  count: number;
  general: number;
  digits: number;
  times: Time[];
  grounds: Spot[];
  spotAt: Uint32Array;
  timeAt: Uint32Array;
  groundAt: Uint32Array;
  /** Of a spot, not of a row. */
  groundOf: Uint32Array;
  status: Uint32Array;
  type: Uint32Array;
  sure: Uint32Array;
  /** Of a spot, as whole numbers. */
  lat: Int32Array;
  lon: Int32Array;
  what: Texts;
  whatAt: Uint32Array;
  actors: Texts;
  actorsAt: Uint32Array;
  notes: Texts;
  notesAt: Uint32Array;
  sourceFrom: Uint32Array;
  quote: Texts;
  quoteAt: Uint32Array;
  title: Texts;
  titleAt: Uint32Array;
  credit: Texts;
  creditAt: Uint32Array;
  url: Texts;
  urlAt: Uint32Array;
  by: Texts;
  byAt: Uint32Array;
  /** 0 is an open end. */
  start: Int32Array;
  end: Int32Array;
}

/** What finds the rows of some days. */
interface Calendar {
  start: Int32Array;
  end: Int32Array;
  count: number;
  sorted: number;
  latest: Int32Array;
}

/** The state of a page of very many events. */
interface ManyState extends Omit<State, "shown"> {
  shown: { length: number };
  calendar: Calendar;
  mask: Uint8Array;
  /** Rows of the list. */
  rows: Uint32Array;
  /** Rows at one place, when the list is narrowed to them. */
  here: Uint32Array | null;
  card: Card | null;
  reach: Days | null;
}

type How = { reveal: boolean };
/** A picture of how dense events are. */
interface Heat {
  width: number;
  height: number;
  wide: number;
  heat: Uint32Array;
  discs: Int32Array[];
  image: ImageData;
}

/** A part of the page that follows the state. */
interface Part {
  update(state: State, how: { reveal: boolean }): void;
}

/** A mark on the map. */
interface Mark {
  card: Card;
  marker: L.Marker;
  node: HTMLElement;
  button: HTMLElement;
  offset: XY;
}

interface Leg {
  from: Card;
  to: Card;
}

type DrawnLeg = Leg & { points: L.LatLng[]; layer: L.LayerGroup };

/** A name on the map. */
interface Name {
  kind: "country" | "city" | "own";
  text: string;
  lat: number;
  lon: number;
  room?: number;
  note?: string;
  offset?: [number, number];
  reach?: number;
  must?: boolean;
}

/** A bar of the timeline. */
interface Bar {
  card: Card;
  left: number;
  right: number;
  bracket: [number, number] | null;
  lane: number;
  inset: number;
}

type Attributes = Record<string, unknown> & { on?: Record<string, (event: any) => void> };
type Child = Node | string | number | null | undefined | readonly Child[];

// --- review ------------------------------------------------------------------------------------

interface Choice {
  value: string;
  name: string;
  detail: string;
  lat: number;
  lon: number;
  share: number;
  chosen: boolean;
  why: string;
}

interface Item {
  told: boolean;
  report: number;
  start: number;
  end: number;
  passage: [number, number];
  name: string;
  what: string;
  who: string;
  when: string;
  day: string;
  status: string;
  doubt: number;
  doubts: string[];
  reasons: string[];
  sources: string;
  choices: Choice[];
  also: [report: number, start: number, end: number][];
  base: Record<string, string>;
  further: Record<string, string>[];
}

interface ReviewMark {
  start: number;
  end: number;
  item: number;
  kind: string;
  reason: string;
}

interface ReviewReport {
  title: string;
  line: string;
  url: string | null;
  text: string;
  marks: ReviewMark[];
}

interface Review {
  title: string;
  statuses: string[];
  items: Item[];
  reports: ReviewReport[];
  ground: Ground;
}

/** What a reader decided about an item. */
interface Decision {
  place?: string;
  date?: string;
  status?: string;
  what?: string;
  why?: string;
  drop?: boolean | "";
  /** Identifier of another event that is the same happening. */
  merge?: string;
  /** Which of the further passages tell another happening, as numbers joined by commas. */
  split?: string;
  right?: boolean;
}

interface Window {
  GeoEvents: typeof GeoEvents;
}

interface Uint8ArrayConstructor {
  /** Newer browsers have it. */
  fromBase64?(text: string): Uint8Array<ArrayBuffer>;
}

interface Element {
  /** Numbers are written as text. */
  setAttribute(name: string, value: string | number): void;
}
