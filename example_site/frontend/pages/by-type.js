/** Any other address: the page that the API finds there, shown by its type. */
import { getHome, resolve } from "../api.js";
import { renderBody } from "../blocks/index.js";
import { commentsAtEnd } from "../comments.js";
import { fragment, h } from "../dom.js";
import { articleView } from "./article.js";
import { editionView } from "./edition.js";
import { homeView } from "./home.js";
import { sectionView } from "./section.js";
import { seriesView } from "./series.js";

/** @import { Visit, View } from "../router.js" */
/** @import { ArticlePage, CommentList, EditionPage, EntryList, IndexPage, Page, SeriesPage } from "../types.js" */

/** @typedef {{ page: Page, comments: CommentList|null, entries?: EntryList|null }} Found a page with the first of its threads and links */

/** @param {Visit} visit @returns {Promise<View>} */
export async function byType(visit) {
  const found = await resolve(visit.url.pathname + visit.url.search);
  if (found.outcome === "redirect") return { title: "", node: fragment(), redirect: found.location };
  const { page } = found;
  return { ...(await viewOf(found, visit)), path: page.path, userbar: { page: page.id } };
}

/**
 * @param {Found} found
 * @param {Visit} visit
 * @returns {Promise<View>}
 */
export async function viewOf({ page, comments, entries }, visit) {
  switch (page.meta.type) {
    case "parenting_pages.AdviceArticlePage":
      return articleView(/** @type {ArticlePage} */ (page), comments);
    case "parenting_pages.AdviceIndexPage": {
      const index = /** @type {IndexPage} */ (page);
      return (await isHome(page)) ? homeView(index) : sectionView(index, visit);
    }
    case "parenting_pages.LinkUpSeriesPage":
      return seriesView(/** @type {SeriesPage} */ (page), visit);
    case "parenting_pages.LinkUpPage":
      return editionView(/** @type {EditionPage} */ (page), comments, entries ?? null);
    default:
      return plainView(page, comments);
  }
}

/** @param {Page} page */
async function isHome(page) {
  if (page.path) return page.path === "/";
  return (await getHome()).id === page.id;
}

/** @param {Page} page @param {CommentList|null} comments @returns {View} */
function plainView(page, comments) {
  return {
    title: page.title,
    node: h("div", { class: "article" },
      h("header", { class: "article-head" }, h("h1", null, page.title)),
      renderBody(Array.isArray(page.body) ? page.body : [], { page, comments }),
      commentsAtEnd(page, comments)),
  };
}
