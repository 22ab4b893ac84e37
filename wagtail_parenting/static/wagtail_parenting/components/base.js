/** What all components share: the way to the API, texts, a voice for screen readers. */

/** @typedef {Record<string, string>} Texts */

/** An answer that is no success; `status` is 0 when none came, `problem` as in RFC 9457. */
export class ApiError extends Error {
  /** @param {number} status @param {any} [problem] */
  constructor(status, problem) {
    super(problem?.detail ?? `HTTP ${status}`);
    this.status = status;
    this.problem = problem;
  }
}

/**
 * An element; a function among `props` is a listener, what is false or missing is left out.
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
  /** @type {Record<string, Texts>} by language (BCP 47) */
  static texts = {};

  /** Adds or replaces texts of this kind of element. @param {string} locale @param {Texts} texts */
  static addTexts(locale, texts) {
    this.texts = { ...this.texts, [locale]: { ...this.texts[locale], ...texts } };
  }

  #status = h("p", { role: "status", part: "status" });

  /** In the element's language, else in English. @param {string} key @param {string} [value] for `{}` */
  text(key, value = "") {
    const { texts } = /** @type {typeof ParentingElement} */ (this.constructor);
    const locale = this.getAttribute("locale") || document.documentElement.lang;
    const found = texts[locale]?.[key] ?? texts[locale.split("-")[0]]?.[key] ?? texts.en[key];
    return found.replace("{}", () => value);
  }

  /** Asks the API; rejects with `ApiError`. @param {string} path below `parenting/` @param {any} [body] to POST */
  async ask(path, body) {
    const base = new URL(this.getAttribute("api") || "/api/v3/", document.baseURI);
    const post = body && { method: "POST", body: JSON.stringify(body), headers: { "Content-Type": "application/json" }, keepalive: true };
    const answer = await fetch(new URL("parenting/" + path, base), { credentials: "omit", ...post }).catch(() => {
      throw new ApiError(0);
    });
    const json = await answer.json().catch(() => null);
    if (!answer.ok) throw new ApiError(answer.status, json);
    return json;
  }

  /** Shows and speaks `text`. @param {string} text */
  say(text) {
    this.#status.textContent = "";
    setTimeout(() => (this.#status.textContent = text), 50); // or else it is not read out
  }

  /** Shows `content` instead of what stands inside. @param {string} css @param {Node} content */
  show(css, content) {
    (this.shadowRoot ?? this.attachShadow({ mode: "open" })).replaceChildren(h("style", {}, css), content, this.#status);
  }
}
