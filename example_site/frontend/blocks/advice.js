/** Lists that advise: key points, do and don't, steps, milestones. */
import { h, richText } from "../dom.js";
import { age } from "../format.js";
import { icon } from "../icons.js";
import { t } from "../texts.js";

/** @import { DoDontValue, KeyPointsValue, MilestonesValue, StepsValue } from "../types.js" */

/** @param {KeyPointsValue} value */
export function keyPoints({ heading, points }) {
  const title = heading || t("Key points");
  return h("section", { class: "key-points", "aria-label": title }, h("h2", { class: "box-title" }, title), h("ul", null, points.map((point) => h("li", null, point))));
}

/** @param {DoDontValue} value */
export function doDont(value) {
  const column = (/** @type {string} */ kind, /** @type {string} */ heading, /** @type {string[]} */ items) =>
    items?.length ? h("section", { class: `do-column ${kind}`, "aria-label": heading }, h("h3", { class: "box-title" }, heading), h("ul", { role: "list" }, items.map((item) => h("li", null, icon(kind === "do" ? "check" : "cross"), h("span", null, item))))) : null;
  return h("div", { class: "do-dont" }, column("do", value.do_heading || t("Do"), value.do), column("dont", value.dont_heading || t("Don’t"), value.dont));
}

/** @param {StepsValue} value */
export function steps({ heading, steps: list }) {
  return h("section", { class: "steps", "aria-label": heading || t("Steps") },
    heading && h("h2", { class: "body-heading" }, heading),
    h("ol", { role: "list" }, list.map(({ title, text }) => h("li", null, title && h("h3", null, title), text && richText(text)))));
}

/** @param {MilestonesValue} value */
export function milestones({ heading, age_months, milestones: list, red_flags }) {
  const title = heading || t("Milestones");
  return h("section", { class: "milestones", "aria-label": title },
    h("h2", { class: "box-title" }, title, age_months !== null && h("span", { class: "milestone-age" }, age(age_months))),
    h("ul", { role: "list" }, list.map((item) => h("li", null, icon("check"), h("span", null, item)))),
    red_flags?.length ? h("div", { class: "red-flags" }, h("h3", null, icon("flag"), t("Ask a professional if your child")), h("ul", null, red_flags.map((item) => h("li", null, item)))) : null);
}
