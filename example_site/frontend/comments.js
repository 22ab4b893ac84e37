/** Reader comments: the package's own component, dressed for this magazine. */
import { h, richText } from "./dom.js";
import { counted } from "./format.js";
import { t } from "./texts.js";

/** @import { CommentList, Page } from "./types.js" */

/** What the component says, in German. */
const GERMAN = {
  comments: "Kommentare",
  order: "Reihenfolge",
  oldest: "Älteste zuerst",
  newest: "Neueste zuerst",
  top: "Beliebteste zuerst",
  previous: "Frühere Kommentare zeigen",
  next: "Weitere Kommentare zeigen",
  previous_replies: "Frühere Antworten zeigen",
  next_replies: "Spätere Antworten zeigen",
  replies: "{} weitere Antworten zeigen",
  replies_one: "Eine weitere Antwort zeigen",
  shown: "{} weitere gezeigt.",
  empty: "Noch keine Kommentare. Schreiben Sie den ersten.",
  retry: "Noch einmal versuchen",
  gone: "Dieser Kommentar wurde zurückgezogen oder entfernt.",
  author: "Autor/in",
  team: "Redaktion",
  pinned: "Angeheftet",
  edited: "bearbeitet",
  edited_team: "von der Redaktion bearbeitet",
  answers: "Antwort auf {}",
  recent: "Neu von {}:",
  held: "Ihr Kommentar wartet auf die Redaktion. Nur Sie können ihn sehen.",
  confirm: "Wir haben Ihnen eine E-Mail geschickt, mit der Sie Ihre Adresse bestätigen.",
  sent: "Ihr Kommentar ist da.",
  write: "Kommentar schreiben",
  reply: "Antworten",
  reply_to: "Antwort an {}",
  like: "Gefällt mir",
  edit: "Bearbeiten",
  save: "Speichern",
  saved: "Gespeichert.",
  withdraw: "Zurückziehen",
  sure: "Diesen Kommentar zurückziehen?",
  yes: "Ja, zurückziehen",
  report: "Melden",
  reason: "Was stimmt damit nicht?",
  spam: "Werbung",
  abuse: "Beleidigung oder Hass",
  privacy: "Private Angaben über jemanden",
  advice: "Gefährlicher Rat",
  other: "Etwas anderes",
  details: "Mehr dazu (freiwillig)",
  thanks: "Danke. Die Redaktion sieht sich das an.",
  name: "Name",
  email: "E-Mail",
  email_hint: "Sieht niemand außer der Redaktion.",
  website: "Website (freiwillig)",
  notify: "E-Mails an mich",
  notify_none: "keine",
  notify_replies: "bei Antworten auf meinen Kommentar",
  notify_thread: "bei allem in diesem Gespräch",
  recent_post: "Den neuesten Beitrag meiner Website dazuschreiben",
  closed: "Die Kommentare sind geschlossen.",
  cancel: "Abbrechen",
  send: "Senden",
  offline: "Sie sind offline. Nichts ist verloren: Versuchen Sie es wieder, wenn die Verbindung da ist.",
  unreachable: "Der Server ist nicht zu erreichen. Nichts ist verloren: Bitte versuchen Sie es noch einmal.",
  trouble: "Bei uns ging etwas schief. Nichts ist verloren: Bitte versuchen Sie es noch einmal.",
  later: "Das war viel auf einmal. Nichts ist verloren: Versuchen Sie es {} wieder.",
};
customElements.whenDefined("parenting-comments").then((element) => /** @type {any} */ (element).addTexts("de", GERMAN));

/**
 * Where the editors have put no block for them.
 * @param {Page} page
 * @param {CommentList|null|undefined} comments
 */
export function commentsAtEnd(page, comments) {
  return page.comments?.placement === "end" ? commentThread(page, comments) : null;
}

/**
 * @param {Page} page
 * @param {CommentList|null|undefined} comments the first of its threads, so that the component need not ask
 * @param {string} [heading]
 * @returns {HTMLElement|null}
 */
export function commentThread(page, comments, heading) {
  if (!page.comments) return null;
  const { count, open } = page.comments;
  const element = document.createElement("parenting-comments");
  const attributes = { id: "comments", api: "/api/v3/", page: page.id, heading: heading || (count ? counted(count, "comment") : t("Comments")) };
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.toggleAttribute("closed", !open);
  /** @type {any} */ (element).comments = comments;
  if (comments && !customElements.get("parenting-comments")) element.append(plain(comments));
  return h("div", { class: "comments" }, element);
}

/** The words alone, should the script of the component not arrive. @param {CommentList} comments */
function plain({ items }) {
  return h("ul", { class: "plain-comments", role: "list" },
    items.map(({ author, html }) => author && h("li", null, h("p", null, h("strong", null, author.name)), richText(html))));
}
