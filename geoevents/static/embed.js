// In a frame of another page: say how high the page is, so that its frame can follow.
GeoEvents.embed = (() => {
  const framed = () => window.parent !== window;

  /**
   * Tell the page around the height of this one, in pixels; nothing else leaves the frame.
   * @param {HTMLElement} root
   */
  function start(root) {
    if (!framed()) return;
    root.classList.add("ge-framed");
    let last = 0;
    const tell = () => {
      const height = Math.ceil(root.getBoundingClientRect().height);
      if (height === last) return;
      last = height;
      window.parent.postMessage({ type: "geoevents:height", height }, "*");
    };
    new ResizeObserver(tell).observe(root);
    // A page around that listens late may ask.
    window.addEventListener("message", (event) => {
      if (event.source !== window.parent || !event.data || event.data.type !== "geoevents:ask") return;
      last = 0;
      tell();
    });
  }

  return { start };
})();
