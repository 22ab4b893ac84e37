/**
 * Addresses and what is shown for them, with the History API. Links are real links; this takes
 * over a click only where a new page of this site would load. Owns focus, scroll position and
 * the announcement after a change of place.
 */
import { announce, setHead } from "./head.js";
import { setMetadata } from "./metadata.js";
import { currentKey, freeze, newKey, placeOf, remember } from "./places.js";
import { errorState } from "./states.js";

/**
 * @typedef {object} Visit
 * @property {URL} url
 * @property {string[]} params what the route's pattern captured
 * @property {number} shown how many cards this history entry has shown before; 0 for a new one
 */

/**
 * @typedef {object} View
 * @property {string} title empty for the home page
 * @property {string} [description]
 * @property {string} [path] the canonical path, when it may differ from the one asked for
 * @property {import("./types.js").Head|null} [head] what the API says of the page
 * @property {string|null} [structuredData]
 * @property {Node} node
 * @property {string} [redirect] where the visitor should be instead: nothing else counts then
 * @property {Record<string, string|number>} [userbar] what to ask Wagtail's user bar with
 * @property {(visit: Visit) => Promise<string>} [update] shows another query of the same path
 *   in place; answers what to announce
 */

/** @typedef {{ pattern: RegExp, load: (visit: Visit) => Promise<View>, skeleton: (visit: Visit) => Node }} Route */

const SKELETON_AFTER_MS = 150;
/** Paths of the same origin that belong to the server, not to this frontend. */
const NOT_OURS = /^\/(admin|django-admin|api|documents|media|static|frontend-assets)(\/|$)/;

/** What a component finds itself, wherever in a thread or list it stands. */
const FOUND_BY = { "parenting-comments": /^#comment-\d+$/, "parenting-linkup:defined": /^#entry-\d+$/ };

/** @type {Route[]} */
let routes = [];
/** @type {HTMLElement} */
let outlet;
/** @type {{ url: URL, view: View|null }|null} */
let current = null;
let turn = 0;

/**
 * @param {HTMLElement} main
 * @param {Route[]} table the first matching pattern wins; the last must match everything
 */
export function startRouter(main, table) {
  outlet = main;
  routes = table;
  document.addEventListener("click", takeOverClick);
  document.addEventListener("submit", takeOverSearch);
  // An entry without a key is new: someone typed another fragment into the address bar.
  addEventListener("popstate", () => goTo(new URL(location.href), history.state?.key ? "back" : "link"));
  addEventListener("online", () => outlet.querySelector("[data-retry-online]") && goTo(new URL(location.href), "again"));
  goTo(new URL(location.href), "first");
}

/** @param {string|URL} to */
export function navigate(to) {
  const url = new URL(to, location.href);
  const before = location.hash;
  history.pushState({ key: newKey() }, "", url);
  if (url.hash !== before) dispatchEvent(new HashChangeEvent("hashchange")); // the history says nothing of fragments, and components listen
  goTo(url, "link");
}

/** Notes in the history entry how many cards are shown, for a later return. @param {number} shown */
export function rememberShown(shown) {
  history.replaceState({ ...history.state, shown }, "");
}

/** @param {MouseEvent} event */
function takeOverClick(event) {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const link = /** @type {Element} */ (event.target).closest?.("a[href]");
  if (!(link instanceof HTMLAnchorElement) || link.target || link.hasAttribute("download")) return;
  const url = new URL(link.href, location.href);
  if (url.origin !== location.origin || NOT_OURS.test(url.pathname)) return;
  event.preventDefault();
  remember({ y: scrollY, left: link.getAttribute("href") ?? "" });
  if (url.href === location.href && !url.hash) {
    goTo(url, "link");
    return;
  }
  navigate(url);
}

/** @param {SubmitEvent} event */
function takeOverSearch(event) {
  const form = /** @type {HTMLFormElement} */ (event.target);
  if (form.method !== "get" || !form.hasAttribute("data-search")) return;
  event.preventDefault();
  const url = new URL(form.action, location.href);
  for (const [name, value] of new FormData(form)) url.searchParams.set(name, String(value).trim());
  navigate(url);
}

/**
 * @param {URL} url
 * @param {"first"|"link"|"back"|"again"} how
 */
async function goTo(url, how) {
  const mine = ++turn;
  const key = currentKey();
  const samePath = current?.url.pathname === url.pathname;
  if (current?.view && samePath && how !== "again" && current.url.search === url.search && (url.hash || how === "back")) {
    current.url = url;
    settle(url, how, key, true);
    return;
  }
  const visit = { url, params: /** @type {string[]} */ ([]), shown: Number(history.state?.shown ?? 0) };
  if (current?.view?.update && samePath && how !== "again" && current.url.search !== url.search) {
    await updateInPlace(current.view, visit, how, key, mine);
    return;
  }
  await showNew(visit, how, key, mine);
}

/**
 * @param {View} view
 * @param {Visit} visit
 * @param {"first"|"link"|"back"|"again"} how
 * @param {string} key
 * @param {number} mine
 */
async function updateInPlace(view, visit, how, key, mine) {
  const focused = document.activeElement instanceof HTMLElement ? document.activeElement.dataset.focusKey : undefined;
  current = { url: visit.url, view };
  freeze(how === "back");
  try {
    const words = await view.update?.(visit);
    if (mine !== turn) return;
    setHead(view.title, view.description);
    setMetadata(view.head, view.structuredData);
    const again = focused ? outlet.querySelector(`[data-focus-key="${CSS.escape(focused)}"]`) : null;
    if (again instanceof HTMLElement) again.focus({ preventScroll: true });
    if (how === "back") scrollTo(0, placeOf(key)?.y ?? 0);
    announce(words ?? "");
  } catch (error) {
    if (mine === turn) showError(error, visit.url);
  } finally {
    freeze(false);
  }
}

/**
 * @param {Visit} visit
 * @param {"first"|"link"|"back"|"again"} how
 * @param {string} key
 * @param {number} mine
 */
async function showNew(visit, how, key, mine) {
  const route = routes.find(({ pattern }) => pattern.test(visit.url.pathname)) ?? routes[routes.length - 1];
  visit.params = (route.pattern.exec(visit.url.pathname) ?? []).slice(1).map((part) => decode(part ?? ""));
  freeze(true);
  const showSkeleton = () => {
    outlet.replaceChildren(route.skeleton(visit));
    outlet.setAttribute("aria-busy", "true");
    scrollTo(0, 0);
  };
  const timer = setTimeout(showSkeleton, how === "first" ? 0 : SKELETON_AFTER_MS);
  try {
    const view = await route.load(visit);
    if (mine !== turn) return;
    clearTimeout(timer);
    if (view.redirect !== undefined) {
      follow(view.redirect, visit.url, how);
      return;
    }
    show(view, visit.url);
    settle(visit.url, how, key, false);
  } catch (error) {
    clearTimeout(timer);
    if (mine === turn) showError(error, visit.url);
  } finally {
    if (mine === turn) freeze(false);
  }
}

/**
 * Takes the place of the address that was asked for, so that going back does not lead into it.
 * @param {string} location
 * @param {URL} from
 * @param {"first"|"link"|"back"|"again"} how
 */
function follow(location, from, how) {
  const to = new URL(location, from);
  if (!to.hash) to.hash = from.hash;
  if (to.origin !== from.origin || NOT_OURS.test(to.pathname)) {
    window.location.replace(to);
    return;
  }
  history.replaceState(history.state, "", to);
  goTo(to, how);
}

/** @param {string} part */
function decode(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/**
 * @param {View} view
 * @param {URL} url
 */
function show(view, url) {
  if (view.path && view.path !== url.pathname) {
    url = new URL(url);
    url.pathname = view.path;
    history.replaceState(history.state, "", url);
  }
  current = { url, view };
  outlet.removeAttribute("aria-busy");
  outlet.replaceChildren(view.node);
  setHead(view.title, view.description);
  setMetadata(view.head, view.structuredData);
  dispatchEvent(new CustomEvent("placechange", { detail: url.pathname }));
  dispatchEvent(new CustomEvent("viewchange", { detail: view }));
}

/**
 * Puts scroll and focus where they belong.
 * @param {URL} url
 * @param {"first"|"link"|"back"|"again"} how
 * @param {string} key
 * @param {boolean} samePage
 */
function settle(url, how, key, samePage) {
  const place = placeOf(key);
  const returning = how === "back" || (how === "first" && place);
  const [finder] = Object.entries(FOUND_BY).filter(([element, hash]) => hash.test(url.hash) && outlet.querySelector(element));
  if (finder && !returning) {
    if (!samePage) scrollTo(0, 0); // from there the component goes to it
    return;
  }
  const target = url.hash && !returning ? document.getElementById(decode(url.hash.slice(1))) : null;
  if (target) {
    for (let details = target.closest("details"); details; details = details.parentElement?.closest("details") ?? null) details.open = true;
    target.scrollIntoView();
    focus(target);
    return;
  }
  scrollTo(0, returning ? (place?.y ?? 0) : 0);
  if (how === "first") return;
  const left = how === "back" && place?.left ? outlet.querySelector(`a[href="${CSS.escape(place.left)}"]`) : null;
  const heading = outlet.querySelector("h1");
  if (left instanceof HTMLElement) left.focus({ preventScroll: true });
  else if (heading && !samePage) focus(heading);
  if (!samePage) announce(document.title);
}

/** @param {HTMLElement} element */
function focus(element) {
  if (!element.matches("a[href], button, input, summary")) element.tabIndex = -1;
  element.focus({ preventScroll: true });
}

/**
 * @param {unknown} error
 * @param {URL} url
 */
function showError(error, url) {
  const retry = () => goTo(new URL(location.href), "again");
  current = { url, view: null };
  outlet.removeAttribute("aria-busy");
  const { title, node } = errorState(error, retry);
  outlet.replaceChildren(node);
  setHead(title);
  setMetadata(null);
  dispatchEvent(new CustomEvent("viewchange", { detail: null }));
  scrollTo(0, 0);
  const heading = outlet.querySelector("h1");
  if (heading) focus(heading);
  announce(title);
}
