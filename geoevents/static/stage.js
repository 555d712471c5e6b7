// The map: ground, view, and what is drawn for the state at hand.
GeoEvents.stage = (() => {
  const { el, svg } = GeoEvents.elements;
  const { marks } = GeoEvents;
  const DOT = 7;
  const MANY = 60;
  const calm = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;

  /** Ground that the first view must show: marks, and the reach of regions that are not too wide. */
  function bounds(story, all) {
    const found = L.latLngBounds(all ? story.bounds : story.focus);
    for (const card of story.cards) {
      const ring = card.outline === null || story.outlines[card.outline].scattered;
      if (ring && (all || found.contains([card.lat, card.lon])) && card.group !== "general" && marks.vague(card) && card.radius < 400) found.extend(L.latLng(card.lat, card.lon).toBounds(card.radius * 2000));
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

  function credits(map, story) {
    const control = map.attributionControl;
    control.setPrefix('<a href="https://leafletjs.com">Leaflet</a>');
    control.addAttribution('Places: <a href="https://www.geonames.org/">GeoNames</a> (CC BY 4.0)');
    const land = story.borders ? "Land and borders: Natural Earth (de facto borders)" : "Land: Natural Earth";
    const drawn = story.outline_sources.length ? `; outlines: ${story.outline_sources.join(", ")}` : "";
    const countries = story.outlines.some(({ kind }) => kind === "country") ? " (countries as GeoNames has them)" : "";
    control.addAttribution(land + drawn + countries);
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

  /** Where the map may go and what lies under the marks. */
  function prepare(map, story) {
    const middle = (story.bounds[0][1] + story.bounds[1][1]) / 2;
    map.options.zoomSnap = 0.25;
    map.options.maxBoundsViscosity = 1;
    map.setMinZoom(1.5).setMaxBounds([[-85, middle - 180], [85, middle + 180]]);
    map.createPane("ge-reach").style.zIndex = 410;
    GeoEvents.ground.draw(map, story.ground, middle);
    tiles(map, story);
    credits(map, story);
    L.control.scale({ imperial: false, position: map.getSize().x < 480 ? "topright" : "bottomleft" }).addTo(map);
    whole(map, story);
  }

  function show(map, layer, visible) {
    if (layer && visible !== map.hasLayer(layer)) layer[visible ? "addTo" : "removeFrom"](map);
  }

  /** Bring a mark into the view if it lies outside. */
  function reveal(map, { marker, offset }) {
    const { x, y } = map.latLngToContainerPoint(marker.getLatLng()).add([offset.x, offset.y]);
    const size = map.getSize();
    if (x < 40 || y < 40 || x > size.x - 40 || y > size.y - 40) map.panTo(marker.getLatLng(), { animate: !calm() });
  }

  /** One card's mark, selected or not. */
  function paint(entry, chosen) {
    entry.node.classList.toggle("ge-chosen", chosen);
    entry.button.setAttribute("aria-pressed", String(chosen));
    entry.marker.setZIndexOffset(chosen ? 1000 : 100);
    if (!entry.reach) return;
    for (const layer of entry.reach.getLayers ? entry.reach.getLayers() : [entry.reach]) if (layer._path) layer._path.classList.toggle("ge-chosen", chosen);
  }

  function create(map, story, select) {
    const root = map.getContainer().parentNode;
    prepare(map, story);
    const reaches = story.cards.map((card) => marks.reach(map, card, story.outlines, select));
    const legs = GeoEvents.route.draw(map, story.cards);
    const entries = story.cards.map((card, at) => ({ ...marks.mark(map, card, select), reach: reaches[at] }));
    const names = GeoEvents.labels.layer(map, story.labels);
    const lead = marks.leaders(map);
    const border = GeoEvents.edges.edges(map, select);
    let state = { shown: story.cards, selected: null };

    /** A mention in general terms lies under finer ones: it is drawn only while it is selected. */
    const present = (card) => state.shown.includes(card) && (card.group !== "general" || card.key === state.selected);

    /** Place discs, lines, names and signposts for the view at hand. */
    function arrange() {
      const visible = entries.filter(({ card }) => present(card));
      const dense = visible.length > MANY;
      const radius = dense ? DOT : marks.RADIUS;
      root.classList.toggle("ge-dense", dense);
      const anchors = visible.map(({ marker }) => map.latLngToLayerPoint(marker.getLatLng()));
      GeoEvents.spread.spread(anchors, radius).forEach((offset, at) => marks.settle(visible[at], offset));
      lead(visible);
      border(dense ? [] : visible);
      const named = dense ? visible.filter(({ card }) => card.key === state.selected) : visible;
      names.update(marks.ownLabels(named, state.selected), marks.surroundings(map, visible, legs, radius));
      root.classList.remove("ge-zooming");
    }

    function update(next) {
      state = { shown: next.shown, selected: next.selected };
      for (const entry of entries) {
        const chosen = entry.card.key === state.selected;
        for (const layer of [entry.marker, entry.reach]) show(map, layer, present(entry.card));
        paint(entry, chosen);
        if (chosen) reveal(map, entry);
      }
      for (const leg of legs) show(map, leg.layer, state.shown.includes(leg.from) && state.shown.includes(leg.to));
      arrange();
    }

    function refit() {
      map.invalidateSize({ animate: false });
      fit(map, story);
      arrange();
    }

    fit(map, story);
    map.on("zoomstart", () => root.classList.add("ge-zooming"));
    map.on("zoomend moveend viewreset", arrange);
    return { update, refit };
  }

  return { create };
})();
