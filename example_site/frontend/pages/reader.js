/** What is a reader's own, and the pages that mails to readers lead to. Opening one changes nothing. */
import { ApiError, confirmReader, eraseMe, getExport, getMe, getSubscriptions, setSubscriptions, unsubscribe } from "../api.js";
import { fragment, h, richText } from "../dom.js";
import { day } from "../format.js";
import { announce } from "../head.js";
import { icon } from "../icons.js";
import { mailForm, once } from "../mail-form.js";
import { forgetReader, keepToken, readerToken } from "../reader-token.js";
import { t } from "../texts.js";

/** @import { Child } from "../dom.js" */
/** @import { Visit, View } from "../router.js" */
/** @import { Comment, Me, Subscription } from "../types.js" */

/**
 * @param {string} title
 * @param {...Child} rest
 * @returns {View}
 */
function plain(title, ...rest) {
  return { title, node: h("div", { class: "wrap reader-page" }, h("h1", null, title), rest) };
}

/**
 * A page that asks before it does something, and then shows what came of it in its own place.
 * @param {{ title: string, words: string, verb: string, act: () => Promise<{ title: string, rest: Child[] }> }} question
 */
function asking({ title, words, verb, act }) {
  const view = plain(title, h("p", null, words));
  const box = /** @type {HTMLElement} */ (view.node);
  box.append(actions(button(verb, async () => {
    const { title: done, rest } = await act();
    const heading = h("h1", { tabindex: "-1" }, done);
    box.replaceChildren(heading, fragment(rest));
    heading.focus();
    announce(done);
  }, true)));
  return view;
}

/** @param {...Child} children */
function actions(...children) {
  return h("div", { class: "reader-actions" }, children);
}

/**
 * One thing at a time; what went wrong stands below it.
 * @param {string} label
 * @param {() => Promise<unknown>} act
 * @param {boolean} [isMain]
 */
function button(label, act, isMain = false) {
  const element = h("button", { class: isMain ? "button main" : "button", type: "button", onclick: () => once(element, act) }, label);
  return element;
}

// --- From mails -----------------------------------------------------------------------------------

/** @param {Visit} visit @returns {Promise<View>} */
export async function confirmPage({ url }) {
  const token = url.searchParams.get("token") ?? "";
  if (!token) return plain(t("Confirm your address"), h("p", null, t("This address holds no link. Open the one in your mail, or have a new one sent.")), linkForm());
  return asking({
    title: t("Confirm your address"),
    words: t("Is the address at which you got our mail yours? Then what you wrote with it is yours on this device too, and we may write to you about replies."),
    verb: t("Yes, it is mine"),
    async act() {
      const { reader_token: secret, next } = await confirmReader(token);
      keepToken(secret);
      history.replaceState(history.state, "", url.pathname); // the secret is used up
      return {
        title: t("Your address is confirmed"),
        rest: [
          h("p", null, t("From now on your comments need neither name nor address in this browser.")),
          actions(next && h("a", { class: "button main", href: next }, t("Back to where you were")), h("a", { class: "button", href: "/reader/" }, t("See all that is yours"))),
        ],
      };
    },
  });
}

/** @param {Visit} visit @returns {Promise<View>} */
export async function unsubscribePage({ url }) {
  const token = url.searchParams.get("token") ?? "";
  if (!token) return plain(t("No more of these mails?"), h("p", null, t("This address holds no link. Open the one in the mail that you want no more of.")));
  return asking({
    title: t("No more of these mails?"),
    words: t("Press the button, and they end at once."),
    verb: t("End these mails"),
    async act() {
      await unsubscribe(token);
      return {
        title: t("You will get no more of these mails"),
        rest: [h("p", null, t("Changed your mind? Ask for them again when you write your next comment.")), actions(h("a", { class: "button", href: "/" }, t("To the home page")))],
      };
    },
  });
}

// --- One's own ------------------------------------------------------------------------------------

/** @returns {Promise<View>} */
export async function readerPage() {
  const title = t("What is yours");
  if (!readerToken()) return plain(title, stranger());
  try {
    const me = await getMe();
    const mails = me.email ? (await getSubscriptions()).items : [];
    return plain(title, owner(me), comments(me), me.email && subscriptions(mails), taking());
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) return plain(title, stranger());
    throw error;
  }
}

function stranger() {
  return fragment(
    h("p", null, t("Nothing was written in this browser yet. If you wrote elsewhere, we can mail you a link that opens what is yours here too.")),
    linkForm());
}

/** @param {Me} me */
function owner({ email, name }) {
  if (email) return h("p", null, name && `${name}, `, h("strong", null, email));
  return fragment(
    h("p", null, t("This browser wrote what stands below. Confirm your address, and you have it on your other devices too.")),
    linkForm());
}

function linkForm() {
  return mailForm({ label: t("Your e-mail address"), verb: t("Mail me a link"), next: "/reader/" });
}

/** @param {Me} me */
function comments(me) {
  const list = h("ul", { class: "own-comments", role: "list" }, me.comments.map(ownComment));
  const foot = actions();
  let cursor = me.next;
  const more = button(t("Show more"), async () => {
    const found = await getMe(cursor);
    const items = found.comments.map(ownComment);
    list.append(...items);
    cursor = found.next;
    if (!cursor) more.remove();
    items[0]?.querySelector("a")?.focus();
  });
  if (cursor) foot.append(more);
  return part(t("Your comments"), me.comments.length ? list : h("p", { class: "quiet" }, t("You have written none, or they stand on pages that are not public any more.")), foot);
}

/** @param {Comment} comment */
function ownComment({ html, meta, page, status, created_at: at }) {
  const words = richText(html);
  words.dir = "auto";
  return h("li", null,
    h("p", { class: "own-place" }, h("a", { href: meta.html_url }, page.title), h("span", null, day(at)), h("span", { class: `own-status own-${status}` }, states()[status])),
    html ? words : null);
}

/** @returns {Record<string, string>} */
const states = () => ({ approved: t("public"), held: t("waits for a moderator"), tombstone: t("removed") });

/** @param {Subscription[]} items */
function subscriptions(items) {
  if (!items.length) return part(t("Mails"), h("p", { class: "quiet" }, t("You get none. Ask for them when you write a comment.")));
  const boxes = items.map(({ topic }) => h("input", { type: "checkbox", value: topic, checked: true }));
  const saved = h("p", { class: "quiet", role: "status" });
  const save = button(t("Save"), async () => {
    const kept = (await setSubscriptions(boxes.filter(({ checked }) => checked).map(({ value }) => value))).items;
    for (const box of boxes) box.closest("li")?.toggleAttribute("hidden", !kept.some(({ topic }) => topic === box.value));
    saved.textContent = t("Saved.");
  });
  return part(t("Mails"), h("ul", { class: "own-mails", role: "list" },
    items.map(({ topic, title }, index) => h("li", null, h("label", null, boxes[index], topic.startsWith("thread") ? t("Everything in a thread: {title}", { title }) : t("Replies to you: {title}", { title }))))),
  actions(save), saved);
}

/** Taking everything along, and taking everything away. */
function taking() {
  const warning = h("div", { class: "reader-warning", tabindex: "-1", hidden: true },
    h("p", null, icon("warning"), h("strong", null, t("This cannot be undone."))),
    h("p", null, t("All your comments are emptied; where others have replied, an empty place stays. Your name, your address and what you subscribed to are deleted at once.")));
  const open = button(t("Erase everything …"), async () => {
    warning.hidden = false;
    open.hidden = true;
    warning.focus();
  });
  warning.append(actions(
    button(t("Yes, erase everything"), async () => {
      await eraseMe();
      forgetReader();
      const box = warning.closest(".reader-page");
      const heading = h("h1", { tabindex: "-1" }, t("Everything of yours is erased"));
      box?.replaceChildren(heading, h("p", null, t("This browser has forgotten you too.")), actions(h("a", { class: "button", href: "/" }, t("To the home page"))));
      heading.focus();
    }),
    button(t("Keep it"), async () => {
      warning.hidden = true;
      open.hidden = false;
      open.focus();
    })));
  return part(t("Take it along, or take it away"),
    h("p", null, t("The file holds all that we keep of you.")),
    actions(button(t("Download my data"), async () => download(await getExport())), open), warning);
}

/** @param {unknown} data */
function download(data) {
  const url = URL.createObjectURL(new Blob([JSON.stringify(data, null, 2)], { type: "application/json" }));
  const link = h("a", { download: "the-small-hours.json" });
  link.href = url; // `h` lets no such address through
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/**
 * @param {string} heading
 * @param {...Child} rest
 */
function part(heading, ...rest) {
  return h("section", null, h("h2", null, heading), rest);
}
