// Routes: curves that say in which order places were reached, not along which roads.
GeoEvents.route = (() => {
  const { svg } = GeoEvents.elements;
  const STEPS = 28;
  const BEND = 0.14;

  /**
   * Points of a curve between two places, bent to the left of the way, in the map's own projection.
   * @param {LatLon} from
   * @param {LatLon} to
   */
  function curve(from, to) {
    const crs = L.CRS.EPSG3857;
    const a = crs.latLngToPoint(L.latLng(from), 8);
    const b = crs.latLngToPoint(L.latLng(to), 8);
    const bend = L.point((a.x + b.x) / 2 + (b.y - a.y) * BEND, (a.y + b.y) / 2 - (b.x - a.x) * BEND);
    const points = [];
    for (let step = 0; step <= STEPS; step += 1) {
      const t = step / STEPS;
      const x = (1 - t) ** 2 * a.x + 2 * t * (1 - t) * bend.x + t ** 2 * b.x;
      const y = (1 - t) ** 2 * a.y + 2 * t * (1 - t) * bend.y + t ** 2 * b.y;
      points.push(crs.pointToLatLng(L.point(x, y), 8));
    }
    return { points, angle: (Math.atan2(b.y - a.y, b.x - a.x) * 180) / Math.PI, length: a.distanceTo(b) };
  }

  /**
   * Pairs of cards that follow each other on one mover's way.
   * @param {Card[]} cards
   * @returns {Leg[]}
   */
  function legs(cards) {
    const stops = cards.filter((card) => card.group === "stop");
    return stops.slice(1).flatMap((card, at) => (stops[at].mover === card.mover ? [{ from: stops[at], to: card }] : []));
  }

  /** @param {Leg} leg */
  function names({ to }) {
    const classes = ["ge-leg", GeoEvents.symbols.colour(to)];
    if (to.status !== "occurred" && to.status !== "ongoing") classes.push("ge-leg-planned");
    if (to.order_known === false || to.doubt) classes.push("ge-leg-doubt");
    else if (to.means) classes.push("ge-leg-told");
    return classes.join(" ");
  }

  /**
   * @param {L.LatLng} point
   * @param {number} angle
   * @param {string} classes
   */
  function arrow(point, angle, classes) {
    const head = svg("svg", { class: classes, width: 16, height: 16, viewBox: "-8 -8 16 16", "aria-hidden": "true" }, svg("path", { class: "ge-arrow", d: "M6 0 -4 -5.2 -2 0 -4 5.2Z", transform: `rotate(${angle})` }));
    return L.marker(point, { icon: L.divIcon({ className: "ge-arrow-icon", html: head, iconSize: [16, 16] }), pane: "ge-route", interactive: false, keyboard: false });
  }

  /**
   * What the legs of a map are drawn with, now and after a stop was moved.
   * @param {L.Map} map
   */
  function pen(map) {
    map.createPane("ge-route").style.zIndex = "420";
    return L.svg({ pane: "ge-route", padding: 0.5 });
  }

  /**
   * @param {L.Map} map
   * @param {Card[]} cards
   * @param {L.Renderer} renderer
   * @returns {DrawnLeg[]}
   */
  function draw(map, cards, renderer) {
    return legs(cards).flatMap((leg) => {
      const { points, angle, length } = curve([leg.from.lat, leg.from.lon], [leg.to.lat, leg.to.lon]);
      if (length < 0.5) return [];
      const classes = names(leg);
      /** @type {L.Layer[]} */
      const layers = [L.polyline(points, { renderer, pane: "ge-route", className: classes, weight: 2.2, interactive: false, smoothFactor: 0.5 })];
      // Without a known order an arrow would claim one.
      if (leg.to.order_known !== false) layers.push(arrow(points[STEPS / 2], angle, classes));
      return [{ ...leg, points, layer: L.layerGroup(layers).addTo(map) }];
    });
  }

  return { draw, pen, legs, curve };
})();
