// Keeps marks from hiding each other.
GeoEvents.spread = (() => {
  const TOO_MANY_TO_PUSH = 600;

  /**
   * Discs of one place begin as rows above it, five to a row.
   * @param {XY[]} anchors
   * @param {number} radius
   */
  function rows(anchors, radius) {
    /** @type {Map<string, number[]>} */
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

  /**
   * Move points apart until no two discs overlap; deterministic, near their anchors.
   * @param {XY[]} anchors
   * @param {number} radius
   */
  function spread(anchors, radius) {
    const points = rows(anchors, radius);
    if (points.length > TOO_MANY_TO_PUSH) return points.map((point, at) => ({ x: point.x - anchors[at].x, y: point.y - anchors[at].y }));
    for (let round = 0; round < 90; round += 1) {
      if (!push(points, radius * 2)) break;
    }
    return points.map((point, at) => ({ x: point.x - anchors[at].x, y: point.y - anchors[at].y }));
  }

  /**
   * @param {XY[]} points
   * @param {number} least
   */
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

  return { spread };
})();
