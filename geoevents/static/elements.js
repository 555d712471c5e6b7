"use strict";
// Makes elements. Text from reports goes in as text nodes, never as markup.
window.GeoEvents = window.GeoEvents || {};
GeoEvents.elements = (() => {
  const SVG = "http://www.w3.org/2000/svg";

  /** Set attributes; `on` holds listeners, null and false leave an attribute out. */
  function dress(node, attributes, children) {
    for (const [name, value] of Object.entries(attributes || {})) {
      if (name === "on") {
        for (const [type, listener] of Object.entries(value)) node.addEventListener(type, listener);
      } else if (value !== null && value !== undefined && value !== false) {
        node.setAttribute(name, value === true ? "" : value);
      }
    }
    node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== ""));
    return node;
  }

  const el = (name, attributes, ...children) => dress(document.createElement(name), attributes, children);
  const svg = (name, attributes, ...children) => dress(document.createElementNS(SVG, name), attributes, children);

  /** Words of a report, isolated so that their writing direction cannot leak out. */
  const said = (text) => el("bdi", { dir: "auto" }, String(text));

  /** A link that opens outside, or plain words where the address is not http or https. */
  function link(address, words) {
    if (!/^https?:\/\//i.test(address || "")) return said(words);
    return el("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, said(words));
  }

  function empty(node) {
    node.replaceChildren();
    return node;
  }

  return { el, svg, said, link, empty };
})();
