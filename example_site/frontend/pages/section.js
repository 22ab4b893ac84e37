/** A section: filters that are links, the number of articles, cards, more by cursor. */
import { getFacets, getSections } from "../api.js";
import { renderBody } from "../blocks/index.js";
import { leadCard } from "../cards.js";
import { filterRow } from "../chips.js";
import { fragment, h } from "../dom.js";
import { counted } from "../format.js";
import { articleList } from "../lists.js";
import { byAge } from "../stages.js";
import { emptyState } from "../states.js";
import { setTints, tintOf } from "../tints.js";
import { t } from "../texts.js";

/** @import { Visit, View } from "../router.js" */
/** @import { Facets, IndexPage } from "../types.js" */

const MOST_TOPICS = 14;

/**
 * @param {IndexPage} page
 * @param {Visit} visit
 * @returns {Promise<View>}
 */
export async function sectionView(page, visit) {
  const [facets, sections] = await Promise.all([getFacets(page.id), getSections()]);
  setTints(sections);
  const filters = h("div", { class: "filters" });
  const results = h("div", { class: "results" });
  const view = {
    title: page.title,
    description: page.intro,
    head: page.head,
    structuredData: page.structured_data,
    node: h("div", { class: "section-page" },
      h("header", { class: "page-head", dataset: { tint: tintOf(page.id) } },
        h("div", { class: "wrap" },
          parentLink(page),
          h("h1", null, page.title),
          page.intro && h("p", { class: "page-intro" }, page.intro))),
      page.body?.length ? h("div", { class: "section-body" }, renderBody(page.body, { page })) : null,
      h("div", { class: "wrap" }, filters, results)),
    /** @param {Visit} next */
    async update(next) {
      results.setAttribute("aria-busy", "true");
      filters.replaceChildren(filterRows(facets, next.url));
      try {
        const { words, node } = await listFor(page, next);
        results.replaceChildren(node);
        return words;
      } finally {
        results.removeAttribute("aria-busy");
      }
    },
  };
  await view.update(visit);
  return view;
}

/** @param {IndexPage} page */
function parentLink(page) {
  const parent = page.meta.parent;
  const path = parent?.meta.html_url ? new URL(parent.meta.html_url, location.href).pathname : "/";
  return parent && path !== "/" ? h("p", { class: "kicker" }, h("a", { href: path }, parent.title)) : null;
}

/**
 * @param {Facets} facets
 * @param {URL} url
 */
function filterRows(facets, url) {
  const topic = url.searchParams.get("topic");
  const frequent = [...facets.topics].sort((a, b) => b.count - a.count).filter(({ slug }, index) => index < MOST_TOPICS || slug === topic);
  return fragment(
    filterRow(t("Age"), "stage", byAge(facets.stages).map(({ name, slug, count }) => ({ label: name, value: slug, count })), url),
    filterRow(t("Topic"), "topic", frequent.map(({ name, slug, count }) => ({ label: name, value: slug, count })), url));
}

/** @param {URL} url */
function withoutFilters(url) {
  const query = new URLSearchParams(url.searchParams);
  query.delete("stage");
  query.delete("topic");
  const search = query.toString();
  return url.pathname + (search ? `?${search}` : "");
}

/**
 * @param {IndexPage} page
 * @param {Visit} visit
 */
async function listFor(page, { url, shown }) {
  const stage = url.searchParams.get("stage") ?? undefined;
  const topic = url.searchParams.get("topic") ?? undefined;
  const filtered = Boolean(stage || topic);
  const everything = withoutFilters(url);
  const lead = filtered ? undefined : page.featured?.[0];
  const empty = filtered
    ? emptyState(stage && topic ? t("Nothing matches both") : t("Nothing matches"), h("p", null, t("Take a filter away, or "), h("a", { href: everything }, t("see everything in {title}", { title: page.title })), "."))
    : emptyState(t("Nothing here yet"), h("p", null, t("The first articles of this section are being written. Until then, begin at the "), h("a", { href: "/" }, t("home page")), "."));
  const list = await articleList({ query: { section: page.id, stage, topic, order: "-published_at" }, shown, empty, without: lead?.id });
  const words = counted(list.count, "article");
  if (!list.count) return { words, node: list.node };
  const count = h("p", { class: "result-count" }, words, filtered && fragment(" · ", h("a", { href: everything }, t("Clear filters"))));
  return { words, node: fragment(count, lead && leadCard(lead), list.node) };
}
