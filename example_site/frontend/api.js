/** All traffic with the API. Nothing else on this site calls `fetch`. */

import { forgetToken, readerToken } from "./reader-token.js";

/** @import { ArticleList, ConfirmedReader, DrawList, EditionCard, EditionList, EntryList, Facets, IndexPage, Me, MenuItem, Page, Person, Problem, Resolved, ResolvedPage, Site, SubscriptionList } from "./types.js" */

const BASE = /** @type {HTMLMetaElement|null} */ (document.querySelector('meta[name="parenting-api"]'))?.content ?? "/api/";
const USERBAR = /** @type {HTMLMetaElement|null} */ (document.querySelector('meta[name="wagtail-userbar"]'))?.content ?? "/parenting/userbar/";
const FRESH_MS = 60_000;
const TIMEOUT_MS = 20_000;

/** Why an answer did not come: `offline`, `unreachable`, or `http` with a status. */
export class ApiError extends Error {
  /**
   * @param {"offline"|"unreachable"|"http"} kind
   * @param {number} status 0 unless `http`
   * @param {Problem|null} problem
   */
  constructor(kind, status = 0, problem = null) {
    super(problem?.detail || problem?.title || (kind === "http" ? `HTTP ${status}` : kind));
    this.kind = kind;
    this.status = status;
    this.problem = problem;
  }
}

/** @type {Map<string, { at: number, answer: Promise<any> }>} */
const answers = new Map();

/**
 * @param {string} path below the API's base
 * @param {Record<string, string|number|null|undefined>} [query] empty values are left out
 */
function address(path, query = {}) {
  const url = new URL(BASE + path, location.href);
  for (const [name, value] of Object.entries(query)) {
    if (value !== null && value !== undefined && value !== "") url.searchParams.append(name, String(value));
  }
  return url.href;
}

/**
 * @param {string} url
 * @param {RequestInit} [options]
 * @returns {Promise<any>} null for an answer without content
 */
async function request(url, options = {}) {
  let response;
  try {
    response = await fetch(url, {
      credentials: "omit",
      signal: AbortSignal.timeout(TIMEOUT_MS),
      ...options,
      headers: { Accept: "application/json", ...options.headers },
    });
  } catch {
    throw new ApiError(navigator.onLine ? "unreachable" : "offline");
  }
  if (response.status === 204) return null;
  const json = await response.json().catch(() => null);
  if (!response.ok) throw new ApiError("http", response.status, json);
  if (json === null) throw new ApiError("unreachable");
  return json;
}

/**
 * For readers themselves: says whose browser this is. A token that is not good any more is thrown away.
 * @param {string} path below `readers/`
 * @param {{ method?: string, body?: unknown, query?: Record<string, string|null> }} [options]
 * @returns {Promise<any>}
 */
async function asReader(path, { method = "GET", body, query } = {}) {
  const token = readerToken();
  try {
    return await request(address(`v3/parenting/readers/${path}`, query), {
      method,
      body: body === undefined ? undefined : JSON.stringify(body),
      headers: { ...(body !== undefined && { "Content-Type": "application/json" }), ...(token && { "Parenting-Token": token }) },
    });
  } catch (error) {
    if (error instanceof ApiError && error.problem?.code === "invalid_token") forgetToken();
    throw error;
  }
}

/**
 * Answers are kept for a minute, so that going back is instant. A failure is never kept. After
 * that the browser asks with the answer's ETag, and 304 costs neither the server nor the line much.
 * @param {string} url
 */
function remembered(url) {
  const known = answers.get(url);
  if (known && Date.now() - known.at < FRESH_MS) return known.answer;
  const answer = request(url);
  answers.set(url, { at: Date.now(), answer });
  answer.catch(() => answers.delete(url));
  return answer;
}

/**
 * What stands at an address of this site, or where to go instead. An address where nothing can be
 * shown is an `ApiError` with the status 404, 410 (deleted) or 403 (not open to everyone).
 * @param {string} path with its query string, which redirects look at
 * @returns {Promise<Resolved>}
 */
export function resolve(path) {
  return remembered(address("v3/parenting/resolve/", { path }));
}

/**
 * The home page. Nothing else on this site asks for an address without a visitor going there.
 * @returns {Promise<IndexPage>}
 */
export async function getHome() {
  const home = await resolve("/");
  if (home.outcome !== "page") throw new ApiError("http", 404);
  return /** @type {IndexPage} */ (home.page);
}

/**
 * The site's name, languages and menu.
 * @returns {Promise<Site>}
 */
export function getSite() {
  return remembered(address("v3/parenting/site/"));
}

/**
 * The sections: what editors put in the menu.
 * @returns {Promise<MenuItem[]>}
 */
export async function getSections() {
  return (await getSite()).menu;
}

/**
 * @param {string} slug
 * @returns {Promise<Person>}
 */
export function getPerson(slug) {
  return remembered(address(`v3/parenting/people/${encodeURIComponent(slug)}/`));
}

/**
 * @typedef {object} ArticleQuery
 * @property {number} [section] an index's id
 * @property {string} [stage] slug
 * @property {string} [topic] slug
 * @property {string} [tag] exact name
 * @property {string} [author] slug
 * @property {string} [reviewer] slug
 * @property {string} [search]
 * @property {string} [order]
 * @property {number} [limit] 1 to 100
 * @property {string} [cursor]
 */

/**
 * @param {ArticleQuery} query
 * @returns {Promise<ArticleList>}
 */
export function getArticles(query) {
  return remembered(address("v3/parenting/articles/", { ...query }));
}

/**
 * @param {number} [section]
 * @returns {Promise<Facets>}
 */
export function getFacets(section) {
  return remembered(address("v3/parenting/facets/", { section }));
}

/**
 * A page by its id: what another one refers to.
 * @param {number} id
 * @returns {Promise<Page>}
 */
export async function getPage(id) {
  const found = await remembered(address("v3/parenting/resolve/", { page: id }));
  if (found.outcome !== "page") throw new ApiError("http", 404);
  return found.page;
}

/**
 * The link-up that is open, or else the next; null where neither is.
 * @returns {Promise<EditionCard|null>}
 */
export async function getCurrentLinkUp() {
  try {
    return await remembered(address("v3/parenting/linkups/current/"));
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return null;
    throw error;
  }
}

/**
 * Editions, the latest first.
 * @param {{ series: number, state?: string, limit?: number, cursor?: string }} query
 * @returns {Promise<EditionList>}
 */
export function getEditions(query) {
  return remembered(address("v3/parenting/linkups/editions/", { ...query }));
}

/**
 * @param {number} edition
 * @param {{ order?: string, limit?: number }} query
 * @returns {Promise<EntryList>}
 */
export function getEntries(edition, query) {
  return remembered(address(`v3/parenting/linkups/${edition}/entries/`, { ...query }));
}

/**
 * @param {number} edition
 * @returns {Promise<DrawList>}
 */
export function getDraws(edition) {
  return remembered(address(`v3/parenting/linkups/${edition}/draws/`));
}

/** Where calendars find when an edition, or all of a series, are open. @param {number} page */
export function calendarUrl(page) {
  return address(`v3/parenting/linkups/${page}/calendar.ics`);
}

/**
 * A draft, by the token that the editor's preview hands out. Never kept.
 * @param {string} token
 * @returns {Promise<ResolvedPage & { mode: string }>}
 */
export function getPreview(token) {
  return request(address("v3/parenting/preview/", { token }));
}

/**
 * Has a link mailed that confirms the address, and opens what was written with it.
 * @param {string} email
 * @param {string} next path to come back to
 * @param {string[]} subscribe what to hear of, once the address is confirmed
 * @returns {Promise<{ detail: string }>}
 */
export function mailLink(email, next, subscribe) {
  return asReader("", { method: "POST", body: { email, next, subscribe } });
}

/**
 * @param {string} token of the mailed link
 * @returns {Promise<ConfirmedReader>}
 */
export function confirmReader(token) {
  return asReader("confirm/", { method: "POST", body: { token } });
}

/**
 * @param {string|null} [cursor]
 * @returns {Promise<Me>}
 */
export function getMe(cursor = null) {
  return asReader("me/", { query: { cursor } });
}

/** @returns {Promise<SubscriptionList>} */
export function getSubscriptions() {
  return asReader("me/subscriptions/");
}

/**
 * @param {string[]} topics those to keep
 * @returns {Promise<SubscriptionList>}
 */
export function setSubscriptions(topics) {
  return asReader("me/subscriptions/", { method: "PATCH", body: { topics } });
}

/** Everything that is kept of this reader. */
export function getExport() {
  return asReader("me/export/");
}

/** Cannot be undone. */
export function eraseMe() {
  return asReader("me/", { method: "DELETE" });
}

/**
 * @param {string} token of the link in a mail
 * @returns {Promise<{ detail: string }>}
 */
export function unsubscribe(token) {
  return asReader("unsubscribe/", { method: "POST", query: { token } });
}

/**
 * Wagtail's user bar as HTML; empty for whoever is no editor. The one request that sends cookies.
 * @param {Record<string, string|number>} query `page`, or `token` of a preview
 * @returns {Promise<string>}
 */
export async function getUserbar(query) {
  const url = new URL(USERBAR, location.href);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value));
  const response = await fetch(url, { credentials: "include", signal: AbortSignal.timeout(TIMEOUT_MS) });
  return response.status === 200 ? response.text() : "";
}
