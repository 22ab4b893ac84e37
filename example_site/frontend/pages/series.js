/** A link-up series: what it is, the edition that is open or next, its rules, all that were. */
import { calendarUrl, getEditions } from "../api.js";
import { fragment, h, richText } from "../dom.js";
import { editionLink, editionRow, LINKS, standing, windowLine } from "../editions.js";
import { counted, weekday } from "../format.js";
import { announce } from "../head.js";
import { icon } from "../icons.js";
import { mailForm } from "../mail-form.js";
import { portrait } from "../people.js";
import { rememberShown } from "../router.js";
import { shareButtons } from "../share.js";
import { emptyState, partError } from "../states.js";
import { t } from "../texts.js";
import { tintOf } from "../tints.js";
import { headPicture, names, rulesDate } from "./edition.js";

/** @import { Visit, View } from "../router.js" */
/** @import { EditionCard, EditionList, SeriesPage } from "../types.js" */

const PAGE = 10;
const MOST = 100;

/**
 * @param {SeriesPage} page
 * @param {Visit} visit
 * @returns {Promise<View>}
 */
export async function seriesView(page, { shown }) {
  const query = { series: page.id, state: "closed" };
  const past = await getEditions({ ...query, limit: Math.min(MOST, Math.max(PAGE, shown)) }).catch(() => null);
  return {
    title: page.title,
    description: page.intro,
    head: page.head,
    structuredData: page.structured_data,
    node: h("div", { class: "series-page" },
      head(page),
      h("div", { class: "wrap series-main" },
        h("div", { class: "series-editions" }, current(page.current), archive(query, past)),
        h("aside", { class: "series-side" }, rules(page), tellMe(page), shareButtons(page, { layout: "icons", most: 5 })))),
  };
}

/** @param {SeriesPage} page */
function head(page) {
  return h("header", { class: "page-head linkup-head", dataset: { tint: tintOf(page.id) } },
    h("div", { class: "wrap linkup-head-row" },
      h("div", { class: "page-head-text" },
        h("p", { class: "kicker" }, t("Link-up")),
        h("h1", null, page.title),
        page.intro && h("p", { class: "page-intro" }, page.intro),
        page.hosts.length ? h("p", { class: "hosts" }, h("span", { class: "portraits" }, page.hosts.map((host) => portrait(host))), h("span", null, t("Hosted by "), names(page.hosts))) : null,
        schedule(page)),
      page.hero && headPicture(page.hero)));
}

/** @param {SeriesPage} page */
function schedule({ id, schedule: plan }) {
  const values = { weeks: plan.every_weeks, open: weekday(plan.open_weekday), from: plan.open_time, close: weekday(plan.close_weekday), to: plan.close_time, place: plan.zone.split("/").at(-1)?.replace(/_/g, " ") ?? "" };
  const words = plan.every_weeks === 1
    ? t("Every week from {open} {from} to {close} {to}, by the clocks of {place}.", values)
    : t("Every {weeks} weeks from {open} {from} to {close} {to}, by the clocks of {place}.", values);
  return fragment(
    h("p", { class: "schedule" }, icon("clock"), h("span", null, words)),
    h("p", { class: "linkup-actions" }, h("a", { class: "button", href: calendarUrl(id) }, icon("calendar"), t("Add to your calendar"))));
}

/** @param {EditionCard|null} edition */
function current(edition) {
  if (!edition || edition.state === "closed") return h("p", { class: "no-edition" }, t("No edition is open or planned at the moment."));
  const isOpen = edition.state === "open";
  return h("section", { class: "current-edition", "aria-labelledby": "current" },
    standing(edition),
    h("h2", { id: "current" }, editionLink(edition, null, edition.title)),
    windowLine(edition),
    h("p", { class: "linkup-actions" },
      isOpen ? editionLink(edition, { class: "button main", hash: LINKS }, icon("plus"), t("Add your link")) : null,
      editionLink(edition, { class: "button" }, isOpen && edition.entry_count ? t("See {links}", { links: counted(edition.entry_count, "link") }) : t("Open the page"))));
}

/** @param {SeriesPage} page */
function tellMe({ id, path }) {
  return h("section", { class: "series-rules", "aria-labelledby": "tell-me" },
    h("h2", { id: "tell-me" }, t("Hear when it opens")),
    h("p", { class: "quiet" }, t("One mail each time, until you end it with a click.")),
    mailForm({ label: t("Your e-mail address"), verb: t("Tell me"), next: path ?? "/", subscribe: [`series-${id}`] }));
}

/** @param {SeriesPage} page */
function rules({ rules: text, rules_version: version }) {
  if (!text) return null;
  return h("section", { class: "series-rules", "aria-labelledby": "rules" },
    h("h2", { id: "rules" }, t("The rules")),
    h("p", { class: "quiet" }, rulesDate(version)),
    richText(text));
}

/**
 * @param {{ series: number, state: string }} query
 * @param {EditionList|null} first null when they did not come
 */
function archive(query, first) {
  const section = h("section", { class: "archive", "aria-labelledby": "archive" }, h("h2", { id: "archive", class: "band-title" }, t("Earlier editions")));
  const fill = (/** @type {EditionList} */ list) => section.replaceChildren(section.firstChild ?? "", list.items.length ? grown(query, list) : emptyState(t("This is the first one"), h("p", null, t("Editions stay here when they have closed."))));
  if (first) fill(first);
  else section.append(partError(t("Earlier editions could not be loaded."), () => getEditions({ ...query, limit: PAGE }).then(fill, () => {})));
  return section;
}

/**
 * @param {{ series: number, state: string }} query
 * @param {EditionList} first
 */
function grown(query, first) {
  const list = h("ul", { class: "edition-rows", role: "list" }, first.items.map((edition) => h("li", null, editionRow(edition))));
  const foot = h("div", { class: "list-foot" });
  const button = h("button", { class: "button", type: "button", onclick: more }, t("Show more editions"));
  let cursor = first.next;
  let shown = first.items.length;

  async function more() {
    button.disabled = true;
    try {
      const next = await getEditions({ ...query, limit: PAGE, cursor: cursor ?? undefined });
      const rows = next.items.map((edition) => h("li", null, editionRow(edition)));
      list.append(...rows);
      cursor = next.next;
      shown += rows.length;
      rememberShown(shown);
      foot.replaceChildren(...(cursor ? [button] : []));
      rows[0]?.querySelector("a")?.focus({ preventScroll: true });
      announce(t("{editions} shown", { editions: counted(rows.length, "more edition") }));
    } catch {
      foot.replaceChildren(partError(t("More editions could not be loaded."), () => {
        foot.replaceChildren(button);
        more();
      }));
    } finally {
      button.disabled = false;
    }
  }

  foot.replaceChildren(...(cursor ? [button] : []));
  return fragment(list, foot);
}
