// Signposts at the edge of the map for events that lie outside the view.
GeoEvents.edges = (() => {
  const { el, svg } = GeoEvents.elements;
  const MOST = 14;

  /**
   * Marks at the edge for events that lie outside the view.
   * @param {L.Map} map
   * @param {(key: string) => void} select
   */
  function edges(map, select) {
    const sheet = map.getContainer().appendChild(el("div", { class: "ge-edges" }));
    /** @param {Mark[]} entries */
    return (entries) => {
      const size = map.getSize();
      const outside = entries.map((entry) => ({ ...entry, point: map.latLngToContainerPoint(entry.marker.getLatLng()) })).filter(({ point }) => point.x < 0 || point.y < 0 || point.x > size.x || point.y > size.y);
      GeoEvents.elements.empty(sheet);
      if (outside.length > MOST) return;
      const inset = 20;
      /** @param {XY} point */
      const keep = ({ x, y }) => ({ x: Math.max(inset, Math.min(x, size.x - inset)), y: Math.max(inset + 100 * Number(x < 60), Math.min(y, size.y - inset - 22)) });
      /** @type {XY[]} */
      const places = [];
      for (const { point } of outside) places.push(beside(keep(toEdge(point, size)), places, size));
      places.forEach((place, at) => sheet.append(edge(outside[at], place, select)));
    };
  }

  /**
   * Where the way from the middle of the view to a point leaves the view.
   * @param {XY} point
   * @param {L.Point} size
   */
  function toEdge(point, size) {
    const [x, y] = [point.x - size.x / 2, point.y - size.y / 2];
    const share = Math.min(size.x / 2 / Math.abs(x || 1), size.y / 2 / Math.abs(y || 1));
    return { x: size.x / 2 + x * share, y: size.y / 2 + y * share };
  }

  /**
   * A free place along the same side of the view.
   * @param {XY} place
   * @param {XY[]} taken
   * @param {L.Point} size
   */
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

  /**
   * @param {{ card: Card, point: XY }} entry
   * @param {XY} place
   * @param {(key: string) => void} select
   */
  function edge({ card, point }, place, select) {
    const angle = (Math.atan2(point.y - place.y, point.x - place.x) * 180) / Math.PI;
    const disc = GeoEvents.symbols.disc(card.status, card.label, 10);
    disc.append(svg("path", { class: "ge-pointer", d: "M17.5 0 12.5 -4.5V4.5Z", transform: `rotate(${angle})` }));
    const button = el("button", { type: "button", class: `ge-edge ${GeoEvents.symbols.colour(card)}`, title: card.place, "aria-label": `${card.label}: ${card.place}, ${GeoEvents.words.t("outside")}`, on: { click: () => select(card.key) } }, disc);
    Object.assign(button.style, { left: `${place.x}px`, top: `${place.y}px` });
    L.DomEvent.disableClickPropagation(button);
    return button;
  }

  return { edges };
})();
