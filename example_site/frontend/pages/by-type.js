/** Any other address: the page that the API finds there, shown by its type. */
import { findPage, getHome } from "../api.js";
import { renderBody } from "../blocks/index.js";
import { h } from "../dom.js";
import { articleView } from "./article.js";
import { homeView } from "./home.js";
import { sectionView } from "./section.js";

/** @import { Visit, View } from "../router.js" */
/** @import { ArticlePage, IndexPage, Page } from "../types.js" */

/** @param {Visit} visit @returns {Promise<View>} */
export async function byType(visit) {
  const page = await findPage(visit.url.pathname);
  return { ...(await viewOf(page, visit)), path: page.path, userbar: { page: page.id } };
}

/**
 * @param {Page} page
 * @param {Visit} visit
 * @returns {Promise<View>}
 */
export async function viewOf(page, visit) {
  switch (page.meta.type) {
    case "parenting_pages.AdviceArticlePage":
      return articleView(/** @type {ArticlePage} */ (page));
    case "parenting_pages.AdviceIndexPage": {
      const index = /** @type {IndexPage} */ (page);
      return (await isHome(page)) ? homeView(index) : sectionView(index, visit);
    }
    default:
      return plainView(page);
  }
}

/** @param {Page} page */
async function isHome(page) {
  if (page.path) return page.path === "/";
  return (await getHome()).id === page.id;
}

/** @param {Page} page @returns {View} */
function plainView(page) {
  return {
    title: page.title,
    node: h("div", { class: "article" },
      h("header", { class: "article-head" }, h("h1", null, page.title)),
      renderBody(Array.isArray(page.body) ? page.body : [], { pageId: page.id })),
  };
}
