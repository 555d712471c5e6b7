// A notebook's widget: the page in a frame of its own, and what it and Python tell each other.
const NAMES = ["selected", "shown", "address", "rows", "undone", "problems"];

/** Whether the notebook around is dark, as far as it says so. */
const dark = () => document.body.dataset.jpThemeLight === "false" || document.body.classList.contains("vscode-dark");

/** @param {{ model: Model, el: HTMLElement }} given */
function render({ model, el }) {
  // The notebook lays out `el` itself and takes its size away.
  const box = el.appendChild(document.createElement("div"));
  const held = new Map(); // name → what this frame last told or heard, as text
  /** @type {HTMLIFrameElement | null} */
  let frame = null;
  /** @type {HTMLIFrameElement | null} A newer page, until it is ready to be seen. */
  let coming = null;

  /** @type {(node: HTMLElement, rules: Partial<CSSStyleDeclaration>) => object} */
  const style = (node, rules) => Object.assign(node.style, rules);

  function open() {
    if (coming) coming.remove();
    coming = document.createElement("iframe");
    coming.title = model.get("title");
    // Without allow-same-origin the page cannot reach the notebook around it, whatever text it shows.
    coming.setAttribute("sandbox", "allow-scripts allow-popups allow-popups-to-escape-sandbox allow-downloads");
    style(coming, { position: "absolute", inset: "0", width: "100%", height: "100%", border: "0", visibility: frame ? "hidden" : "visible", colorScheme: dark() ? "dark" : "normal" });
    coming.srcdoc = model.get("page");
    box.append(coming);
  }

  /** @type {(to: HTMLIFrameElement, state: Wish) => void} */
  const post = (to, state) => to.contentWindow?.postMessage({ type: "geoevents:state", state }, "*");

  /**
   * A page has started: it is told everything, and takes the place of the one before.
   * @param {HTMLIFrameElement} page
   */
  function ready(page) {
    /** @type {Record<string, any>} */
    const state = {};
    for (const name of NAMES) {
      state[name] = model.get(name);
      held.set(name, JSON.stringify(state[name]));
    }
    post(page, state);
    if (page !== coming) return;
    if (frame) frame.remove();
    frame = page;
    coming = null;
    frame.style.visibility = "visible";
  }

  /** @param {MessageEvent} message */
  function hear({ source, data }) {
    const page = [frame, coming].find((one) => one && one.contentWindow === source);
    if (!page || !data) return;
    if (data.type === "geoevents:ready") ready(page);
    if (data.type !== "geoevents:state" || page !== frame) return;
    for (const name of NAMES) {
      const text = JSON.stringify(data.state[name]);
      if (text === undefined || text === held.get(name)) continue;
      held.set(name, text);
      model.set(name, data.state[name]);
    }
    model.save_changes();
  }

  /** @param {string} name */
  function tell(name) {
    const text = JSON.stringify(model.get(name));
    if (!frame || text === held.get(name)) return;
    held.set(name, text);
    post(frame, { [name]: model.get(name) });
  }

  const size = () => style(box, { position: "relative", width: "100%", height: `${model.get("height")}px` });
  /** @type {[name: string, act: () => void][]} */
  const listeners = [["change:page", open], ["change:height", size], ...NAMES.map((name) => /** @type {[string, () => void]} */ ([`change:${name}`, () => tell(name)]))];
  for (const [name, listener] of listeners) model.on(name, listener);
  window.addEventListener("message", hear);
  size();
  open();
  return () => {
    window.removeEventListener("message", hear);
    for (const [name, listener] of listeners) model.off(name, listener);
  };
}

export default { render };
