/** An edition of a link-up: how long it is open, what was picked before, its links, who won. */
import { calendarUrl, getDraws, getPage } from "../api.js";
import { commentsAtEnd } from "../comments.js";
import { drawSection } from "../draws.js";
import { fragment, h, richText } from "../dom.js";
import { editionLink, LINKS, standing, windowLine } from "../editions.js";
import { entryGrid } from "../entries.js";
import { counted, day, joined } from "../format.js";
import { icon } from "../icons.js";
import { entryList, toForm } from "../linkup.js";
import { personPath } from "../people.js";
import { pictureElement } from "../picture.js";
import { shareButtons } from "../share.js";
import { t } from "../texts.js";
import { tintOf } from "../tints.js";

/** @import { View } from "../router.js" */
/** @import { CommentList, EditionPage, EditionReference, EntryList, Person, Picture, SeriesPage } from "../types.js" */

/**
 * @param {EditionPage} page
 * @param {CommentList|null} comments
 * @param {EntryList|null} entries
 * @returns {Promise<View>}
 */
export async function editionView(page, comments, entries) {
  const [series, draws] = await Promise.all([
    page.series ? getPage(page.series.id).then((found) => /** @type {SeriesPage} */ (found), () => null) : null,
    page.state === "upcoming" ? [] : getDraws(page.id).then(({ items }) => items, () => []),
  ]);
  const draw = drawSection(draws, entries?.items ?? []);
  return {
    title: page.title,
    description: page.intro,
    head: page.head,
    structuredData: page.structured_data,
    node: h("div", { class: "edition-page" },
      head(page, series),
      picks(page),
      h("div", { class: "wrap edition-main" },
        page.state === "closed" && draw, // then it is the news
        entryList(page, entries),
        page.state !== "closed" && draw,
        rules(page)),
      neighbours(page),
      h("div", { class: "edition-share" }, shareButtons(page, { layout: "icons", most: 5 })),
      commentsAtEnd(page, comments)),
  };
}

/** @param {EditionPage} page @param {SeriesPage|null} series */
function head(page, series) {
  return h("header", { class: "page-head linkup-head", dataset: { tint: tintOf(page.series?.id) } },
    h("div", { class: "wrap linkup-head-row" },
      h("div", { class: "page-head-text" },
        h("p", { class: "kicker" },
          page.series && h("span", null, h("a", { class: "kicker-section", href: page.series.path }, page.series.title)),
          series?.hosts.length ? h("span", null, t("Hosted by "), names(series.hosts)) : null),
        h("h1", null, page.title),
        page.intro && h("p", { class: "page-intro" }, page.intro),
        standing(page),
        windowLine(page),
        actions(page)),
      series?.hero && headPicture(series.hero)));
}

/** @param {Person[]} people */
export function names(people) {
  return joined(people.map((person) => h("a", { href: personPath(person) }, person.name)));
}

/** @param {Picture} hero */
export function headPicture(hero) {
  return h("div", { class: "linkup-picture card-picture" }, pictureElement(hero, { sizes: "(min-width: 60rem) 480px, 100vw", eager: true }));
}

/** @param {EditionPage} page */
function actions({ id, state, entry_count: count }) {
  return h("p", { class: "linkup-actions" },
    state === "open" && h("a", { class: "button main", href: `#${LINKS}`, onclick: toForm }, icon("plus"), t("Add your link")),
    state !== "upcoming" && count ? h("a", { class: "button", href: `#${LINKS}` }, t("See {links}", { links: counted(count, "link") })) : null,
    state !== "closed" && h("a", { class: state === "open" ? "button plain" : "button", href: calendarUrl(id) }, icon("calendar"), t("Add to your calendar")));
}

/** What the host picked of the edition before. @param {EditionPage} page */
function picks({ picks: entries, previous }) {
  if (!entries.length) return null;
  return h("section", { class: "wrap picks", "aria-labelledby": "picks" },
    h("div", { class: "picks-head" },
      h("h2", { id: "picks", class: "band-title" }, t("Picked from last time")),
      previous && h("p", null, editionLink(previous, null, t("All of {title}", { title: previous.title })))),
    entryGrid(entries, { className: "pick-grid" }));
}

/** @param {EditionPage} page */
function rules({ rules: text, rules_version: version, state }) {
  if (!text) return null;
  return h("details", { class: "linkup-rules" },
    h("summary", null, h("span", null, t("The rules")), rulesDate(version), icon("chevron")),
    richText(text),
    state === "open" && h("p", { class: "quiet" }, t("Whoever adds a link agrees to them.")));
}

/** A version is the day from which rules are in force, and which of that day. @param {string} version */
export function rulesDate(version) {
  const since = version.slice(0, 10);
  return since ? h("span", { class: "rules-date" }, t("in force since "), h("time", { datetime: since }, day(since))) : null;
}

/** @param {EditionPage} page */
function neighbours({ previous, next }) {
  if (!previous && !next) return null;
  return h("nav", { class: "wrap neighbours", "aria-label": t("Other editions") },
    previous && neighbour(previous, "previous", t("Previous edition")),
    next && neighbour(next, "next", t("Next edition")));
}

/** @param {EditionReference} edition @param {"previous"|"next"} which @param {string} label */
function neighbour(edition, which, label) {
  return editionLink(edition, { class: `neighbour neighbour-${which}` },
    icon("arrow"), h("span", { class: "neighbour-text" }, h("span", { class: "neighbour-label" }, label), fragment(" ", h("span", { class: "neighbour-title" }, edition.title))));
}
