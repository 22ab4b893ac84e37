/** What search engines and shared links read of a page: the API's `head` and `structured_data`. */
import { h } from "./dom.js";

/** @import { Head } from "./types.js" */

/** Marks what belongs to one page, and goes with it. */
const OF_PAGE = { "data-of-page": true };

/**
 * @param {Head|null} [head] null for what is not in search results
 * @param {string|null} [structuredData]
 */
export function setMetadata(head, structuredData) {
  for (const element of document.head.querySelectorAll("[data-of-page]")) element.remove();
  if (!head) return;
  document.title = head.title;
  document.querySelector('meta[name="description"]')?.setAttribute("content", head.description);
  const { og, card } = head;
  document.head.append(
    h("meta", { name: "robots", content: head.robots, ...OF_PAGE }),
    ...(head.canonical ? [h("link", { rel: "canonical", href: head.canonical, ...OF_PAGE })] : []),
    ...head.alternates.map(({ locale, url }) => h("link", { rel: "alternate", hreflang: locale, href: url, ...OF_PAGE })),
    ...head.feeds.map(({ title, url, type }) => h("link", { rel: "alternate", type, title, href: url, ...OF_PAGE })),
    ...property("og:type", og.type),
    ...property("og:title", og.title),
    ...property("og:description", og.description),
    ...property("og:url", og.url),
    ...property("og:site_name", og.site_name),
    ...property("og:locale", og.locale),
    ...property("og:image", og.image),
    ...property("og:image:alt", og.image && og.image_alt),
    ...property("og:image:width", og.image_width),
    ...property("og:image:height", og.image_height),
    h("meta", { name: "twitter:card", content: card.type, ...OF_PAGE }),
    ...(card.site ? [h("meta", { name: "twitter:site", content: card.site, ...OF_PAGE })] : []),
    ...property("article:published_time", og.published_time),
    ...property("article:modified_time", og.modified_time),
    ...(structuredData ? [h("script", { type: "application/ld+json", ...OF_PAGE }, structuredData)] : []));
}

/**
 * @param {string} name
 * @param {string|number|null} content
 */
function property(name, content) {
  return content ? [h("meta", { property: name, content, ...OF_PAGE })] : [];
}
