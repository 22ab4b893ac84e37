/** An article, from its section line down to what to read next. */
import { renderBody } from "../blocks/index.js";
import { cardGrid } from "../cards.js";
import { linkChips } from "../chips.js";
import { commentsAtEnd } from "../comments.js";
import { fragment, h } from "../dom.js";
import { counted, day, joined, readingTime } from "../format.js";
import { icon } from "../icons.js";
import { contents } from "../contents.js";
import { personPath, portrait } from "../people.js";
import { figure } from "../picture.js";
import { shareButtons } from "../share.js";
import { sourceList } from "../sources.js";
import { byAge } from "../stages.js";
import { t } from "../texts.js";

/** @import { Child } from "../dom.js" */
/** @import { View } from "../router.js" */
/** @import { ArticlePage, CommentList, Person } from "../types.js" */

const HERO_SIZES = "(min-width: 1120px) 1040px, 100vw";

/** @param {ArticlePage} page @param {CommentList|null} comments @returns {View} */
export function articleView(page, comments) {
  const body = page.body ?? [];
  return {
    title: page.title,
    description: page.standfirst,
    head: page.head,
    structuredData: page.structured_data,
    node: h("article", { class: "article" },
      head(page),
      page.hero && h("div", { class: "article-hero" }, figure(page.hero, { sizes: HERO_SIZES, eager: true, className: "hero" })),
      h("div", { class: "article-main" },
        contents(body),
        shareButtons(page, { layout: "icons", most: 5, className: "share share-row" }),
        renderBody(body, { page, comments })),
      sourceList(page.sources ?? [], body),
      foot(page),
      commentsAtEnd(page, comments),
      related(page)),
  };
}

/** @param {ArticlePage} page */
function head(page) {
  return h("header", { class: "article-head" },
    disclosure(page),
    kicker(page),
    h("h1", null, page.title),
    page.standfirst && h("p", { class: "standfirst" }, page.standfirst),
    byline(page));
}

/** @param {ArticlePage} page */
function disclosure({ disclosure: kind, sponsor }) {
  if (kind === "sponsored") {
    return note(t("Sponsored"), sponsor ? fragment(t("this article was paid for by "), h("strong", null, sponsor), ".") : t("a company paid for this article."));
  }
  if (kind === "affiliate") return note(t("Affiliate links"), t("some links here lead to shops. If you buy there, we may earn a commission."));
  return null;
}

/**
 * @param {string} label
 * @param {Child} words
 */
function note(label, words) {
  return h("p", { class: "disclosure" }, icon("info"), h("span", null, h("strong", null, label, ": "), words));
}

/** @param {ArticlePage} page */
function kicker({ section, stages }) {
  if (!section && !stages?.length) return null;
  const ages = byAge(stages ?? []).map((stage) => h("a", { href: `/stage/${stage.slug}/` }, stage.name));
  return h("p", { class: "kicker" },
    section && h("a", { class: "kicker-section", href: section.path }, section.title),
    ages.length ? h("span", { class: "kicker-age" }, joined(ages)) : null);
}

/** @param {Person[]} people */
function names(people) {
  return joined(people.map((person) => h("a", { href: personPath(person) }, person.name)));
}

/** @param {ArticlePage} page */
function byline(page) {
  const authors = page.authors ?? [];
  const reviewers = page.reviewers ?? [];
  const published = page.published_at ?? page.meta.first_published_at;
  const updated = day(page.updated_at) !== day(published) ? page.updated_at : null;
  return h("div", { class: "byline" },
    authors.length ? h("span", { class: "portraits" }, authors.map((author) => portrait(author))) : null,
    h("div", { class: "byline-text" },
      authors.length ? h("p", { class: "byline-authors" }, t("By "), names(authors)) : null,
      h("p", { class: "byline-dates" },
        published && h("span", null, moment(published)),
        updated && h("span", null, t("updated "), moment(updated)),
        h("span", null, readingTime(page.reading_time)),
        page.comments?.count ? h("span", null, h("a", { href: "#comments" }, counted(page.comments.count, "comment"))) : null)),
    reviewers.length ? reviewedBy(reviewers, page) : null);
}

/** @param {string} iso */
function moment(iso) {
  return h("time", { datetime: iso }, day(iso));
}

/**
 * @param {Person[]} reviewers
 * @param {ArticlePage} page
 */
function reviewedBy(reviewers, { last_reviewed, next_review }) {
  const people = joined(reviewers.map((person) => fragment(h("a", { href: personPath(person) }, person.name), person.credentials && `, ${person.credentials},`)));
  return h("p", { class: "reviewed" }, icon("reviewed"),
    h("span", null, t("Reviewed by "), people, last_reviewed && fragment(t(" on "), moment(last_reviewed)), next_review && h("span", { class: "next-review" }, t(" Next review due "), moment(next_review))));
}

/** @param {ArticlePage} page */
function foot({ topics, tags, authors }) {
  const bios = (authors ?? []).filter((author) => author.bio);
  if (!topics?.length && !tags?.length && !bios.length) return null;
  return h("footer", { class: "article-foot" },
    topics?.length ? h("nav", { "aria-label": t("Topics") }, h("p", { class: "filter-label" }, t("Topics")), linkChips(topics.map(({ name, slug }) => ({ label: name, href: `/topic/${slug}/` })))) : null,
    tags?.length ? h("nav", { "aria-label": t("Tags") }, h("p", { class: "filter-label" }, t("Tags")), linkChips(tags.map(({ name }) => ({ label: name, href: `/tag/?name=${encodeURIComponent(name)}` })))) : null,
    bios.map((author) => h("div", { class: "bio" }, portrait(author),
      h("div", null, h("p", { class: "bio-name" }, h("a", { href: personPath(author) }, author.name), author.role && h("span", null, author.role)), h("p", null, author.bio)))));
}

/** @param {ArticlePage} page */
function related(page) {
  const cards = page.related ?? [];
  if (!cards.length) return null;
  return h("section", { class: "related", "aria-labelledby": "related" }, h("div", { class: "wrap" }, h("h2", { id: "related", class: "band-title" }, t("Read next")), cardGrid(cards.slice(0, 3))));
}
