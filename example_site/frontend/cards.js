/** Articles as cards, in the sizes that lists need. One link a card: its headline. */
import { h } from "./dom.js";
import { counted, joined, readingTime } from "./format.js";
import { pictureElement } from "./picture.js";
import { tintOf } from "./tints.js";

/** @import { ArticleCard, Picture } from "./types.js" */

const SIZES = "(min-width: 1200px) 368px, (min-width: 700px) 45vw, 92vw";
const SIZES_LEAD = "(min-width: 1200px) 720px, (min-width: 900px) 60vw, 100vw";
const SIZES_SMALL = "(min-width: 700px) 220px, 120px";

/**
 * @param {Picture|null} hero
 * @param {string} sizes
 * @param {boolean} [eager]
 */
function cardPicture(hero, sizes, eager) {
  return h("div", { class: "card-picture" }, hero && pictureElement(hero, { sizes, eager, alt: "" }));
}

/** @param {ArticleCard} card */
function kicker(card) {
  const stages = (card.stages ?? []).slice(0, 2).map((stage) => stage.name).join(", ");
  if (!card.section && !stages) return null;
  return h("p", { class: "kicker" },
    card.section && h("span", { class: "kicker-section" }, card.section.title),
    stages && h("span", { class: "kicker-age" }, stages));
}

/** @param {ArticleCard} card */
function byline(card) {
  const names = joined((card.authors ?? []).map((author) => author.name)).join("");
  return h("p", { class: "card-meta" }, names && h("span", null, names), card.reading_time ? h("span", null, readingTime(card.reading_time)) : null, card.comments?.count ? h("span", null, counted(card.comments.count, "comment")) : null);
}

/**
 * @param {ArticleCard} card
 * @param {{ level?: "h2"|"h3", eager?: boolean }} [options]
 */
export function articleCard(card, { level = "h3", eager } = {}) {
  return h("article", { class: "card", dataset: { tint: tintOf(card.section?.id) } },
    cardPicture(card.hero, SIZES, eager),
    h("div", { class: "card-text" },
      kicker(card),
      h(level, { class: "card-title" }, h("a", { href: card.path }, card.title)),
      card.standfirst && h("p", { class: "card-standfirst" }, card.standfirst),
      byline(card)));
}

/** @param {ArticleCard} card */
export function leadCard(card) {
  return h("article", { class: "card lead", dataset: { tint: tintOf(card.section?.id) } },
    cardPicture(card.hero, SIZES_LEAD, true),
    h("div", { class: "card-text" },
      kicker(card),
      h("h2", { class: "card-title" }, h("a", { href: card.path }, card.title)),
      card.standfirst && h("p", { class: "card-standfirst" }, card.standfirst),
      byline(card)));
}

/**
 * A card beside or inside a text: small picture, headline, standfirst.
 * @param {{ path: string, title: string, standfirst: string, hero: Picture|null }} card
 * @param {string} label
 */
export function inlineCard(card, label) {
  return h("aside", { class: "card inline-card", "aria-label": label },
    cardPicture(card.hero, SIZES_SMALL),
    h("div", { class: "card-text" },
      h("p", { class: "kicker" }, h("span", { class: "kicker-section" }, label)),
      h("p", { class: "card-title" }, h("a", { href: card.path }, card.title)),
      card.standfirst && h("p", { class: "card-standfirst" }, card.standfirst)));
}

/**
 * @param {ArticleCard[]} cards
 * @param {{ level?: "h2"|"h3", eager?: number }} [options] `eager`: how many pictures are in the first screen
 */
export function cardGrid(cards, { level, eager = 0 } = {}) {
  return h("ul", { class: "card-grid", role: "list" }, cards.map((card, index) => h("li", null, articleCard(card, { level, eager: index < eager }))));
}
