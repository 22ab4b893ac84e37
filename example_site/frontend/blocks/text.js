/** Running text: paragraphs, headings, notes, quotes, and what folds. */
import { h, richText } from "../dom.js";
import { icon } from "../icons.js";
import { sourceLine } from "../sources.js";
import { t } from "../texts.js";

/** @import { ExpanderValue, FaqValue, HeadingValue, NoteValue, QuoteValue, Source } from "../types.js" */

/** @param {string} value */
export function paragraph(value) {
  return richText(value, "rich-text paragraph");
}

/** @param {HeadingValue} value */
export function heading({ level, text, anchor }) {
  return h(["h2", "h3", "h4"].includes(level) ? level : "h2", { id: anchor || null, class: "body-heading" }, text);
}

/** @param {NoteValue} value */
export function tip({ heading: words, text }) {
  return h("aside", { class: "note tip", "aria-label": words || t("Tip") }, h("p", { class: "note-title" }, icon("bulb"), h("span", { class: "note-word" }, t("Tip")), words && h("span", null, words)), richText(text));
}

/** @param {NoteValue} value */
export function warning({ heading: words, text }) {
  return h("aside", { class: "note warning", "aria-label": words || t("Take care") }, h("p", { class: "note-title" }, icon("warning"), h("span", { class: "note-word" }, t("Take care")), words && h("span", null, words)), richText(text));
}

/** @param {QuoteValue} value */
export function quote({ quote: words, attribution, source_url }) {
  return h("figure", { class: "quote" },
    h("blockquote", { cite: source_url || null }, h("p", null, words)),
    attribution && h("figcaption", null, source_url ? h("a", { href: source_url, rel: "noopener" }, attribution) : attribution));
}

/**
 * @param {ExpanderValue} value
 * @param {Node} body
 */
export function expander({ summary }, body) {
  return h("details", { class: "expander" }, h("summary", null, icon("chevron"), h("span", null, summary)), body);
}

/** @param {FaqValue} value */
export function faq({ heading: words, questions }) {
  return h("section", { class: "faq", "aria-label": words || t("Questions and answers") },
    words && h("h2", { class: "body-heading" }, words),
    questions.map(({ question, answer }) => h("details", { class: "question" }, h("summary", null, icon("chevron"), h("span", null, question)), richText(answer))));
}

/** @param {Source} value */
export function reference(value) {
  return sourceLine(value);
}
