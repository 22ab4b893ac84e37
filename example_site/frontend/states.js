/** What stands there when nothing can be shown: empty, failed, offline, not found. */
import { ApiError } from "./api.js";
import { drawing, h } from "./dom.js";
import { EMPTY_BOWL, LOST_MOON, UNPLUGGED } from "./drawings.js";
import { searchForm } from "./search-form.js";
import { t } from "./texts.js";

/** @import { Child } from "./dom.js" */

/**
 * @param {string} picture
 * @param {HTMLElement} heading
 * @param {...Child} rest
 */
function state(picture, heading, ...rest) {
  return h("div", { class: "state" }, h("div", { class: "state-picture", "aria-hidden": "true" }, drawing(picture)), heading, rest);
}

/**
 * @param {unknown} error
 * @param {() => void} retry
 * @returns {{ title: string, node: HTMLElement }}
 */
export function errorState(error, retry) {
  if (error instanceof ApiError && error.status === 404) return notFound();
  if (error instanceof ApiError && error.status === 410) return gone();
  if (error instanceof ApiError && error.status === 403) return locked();
  const button = h("button", { class: "button", type: "button", onclick: retry }, t("Try again"));
  if (error instanceof ApiError && error.kind === "offline") {
    const title = t("You are offline");
    return {
      title,
      node: h("div", { class: "wrap", "data-retry-online": true },
        state(UNPLUGGED, h("h1", null, title), h("p", null, t("This page will load by itself as soon as the connection is back.")), button)),
    };
  }
  const title = t("This page could not be loaded");
  const reason = error instanceof ApiError && error.kind === "http"
    ? t("The server answered with an error ({status}).", { status: error.status })
    : t("The server could not be reached.");
  if (!(error instanceof ApiError)) console.error(error);
  return {
    title,
    node: h("div", { class: "wrap" }, state(UNPLUGGED, h("h1", null, title), h("p", null, `${reason} ${t("Nothing on your side is broken.")}`), button)),
  };
}

/** @returns {{ title: string, node: HTMLElement }} */
export function notFound() {
  const title = t("Nothing lives at this address");
  return {
    title,
    node: h("div", { class: "wrap" },
      state(LOST_MOON, h("h1", null, title),
        h("p", null, t("The page may have moved, or it is not public any more. Search for it, or begin at the "), h("a", { href: "/" }, t("home page")), "."),
        searchForm())),
  };
}

/** @returns {{ title: string, node: HTMLElement }} */
function gone() {
  const title = t("This page was taken down");
  return {
    title,
    node: h("div", { class: "wrap" },
      state(LOST_MOON, h("h1", null, title),
        h("p", null, t("It stood here once, and our editors have removed it. There may be newer advice: search for it, or begin at the "), h("a", { href: "/" }, t("home page")), "."),
        searchForm())),
  };
}

/** @returns {{ title: string, node: HTMLElement }} */
function locked() {
  const title = t("This page is not open to everyone");
  return {
    title,
    node: h("div", { class: "wrap" },
      state(LOST_MOON, h("h1", null, title), h("p", null, t("It is there, but only for those who were let in. Begin at the "), h("a", { href: "/" }, t("home page")), t(" instead.")))),
  };
}

/**
 * @param {string} heading
 * @param {...Child} rest
 */
export function emptyState(heading, ...rest) {
  return state(EMPTY_BOWL, h("h2", null, heading), rest);
}

/**
 * A part of a page that failed while the rest stands.
 * @param {string} text
 * @param {() => void} retry
 */
export function partError(text, retry) {
  return h("div", { class: "part-error", role: "alert" }, h("p", null, text), h("button", { class: "button", type: "button", onclick: retry }, t("Try again")));
}
