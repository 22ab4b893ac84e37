/** `<parenting-comments>`: what readers write below a page. See the how-to “Reader comments”. */
import { h } from "./base.js";
import { button, CSS as COMMON, field, form, keepDraft, ReaderElement, recall, remember, sender, told } from "./readers.js";
/** @import { Comment, CommentList, MakeActions, MakeItem, MakeRun, MakeWriting, Place } from "./types.d.ts" */

const WRITER = "parentingWriter";
const REL = "ugc nofollow noopener";
const CSS = COMMON + `[part=list]:empty,:has(>[part=list]:not(:empty))+p{display:none}
[part=list]{margin:0;padding:0;list-style:none}
[data-depth="0"]{padding-bottom:1rem}
[part=head]{display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:center;margin-bottom:1rem}
[part=heading]{flex:1 0 auto;margin:0;line-height:1.2}
[part=head] select{width:auto}
[part=head]:has(+div>div>[part=list]:empty)>:not([part=heading]){display:none}
[part=step]{margin-inline-start:clamp(.3rem,1.6vw,1.2rem);padding-inline-start:clamp(.7rem,1.6vw,1.2rem);border-inline-start:1px solid var(--_line)}
[part~=comment]{display:grid;grid-template-columns:2.4rem minmax(0,1fr);gap:0 .8rem;padding:1rem 0 .6rem;scroll-margin:15vh}
[part~=target]{margin-inline:-.6rem;padding-inline:.6rem;border-radius:.6rem;background:var(--_tint)}
[part=face]+div>[part=meta]:first-child{min-height:2.4rem}
[part=face]{display:grid;place-items:center;overflow:hidden;height:2.4rem;border-radius:50%;color:#fff;font-size:.8rem;font-weight:600}
[part=meta],[part=body]{overflow-wrap:anywhere}
[part=meta] a{color:inherit;text-underline-offset:.18em}
[part=meta] a:not(:hover,[rel]){text-decoration:none}
[part=name]{color:var(--_ink);font-size:1.1em;font-weight:600}
[part=badge]{margin-inline-start:.6em;padding:.05em .6em;border:1px solid;border-radius:1em;color:var(--_accent);font-size:.8em}
[part=body]+[part=meta]{margin-bottom:.4rem}
[part=body]>*{margin:.3em 0 .6em}
ul{list-style:disc}
[part=more]{margin:.4rem 0 1rem}
li [part=more]{margin-inline-start:clamp(1rem,3.2vw,2.4rem)}
blockquote{padding-inline-start:.9em;border-inline-start:3px solid var(--_line)}
pre{overflow-x:auto;padding:.7em .9em;border-radius:.6rem;background:var(--_line);direction:ltr;overflow-wrap:normal;font-size:.88em}
[part=body]:has(~div>[part=edit]){display:none}
[part=write]{margin-top:1.5rem;padding-top:1.5rem;border-top:1px solid var(--_line)}
fieldset>:is(label,small){grid-column:1/-1}
fieldset:has([name=website]:placeholder-shown)>label{display:none}
[part=wait]:empty{height:16rem;border-radius:.6rem;background:var(--_line)}
@media print{form,[part=actions],select{display:none}}`;

export class ParentingComments extends ReaderElement {
  static observedAttributes = ["page", "order", "locale", "closed"];

  /** @type {CommentList|undefined} */
  #given;
  #order = h("select", {});
  #depth = 3;
  #box = h("div", {});
  #shown = new Set();
  #close = () => {};

  /** `comments` as `resolve/` has it: then the first paint asks for nothing. */
  get comments() {
    return this.#given;
  }

  set comments(comments) {
    this.#given = comments;
    this.redraw();
  }

  connectedCallback() {
    const { comments } = this;
    if (delete (/** @type {any} */ (this).comments) && comments) this.comments = comments; // set before the class was there
    else this.redraw();
    addEventListener("hashchange", this);
  }

  disconnectedCallback() {
    removeEventListener("hashchange", this);
  }

  attributeChangedCallback() {
    this.redraw();
  }

  async draw() {
    const given = this.#given;
    const isCovered = !given && this.children.length; // what stands inside stays for now
    const box = (this.#box = h("div", { part: "wait" }));
    const wanted = this.getAttribute("order") ?? given?.order;
    if (!isCovered) this.#frame();
    if (given) this.#list(given);
    // What came with the page is what strangers see.
    if (!given || (this.token && !this.hasAttribute("preview"))) {
      try {
        const found = await this.#ask(wanted ? { order: wanted } : {});
        if (box !== this.#box) return;
        if (isCovered) this.#frame();
        if (!given || !this.shadowRoot?.activeElement) this.#list(found);
      } catch (error) {
        if (!given) box.append(told(this, error), button(this, "button", this.text("retry"), () => this.draw()));
      }
    }
    this.handleEvent();
  }

  /** Goes to the comment that the address names. */
  async handleEvent() {
    const [id] = /(?<=^#comment-)\d+$/.exec(location.hash) ?? [];
    if (!id) return;
    this.#box.querySelector("[part~=target]")?.part.remove("target");
    try {
      if (!this.#find(id)) this.#list(await this.#ask({ order: this.#order.value, around: id }));
    } catch (error) {
      this.#box.prepend(h("p", { part: "notice", role: "alert" }, told(this, error)));
    }
    const found = this.#find(id);
    found?.part.add("target");
    found?.focus();
    found?.scrollIntoView();
  }

  /** @param {string} path @param {Record<string, any>} [query] */
  #path(path, query) {
    const site = this.getAttribute("site");
    return `comments/${path}?` + new URLSearchParams({ ...(site && { site }), ...query });
  }

  /** @param {Record<string, any>} [query] @returns {Promise<CommentList>} */
  #ask(query) {
    return this.ask(this.#path("", { page: this.getAttribute("page"), ...query }));
  }

  /** @param {string[]} values */
  #choice(values, prefix = "") {
    return h("select", { part: "input" }, ...values.map((value) => h("option", { value }, this.text(prefix + value))));
  }

  #frame() {
    const order = (this.#order = this.#choice(["oldest", "newest", "top"]));
    order.ariaLabel = this.text("order");
    order.onchange = () => {
      this.#ask({ order: order.value }).then((list) => {
        this.#list(list);
        this.say(this.text(order.value));
      }, (error) => this.say(told(this, error)));
    };
    const isClosed = this.hasAttribute("closed");
    const heading = /** @type {"h2"} */ ("h" + (this.getAttribute("heading-level") || 2));
    this.show(CSS, h("section", { part: "comments", "aria-labelledby": "heading" },
      h("div", { part: "head" }, h(heading, { id: "heading", part: "heading" }, this.getAttribute("heading") || this.text("comments")),
        order,
        !isClosed && button(this, "button", this.text("write"), () => /** @type {any} */ (this.shadowRoot).querySelector("[part=write] textarea").focus())),
      this.#box,
      isClosed ? h("p", { part: "notice" }, this.text("closed")) : this.#writing("write")));
  }

  /** @param {CommentList} list */
  #list(list) {
    this.#order.value = list.order;
    this.#depth = list.shown_depth;
    this.#shown.clear();
    this.#box.replaceChildren();
    this.#box.append(this.#run(list, (cursor) => this.#ask({ order: list.order, cursor }), (end) => this.text(end)), h("p", { part: "empty" }, this.text("empty")));
  }

  /** @type {MakeRun} */
  #run = (run, ask, label) => {
    const list = h("ol", { part: "list" });
    const items = (found = run) => found.items.map((comment) => this.#find(comment.id)?.closest("li") ?? this.#item(comment));
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

  /** @type {MakeItem} */
  #item = (comment) => {
    const { id, depth, replies } = comment;
    let inside = this.#comment(comment);
    for (let step = Math.min(depth, this.#depth); step > 0; step--) inside = h("div", { part: "step" }, inside);
    return h("li", { "data-depth": String(depth) }, inside, replies && this.#run(replies,
      (cursor) => this.ask(this.#path(id + "/replies/", { cursor })),
      (end, shown) => (replies.previous ? this.text(end + "_replies") : this.text(replies.count - shown > 1 ? "replies" : "replies_one", replies.count - shown))));
  };

  /** @param {string|number} id @returns {HTMLElement|null} */
  #find(id) {
    return this.#box.querySelector("#comment-" + id);
  }

  /** @type {MakeItem} */
  #comment = (comment) => {
    const { id, author, in_reply_to: answered, recent_post: post, meta: { html_url: url } } = comment;
    this.#shown.add(id);
    const date = new Date(comment.created_at).toLocaleString(this.locale, { dateStyle: "medium", timeStyle: "short" });
    const time = h("a", { part: "time", href: url }, h("time", { datetime: comment.created_at, dir: "auto" }, date));
    const article = h("article", { id: "comment-" + id, part: "comment", tabindex: "-1", "aria-label": (author?.name ?? "") + " " + date });
    if (!author) article.append(h("span", {}), h("p", { part: "meta" }, this.text("gone"), time));
    if (!author) return article;
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
      ...this.#actions(comment, article)));
    return article;
  };

  /** @type {MakeActions} */
  #actions = (comment, article) => {
    const { id, is_own: isOwn, editable_until: until } = comment;
    const isPublic = comment.status === "approved";
    const panel = h("div", {});
    /** @param {string} key @param {(cancel: () => void) => HTMLElement} make */
    const opener = (key, make) => button(this, "action", this.text(key), (opened) => {
      const isOpen = opened.ariaExpanded === "true";
      this.#close();
      if (isOpen) return;
      this.#close = () => {
        panel.replaceChildren();
        opened.ariaExpanded = "false";
      };
      opened.ariaExpanded = "true";
      panel.append(make(() => {
        this.#close();
        opened.focus();
      }));
      /** @type {HTMLElement|null} */ (panel.querySelector("select,textarea,button"))?.focus();
    });
    /** @param {Partial<Comment>} change @param {string} said */
    const become = (change, said) => {
      const fresh = this.#comment({ ...comment, ...change, liked: comment.liked });
      article.replaceWith(fresh);
      fresh.focus();
      this.say(this.text(said));
    };
    const edit = until && opener("edit", (cancel) => form(this, "edit", "save",
      async (values) => become(await this.ask(this.#path(id + "/"), values, { method: "PATCH" }), "saved"),
      cancel, field("body", this.text("edit"), h("textarea", { required: "required", dir: "auto" }, comment.body))).element);
    if (edit) setTimeout(() => {
      if (edit.matches(":focus")) article.focus();
      edit.remove();
    }, Date.parse(until) - Date.now());
    const like = button(this, "action", "", async () => {
      Object.assign(comment, await this.ask(this.#path(id + "/like/"), comment.liked ? undefined : {}, { method: comment.liked ? "DELETE" : "POST" }));
      showLikes();
    });
    const showLikes = () => {
      like.ariaPressed = String(comment.liked);
      like.textContent = this.text("like") + (comment.likes ? " · " + comment.likes : "");
    };
    showLikes();
    return [h("div", { part: "actions" },
      isPublic && !this.hasAttribute("closed") && opener("reply", (cancel) => this.#writing("reply", comment, cancel)),
      isPublic && like,
      edit,
      isOwn && opener("withdraw", (cancel) => form(this, "withdraw", "yes", async () => {
        await this.ask(this.#path(id + "/"), undefined, { method: "DELETE" });
        become({ author: null }, "gone");
      }, cancel, this.text("sure")).element),
      isPublic && !isOwn && opener("report", (cancel) => form(this, "report", "send", async (values) => {
        await this.ask(this.#path(id + "/report/"), values);
        this.#close();
        const thanks = h("p", { part: "notice", tabindex: "-1" }, this.text("thanks"));
        panel.append(thanks);
        thanks.focus();
      }, cancel, field("reason", this.text("reason"), this.#choice(["spam", "abuse", "privacy", "advice", "other"])), field("text", this.text("details"), h("input", {}))).element)),
    panel];
  };

  /** @type {MakeWriting} */
  #writing = (part, parent, cancel) => {
    const page = parent?.page.id ?? Number(this.getAttribute("page")); // another translation's, maybe
    const draft = `parentingDraft-${page}-${parent?.id ?? ""}`;
    const { open, send } = sender(this, this.#path("form/", { page }), this.#path(""));
    const writer = JSON.parse(recall(WRITER) || "{}");
    const text = h("textarea", { required: "required", dir: "auto" });
    keepDraft(text, draft);
    /** @param {string} name @param {Record<string, string>} [props] @param {string} [hint] */
    const line = (name, props, hint) => field(name, this.text(name), h("input", { placeholder: " ", autocomplete: name, value: writer[name], ...props }), hint);
    const email = line("email", { type: "email" }, this.text("email_hint"));
    const rules = h("small", { part: "rules" });
    const more = h("fieldset", { hidden: "hidden" }, rules, line("name"), email, line("website", { autocomplete: "url", inputmode: "url" }),
      field("notify", this.text("notify"), this.#choice(["none", "replies", "thread"], "notify_")),
      h("label", {}, h("input", { type: "checkbox", name: "recent_post" }), " ", this.text("recent_post")),
      h("div", { part: "trap", "aria-hidden": "true" }, h("input", { name: "leave_empty", tabindex: "-1", autocomplete: "off" })));
    const { element, complain } = form(this, part, "send", async ({ recent_post: post, ...values }) => {
      const { name, email, website } = values;
      const sent = await send({ ...values, page, parent: parent?.id, recent_post: !!(post && website) });
      remember(WRITER, JSON.stringify({ name, email, website }));
      remember(draft, (text.value = ""));
      this.#close();
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

  /** @type {Place} */
  #place = (sent, parent) => {
    const item = this.#item({ ...sent, replies: sent.depth ? null : { count: 0, items: [], previous: null, next: null } });
    let last = /** @type {any} */ (parent && this.#find(parent.id)?.closest("li"));
    const list = (last ?? this.#box).querySelector("ol");
    while (parent && last?.nextElementSibling?.dataset.depth > parent.depth) last = last.nextElementSibling;
    if (parent?.depth) last.after(item);
    else list[this.#order.value === "newest" && !parent ? "prepend" : "append"](item);
    /** @type {HTMLElement|null} */ (item.querySelector("[part=notice]") ?? item.querySelector("article"))?.focus();
    this.say(this.text(sent.status === "held" ? "held" : "sent"));
  };
}

ParentingComments.addTexts("en", {
  comments: "Comments",
  order: "Order",
  oldest: "Oldest first",
  newest: "Newest first",
  top: "Most liked first",
  previous: "Show earlier comments",
  next: "Show more comments",
  previous_replies: "Show earlier replies",
  next_replies: "Show later replies",
  replies: "Show {} more replies",
  replies_one: "Show one more reply",
  shown: "{} more shown.",
  empty: "No comments yet. Be the first to write one.",
  retry: "Try again",
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
  like: "Like",
  edit: "Edit",
  save: "Save",
  saved: "Saved.",
  withdraw: "Withdraw",
  sure: "Withdraw this comment?",
  yes: "Yes, withdraw it",
  report: "Report",
  reason: "What is wrong with it?",
  spam: "Advertising",
  abuse: "Insults or hate",
  privacy: "Private details of someone",
  advice: "Dangerous advice",
  other: "Something else",
  details: "More about it (optional)",
  thanks: "Thank you. A moderator will look at it.",
  name: "Name",
  email: "E-mail",
  email_hint: "Only moderators may see it.",
  website: "Web site (optional)",
  notify: "Mail me about",
  notify_none: "nothing",
  notify_replies: "replies to my comment",
  notify_thread: "everything in this thread",
  recent_post: "Add the newest post of my web site",
  closed: "Comments are closed.",
});

if (!customElements.get("parenting-comments")) customElements.define("parenting-comments", ParentingComments);
