"use strict";
// Makes elements. Text from reports goes in as text nodes, never as markup.
window.GeoEvents = window.GeoEvents || /** @type {any} */ ({});
GeoEvents.elements = (() => {
  const SVG = "http://www.w3.org/2000/svg";

  /**
   * Set attributes; `on` holds listeners, null and false leave an attribute out.
   * @template {Element} T
   * @param {T} node
   * @param {Attributes | null | undefined} attributes
   * @param {Child[]} children
   */
  function dress(node, attributes, children) {
    for (const [name, value] of Object.entries(attributes || {})) {
      if (name === "on") {
        for (const [type, listener] of Object.entries(attributes?.on || {})) node.addEventListener(type, listener);
      } else if (value !== null && value !== undefined && value !== false) {
        node.setAttribute(name, value === true ? "" : String(value));
      }
    }
    node.append(.../** @type {any[]} */ (children).flat(Infinity).filter((child) => child !== null && child !== undefined && child !== ""));
    return node;
  }

  /**
   * @template {keyof HTMLElementTagNameMap} K
   * @param {K} name
   * @param {Attributes | null} [attributes]
   * @param {...Child} children
   */
  const el = (name, attributes, ...children) => dress(document.createElement(name), attributes, children);
  /**
   * @template {keyof SVGElementTagNameMap} K
   * @param {K} name
   * @param {Attributes | null} [attributes]
   * @param {...Child} children
   * @returns {SVGElementTagNameMap[K]}
   */
  const svg = (name, attributes, ...children) => dress(/** @type {any} */ (document.createElementNS(SVG, name)), attributes, children);

  /**
   * Words of a report, isolated so that their writing direction cannot leak out.
   * @param {unknown} text
   */
  const said = (text) => el("bdi", { dir: "auto" }, String(text));

  /**
   * A link that opens outside, or plain words where the address is not http or https.
   * @param {string | null | undefined} address
   * @param {string} words
   */
  function link(address, words) {
    if (!/^https?:\/\//i.test(address || "")) return said(words);
    return el("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, said(words));
  }

  /**
   * @template {Element} T
   * @param {T} node
   */
  function empty(node) {
    node.replaceChildren();
    return node;
  }

  return { el, svg, said, link, empty };
})();
