/** What `<parenting-linkup>` needs for whoever links up: the rest of the form, and what becomes of her entries. Loaded when she begins. */
import { ApiError, h } from "./base.js";
import { button, field, line, recall, remember, sender, trap } from "./readers.js";
/** @import * as T from "./types.d.ts" */

const CSS = `[part=rest]{display:grid;gap:1.2rem}
[part=needs]{margin:0;padding-inline-start:1.2em;overflow-wrap:anywhere}
[part=needs]:empty{display:none}
[part~=check]{grid-template-columns:auto 1fr;gap:0 .7rem;align-items:center}
[part~=check]>:is(span,small){grid-column:2}
[part~=check]>label{font-weight:400}
[part~=check]>input{order:-1;width:1.5rem;min-height:1.5rem;margin:0}
summary{min-height:1.75rem;cursor:pointer}
[part=notice] p+p{margin-top:.4em}
@media(min-width:48rem){
li:has([part=edit]){grid-column:1/-1}
li:has([part=edit])>article{display:grid;grid-template-columns:minmax(0,18rem) minmax(0,1fr);column-gap:1.5rem;align-content:start;padding-top:.8rem}
li:has([part=edit])>article>*{grid-column:2}
li:has([part=edit]) :is([part=number],[part=picture]){grid-column:1}
li:has([part=edit]) [part=number]{inset-block-start:1.4rem}
li:has([part=edit]) [part=picture]{grid-row:1/9;width:100%;margin:0;border-radius:.6rem}
li:has([part=edit]) [part=title] a::after{content:none}
}`;
/** In seconds, between two looks at an entry whose page is being read. */
const PAUSES = [1, 2, 3, 5, 8, 13, 21, 34];

/** @type {T.Check} */
const check = (host, name, key, isOn) => {
  const box = h("input", { type: "checkbox" });
  box.checked = isOn;
  const element = field(name, host.text(key), box, host.text(key + "_hint"));
  element.part.add("check");
  return element;
};

/** @type {T.MakeFlags} */
const flags = (host, { sponsored, sensitive }) => [check(host, "sponsored", "paid", sponsored), check(host, "sensitive", "delicate", sensitive)];

/** @param {T.Values} values as a form has them: what is not ticked is not among them */
const flagged = (values) => ({ ...values, sponsored: "sponsored" in values, sensitive: "sensitive" in values });

/** @type {T.Writing} */
export const writing = (host, url, rest) => {
  const page = host.getAttribute("page");
  const draft = "parentingDraft-link-" + page;
  const form = /** @type {HTMLFormElement} */ (url.form);
  const submit = /** @type {HTMLElement} */ (form.querySelector("[part=send]"));
  const needs = h("ul", { part: "needs" });
  const email = line(host, "email", { type: "email" }, host.text("email_hint"));
  const rules = h("div", { part: "rules" });
  const consent = check(host, "rules_version", "agree", false);
  const agreed = /** @type {HTMLInputElement} */ (consent.querySelector("input"));
  const folded = h("details", {}, h("summary", {}, host.text("house")), rules);
  const kept = flags(host, { sponsored: !!recall(draft + "sponsored"), sensitive: !!recall(draft + "sensitive") });
  rest.part.add("rest");
  rest.append(h("style", {}, CSS), needs, h("fieldset", {}, line(host, "name"), email), ...kept, folded, consent, trap());
  const boxes = kept.map((flag) => /** @type {HTMLInputElement} */ (flag.querySelector("input")));
  for (const box of boxes) box.onchange = () => remember(draft + box.name, box.checked ? "1" : "");

  /** @type {ReturnType<T.Sender>} */
  let link;
  const ask = async () => {
    link = sender(host, `linkups/${page}/form/`, `linkups/${page}/entries/`);
    const found = await link.open();
    rules.innerHTML = found.rules;
    folded.hidden = !found.rules;
    consent.hidden = !(agreed.required = !!found.rules_version);
    agreed.value = found.rules_version;
    agreed.checked = false;
    email.hidden = !found.needs.includes("email") && host.token !== "";
    for (const input of rest.querySelectorAll("fieldset input")) /** @type {HTMLInputElement} */ (input).required = found.needs.includes(/** @type {HTMLInputElement} */ (input).name);
    const wanted = [found.permalink && "permalink", found.backlink !== "none" && "backlink_" + found.backlink];
    needs.replaceChildren(...wanted.map((key) => key && h("li", {}, host.text(key, host.edition?.meta.html_url))).filter((item) => item !== false));
  };
  const begin = async () => {
    url.value = url.value.trim();
    if (!/^\w+:/.test(url.value)) url.value = "https://" + url.value;
    if (!/^https?:\/\/[^\s/]+\.[^\s/]/i.test(url.value)) throw new ApiError(422, { errors: [{ loc: ["url"], msg: host.text("no_url") }] });
    remember(draft, url.value);
    await ask();
    rest.hidden = false;
    submit.textContent = host.text("send");
    /** @type {HTMLElement} */ ([...rest.querySelectorAll("input")].find(({ value, type, offsetParent }) => offsetParent && (type === "checkbox" || !value))).focus();
  };
  /** @param {any} error */
  const explain = async ({ problem }) => {
    const { code, existing, errors = [] } = problem ?? {};
    if (existing) errors[0].msg = h("span", {}, errors[0].msg, " ", h("a", { href: existing.html_url }, existing.title));
    if (errors.some((/** @type {T.FieldError} */ { loc }) => loc.includes("rules_version"))) {
      await ask();
      folded.open = true;
    }
    if (code === "linkup_closed") await host.renew();
  };
  return async (values) => {
    if (rest.hidden) return begin();
    const sent = await link.send({ ...flagged(values), rules_version: agreed.value }).catch(async (error) => {
      await explain(error).catch(() => {});
      throw error;
    });
    for (const box of boxes) remember(draft + box.name, "");
    for (const box of boxes) box.checked = false;
    remember(draft, (url.value = ""));
    rest.hidden = true;
    submit.textContent = host.text("go");
    place(host, sent);
  };
};

/** Shows what has just been sent, and goes there. @type {T.PlaceEntry} */
const place = (host, sent) => {
  const item = h("li", {}, host.entry(sent));
  host.box.querySelector("[part=list]")?.prepend(item);
  /** @type {HTMLElement|null} */ (item.querySelector("[part=notice]") ?? item.querySelector("article"))?.focus();
  host.say(host.text(sent.status === "held" ? "held" : "sent"));
};

/** Of an edit. @type {T.EditFields} */
export const fields = (host, entry) => [
  field("title", host.text("title"), h("input", { value: titleOf(entry), dir: "auto" }), host.text("unfilled")),
  field("blog", host.text("blog"), h("input", { value: entry.blog, dir: "auto" })),
  field("description", host.text("description"), h("textarea", { maxlength: "300", dir: "auto" }, entry.description)),
  field("url", host.text("link"), h("input", { value: entry.url, inputmode: "url", required: "required" })),
  ...flags(host, entry),
];

/** What an edit has changed: what she leaves as it is follows her page. @type {T.Changes} */
export const changes = (entry) => (values) => {
  const before = { ...entry, title: titleOf(entry) };
  return Object.fromEntries(Object.entries(flagged(values)).filter(([name, value]) => value !== /** @type {T.Values} */ (before)[name]));
};

/** Where nobody knows it the API shows the address. @param {T.Entry} entry */
const titleOf = ({ title, url }) => (title === url ? "" : title);

/** Tells how an entry of hers stands, and looks on while its page is read. @type {T.Attend} */
export const attend = (host, entry, article) => {
  const { id, status, preview, backlink, editable_until: until } = entry;
  const path = `linkups/entries/${id}/`;
  const notice = h("div", { part: "notice", tabindex: "-1" });
  const tell = (/** @type {(string|false|undefined|null)[]} */ ...keys) => notice.replaceChildren(...keys.filter(Boolean).map((key) => h("p", {}, host.text(/** @type {string} */ (key), entry.meta.html_url.split("#")[0]))));
  const stand = () => tell(entry.news ?? { pending: "reading", failed: "unread", ready: "" }[preview], status === "held" && "held", entry.email_confirmation === "sent" && "confirm",
    preview !== "pending" && backlink && "backlink_" + backlink);
  const [link, row] = ["[part=title] a", "[part=actions]"].map((part) => /** @type {HTMLElement} */ (article.querySelector(part)));
  link.setAttribute("href", entry.url); // a visit of her own is none
  row.before(h("style", {}, CSS), notice);
  stand();
  notice.hidden = !notice.firstChild;

  /** @param {T.Entry} found */
  const renew = (found) => {
    if (article.querySelector("form")) return tell(status === "held" && "held"); // what she types stays
    const news = found.preview === preview ? undefined : found.preview === "ready" ? "suggested" : "unread";
    const hadFocus = article.matches(":focus-within");
    const fresh = host.entry({ ...found, news });
    article.replaceWith(fresh);
    const edit = /** @type {HTMLElement|null} */ (fresh.querySelector("[name=edit]"));
    const panel = /** @type {HTMLElement} */ (fresh.lastElementChild);
    if (news && edit && !host.box.querySelector("form")) {
      panel.hidden = true; // which takes no focus then
      edit.click();
      panel.hidden = false;
    }
    if (hadFocus) /** @type {HTMLElement} */ (fresh.querySelector("[part=notice]") ?? fresh).focus();
    host.say(host.text(news ?? "backlink_" + found.backlink));
  };
  /** @param {(found: T.Entry) => boolean} isNews @param {() => void} giveUp */
  const watch = async (isNews, giveUp) => {
    for (const pause of PAUSES) {
      await new Promise((go) => setTimeout(go, pause * 1000));
      if (!article.isConnected) return;
      const found = await host.ask(path).catch(() => null);
      if (found && isNews(found)) return renew(found);
    }
    giveUp();
  };
  if (preview === "pending") watch((found) => found.preview !== preview, () => tell(status === "held" && "held", "slow"));
  if (until && (preview === "failed" || (backlink && backlink !== "found"))) row.append(button(host, "action", "recheck", async () => {
    await host.ask(path + "recheck/", {});
    notice.hidden = false;
    tell("rechecking");
    notice.focus();
    host.say(host.text("rechecking"));
    watch((found) => found.backlink !== backlink || found.preview !== preview, stand);
  }));
};

const element = /** @type {any} */ (customElements.get("parenting-linkup"));
element.addTexts("en", {
  closed: "This link-up takes no links now. What you have typed is kept.",
  permalink: "Link to one post, and not to your whole blog.",
  backlink_asked: "Please link back to {} from your post.",
  backlink_required: "Your post must link back to {}. Links without wait for a moderator.",
  no_url: "This is not the address of a web page, such as example.org/my-post.",
  paid: "Someone paid for this post",
  paid_hint: "It is marked as sponsored.",
  delicate: "Not for everyone, at every moment",
  delicate_hint: "It is veiled until somebody asks to see it.",
  house: "Rules of this link-up",
  agree: "I agree to the rules",
  agree_hint: "",
  held: "Your link waits for a moderator. Only you can see it.",
  confirm: "We have sent a mail to confirm your address.",
  sent: "Your link is here.",
  reading: "We are reading your page for its title and its picture.",
  suggested: "This is what your page says. Change it as you like.",
  unread: "We could not read your page. Say yourself what should stand here.",
  slow: "Your page has not been read yet. We will try again later; what you write yourself is shown at once.",
  backlink_unknown: "We have not looked for your link back yet.",
  backlink_found: "Your page links back to us. Thank you.",
  backlink_missing: "We found no link back on your page. Add one to {}, and have it checked again.",
  backlink_blocked: "Your page does not let us look for a link back. Nobody holds that against you.",
  recheck: "Check my page again",
  rechecking: "We are looking at your page again.",
  link: "Address of your post",
  title: "Title",
  unfilled: "Left empty: as your page has it.",
  blog: "Name of your blog",
  description: "What it is about",
  sure: "Withdraw this link? Its number stays empty.",
  gone: "This link was withdrawn.",
  ...element.texts.en, // what a site has it say instead
});
