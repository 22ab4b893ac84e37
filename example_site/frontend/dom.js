/** Building elements safely: text stays text; markup enters through two named doors only. */

/** @typedef {Node|string|number|null|undefined|false|readonly any[]} Child an array holds more of them */

/**
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Record<string, any>|null} [props] attributes; `class`, `dataset` and `onclick`-like
 *   handlers are understood; null, undefined and false leave an attribute out
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function h(tag, props, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "dataset") Object.assign(element.dataset, value);
    else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (name === "href") element.setAttribute(name, safeUrl(String(value)));
    else element.setAttribute(name, String(value));
  }
  append(element, children);
  return element;
}

/**
 * @param {Node} parent
 * @param {Child[]} children
 */
function append(parent, children) {
  for (const child of children) {
    if (child === null || child === undefined || child === false) continue;
    if (Array.isArray(child)) append(parent, child);
    else parent.appendChild(child instanceof Node ? child : document.createTextNode(String(child)));
  }
}

/** @param {...Child} children */
export function fragment(...children) {
  const result = document.createDocumentFragment();
  append(result, children);
  return result;
}

/**
 * Addresses that a link may carry; anything else (such as `javascript:`) becomes `#`.
 * @param {string} url
 */
export function safeUrl(url) {
  try {
    const { protocol } = new URL(url, location.href);
    return ["http:", "https:", "mailto:", "tel:"].includes(protocol) ? url : "#";
  } catch {
    return "#";
  }
}

/**
 * The only door for rich text of the API. The API has cleaned it; this drops once more what
 * could run, so that a mistake over there does not become a hole here.
 * @param {string|null|undefined} html
 * @param {string} [className]
 */
export function richText(html, className = "rich-text") {
  const template = document.createElement("template");
  template.innerHTML = html ?? "";
  for (const element of template.content.querySelectorAll("*")) {
    if (/^(script|style|iframe|object|embed|link|meta|base|form)$/i.test(element.localName)) {
      element.remove();
      continue;
    }
    for (const { name, value } of [...element.attributes]) {
      const address = name === "href" || name === "src" || name.endsWith(":href");
      if (name.startsWith("on") || name === "srcdoc" || (address && safeUrl(value) === "#" && !value.startsWith("#"))) {
        element.removeAttribute(name);
      }
    }
  }
  const wrapper = h("div", { class: className });
  wrapper.append(template.content);
  return wrapper;
}

/**
 * The only door for drawings. `markup` is a constant of this site, never data.
 * @param {string} markup
 * @returns {SVGElement}
 */
export function drawing(markup) {
  const template = document.createElement("template");
  template.innerHTML = markup.trim();
  return /** @type {SVGElement} */ (template.content.firstElementChild);
}
