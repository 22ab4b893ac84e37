/** Who won, and what it takes to draw it again. */
import { fragment, h } from "./dom.js";
import { counted, day, joined, moment } from "./format.js";
import { t } from "./texts.js";

/** @import { Draw, Entry } from "./types.js" */

/**
 * @param {Draw[]} draws
 * @param {Entry[]} entries those that are known
 */
export function drawSection(draws, entries) {
  if (!draws.length) return null;
  return h("section", { class: "draws", "aria-labelledby": "draw" },
    h("h2", { id: "draw" }, t("The draw")),
    draws.map((draw) => (draw.drawn_at ? drawn(draw, entries) : announced(draw))));
}

/** @param {Draw} draw */
function announced(draw) {
  const words = draw.sealed_at ? t("It is drawn as soon as this value is known: {value}.", { value: draw.announced }) : t("It is drawn after closing, by a value that nobody can know yet: {value}.", { value: draw.announced });
  return h("div", { class: "draw" }, h("p", null, h("strong", null, counted(draw.count, "winner")), ". ", words), again(draw));
}

/** @param {Draw} draw @param {Entry[]} entries */
function drawn(draw, entries) {
  const among = (draw.pool?.numbers.length ?? 0) - draw.excluded.length;
  return h("div", { class: "draw" },
    h("p", null, t("Drawn on {day} among {links}:", { day: day(draw.drawn_at), links: counted(among, "link") })),
    h("ol", { class: "winners", role: "list" }, draw.winners.map((number) => h("li", null, winner(number, entries.find((entry) => entry.number === number))))),
    again(draw),
    proof(draw));
}

/** @param {number} number @param {Entry} [entry] */
function winner(number, entry) {
  const link = h("a", { href: `#entry-${number}` }, entry && !entry.sensitive ? entry.title : t("No. {number}", { number }));
  return fragment(h("span", { class: "winner-number", "aria-hidden": "true" }, number),
    h("span", { dir: "auto" }, link, entry && h("span", { class: "winner-blog" }, " ", h("bdi", null, entry.blog || entry.author))));
}

/** @param {Draw} draw */
function again({ reason }) {
  return reason ? h("p", { class: "quiet" }, t("Drawn again: {reason}", { reason })) : null;
}

/** All that anyone needs to draw it again. @param {Draw} draw */
function proof(draw) {
  /** @type {[string, any][]} */
  const rows = [
    [t("Announced"), fragment(draw.announced, ", ", moment(draw.announced_at))],
    [t("Links at closing"), draw.pool?.numbers.join(", ")],
    [t("Their hash (SHA-256)"), h("code", null, draw.pool?.hash)],
    [t("Gone since"), draw.excluded.length ? joined(draw.excluded.map(String)).join("") : t("none")],
    [t("Value"), h("code", null, draw.value)],
  ];
  return h("details", { class: "proof" },
    h("summary", null, t("How it was drawn")),
    h("p", null, t("The value was named before anyone could know it, and the set of links was fixed at closing. Anyone can draw again: for each number, take the SHA-256 of hash, value and number with colons between; the lowest come first.")),
    h("dl", null, rows.map(([name, value]) => h("div", null, h("dt", null, name), h("dd", null, value)))));
}
