// In a notebook's widget: the page tells the frame around it what changed, and does what Python asks.
GeoEvents.bridge = (() => {
  /** @param {object} message */
  const post = (message) => window.parent.postMessage(message, "*");
  /** @type {Tell} */
  const tell = (state) => post({ type: "geoevents:state", state });

  /**
   * Listen to the frame around, and nobody else; `hear` is given what it wants and the way to tell it something.
   * @param {(wanted: Wish, tell: Tell) => void} hear
   */
  function connect(hear) {
    window.addEventListener("message", (event) => {
      if (event.source === window.parent && event.data && event.data.type === "geoevents:state") hear(event.data.state, tell);
    });
    post({ type: "geoevents:ready" });
  }

  /**
   * The map's side: what is selected and shown, days and filters as in an address, corrections.
   * @param {Page} page
   */
  function create({ story, state, change, stage, correct }) {
    /** @param {Card} card */
    const id = (card) => card.edit?.base.event_id || "";
    let fresh = true;
    connect((wanted) => {
      /** @type {Partial<State>} */
      const next = "address" in wanted ? GeoEvents.address.read(story, wanted.address) : {};
      const chosen = "selected" in wanted ? story.cards.find((card) => id(card) === wanted.selected) : { key: state.selected };
      next.selected = chosen ? chosen.key : null;
      if (wanted.rows || wanted.undone || wanted.problems) correct?.adopt(wanted, fresh);
      const before = fresh;
      fresh = false;
      change(next, { write: false });
      if (before && next.view) stage.turn(next.view);
    });

    /** The new state is in `state`, too. */
    function update() {
      if (fresh) return;
      const chosen = story.cards.find((card) => card.key === state.selected);
      tell({ selected: chosen ? id(chosen) : null, shown: state.shown.map(id), address: GeoEvents.address.words({ ...state, selected: null }), ...correct?.held() });
    }

    return { update };
  }

  return { connect, create };
})();
