/** What all components share: the way to the API, texts, a voice. */

/** No success; `status` is 0 when no answer came, `problem` as in RFC 9457. */
export class ApiError extends Error {
  /** @param {number} status @param {any} [problem] @param {Headers} [headers] */
  constructor(status, problem, headers) {
    super(problem?.detail);
    Object.assign(this, { status, problem, headers });
  }
}

/**
 * An element; a function is a listener, what is false or missing is left out.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag @param {Record<string, any>} props @param {...any} children
 */
export function h(tag, props, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value) element.setAttribute(name, value);
  }
  element.append(...children.filter(Boolean));
  return element;
}

export class ParentingElement extends HTMLElement {
  /** @type {Record<string, Record<string, string>>} by language (BCP 47) */
  static texts = {};

  /** Adds or replaces texts. @param {string} locale @param {Record<string, string>} texts */
  static addTexts(locale, texts) {
    this.texts = { ...this.texts, [locale]: { ...this.texts[locale], ...texts } };
  }

  #status = h("p", { role: "status", part: "status" });
  #isDue = false;

  get locale() {
    return this.getAttribute("locale") || document.documentElement.lang || "en";
  }

  /** In its language, else in English. @param {string} key @param {any} [value] for `{}` */
  text(key, value = "") {
    const { texts } = /** @type {typeof ParentingElement} */ (this.constructor);
    const known = { ...texts.en, ...texts[this.locale.split("-")[0]], ...texts[this.locale] };
    return known[key].replace("{}", () => value);
  }

  /** Asks the API; rejects with `ApiError`. @param {string} path @param {any} [body] @param {RequestInit} [more] @returns {Promise<any>} */
  async ask(path, body, more) {
    const base = new URL(this.getAttribute("api") || "/api/v3/", document.baseURI);
    const post = body && { method: "POST", body: JSON.stringify(body), keepalive: true };
    const headers = { ...(body && { "Content-Type": "application/json" }), ...more?.headers };
    const answer = await fetch(new URL("parenting/" + path, base), { credentials: "omit", ...post, ...more, headers }).catch(() => {
      throw new ApiError(0);
    });
    const json = await answer.json().catch(() => null);
    if (!answer.ok) throw new ApiError(answer.status, json, answer.headers);
    return json;
  }

  /** Shows and speaks. @param {string} text */
  say(text) {
    this.#status.textContent = "";
    setTimeout(() => (this.#status.textContent = text), 50); // or else it is not read out
  }

  /** Instead of what stands inside. @param {string} css @param {Node} content */
  show(css, content) {
    (this.shadowRoot ?? this.attachShadow({ mode: "open" })).replaceChildren(h("style", {}, css), content, this.#status);
  }

  /** Soon, and once: attributes come one by one. */
  async redraw() {
    if (this.#isDue || !this.isConnected) return;
    this.#isDue = true;
    await null;
    this.#isDue = false;
    this.draw();
  }

  draw() {}
}
