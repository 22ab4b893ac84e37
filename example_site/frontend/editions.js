/** Editions of a link-up where others show them, and how they stand. */
import { countdown } from "./countdown.js";
import { fragment, h } from "./dom.js";
import { counted, moment, span } from "./format.js";
import { t } from "./texts.js";

/** @import { Child } from "./dom.js" */
/** @import { EditionCard, EditionState } from "./types.js" */

/** @typedef {{ state: EditionState, opens_at: string, closes_at: string }} Standing */

/** Where on the page of an edition its links stand. */
export const LINKS = "all-links";

/**
 * A link to an edition. It says what shape its page has, before that is loaded.
 * @param {{ path: string }} edition
 * @param {{ class?: string, hash?: string }|null} props
 * @param {...Child} words
 */
export function editionLink({ path }, props, ...words) {
  const { hash, ...rest } = props ?? {};
  return h("a", { href: hash ? `${path}#${hash}` : path, dataset: { shape: "edition" }, ...rest }, words);
}

const NEXT = /** @type {const} */ ({ upcoming: "open", open: "closed" });

/**
 * "Open", and how long still; "Opens in 3 days"; "Closed". It keeps up with the clock.
 * @param {Standing} edition
 * @returns {HTMLElement}
 */
export function standing(edition) {
  const { state, opens_at, closes_at } = edition;
  const pill = h("span", { class: `pill pill-${state}` }, { upcoming: t("Not open yet"), open: t("Open"), closed: t("Closed") }[state]);
  if (state === "closed") return h("p", { class: "standing" }, pill);
  const words = (/** @type {string} */ time) => (state === "open" ? t("closes in {time}", { time }) : t("opens in {time}", { time }));
  const turn = () => element.replaceWith(standing({ ...edition, state: NEXT[state] }));
  const element = h("p", { class: "standing" }, pill, " ", countdown(state === "open" ? closes_at : opens_at, words, turn));
  return element;
}

/**
 * When, in full and by the reader's own clock.
 * @param {Standing} edition
 */
export function windowLine({ state, opens_at, closes_at }) {
  const time = (/** @type {string} */ iso) => h("time", { datetime: iso }, moment(iso));
  if (state === "closed") return h("p", { class: "window" }, h("time", { datetime: closes_at }, span(opens_at, closes_at)));
  return h("p", { class: "window" }, state === "open" ? fragment(t("Until "), time(closes_at)) : fragment(t("From "), time(opens_at)));
}

/** @param {EditionCard} edition */
export function editionRow(edition) {
  return h("article", { class: "card edition-row" },
    h("p", { class: "edition-number", "aria-hidden": "true" }, edition.number),
    h("div", { class: "card-text" },
      h("h3", { class: "card-title" }, editionLink(edition, null, edition.title)),
      h("p", { class: "card-meta" }, h("span", null, span(edition.opens_at, edition.closes_at)), h("span", null, counted(edition.entry_count, "link")))));
}
