// Very many events on one canvas: where spots stand, and the picture of how dense they are, pixel by pixel.
GeoEvents.dots = (() => {
  const EDGE = 12;
  const SHADES = 256;

  /**
   * Spots on the map of the whole world: 0 to 1 from west to east and from north to south.
   * @param {{ lat: Int32Array, lon: Int32Array, digits: number }} table
   */
  function world({ lat, lon, digits }) {
    const unit = 10 ** digits;
    const found = { x: new Float64Array(lat.length), y: new Float64Array(lat.length) };
    for (let spot = 0; spot < lat.length; spot += 1) {
      const north = (Math.max(-85.0511, Math.min(85.0511, lat[spot] / unit)) * Math.PI) / 180;
      found.x[spot] = (lon[spot] / unit + 180) / 360;
      found.y[spot] = (1 - Math.asinh(Math.tan(north)) / Math.PI) / 2;
    }
    return found;
  }

  /**
   * Pixels from a disc's middle to its rim: more for more events at one spot.
   * @param {number} events
   */
  const reach = (events) => (events < 2 ? 1 : Math.min(10, 1 + Math.round(Math.log2(events) * 0.8)));
  const REACH = Uint8Array.from({ length: 4096 }, (_, events) => reach(events));

  /**
   * Where the pixels of a disc lie, from its middle, in a picture of some width.
   * @param {number} width
   */
  function discs(width) {
    return Array.from({ length: 11 }, (_, radius) => {
      /** @type {number[]} */
      const found = [];
      for (let y = -radius; y <= radius; y += 1) for (let x = -radius; x <= radius; x += 1) if (x * x + y * y <= radius * radius + 0.5) found.push(y * width + x);
      return Int32Array.from(found);
    });
  }

  /**
   * A picture of some size, with room at its edges so that no disc has to be cut.
   * @param {number} width
   * @param {number} height
   * @returns {Heat}
   */
  function sheet(width, height) {
    const wide = width + 2 * EDGE;
    return { width, height, wide, heat: new Uint32Array(wide * (height + 2 * EDGE)), discs: discs(wide), image: new ImageData(width, height) };
  }

  /**
   * Add a spot's events to the picture; pixels from its left and upper edge.
   * @param {Heat} sheet
   * @param {number} x
   * @param {number} y
   * @param {number} events
   */
  function stamp({ width, height, wide, heat, discs: shapes }, x, y, events) {
    if (x < -EDGE + 10 || y < -EDGE + 10 || x >= width + EDGE - 10 || y >= height + EDGE - 10) return;
    const middle = (y + EDGE) * wide + x + EDGE;
    const shape = shapes[events < REACH.length ? REACH[events] : reach(events)];
    for (let at = 0; at < shape.length; at += 1) heat[middle + shape[at]] += events;
  }

  /**
   * Shades from few to many as the pixels of a picture hold them: bytes red, green, blue, opacity.
   * @param {number[][]} stops
   */
  function ramp(stops) {
    const found = new Uint8ClampedArray(SHADES * 4);
    for (let shade = 0; shade < SHADES; shade += 1) {
      const at = (shade / (SHADES - 1)) * (stops.length - 1);
      const [low, high] = [stops[Math.floor(at)], stops[Math.ceil(at)]];
      for (let part = 0; part < 4; part += 1) found[shade * 4 + part] = low[part] + (high[part] - low[part]) * (at % 1);
    }
    return new Uint32Array(found.buffer);
  }

  /**
   * Number of a shade: as many steps from 1 to 10 as from 10 to 100.
   * @param {number} events
   * @param {number} most
   */
  const shade = (events, most) => Math.min(SHADES - 1, Math.floor(((SHADES - 1) * Math.log1p(events)) / Math.log1p(Math.max(most, 8))));

  /**
   * Turn what was stamped into pixels; `most` events have the strongest shade.
   * @param {Heat} sheet
   * @param {Uint32Array} shades
   * @param {number} most
   */
  function develop({ width, height, wide, heat, image }, shades, most) {
    const pixels = new Uint32Array(image.data.buffer);
    const usual = Uint32Array.from({ length: 1024 }, (_, events) => (events ? shades[shade(events, most)] : 0));
    for (let y = 0; y < height; y += 1) {
      const from = (y + EDGE) * wide + EDGE;
      const to = y * width;
      for (let x = 0; x < width; x += 1) {
        const events = heat[from + x];
        pixels[to + x] = events < 1024 ? usual[events] : shades[shade(events, most)];
      }
    }
    return image;
  }

  return { world, sheet, stamp, ramp, shade, develop, reach };
})();
