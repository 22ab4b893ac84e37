/** Filters as links: a chip that is on leads to the address without it. */
import { h } from "./dom.js";
import { t } from "./texts.js";

/**
 * @typedef {object} Chip
 * @property {string} label
 * @property {string} value
 * @property {number} [count]
 */

/**
 * @param {string} label what the row filters by
 * @param {string} name of the query parameter
 * @param {Chip[]} chips
 * @param {URL} url the current address
 */
export function filterRow(label, name, chips, url) {
  if (!chips.length) return null;
  const active = url.searchParams.get(name) ?? "";
  const items = [{ label: t("All"), value: "" }, ...chips].map((chip) => h("li", null, filterChip(name, chip, chip.value === active, url)));
  return h("nav", { class: "filter-row", "aria-label": t("Filter by {label}", { label: label.toLowerCase() }) },
    h("p", { class: "filter-label", "aria-hidden": "true" }, label),
    h("ul", { class: "chips", role: "list" }, items));
}

/**
 * @param {string} name
 * @param {Chip} chip
 * @param {boolean} on
 * @param {URL} url
 */
function filterChip(name, chip, on, url) {
  const query = new URLSearchParams(url.searchParams);
  if (chip.value && !on) query.set(name, chip.value);
  else query.delete(name);
  const search = query.toString();
  return h("a", {
    class: "chip",
    href: url.pathname + (search ? `?${search}` : ""),
    "aria-current": on ? "true" : null,
    dataset: { focusKey: `${name}:${chip.value}` },
  }, chip.label, chip.count !== undefined && h("span", { class: "chip-count" }, h("span", { class: "visually-hidden" }, t(", articles: ")), chip.count));
}

/**
 * Plain chips that lead elsewhere: topics and tags below an article.
 * @param {{ label: string, href: string }[]} links
 */
export function linkChips(links) {
  return h("ul", { class: "chips", role: "list" }, links.map(({ label, href }) => h("li", null, h("a", { class: "chip", href }, label))));
}
