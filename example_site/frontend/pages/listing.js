/** Lists that are not sections: search, tag, topic, stage, person. */
import { getArticles, getFacets, getPerson } from "../api.js";
import { drawing, fragment, h } from "../dom.js";
import { counted } from "../format.js";
import { articleList } from "../lists.js";
import { portrait, profileLinks } from "../people.js";
import { searchForm } from "../search-form.js";
import { stageDrawing } from "../stages.js";
import { emptyState, notFound } from "../states.js";
import { t } from "../texts.js";

/** @import { ArticleQuery } from "../api.js" */
/** @import { Child } from "../dom.js" */
/** @import { Visit, View } from "../router.js" */

/**
 * @param {{ title: string, label?: string, intro?: Child, picture?: Child, tint?: string, heading?: Child }} head
 * @param {...Child} rest
 * @returns {View}
 */
function listing({ title, label, intro, picture, tint = "sand", heading }, ...rest) {
  return {
    title,
    node: h("div", { class: "listing-page" },
      h("header", { class: "page-head", dataset: { tint } },
        h("div", { class: "wrap page-head-row" },
          h("div", { class: "page-head-text" }, label && h("p", { class: "kicker" }, label), h("h1", null, heading ?? title), intro),
          picture && h("div", { class: "page-head-picture" }, picture))),
      h("div", { class: "wrap" }, rest)),
  };
}

/**
 * @param {ArticleQuery} query
 * @param {Visit} visit
 */
async function results(query, { shown }) {
  const list = await articleList({ query, shown, empty: emptyState(t("Nothing here yet"), h("p", null, t("Try a search, or begin at the "), h("a", { href: "/" }, t("home page")), ".")) });
  return { ...list, node: fragment(list.count ? h("p", { class: "result-count" }, counted(list.count, "article")) : null, list.node) };
}

/** @returns {View} */
function missing() {
  const { title, node } = notFound();
  return { title, node };
}

/** @param {Visit} visit @returns {Promise<View>} */
export async function searchPage(visit) {
  const words = (visit.url.searchParams.get("q") ?? "").trim();
  const form = searchForm(words);
  if (!words) return listing({ title: t("Search"), intro: form }, h("p", { class: "quiet" }, t("Search by a word or two: “night feeds”, “first foods”, “fever”.")));
  const list = await articleList({
    query: { search: words },
    shown: visit.shown,
    empty: emptyState(t("Nothing found for “{words}”", { words }), h("p", null, t("Check the spelling, or try a single, more general word."))),
  });
  return listing({ title: t("Search: ") + words, heading: fragment(t("Search: "), h("q", null, words)), intro: form },
    list.count ? h("p", { class: "result-count" }, counted(list.count, "article")) : null, list.node);
}

/** @param {Visit} visit @returns {Promise<View>} */
export async function tagPage(visit) {
  const name = visit.url.searchParams.get("name") ?? "";
  if (!name) return missing();
  const list = await results({ tag: name, order: "-published_at" }, visit);
  return listing({ title: name, label: t("Tag") }, list.node);
}

/** @param {Visit} visit @returns {Promise<View>} */
export async function topicPage(visit) {
  const [facets, list] = await Promise.all([getFacets(), results({ topic: visit.params[0], order: "-published_at" }, visit)]);
  const topic = facets.topics.find(({ slug }) => slug === visit.params[0]) ?? list.first?.topics.find(({ slug }) => slug === visit.params[0]);
  if (!topic && !list.count) return missing();
  const below = facets.topics.filter(({ parent }) => parent?.slug === visit.params[0]);
  return listing({
    title: topic?.name ?? t("Topic"),
    label: topic?.parent ? t("Topic in {topic}", { topic: topic.parent.name }) : t("Topic"),
    tint: "mint",
    intro: below.length ? h("ul", { class: "chips", role: "list" }, below.map(({ slug, name }) => h("li", null, h("a", { class: "chip", href: `/topic/${slug}/` }, name)))) : null,
  }, list.node);
}

/** @param {Visit} visit @returns {Promise<View>} */
export async function stagePage(visit) {
  const [facets, list] = await Promise.all([getFacets(), results({ stage: visit.params[0], order: "-published_at" }, visit)]);
  const stage = facets.stages.find(({ slug }) => slug === visit.params[0]) ?? list.first?.stages.find(({ slug }) => slug === visit.params[0]);
  if (!stage) return missing();
  return listing({ title: stage.name, label: t("By age"), tint: "pear", picture: drawing(stageDrawing(stage)) }, list.node);
}

/** @param {Visit} visit @returns {Promise<View>} */
export async function personPage(visit) {
  const slug = visit.params[0];
  const [person, written] = await Promise.all([
    getPerson(slug),
    getArticles({ author: slug, order: "-published_at", limit: 1 }),
  ]);
  const query = written.count ? { author: slug } : { reviewer: slug };
  const list = await results({ ...query, order: "-published_at" }, visit);
  return listing({
    title: person.name,
    label: person.role || (written.count ? t("Author") : t("Reviewer")),
    tint: "sage",
    picture: portrait(person, "large"),
    intro: fragment(
      person.credentials && h("p", { class: "person-credentials" }, person.credentials),
      person.bio && h("p", { class: "page-intro" }, person.bio),
      profileLinks(person)),
  }, h("h2", { class: "band-title" }, written.count ? t("Written by {name}", { name: person.name }) : t("Reviewed by {name}", { name: person.name })), list.node);
}
