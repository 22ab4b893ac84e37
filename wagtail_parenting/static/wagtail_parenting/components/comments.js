/** `<parenting-comments>`: what readers write below a page. */
import { h } from "./base.js";
import { actions, button, choice, CSS as COMMON, field, form, keepDraft, line, ReaderElement, remember, sender, sorter, trap } from "./readers.js";
/** @import * as T from "./types.d.ts" */

const REL = "ugc nofollow noopener";
const CSS = COMMON + `[data-depth="0"]{padding-bottom:1rem}
[part=step]{margin-inline-start:clamp(.3rem,1.6vw,1.2rem);padding-inline-start:clamp(.7rem,1.6vw,1.2rem);border-inline-start:1px solid var(--_line)}
[part~=comment]{display:grid;grid-template-columns:2.4rem minmax(0,1fr);gap:0 .8rem;padding:1rem 0 .6rem;scroll-margin:15vh}
[part~=target]{margin-inline:-.6rem;padding-inline:.6rem;border-radius:.6rem;background:var(--_tint)}
[part=face]+div>[part=meta]:first-child{min-height:2.4rem}
[part=face]{display:grid;place-items:center;overflow:hidden;height:2.4rem;border-radius:50%;color:#fff;font-size:.8rem;font-weight:600}
[part=meta],[part=body]{overflow-wrap:anywhere}
[part=meta] a:not(:hover,[rel]){text-decoration:none}
[part=name]{color:var(--_ink);font-size:1.1em;font-weight:600}
[part=badge]{margin-inline-start:.6em}
[part=body]+[part=meta]{margin-bottom:.4rem}
[part=body]>*{margin:.3em 0 .6em}
[part=more]{margin:.4rem 0 1rem}
li [part=more]{margin-inline-start:clamp(1rem,3.2vw,2.4rem)}
blockquote{padding-inline-start:.9em;border-inline-start:3px solid var(--_line)}
pre{overflow-x:auto;padding:.7em .9em;border-radius:.6rem;background:var(--_line);direction:ltr;overflow-wrap:normal;font-size:.88em}
[part=body]:has(~div>[part=edit]){display:none}
[part=write]{margin-top:1.5rem;padding-top:1.5rem;border-top:1px solid var(--_line)}
fieldset>:is(label,small){grid-column:1/-1}
fieldset:has([name=website]:placeholder-shown)>label{display:none}`;

export class ParentingComments extends ReaderElement {
  property = "comments";
  prefix = "comment-";
  /** @type {T.CommentList|undefined} */
  given;
  #order = h("select", {});
  #depth = 3;
  #shown = new Set();

  get comments() {
    return this.given;
  }

  set comments(comments) {
    this.given = comments;
    this.redraw();
  }

  /** @param {T.CommentList} [given] */
  load(given) {
    const order = this.getAttribute("order") ?? given?.order;
    return this.#ask(order ? { order } : {});
  }

  /** @param {string} id */
  async loadWith(id) {
    this.fill(await this.#ask({ order: this.#order.value, around: id }));
  }

  /** @param {Record<string, string>} query @returns {Promise<T.CommentList>} */
  #ask(query) {
    return this.ask("comments/?" + new URLSearchParams({ page: this.getAttribute("page") ?? "", ...query }));
  }

  frame() {
    this.#order = sorter(this, ["oldest", "newest", "top"], async (order) => this.fill(await this.#ask({ order })));
    const isClosed = this.hasAttribute("closed");
    this.show(CSS, h("section", { part: "comments", "aria-labelledby": "comments" },
      h("div", { part: "head" }, this.heading("comments"),
        this.#order,
        !isClosed && button(this, "button", "write", () => /** @type {any} */ (this.shadowRoot).querySelector("[part=write] textarea").focus())),
      this.box,
      isClosed ? h("p", { part: "notice" }, this.text("closed")) : this.#writing("write")));
  }

  /** @param {T.CommentList} list */
  fill(list) {
    this.#order.value = list.order;
    this.#depth = list.shown_depth;
    this.#shown.clear();
    this.box.replaceChildren();
    this.box.append(this.#run(list, (cursor) => this.#ask({ order: list.order, cursor }), (end) => this.text(end)), h("p", { part: "empty" }, this.text("empty")));
  }

  /** @type {T.MakeRun} */
  #run = (run, ask, label) => {
    const list = h("ol", { part: "list" });
    const items = (found = run) => found.items.map((comment) => this.find(comment.id)?.closest("li") ?? this.#item(comment));
    list.append(...items());
    const [before, after] = /** @type {const} */ (["previous", "next"]).map((end) => {
      let cursor = run[end];
      const show = () => {
        more.hidden = !cursor;
        more.textContent = label(end, list.children.length);
      };
      const more = button(this, "more", "", async () => {
        const found = await ask(cursor ?? "");
        const added = items(found);
        list[end === "next" ? "append" : "prepend"](...added);
        cursor = found[end];
        show();
        added[0]?.querySelector("article")?.focus();
        this.say(this.text("shown", added.length));
      });
      show();
      return more;
    });
    return h("div", {}, before, list, after);
  };

  /** @type {T.MakeItem} */
  #item = (comment) => {
    const { id, depth, replies } = comment;
    let inside = this.#comment(comment);
    for (let step = Math.min(depth, this.#depth); step > 0; step--) inside = h("div", { part: "step" }, inside);
    return h("li", { "data-depth": String(depth) }, inside, replies && this.#run(replies,
      (cursor) => this.ask(`comments/${id}/replies/?` + new URLSearchParams({ cursor })),
      (end, shown) => (replies.previous ? this.text(end + "_replies") : this.text(replies.count - shown > 1 ? "replies" : "replies_one", replies.count - shown))));
  };

  /** @type {T.MakeItem} */
  #comment = (comment) => {
    const { id, author, in_reply_to: answered, recent_post: post, meta: { html_url: url } } = comment;
    this.#shown.add(id);
    const date = new Date(comment.created_at).toLocaleString(this.locale, { dateStyle: "medium", timeStyle: "short" });
    const time = h("a", { part: "time", href: url }, h("time", { datetime: comment.created_at, dir: "auto" }, date));
    const article = h("article", { id: "comment-" + id, part: "comment", tabindex: "-1", "aria-label": (author?.name ?? "") + " " + date });
    if (!author) {
      article.append(h("span", {}), h("p", { part: "meta" }, this.text("gone"), time));
      return article;
    }
    const face = h("span", { part: "face", "aria-hidden": "true" }, author.avatar ? h("img", { src: author.avatar, alt: "" }) : author.initials);
    face.style.background = author.colour;
    const name = h("bdi", {}, author.name);
    const body = h("div", { part: "body", dir: "auto" });
    body.innerHTML = comment.html ?? "";
    for (const code of body.querySelectorAll("pre")) code.tabIndex = 0; // it scrolls
    const notice = (comment.status === "held" ? this.text("held") + " " : "") + (comment.email_confirmation === "sent" ? this.text("confirm") : "");
    article.append(face, h("div", {},
      h("p", { part: "meta" },
        h("span", { part: "name" }, author.url ? h("a", { href: author.url, rel: REL }, name) : name,
          author.badge && h("span", { part: "badge" }, this.text(author.badge)),
          comment.pinned && h("span", { part: "badge" }, this.text("pinned"))),
        time,
        comment.edited_at && h("span", {}, this.text(comment.edited_by_team ? "edited_team" : "edited")),
        answered && (comment.depth > this.#depth || !this.#shown.has(answered.id)) && h("a", { href: url.replace(/\d+$/, String(answered.id)) }, this.text("answers", answered.name ?? "…"))),
      body,
      post && h("p", { part: "meta" }, h("span", {}, this.text("recent", author.name), " ", h("a", { href: post.url, rel: REL }, post.title))),
      notice && h("p", { part: "notice", tabindex: "-1" }, notice),
      ...actions(this, comment, `comments/${id}/`, article, this.#comment, ["spam", "abuse", "privacy", "advice", "other"],
        () => [field("body", this.text("edit"), h("textarea", { required: "required", dir: "auto" }, comment.body))],
        (opener) => comment.status === "approved" && !this.hasAttribute("closed") && opener("reply", (cancel) => this.#writing("reply", comment, cancel)))));
    return article;
  };

  /** @type {T.MakeWriting} */
  #writing = (part, parent, cancel) => {
    const page = parent?.page.id ?? Number(this.getAttribute("page"));
    const draft = `parentingDraft-${page}-${parent?.id ?? ""}`;
    const { open, send } = sender(this, "comments/form/?page=" + page, "comments/");
    const text = h("textarea", { required: "required", dir: "auto" });
    keepDraft(text, draft);
    const email = line(this, "email", { type: "email" }, this.text("email_hint"));
    const rules = h("small", { part: "rules" });
    const more = h("fieldset", { hidden: "hidden" }, rules, line(this, "name"), email, line(this, "website", { autocomplete: "url", inputmode: "url" }),
      field("notify", this.text("notify"), choice(this, ["none", "replies", "thread"], "notify_")),
      h("label", {}, h("input", { type: "checkbox", name: "recent_post" }), " ", this.text("recent_post")),
      trap());
    const { element, complain } = form(this, part, "send", async ({ recent_post: post, ...values }) => {
      const sent = await send({ ...values, page, parent: parent?.id, recent_post: !!(post && values.website) });
      remember(draft, (text.value = ""));
      this.close();
      if (!parent) element.replaceWith(this.#writing(part));
      this.#place(sent, parent);
    }, cancel, field("body", parent ? this.text("reply_to", parent.author?.name) : this.text("write"), text), more);
    element.addEventListener("focusin", () => more.hidden && open().then((found) => {
      rules.innerHTML = found.rules;
      email.hidden = !found.needs.includes("email") && this.token !== "";
      for (const input of more.querySelectorAll("input")) input.required = found.needs.includes(input.name);
    }).catch(complain).finally(() => (more.hidden = false)));
    return element;
  };

  /** @type {T.Place} */
  #place = (sent, parent) => {
    const item = this.#item({ ...sent, replies: sent.depth ? null : { count: 0, items: [] } });
    let last = /** @type {any} */ (parent && this.find(parent.id)?.closest("li"));
    const list = (last ?? this.box).querySelector("ol");
    while (parent && last?.nextElementSibling?.dataset.depth > parent.depth) last = last.nextElementSibling;
    if (parent?.depth) last.after(item);
    else list[this.#order.value === "newest" && !parent ? "prepend" : "append"](item);
    /** @type {HTMLElement|null} */ (item.querySelector("[part=notice]") ?? item.querySelector("article"))?.focus();
    this.say(this.text(sent.status === "held" ? "held" : "sent"));
  };
}

ParentingComments.addTexts("en", {
  comments: "Comments",
  top: "Most liked first",
  previous: "Show earlier comments",
  next: "Show more comments",
  previous_replies: "Show earlier replies",
  next_replies: "Show later replies",
  replies: "Show {} more replies",
  replies_one: "Show one more reply",
  empty: "No comments yet. Be the first to write one.",
  gone: "This comment was withdrawn or removed.",
  author: "Author",
  team: "Team",
  pinned: "Pinned",
  edited: "edited",
  edited_team: "edited by the team",
  answers: "in reply to {}",
  recent: "{} recently posted",
  held: "Your comment waits for a moderator. Only you can see it.",
  confirm: "We have sent a mail to confirm your address.",
  sent: "Your comment is here.",
  write: "Write a comment",
  reply: "Reply",
  reply_to: "Reply to {}",
  sure: "Withdraw this comment?",
  privacy: "Private details of someone",
  advice: "Dangerous advice",
  website: "Web site (optional)",
  notify: "Mail me about",
  notify_none: "nothing",
  notify_replies: "replies to my comment",
  notify_thread: "everything in this thread",
  recent_post: "Add the newest post of my web site",
  closed: "Comments are closed.",
});

if (!customElements.get("parenting-comments")) customElements.define("parenting-comments", ParentingComments);
