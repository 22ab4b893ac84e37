/** Sources: the list below an article and the numbers in its text that point there. */
import { h } from "./dom.js";
import { day } from "./format.js";
import { t } from "./texts.js";

/** @import { Block, Source } from "./types.js" */

/** @param {Source} source */
const described = (source) => [source.publisher, source.title].filter(Boolean).join(", ");

/** @param {Source} source */
export function sourceMark(source) {
  return h("sup", { class: "source-mark" },
    h("a", { href: `#source-${source.number}`, "aria-label": t("Source {number}: {words}", { number: source.number, words: described(source) }), title: described(source) }, source.number));
}

/** A reference that stands by itself. @param {Source} source */
export function sourceLine(source) {
  return h("p", { class: "source-line" }, h("a", { href: `#source-${source.number}` }, t("Source {number}: {words}", { number: source.number, words: described(source) })));
}

/**
 * The article's own list; when a draft has references but no list, theirs.
 * @param {Source[]} sources
 * @param {Block[]} body
 */
export function sourceList(sources, body) {
  const mentioned = body.filter(({ type, value }) => type === "reference" && value).map(({ value }) => /** @type {Source} */ (value));
  const all = sources.length ? sources : [...new Map(mentioned.map((source) => [source.number, source])).values()];
  if (!all.length) return null;
  return h("section", { class: "sources", "aria-labelledby": "sources" },
    h("h2", { id: "sources" }, t("Sources")),
    h("ol", null, [...all].sort((a, b) => a.number - b.number).map((source) =>
      h("li", { id: `source-${source.number}`, value: source.number },
        source.url ? h("a", { href: source.url, rel: "noopener" }, source.title || source.url) : source.title,
        source.publisher && h("span", null, `. ${source.publisher}`),
        source.read_on && h("span", { class: "read-on" }, t(". Read on {day}", { day: day(source.read_on) })), "."))));
}
