/** Links of a link-up as cards: plain ones, which can be followed and no more. */
import { fragment, h } from "./dom.js";
import { counted } from "./format.js";
import { icon } from "./icons.js";
import { t } from "./texts.js";
import { tintAt } from "./tints.js";

/** @import { Entry } from "./types.js" */

/**
 * @param {Entry} entry
 * @param {{ level?: "h2"|"h3", isAnchor?: boolean, eager?: boolean }} [options] `isAnchor`: the address of an entry leads here
 */
export function entryCard(entry, { level = "h3", isAnchor, eager } = {}) {
  const content = entry.sensitive ? veiled(entry, level) : [picture(entry, eager), text(entry, level)];
  return h("article", { class: "card entry", id: isAnchor ? `entry-${entry.number}` : null, dataset: { tint: tintAt(entry.number) } }, content);
}

/**
 * @param {Entry[]} entries
 * @param {{ level?: "h2"|"h3", isAnchor?: boolean, className?: string }} [options]
 */
export function entryGrid(entries, { className = "entry-grid", ...options } = {}) {
  return h("ul", { class: className, role: "list" }, entries.map((entry) => h("li", null, entryCard(entry, options))));
}

/**
 * A line with a small picture, where links are only looked in on.
 * @param {Entry} entry
 */
export function entryLine(entry) {
  return h("article", { class: "card entry-line", dataset: { tint: tintAt(entry.number) } },
    entry.sensitive ? blank("") : picture(entry),
    h("div", { class: "card-text" }, title(entry, "h3"), byline(entry)));
}

/** @param {Entry} entry @param {boolean} [eager] */
function picture({ picture: found, blog, author, title }, eager) {
  if (!found) return blank((blog || author || title).charAt(0).toUpperCase());
  return h("div", { class: "card-picture" },
    h("img", { alt: "", src: found.url, width: found.width, height: found.height, loading: eager ? "eager" : "lazy", decoding: "async" }));
}

/** @param {string} initial */
function blank(initial) {
  return h("div", { class: "card-picture entry-initial", "aria-hidden": "true" }, initial);
}

/** @param {Entry} entry @param {"h2"|"h3"} level */
function text(entry, level) {
  return h("div", { class: "card-text" },
    title(entry, level),
    byline(entry),
    entry.description && h("p", { class: "card-standfirst", dir: "auto" }, entry.description),
    h("p", { class: "card-meta entry-meta" },
      h("span", null, t("No. {number}", { number: entry.number })),
      entry.likes ? h("span", null, icon("heart"), counted(entry.likes, "like")) : null));
}

/** @param {Entry} entry @param {"h2"|"h3"} level */
function title({ title: words, visit_url: href, sponsored }, level) {
  return h(level, { class: "card-title", dir: "auto" }, h("a", { href, rel: `ugc nofollow noopener${sponsored ? " sponsored" : ""}` }, words));
}

/** @param {Entry} entry */
function byline({ blog, author, sponsored }) {
  const names = [blog, author].filter(Boolean).map((name) => h("span", null, h("bdi", null, name)));
  return h("p", { class: "card-meta" }, names, sponsored && h("strong", { class: "badge" }, t("Sponsored")));
}

/**
 * Its blogger has marked it: nobody comes upon it unprepared.
 * @param {Entry} entry
 * @param {"h2"|"h3"} level
 */
function veiled(entry, level) {
  return h("details", { class: "veil" },
    h("summary", null,
      h("span", { class: "card-picture" }, icon("eye"), h("span", null, t("Marked as sensitive by its blogger"))),
      h("span", { class: "veil-name" }, fragment(t("No. {number}", { number: entry.number }), ": ", h("bdi", null, entry.blog || entry.author))),
      h("span", { class: "veil-show" }, t("Show it"))),
    text(entry, level));
}
