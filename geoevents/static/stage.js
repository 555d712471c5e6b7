// The map: ground, view, and what is drawn for the state at hand.
GeoEvents.stage = (() => {
  const { el, svg } = GeoEvents.elements;
  const { t } = GeoEvents.words;
  const { marks } = GeoEvents;
  const DOT = 7;
  const MANY = 60;
  const calm = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;

  /**
   * Ground that the first view must show: marks, and the reach of regions that are not too wide.
   * @param {Story} story
   * @param {boolean} all
   */
  function bounds(story, all) {
    const found = L.latLngBounds(all ? story.bounds : story.focus);
    for (const card of story.cards) {
      const ring = card.outline === null || story.outlines[card.outline].scattered;
      if (ring && (all || found.contains([card.lat, card.lon])) && card.group !== "general" && marks.vague(card) && card.radius < 400) found.extend(L.latLng(card.lat, card.lon).toBounds(card.radius * 2000));
    }
    return found;
  }

  /**
   * @param {L.Map} map
   * @returns {L.FitBoundsOptions}
   */
  function padding(map) {
    const wide = map.getSize().x > 600;
    const foot = map.attributionControl?.getContainer()?.offsetHeight || 0;
    return { paddingTopLeft: wide ? [70, 56] : [36, 44], paddingBottomRight: wide ? [120, Math.max(48, foot + 22)] : [64, foot + 26] };
  }

  /** @type {(map: L.Map, story: Story, all?: boolean) => unknown} */
  const fit = (map, story, all = false) => map.fitBounds(bounds(story, all), { ...padding(map), maxZoom: 8, animate: false });

  /** @param {Story} story */
  const far = (story) => String(story.bounds) !== String(story.focus);

  /**
   * A button below the zoom: the whole story, where the first view leaves out what lies far off.
   * @param {L.Map} map
   * @param {Story} story
   */
  function whole(map, story) {
    if (!far(story)) return;
    const control = new L.Control({ position: "topleft" });
    const button = el("button", { type: "button", class: "ge-whole", "aria-label": t("show_places"), title: t("show_places"), on: { click: () => fit(map, story, true) } }, svg("svg", { width: 16, height: 16, viewBox: "0 0 16 16", "aria-hidden": "true" }, svg("path", { d: "M2 6V2h4M10 2h4v4M14 10v4h-4M6 14H2v-4" })));
    control.onAdd = () => /** @type {HTMLElement} */ (L.DomUtil.create("div", "leaflet-bar").appendChild(button).parentNode);
    control.addTo(map);
    L.DomEvent.disableClickPropagation(button);
  }

  /**
   * Who made the base map. Leaflet reads a credit as markup: only our own words and checked names go in.
   * @param {L.Map} map
   * @param {Story} story
   */
  function credits(map, story) {
    const control = /** @type {L.Control.Attribution} */ (map.attributionControl);
    control.getContainer()?.setAttribute("dir", story.direction);
    control.setPrefix('<a href="https://leafletjs.com">Leaflet</a>');
    const land = t(story.borders ? "credit_borders" : "credit_land");
    const drawn = story.outline_sources.length ? t("credit_outlines", { names: story.outline_sources.join(", ") }) : "";
    const countries = story.outlines.some(({ kind }) => kind === "country") ? t("credit_countries") : "";
    control.addAttribution(`${t("credit_places")}<a href="https://www.geonames.org/">GeoNames</a> (CC BY 4.0)`);
    control.addAttribution(land + drawn + countries);
  }

  /**
   * Picture tiles only on a web server: from disk a page cannot say who asks, and some servers answer with a refusal.
   * @param {L.Map} map
   * @param {Story} story
   */
  function tiles(map, { tiles: source }) {
    if (!source) return;
    const host = source.host.replace(/[^\w.:{}-]/g, "");
    if (!/^https?:$/.test(location.protocol)) {
      map.attributionControl?.addAttribution(t("tiles_web", { host }));
      return;
    }
    L.tileLayer(source.url, { referrerPolicy: "strict-origin-when-cross-origin", maxZoom: 19 }).addTo(map);
    map.attributionControl?.addAttribution(t("credit_tiles", { host }));
  }

  /** @param {L.Map} map */
  function controls(map) {
    const names = { in: t("zoom_in"), out: t("zoom_out") };
    for (const [name, words] of Object.entries(names)) {
      const button = map.zoomControl && /** @type {any} */ (map.zoomControl)[`_zoom${name === "in" ? "In" : "Out"}Button`];
      if (button) for (const attribute of ["title", "aria-label"]) button.setAttribute(attribute, words);
    }
    L.control.scale({ imperial: false, position: map.getSize().x < 480 ? "topright" : "bottomleft" }).addTo(map);
  }

  /**
   * Leaflet gives the map the focus when it is pressed, and a page around the frame would scroll to its top.
   * @param {HTMLElement} container
   */
  function steady(container) {
    const focus = container.focus.bind(container);
    container.focus = (options) => focus({ preventScroll: true, ...options });
  }

  /**
   * Where the map may go and what lies under the marks.
   * @param {L.Map} map
   * @param {Story} story
   */
  function prepare(map, story) {
    const middle = (story.bounds[0][1] + story.bounds[1][1]) / 2;
    for (const [name, value] of [["role", "group"], ["aria-label", t("map")]]) map.getContainer().setAttribute(name, value);
    steady(map.getContainer());
    map.options.zoomSnap = 0.25;
    map.options.maxBoundsViscosity = 1;
    map.setMinZoom(1.5).setMaxBounds([[-85, middle - 180], [85, middle + 180]]);
    map.createPane("ge-reach").style.zIndex = "410";
    GeoEvents.ground.draw(map, story.ground, middle);
    tiles(map, story);
    credits(map, story);
    controls(map);
    whole(map, story);
  }

  /**
   * @param {L.Map} map
   * @param {L.Layer | null} layer
   * @param {boolean} visible
   */
  function show(map, layer, visible) {
    if (layer && visible !== map.hasLayer(layer)) layer[visible ? "addTo" : "removeFrom"](map);
  }

  /**
   * Bring a mark into the view if it lies outside.
   * @param {L.Map} map
   * @param {Mark} mark
   */
  function reveal(map, { marker, offset }) {
    const { x, y } = map.latLngToContainerPoint(marker.getLatLng()).add([offset.x, offset.y]);
    const size = map.getSize();
    if (x < 40 || y < 40 || x > size.x - 40 || y > size.y - 40) map.panTo(marker.getLatLng(), { animate: !calm() });
  }

  /**
   * The told stop and the way to it fill the view.
   * @param {L.Map} map
   * @param {Card} card
   * @param {Card | undefined} before
   */
  function follow(map, card, before) {
    const found = L.latLngBounds([[card.lat, card.lon]]);
    if (before) found.extend([before.lat, before.lon]);
    if (marks.vague(card)) found.extend(L.latLng(card.lat, card.lon).toBounds(Math.min(card.radius, 900) * 2000));
    const options = { ...padding(map), maxZoom: 7 };
    if (calm()) map.fitBounds(found, { ...options, animate: false });
    else map.flyToBounds(found, { ...options, duration: 0.9 });
  }

  /** @typedef {Mark & { reach: L.Circle | L.FeatureGroup | null }} Drawn */

  /**
   * One card's mark, selected or not.
   * @param {Drawn} entry
   * @param {boolean} chosen
   */
  function paint(entry, chosen) {
    entry.node.classList.toggle("ge-chosen", chosen);
    entry.button.setAttribute("aria-pressed", String(chosen));
    entry.marker.setZIndexOffset(chosen ? 1000 : 100);
    if (!entry.reach) return;
    const layers = entry.reach instanceof L.LayerGroup ? entry.reach.getLayers() : [entry.reach];
    for (const layer of layers) if (layer instanceof L.Path) layer.getElement()?.classList.toggle("ge-chosen", chosen);
  }

  /**
   * Tells `heard` where the reader, and nobody else, has moved the map to.
   * @param {L.Map} map
   * @param {(view: View) => void} heard
   */
  function listen(map, heard) {
    let hand = false;
    const touched = () => { hand = true; };
    for (const name of ["pointerdown", "wheel", "keydown"]) map.getContainer().addEventListener(name, (event) => /** @type {Element} */ (event.target).closest(".ge-button, .ge-edge, .ge-whole") || touched(), { passive: true });
    map.on("moveend", () => {
      if (!hand) return;
      hand = false;
      const { lat, lng } = map.getCenter();
      heard({ lat, lon: lng, zoom: map.getZoom() });
    });
    return () => { hand = false; };
  }

  /**
   * @param {L.Map} map
   * @param {Story} story
   * @param {{ select: (key: string) => void, look: (view: View) => void, view: View | null }} acts
   */
  function create(map, story, { select, look, view }) {
    const root = /** @type {HTMLElement} */ (map.getContainer().parentNode);
    prepare(map, story);
    const reaches = story.cards.map((card) => marks.reach(map, card, story.outlines, select));
    const pen = GeoEvents.route.pen(map);
    let legs = GeoEvents.route.draw(map, story.cards, pen);
    /** @type {Drawn[]} */
    const entries = story.cards.map((card, at) => ({ ...marks.mark(map, card, select), reach: reaches[at] }));
    const names = GeoEvents.labels.layer(map, GeoEvents.countries.translated(story.labels, story.language));
    const lead = marks.leaders(map);
    const near = marks.nearness(map);
    const border = GeoEvents.edges.edges(map, select);
    /** @type {Pick<State, "shown" | "selected" | "telling"> & { told: Card[], at: number }} */
    let state = { shown: story.cards, selected: null, telling: false, told: [], at: -1 };
    let kept = view;
    let flying = false;
    const forget = listen(map, (seen) => {
      if (state.telling) return;
      kept = seen;
      look(seen);
    });

    /**
     * Cards drawn: while the story is told those up to the stop at hand; general mentions only while selected.
     * @param {Card} card
     */
    function present(card) {
      if (!state.shown.includes(card)) return false;
      if (state.telling) return state.told.slice(0, state.at + 1).includes(card);
      return card.group !== "general" || card.key === state.selected;
    }

    /** Place discs, lines, names and signposts for the view at hand. */
    function arrange() {
      if (flying) return;
      const visible = entries.filter(({ card }) => present(card));
      const dense = visible.length > MANY;
      const radius = dense ? DOT : marks.RADIUS;
      root.classList.toggle("ge-dense", dense);
      const anchors = visible.map(({ marker }) => map.latLngToLayerPoint(marker.getLatLng()));
      GeoEvents.spread.spread(anchors, radius).forEach((offset, at) => marks.settle(visible[at], offset));
      lead(visible);
      near(dense ? [] : visible, state.selected);
      border(dense || state.telling ? [] : visible);
      const named = dense ? visible.filter(({ card }) => card.key === state.selected) : visible;
      names.update(marks.ownLabels(named, state.selected), marks.surroundings(map, visible, legs, radius));
      root.classList.remove("ge-zooming");
    }

    /**
     * @param {State} next
     * @param {{ reveal: boolean }} how
     */
    function update(next, { reveal: wanted }) {
      const before = state;
      const told = GeoEvents.tour.told(next.shown);
      state = { shown: next.shown, selected: next.selected, telling: next.telling, told, at: told.findIndex((card) => card.key === next.selected) };
      for (const entry of entries) {
        for (const layer of [entry.marker, entry.reach]) show(map, layer, present(entry.card));
        paint(entry, entry.card.key === state.selected);
      }
      for (const leg of legs) show(map, leg.layer, present(leg.from) && present(leg.to));
      move(before, wanted);
      arrange();
    }

    /**
     * Bring what is selected into view, without it being the reader's own view.
     * @param {typeof state} before
     * @param {boolean} wanted
     */
    function move(before, wanted) {
      forget();
      const entry = entries.find(({ card }) => card.key === state.selected);
      if (state.telling && entry) {
        if (before.telling && before.selected === state.selected) return;
        flying = !calm();
        follow(map, entry.card, state.told[state.at - 1]);
      } else if (before.telling && !state.telling) refit();
      else if (entry && wanted) reveal(map, entry);
    }

    /** @param {View | null} seen */
    function turn(seen) {
      kept = seen;
      if (seen) map.setView([seen.lat, seen.lon], seen.zoom, { animate: false });
    }

    function refit() {
      forget();
      map.stop();
      flying = false;
      map.invalidateSize({ animate: false });
      if (state.telling) return;
      if (kept) turn(kept);
      else fit(map, story);
      arrange();
    }

    /**
     * Where a disc stands, which may be beside its place.
     * @param {Mark} mark
     */
    const spot = ({ marker, offset }) => map.layerPointToLatLng(map.latLngToLayerPoint(marker.getLatLng()).add([offset.x, offset.y]));

    /**
     * The place of a card was put right: its mark, its ground and the ways follow.
     * @param {Card} card
     */
    function place(card) {
      const entry = entries.find((one) => one.card === card);
      if (!entry) return;
      show(map, entry.reach, false);
      entry.marker.setLatLng([card.lat, card.lon]);
      entry.button.setAttribute("aria-label", marks.said(card));
      entry.reach = marks.reach(map, card, story.outlines, select);
      for (const { layer } of legs) show(map, layer, false);
      legs = GeoEvents.route.draw(map, story.cards, pen);
    }

    /**
     * Move a mark by some pixels.
     * @param {L.Marker} marker
     * @param {[number, number]} by
     */
    function nudge(marker, by) {
      marker.setLatLng(map.containerPointToLatLng(map.latLngToContainerPoint(marker.getLatLng()).add(by)));
      map.panInside(marker.getLatLng(), { padding: [60, 60], animate: false });
    }

    /**
     * @param {L.Marker} marker
     * @param {number} by
     */
    const closer = (marker, by) => map.setZoomAround(marker.getLatLng(), map.getZoom() + by, { animate: false });

    fit(map, story);
    turn(view);
    map.on("zoomstart", () => root.classList.add("ge-zooming"));
    map.on("moveend", () => { flying = false; });
    map.on("zoomend moveend viewreset", arrange);
    return { update, refit, turn, entries, spot, place, nudge, closer };
  }

  return { create, prepare, fit, listen, reveal };
})();
