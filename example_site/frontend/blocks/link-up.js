/** An invitation to a link-up in the midst of a page, with its newest links. */
import { getEntries } from "../api.js";
import { h } from "../dom.js";
import { LINKS, editionLink, standing, windowLine } from "../editions.js";
import { entryLine } from "../entries.js";
import { icon } from "../icons.js";
import { t } from "../texts.js";

/** @import { LinkUpValue } from "../types.js" */

/** @param {LinkUpValue} value */
export function linkUpBlock({ heading, edition, entries }) {
  const list = h("ul", { role: "list", class: "linkup-block-links" });
  if (entries && edition.entry_count) fill(list, edition.id, entries);
  return h("aside", { class: "linkup-block", "aria-label": heading || edition.title },
    heading && h("p", { class: "linkup-block-heading" }, heading),
    h("p", { class: "linkup-block-title" }, editionLink(edition, null, edition.title)),
    standing(edition),
    windowLine(edition),
    list,
    h("p", { class: "linkup-actions" },
      edition.state === "open"
        ? editionLink(edition, { class: "button main", hash: LINKS }, icon("plus"), t("Add your link"))
        : editionLink(edition, { class: "button" }, t("Go to the link-up"), icon("arrow"))));
}

/**
 * They come when they are there; without them the invitation still stands.
 * @param {HTMLElement} list
 * @param {number} edition
 * @param {number} limit
 */
async function fill(list, edition, limit) {
  const found = await getEntries(edition, { order: "newest", limit }).catch(() => null);
  list.append(...(found?.items ?? []).map((entry) => h("li", null, entryLine(entry))));
}
