// The map: marks, how much ground each may mean, names, and the view.
GeoEvents.stage = (() => {
  const { el, svg } = GeoEvents.elements;
  const RADIUS = 15;
  const DOT = 7;
  const MANY = 60;
  const TOO_MANY_TO_PUSH = 600;
  const MOST_AT_EDGE = 14;
  const calm = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;

  /** Discs of one place begin as rows above it, five to a row. */
  function rows(anchors, radius) {
    const groups = new Map();
    anchors.forEach((anchor, at) => {
      const key = `${Math.round(anchor.x)},${Math.round(anchor.y)}`;
      groups.set(key, [...(groups.get(key) || []), at]);
    });
    const points = anchors.map(({ x, y }) => ({ x, y }));
    for (const members of groups.values()) {
      if (members.length === 1) continue;
      members.forEach((at, place) => {
        const width = Math.min(5, members.length - 5 * Math.floor(place / 5));
        points[at].x += ((place % 5) - (width - 1) / 2) * radius * 2.05;
        points[at].y -= radius * 1.4 + Math.floor(place / 5) * radius * 2.05;
      });
    }
    return points;
  }

  /** Move points apart until no two discs overlap; deterministic, near their anchors. */
  function spread(anchors, radius) {
    const points = rows(anchors, radius);
    if (points.length > TOO_MANY_TO_PUSH) return points.map((point, at) => ({ x: point.x - anchors[at].x, y: point.y - anchors[at].y }));
    for (let round = 0; round < 90; round += 1) {
      if (!push(points, radius * 2)) break;
    }
    return points.map((point, at) => ({ x: point.x - anchors[at].x, y: point.y - anchors[at].y }));
  }

  function push(points, least) {
    let moved = false;
    for (let a = 0; a < points.length; a += 1) {
      for (let b = a + 1; b < points.length; b += 1) {
        const dx = points[b].x - points[a].x;
        const dy = points[b].y - points[a].y;
        const distance = Math.hypot(dx, dy) || 0.01;
        if (distance >= least) continue;
        const share = (least - distance + 0.2) / 2 / distance;
        points[a].x -= dx * share;
        points[a].y -= dy * share;
        points[b].x += dx * share;
        points[b].y += dy * share;
        moved = true;
      }
    }
    return moved;
  }

  /** A mark: a button at its disc, which may have to stand beside its place. */
  function mark(map, card, select) {
    const button = el(
      "button",
      { type: "button", class: "ge-button", "aria-label": `${card.label}: ${card.place}, ${card.when}`, on: { click: () => select(card.key) } },
      GeoEvents.symbols.disc(card.status, card.label),
    );
    const node = el("div", { class: `ge-mark-body ${GeoEvents.symbols.colour(card)}`, "data-key": card.key }, button);
    const icon = L.divIcon({ className: "ge-mark", html: node, iconSize: [0, 0] });
    const marker = L.marker([card.lat, card.lon], { icon, keyboard: false, riseOnHover: true, zIndexOffset: 100 }).addTo(map);
    return { card, marker, node, button, offset: { x: 0, y: 0 } };
  }

  function settle(entry, offset) {
    entry.offset = offset;
    entry.button.style.transform = `translate(${offset.x}px, ${offset.y}px) translate(-50%, -50%)`;
  }

  /** Thin lines from discs that had to give way to their places, below all discs. */
  function leaders(map) {
    const pane = map.createPane("ge-leaders");
    pane.style.zIndex = 430;
    const sheet = pane.appendChild(svg("svg", { class: "ge-leaders", width: 1, height: 1, "aria-hidden": "true" }));
    return (entries) => {
      GeoEvents.elements.empty(sheet);
      for (const { card, offset } of entries) {
        if (Math.hypot(offset.x, offset.y) < 6) continue;
        const { x, y } = map.latLngToLayerPoint([card.lat, card.lon]);
        sheet.append(svg("g", { class: GeoEvents.symbols.colour(card) }, svg("line", { class: "ge-leader", x1: x, y1: y, x2: x + offset.x, y2: y + offset.y }), svg("circle", { class: "ge-spot", cx: x, cy: y, r: 3 })));
      }
    };
  }

  const vague = (card) => card.precision === "region" || card.precision === "country";

  /** A dashed circle where a place means a whole region or country. */
  function reach(map, card) {
    if (!vague(card)) return null;
    return L.circle([card.lat, card.lon], { radius: card.radius * 1000, className: `ge-reach ${GeoEvents.symbols.colour(card)}`, weight: 1.2, interactive: false, pane: "ge-reach" }).addTo(map);
  }

  /** One name for all marks of one place, with the days below it. */
  function ownLabels(entries, chosen) {
    const named = new Map();
    for (const { card, offset } of entries) {
      const key = `${card.place}|${card.lat.toFixed(1)}|${card.lon.toFixed(1)}`;
      if (!named.has(key)) named.set(key, { kind: "own", text: card.place, lat: card.lat, lon: card.lon, notes: [], offsets: [] });
      const label = named.get(key);
      label.offsets.push(offset);
      label.must = label.must || card.key === chosen;
      if (card.short && !label.notes.includes(card.short)) label.notes.push(card.short);
    }
    return [...named.values()].map(({ notes, offsets, ...label }) => ({ ...label, ...around(offsets), note: notes.length > 2 ? `${offsets.length} events` : notes.join(", ") }));
  }

  /** Middle and half width of the discs of one place. */
  function around(offsets) {
    const [left, right] = [Math.min(...offsets.map(({ x }) => x)), Math.max(...offsets.map(({ x }) => x))];
    const middle = offsets.reduce((sum, { y }) => sum + y, 0) / offsets.length;
    return { offset: [(left + right) / 2, middle], reach: (right - left) / 2 + RADIUS };
  }

  const box = (x, y, reach) => ({ left: x - reach, right: x + reach, top: y - reach, bottom: y + reach });

  /** What names have to keep clear of: discs, the corners with controls, routes, the edge. */
  function surroundings(map, entries, legs, radius) {
    const origin = map.containerPointToLayerPoint([0, 0]);
    const size = map.getSize();
    const corner = (left, top, right, bottom) => ({ left: origin.x + left, top: origin.y + top, right: origin.x + right, bottom: origin.y + bottom });
    const discs = entries.map(({ card, offset }) => {
      const { x, y } = map.latLngToLayerPoint([card.lat, card.lon]).add([offset.x, offset.y]);
      return box(x, y, radius);
    });
    const corners = [corner(0, 0, 52, 124), corner(0, size.y - 34, 130, size.y), corner(0, size.y - 22, size.x, size.y)];
    const lines = legs.filter(({ layer }) => map.hasLayer(layer)).flatMap(({ points }) => points.map((point) => map.latLngToLayerPoint(point)));
    return { marks: [...discs, ...corners], lines, view: corner(4, 4, size.x - 4, size.y - 4) };
  }

  /** Ground that the first view must show: marks, and the reach of regions that are not too wide. */
  function bounds(story, all) {
    const found = L.latLngBounds(all ? story.bounds : story.focus);
    for (const card of story.cards) {
      if ((all || found.contains([card.lat, card.lon])) && card.group !== "general" && vague(card) && card.radius < 400) found.extend(L.latLng(card.lat, card.lon).toBounds(card.radius * 2000));
    }
    return found;
  }

  function fit(map, story, all = false) {
    const wide = map.getSize().x > 600;
    const options = { paddingTopLeft: wide ? [70, 56] : [36, 44], paddingBottomRight: wide ? [120, 48] : [64, 36], maxZoom: 8, animate: false };
    map.fitBounds(bounds(story, all), options);
  }

  const far = (story) => String(story.bounds) !== String(story.focus);

  /** A button below the zoom: the whole story, where the first view leaves out what lies far off. */
  function whole(map, story) {
    if (!far(story)) return;
    const control = L.control({ position: "topleft" });
    const button = el("button", { type: "button", class: "ge-whole", "aria-label": "Show all places", title: "Show all places", on: { click: () => fit(map, story, true) } }, svg("svg", { width: 16, height: 16, viewBox: "0 0 16 16", "aria-hidden": "true" }, svg("path", { d: "M2 6V2h4M10 2h4v4M14 10v4h-4M6 14H2v-4" })));
    control.onAdd = () => L.DomUtil.create("div", "leaflet-bar").appendChild(button).parentNode;
    control.addTo(map);
    L.DomEvent.disableClickPropagation(button);
  }

  /** Marks at the edge for events that lie outside the view. */
  function edges(map, select) {
    const sheet = map.getContainer().appendChild(el("div", { class: "ge-edges" }));
    return (entries) => {
      const size = map.getSize();
      const outside = entries.map((entry) => ({ ...entry, point: map.latLngToContainerPoint(entry.marker.getLatLng()) })).filter(({ point }) => point.x < 0 || point.y < 0 || point.x > size.x || point.y > size.y);
      GeoEvents.elements.empty(sheet);
      if (outside.length > MOST_AT_EDGE) return;
      const inset = 20;
      const keep = ({ x, y }) => ({ x: Math.max(inset, Math.min(x, size.x - inset)), y: Math.max(inset + 100 * (x < 60), Math.min(y, size.y - inset - 22)) });
      const places = [];
      for (const { point } of outside) places.push(beside(keep(toEdge(point, size)), places, size));
      places.forEach((place, at) => sheet.append(edge(outside[at], place, select)));
    };
  }

  /** Where the way from the middle of the view to a point leaves the view. */
  function toEdge(point, size) {
    const [x, y] = [point.x - size.x / 2, point.y - size.y / 2];
    const share = Math.min(size.x / 2 / Math.abs(x || 1), size.y / 2 / Math.abs(y || 1));
    return { x: size.x / 2 + x * share, y: size.y / 2 + y * share };
  }

  /** A free place along the same side of the view. */
  function beside(place, taken, size) {
    const upright = Math.min(place.x, size.x - place.x) < 30;
    const step = upright ? { x: 0, y: place.y < size.y / 2 ? 28 : -28 } : { x: place.x < size.x / 2 ? 28 : -28, y: 0 };
    const free = { ...place };
    while (taken.some((other) => Math.hypot(other.x - free.x, other.y - free.y) < 26)) {
      free.x += step.x;
      free.y += step.y;
    }
    return free;
  }

  function edge({ card, point }, place, select) {
    const angle = (Math.atan2(point.y - place.y, point.x - place.x) * 180) / Math.PI;
    const disc = GeoEvents.symbols.disc(card.status, card.label, 10);
    disc.append(svg("path", { class: "ge-pointer", d: "M17.5 0 12.5 -4.5V4.5Z", transform: `rotate(${angle})` }));
    const button = el("button", { type: "button", class: `ge-edge ${GeoEvents.symbols.colour(card)}`, title: card.place, "aria-label": `${card.label}: ${card.place}, outside this view`, on: { click: () => select(card.key) } }, disc);
    Object.assign(button.style, { left: `${place.x}px`, top: `${place.y}px` });
    L.DomEvent.disableClickPropagation(button);
    return button;
  }

  function credits(map, story) {
    const control = map.attributionControl;
    control.setPrefix('<a href="https://leafletjs.com">Leaflet</a>');
    control.addAttribution('Places: <a href="https://www.geonames.org/">GeoNames</a> (CC BY 4.0)');
    control.addAttribution(story.borders ? "Land and borders: Natural Earth (de facto borders)" : "Land: Natural Earth");
  }

  /** Picture tiles only where their server can see who asks: some refuse pages opened from disk with a picture. */
  function tiles(map, { tiles: source }) {
    if (!source) return;
    if (!/^https?:$/.test(location.protocol) && /openstreetmap\.org$/.test(source.host)) {
      map.attributionControl.addAttribution("openstreetmap.org shows its map only to pages on a web server");
      return;
    }
    L.tileLayer(source.url, { referrerPolicy: "strict-origin-when-cross-origin", maxZoom: 19 }).addTo(map);
    map.attributionControl.addAttribution(`Tiles: ${source.host.replace(/[^\w.:{}-]/g, "")}`);
  }

  function create(map, story, select) {
    const root = map.getContainer().parentNode;
    const middle = (story.bounds[0][1] + story.bounds[1][1]) / 2;
    map.options.zoomSnap = 0.25;
    map.options.maxBoundsViscosity = 1;
    map.setMinZoom(1.5).setMaxBounds([[-85, middle - 180], [85, middle + 180]]);
    map.createPane("ge-reach").style.zIndex = 410;
    GeoEvents.ground.draw(map, story.ground, middle);
    tiles(map, story);
    credits(map, story);
    L.control.scale({ imperial: false, position: map.getSize().x < 480 ? "topright" : "bottomleft" }).addTo(map);
    const reaches = story.cards.map((card) => reach(map, card));
    const legs = GeoEvents.route.draw(map, story.cards);
    const entries = story.cards.map((card) => mark(map, card, select));
    const names = GeoEvents.labels.layer(map, story.labels);
    const lead = leaders(map);
    const border = edges(map, select);
    whole(map, story);
    let chosenKey = null;
    let shown = new Set(story.cards.map((card) => card.key));

    function arrange() {
      const visible = entries.filter((entry) => present(entry.card));
      const anchors = visible.map((entry) => map.latLngToLayerPoint(entry.marker.getLatLng()));
      const dense = visible.length > MANY;
      const radius = dense ? DOT : RADIUS;
      root.classList.toggle("ge-dense", dense);
      spread(anchors, radius).forEach((offset, at) => settle(visible[at], offset));
      lead(visible);
      border(dense ? [] : visible);
      names.update(ownLabels(dense ? visible.filter(({ card }) => card.key === chosenKey) : visible, chosenKey), surroundings(map, visible, legs, radius));
      root.classList.remove("ge-zooming");
    }

    /** A mention in general terms lies under finer ones: it is drawn only while it is selected. */
    function present(card) {
      return shown.has(card.key) && (card.group !== "general" || card.key === chosenKey);
    }

    function show(layer, visible) {
      if (layer && visible !== map.hasLayer(layer)) layer[visible ? "addTo" : "removeFrom"](map);
    }

    function update(state) {
      shown = new Set(state.shown.map((card) => card.key));
      chosenKey = state.selected;
      entries.forEach((entry, at) => {
        const chosen = entry.card.key === state.selected;
        show(entry.marker, present(entry.card));
        show(reaches[at], present(entry.card));
        entry.node.classList.toggle("ge-chosen", chosen);
        entry.button.setAttribute("aria-pressed", String(chosen));
        entry.marker.setZIndexOffset(chosen ? 1000 : 100);
        if (reaches[at] && reaches[at]._path) reaches[at]._path.classList.toggle("ge-chosen", chosen);
        if (chosen) reveal(entry);
      });
      for (const leg of legs) show(leg.layer, shown.has(leg.from.key) && shown.has(leg.to.key));
      arrange();
    }

    function reveal(entry) {
      const point = map.latLngToContainerPoint(entry.marker.getLatLng()).add([entry.offset.x, entry.offset.y]);
      const size = map.getSize();
      if (point.x < 40 || point.y < 40 || point.x > size.x - 40 || point.y > size.y - 40) {
        map.panTo(entry.marker.getLatLng(), { animate: !calm() });
      }
    }

    fit(map, story);
    map.on("zoomstart", () => root.classList.add("ge-zooming"));
    map.on("zoomend moveend viewreset", arrange);
    return { update, refit: () => { map.invalidateSize({ animate: false }); fit(map, story); arrange(); } };
  }

  return { create, spread, vague };
})();
