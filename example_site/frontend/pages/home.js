/** The front page: lead story, ways in by age, the latest, the link-up, the sections, how things are checked. */
import { calendarUrl, getArticles, getCurrentLinkUp, getEntries, getFacets, getHome, getSections } from "../api.js";
import { renderBody } from "../blocks/index.js";
import { cardGrid, leadCard } from "../cards.js";
import { drawing, fragment, h } from "../dom.js";
import { editionLink, LINKS, standing, windowLine } from "../editions.js";
import { entryLine } from "../entries.js";
import { counted } from "../format.js";
import { icon } from "../icons.js";
import { byAge, stageDrawing } from "../stages.js";
import { emptyState } from "../states.js";
import { setTints, tintAt, tintOf } from "../tints.js";
import { t } from "../texts.js";

/** @import { View } from "../router.js" */
/** @import { ArticleCard, EditionCard, Entry, IndexPage, MenuItem, StageFacet } from "../types.js" */

const LATEST = 7;
const NEWEST_LINKS = 3;
const PER_SECTION = 3;

/** @returns {Promise<View>} */
export async function home() {
  const page = await getHome();
  return { ...(await homeView(page)), userbar: { page: page.id } };
}

/**
 * @param {IndexPage} page
 * @returns {Promise<View>}
 */
export async function homeView(page) {
  const [sections, facets, latest, linkUp] = await Promise.all([
    orElse(getSections(), []),
    orElse(getFacets(), { topics: [], stages: [], tags: [] }),
    getArticles({ order: "-published_at", limit: LATEST }),
    orElse(getCurrentLinkUp(), null),
  ]);
  setTints(sections);
  const none = { count: 0, items: [], next: null };
  const [newest, ...perSection] = await Promise.all([
    linkUp?.entry_count ? orElse(getEntries(linkUp.id, { order: "newest", limit: NEWEST_LINKS }), none) : none,
    ...sections.map(({ id }) => orElse(getArticles({ section: id, order: "-published_at", limit: PER_SECTION }), none)),
  ]);
  const featured = page.featured ?? [];
  const lead = featured[0] ?? latest.items[0];
  const beside = featured.slice(1, 3);
  const shown = new Set([lead, ...beside].filter(Boolean).map((card) => card.id));
  return {
    title: "",
    description: page.intro,
    head: page.head,
    structuredData: page.structured_data,
    node: h("div", { class: "home" },
      h("div", { class: "wrap" },
        h("div", { class: "home-intro" }, h("h1", { class: "visually-hidden" }, page.title || "The Small Hours"), page.intro && h("p", null, page.intro)),
        lead ? frontRow(lead, beside) : emptyState(t("The first article is on its way"), h("p", null, t("As soon as one is published it will lead this page.")))),
      ages(byAge(facets.stages)),
      h("div", { class: "wrap" }, latestBand(latest.items.filter((card) => !shown.has(card.id)).slice(0, 6))),
      linkUp && linkUpBand(linkUp, newest.items),
      page.body?.length ? h("div", { class: "home-body" }, renderBody(page.body, { page })) : null,
      sectionBand(sections, perSection.map(({ items }) => items)),
      policy()),
  };
}

/**
 * The rows below the lead are worth leaving out when they fail; the page is not.
 * @template T
 * @param {Promise<T>} promise
 * @param {T} fallback
 */
function orElse(promise, fallback) {
  return promise.catch(() => fallback);
}

/**
 * @param {ArticleCard} lead
 * @param {ArticleCard[]} beside
 */
function frontRow(lead, beside) {
  return fragment(leadCard(lead), beside.length ? h("section", { class: "beside compact", "aria-label": t("Also recommended") }, cardGrid(beside)) : null);
}

/** @param {StageFacet[]} stages */
function ages(stages) {
  if (!stages.length) return null;
  return h("section", { class: "band ages-band", "aria-labelledby": "by-age" },
    h("div", { class: "wrap" },
      h("h2", { id: "by-age", class: "band-title" }, t("How old is your child?")),
      h("ul", { class: "ages", role: "list" }, stages.map((stage, index) =>
        h("li", null, h("a", { class: "age-tile", href: `/stage/${stage.slug}/`, dataset: { tint: tintAt(index) } },
          drawing(stageDrawing(stage)),
          h("span", { class: "age-name" }, stage.name),
          h("span", { class: "age-count" }, counted(stage.count, "article"))))))));
}

/** @param {ArticleCard[]} cards */
function latestBand(cards) {
  if (!cards.length) return null;
  return h("section", { class: "band compact", "aria-labelledby": "latest" },
    h("h2", { id: "latest", class: "band-title" }, t("Latest")),
    cardGrid(cards));
}

/** @param {EditionCard} edition @param {Entry[]} newest */
function linkUpBand(edition, newest) {
  const isOpen = edition.state === "open";
  return h("section", { class: "wrap band", "aria-labelledby": "link-up" },
    h("div", { class: "linkup-band", dataset: { tint: tintOf(edition.series?.id) } },
      h("div", { class: "linkup-band-text" },
        h("p", { class: "kicker" }, t("Link-up"), edition.series && h("span", null, h("a", { class: "kicker-section", href: edition.series.path }, edition.series.title))),
        h("h2", { id: "link-up" }, editionLink(edition, null, edition.title)),
        standing(edition),
        windowLine(edition),
        h("p", { class: "linkup-actions" },
          isOpen ? editionLink(edition, { class: "button main", hash: LINKS }, icon("plus"), t("Add your link")) : null,
          isOpen ? null : h("a", { class: "button", href: calendarUrl(edition.id) }, icon("calendar"), t("Add to your calendar")))),
      newest.length ? h("div", { class: "linkup-band-links" },
        h("h3", null, t("Newest links")),
        h("ul", { role: "list" }, newest.map((entry) => h("li", null, entryLine(entry)))),
        h("p", null, editionLink(edition, null, t("See {links}", { links: counted(edition.entry_count, "link") }), icon("arrow")))) : null));
}

/**
 * @param {MenuItem[]} sections
 * @param {ArticleCard[][]} lists
 */
function sectionBand(sections, lists) {
  const filled = sections.map((section, index) => ({ section, cards: lists[index] })).filter(({ cards }) => cards.length);
  if (!filled.length) return null;
  return h("section", { class: "wrap band", "aria-labelledby": "sections" },
    h("h2", { id: "sections", class: "band-title" }, t("Sections")),
    h("div", { class: "section-columns" }, filled.map(({ section, cards }) =>
      h("section", { class: "section-column", dataset: { tint: tintOf(section.id) }, "aria-labelledby": `section-${section.id}` },
        h("h3", { id: `section-${section.id}` }, h("a", { href: section.path }, section.title, icon("arrow"))),
        h("ul", { role: "list" }, cards.map((card) => h("li", null, h("a", { href: card.path }, card.title))))))));
}

function policy() {
  const promise = (/** @type {import("../icons.js").IconName} */ name, /** @type {string} */ title, /** @type {string} */ text) =>
    h("li", null, icon(name), h("h3", null, title), h("p", null, text));
  return h("section", { class: "policy", "aria-labelledby": "policy" },
    h("div", { class: "wrap" },
      h("h2", { id: "policy", class: "band-title" }, t("How we check what we publish")),
      h("ul", { class: "promises", role: "list" },
        promise("reviewed", t("Names and dates on top"), t("Each article says who wrote it, who reviewed it and on which day, and when it is due to be read again.")),
        promise("list", t("Sources in the open"), t("The guidance that an article follows is listed below it, with a link and the day on which we read it.")),
        promise("eye", t("Paid links are marked"), t("An article that is sponsored or holds affiliate links says so before its headline.")))));
}
