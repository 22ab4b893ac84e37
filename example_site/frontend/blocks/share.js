/** Share buttons in the midst of a page. */
import { h } from "../dom.js";
import { shareButtons } from "../share.js";

/** @import { ShareButtonsValue } from "../types.js" */
/** @import { Place } from "./index.js" */

/**
 * @param {ShareButtonsValue} value
 * @param {Place} place
 */
export function shareBlock({ heading, layout, targets }, { page }) {
  const buttons = shareButtons(page, { targets, layout });
  return buttons && h("div", { class: "share-block" }, heading && h("p", { class: "share-heading" }, heading), buttons);
}
