/** What stands around every page: the menu of sections, the footer, the notice of being offline. */
import { getFacets, getSections } from "./api.js";
import { h } from "./dom.js";
import { byAge } from "./stages.js";
import { setTints } from "./tints.js";

/** @import { MenuItem } from "./types.js" */

export async function startShell() {
  const notice = document.getElementById("offline-notice");
  const showNotice = () => notice?.toggleAttribute("hidden", navigator.onLine);
  addEventListener("online", showNotice);
  addEventListener("offline", showNotice);
  showNotice();
  addEventListener("placechange", (event) => markCurrent(/** @type {CustomEvent<string>} */ (event).detail));
  addEventListener("online", () => !document.querySelector("#menu a") && fill());
  await fill();
}

async function fill() {
  const [sections, facets] = await Promise.allSettled([getSections(), getFacets()]);
  const menu = document.getElementById("menu");
  if (sections.status === "fulfilled") {
    setTints(sections.value);
    menu?.replaceChildren(...sections.value.map(menuItem));
    fillList("footer-sections", sections.value.map(({ title, path }) => ({ label: title, href: path })));
  } else {
    menu?.replaceChildren();
  }
  if (facets.status === "fulfilled") {
    fillList("footer-ages", byAge(facets.value.stages).map((stage) => ({ label: stage.name, href: `/stage/${stage.slug}/` })));
    fillList("footer-topics", [...facets.value.topics].sort((a, b) => b.count - a.count).slice(0, 6).map((topic) => ({ label: topic.name, href: `/topic/${topic.slug}/` })));
  }
  markCurrent(location.pathname);
}

/** @param {MenuItem} item */
function menuItem({ title, path }) {
  return h("li", null, h("a", { href: path }, title));
}

/**
 * @param {string} id
 * @param {{ label: string, href: string }[]} links
 */
function fillList(id, links) {
  const list = document.getElementById(id);
  list?.replaceChildren(...links.map(({ label, href }) => h("li", null, h("a", { href }, label))));
  list?.parentElement?.toggleAttribute("hidden", links.length === 0);
}

/** @param {string} path */
function markCurrent(path) {
  for (const link of document.querySelectorAll("#menu a")) {
    const own = link.getAttribute("href") ?? "";
    if (path === own) link.setAttribute("aria-current", "page");
    else if (own !== "/" && path.startsWith(own)) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}
