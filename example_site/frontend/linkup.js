/** The links of an edition: the package's own component, dressed for this magazine. */
import { h } from "./dom.js";
import { LINKS } from "./editions.js";
import { entryGrid } from "./entries.js";
import { counted } from "./format.js";
import { t } from "./texts.js";

/** @import { EditionPage, EntryList } from "./types.js" */

const SCRIPT = "/static/wagtail_parenting/components/linkup.js";

/**
 * @param {EditionPage} page
 * @param {EntryList|null} entries the first of them, so that the component need not ask
 */
export function entryList(page, entries) {
  const element = document.createElement("parenting-linkup");
  const attributes = { id: LINKS, api: "/api/v3/", page: page.id, order: "oldest", tabindex: -1 };
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  /** @type {any} */ (element).linkup = entries && { page, entries };
  if (!customElements.get("parenting-linkup")) {
    element.append(plain(page, entries));
    load(element);
  }
  return h("div", { class: "links" }, element);
}

/**
 * Only editions need it. Until it is there, and should it not come, the links stand as they are.
 * @param {HTMLElement} element
 */
async function load(element) {
  try {
    await import(SCRIPT);
  } catch {
    element.querySelector("[data-no-form]")?.removeAttribute("hidden");
    return;
  }
  for (let tries = 0; tries < 100 && !element.shadowRoot; tries++) await new Promise((resolve) => setTimeout(resolve, 100));
  if (element.shadowRoot) element.replaceChildren(); // nobody sees them any more, and their pictures would wait for ever
}

/** @param {EditionPage} page @param {EntryList|null} entries */
function plain({ state, entry_count: count }, entries) {
  const items = entries?.items ?? [];
  return h("div", { class: "plain-links compact" },
    h("h2", { class: "band-title" }, count ? counted(count, "link") : t("Links")),
    state === "open" && h("p", { class: "form-missing", "data-no-form": true, hidden: true }, t("The form for your link could not be loaded. Please reload the page.")),
    items.length ? entryGrid(items, { isAnchor: true }) : h("p", { class: "quiet" }, state === "upcoming" ? t("Links will stand here as soon as it is open.") : t("Nobody has added a link yet.")),
    entries?.next && h("p", { class: "quiet plain-rest" }, t("{shown} of {links} are shown.", { shown: items.length, links: counted(count, "link") })));
}

/**
 * Leads to the field for a link, or where it will stand.
 * @param {MouseEvent} event
 */
export function toForm(event) {
  const field = document.querySelector("parenting-linkup")?.shadowRoot?.querySelector("[part=add] input");
  if (!(field instanceof HTMLElement)) return;
  event.preventDefault();
  field.scrollIntoView({ block: "center" });
  field.focus({ preventScroll: true });
}
