/** "In this article": the headings of a long text, beside it on wide screens. */
import { h } from "./dom.js";
import { t } from "./texts.js";

/** @import { Block } from "./types.js" */

const WORTHWHILE = 3;

/** @param {Block[]} body */
export function contents(body) {
  const headings = body.filter(({ type, value }) => type === "heading" && value.level === "h2");
  if (headings.length < WORTHWHILE) return null;
  return h("nav", { class: "contents", "aria-labelledby": "contents" },
    h("p", { id: "contents", class: "contents-title" }, t("In this article")),
    h("ol", { role: "list" }, headings.map(({ value }) => h("li", null, h("a", { href: `#${value.anchor}` }, value.text)))));
}
