/** For components in which readers write: whose browser it is, lists, forms that lose nothing. */
import { ApiError, h, ParentingElement } from "./base.js";
/** @import * as T from "./types.d.ts" */

/** Where a browser keeps its visitor token, or its reader token. */
const TOKEN = "parentingToken";
/** @type {Record<string, string>} where the browser keeps nothing */
const visit = {};
let fields = 0;

/** @param {string} name */
export const recall = (name) => {
  let kept;
  try {
    kept = localStorage[name];
  } catch {}
  return kept ?? visit[name] ?? "";
};

/** @param {string} name @param {string} value empty to forget */
export const remember = (name, value) => {
  visit[name] = value;
  try {
    if (value) localStorage[name] = value;
    else delete localStorage[name];
  } catch {}
};

export class ReaderElement extends ParentingElement {
  static observedAttributes = ["page", "order", "locale", "closed"];

  box = h("div", {});
  /** Puts away what a button has opened. */
  close = () => {};

  get token() {
    return recall(TOKEN);
  }

  /** @this {T.Filled} */
  connectedCallback() {
    const { property, [property]: given } = this;
    if (delete this[property] && given) this[property] = given; // set before the class was there
    this.redraw();
    addEventListener("hashchange", this);
  }

  disconnectedCallback() {
    removeEventListener("hashchange", this);
  }

  attributeChangedCallback() {
    this.redraw();
  }

  /** @this {T.Filled} */
  async draw() {
    const { given } = this;
    const isCovered = !given && this.children.length; // what stands inside stays
    const box = (this.box = h("div", { part: "wait" }));
    if (!isCovered) this.frame(given);
    if (given) this.fill(given);
    // What came with the page is what strangers see.
    if (!given || ((this.token || this.hasAttribute("order")) && !this.hasAttribute("preview"))) {
      try {
        const found = await this.load(given);
        if (box !== this.box) return;
        if (isCovered) this.frame(found);
        if (!given || !this.shadowRoot?.activeElement) this.fill(found);
      } catch (error) {
        if (!given) box.append(told(this, error), button(this, "button", "retry", () => this.draw()));
      }
    }
    this.handleEvent();
  }

  /** @this {T.Filled} @param {string|number} id @returns {HTMLElement|null} */
  find(id) {
    return this.box.querySelector("#" + this.prefix + id);
  }

  /** @param {string} key @param {string} [text] */
  heading(key, text) {
    return h(/** @type {"h2"} */ ("h" + (this.getAttribute("heading-level") || 2)), { id: key, part: "heading" }, this.getAttribute("heading") || this.text(key));
  }

  /** @this {T.Filled} */
  async handleEvent() {
    const [, id] = location.hash.split("#" + this.prefix);
    if (!/^\d+$/.test(id)) return;
    const find = () => this.find(id);
    this.box.querySelector("[part~=target]")?.part.remove("target");
    try {
      if (!find()) await this.loadWith(id);
    } catch (error) {
      this.box.prepend(h("p", { part: "notice", role: "alert" }, told(this, error)));
    }
    find()?.part.add("target");
    find()?.focus();
    find()?.scrollIntoView();
  }

  /** Says of which site, and whose browser asks. A token that is no good is thrown away. @param {string} path @param {any} [body] @param {RequestInit} [more] @returns {Promise<any>} */
  async ask(path, body, more) {
    const { token } = this;
    const site = this.getAttribute("site");
    const headers = { ...(token && { "Parenting-Token": token }) };
    try {
      const found = await super.ask(site ? path.replace(/\?|$/, `?site=${site}&`) : path, body, { keepalive: false, signal: AbortSignal.timeout(3e4), ...more, headers });
      if (found?.visitor_token) remember(TOKEN, found.visitor_token);
      return found;
    } catch (error) {
      if (!token || /** @type {any} */ (error).problem?.code !== "invalid_token") throw error;
      if (token === this.token) remember(TOKEN, "");
      return this.ask(path, body, more);
    }
  }
}

export const CSS = `:host{--_ink:var(--parenting-ink,CanvasText);--_ground:var(--parenting-ground,Canvas);--_accent:var(--parenting-accent,LinkText);--_soft:color-mix(in srgb,var(--_ink) 74%,var(--_ground));--_line:color-mix(in srgb,var(--_ink) 18%,transparent);--_bad:color-mix(in srgb,#d3202f 68%,var(--_ink));--_tint:color-mix(in srgb,var(--_accent) 10%,transparent);display:block;color:var(--_ink);line-height:1.6}
:host([hidden]),[hidden],fieldset[hidden]~[part=actions]{display:none!important}
:focus-visible{outline:3px solid var(--parenting-focus,Highlight);outline-offset:2px;border-radius:4px}
p{margin:0}
a,[part=button]:hover{color:var(--_accent)}
small,[part=meta],[part=actions]{color:var(--_soft);font-size:.88em}
[part=actions],[part=meta]{display:flex;flex-wrap:wrap;gap:0 1.1em;align-items:center}
:is(button,[part=input]){box-sizing:border-box;min-height:2.75rem;padding:.5rem 1rem;border:1px solid var(--parenting-edge,#767676);border-radius:var(--parenting-radius,1.5rem);background:var(--_ground);color:inherit;font:inherit}
button{cursor:pointer}
button[part=action]{min-width:1.5rem;min-height:2rem;padding:0;border:0;background:none}
[part=action]:is(:hover,[aria-pressed=true],[aria-expanded=true]){color:var(--_accent);text-decoration:underline;text-underline-offset:.25em}
button[part=send]{border-color:var(--_ink);background:var(--_ink);color:var(--_ground)}
button[aria-busy=true],[aria-busy=true] [part=send]{opacity:.55;cursor:progress}
form,fieldset,[part~=field]{display:grid;gap:1rem;margin:0;padding:0;border:0}
form{padding:.8rem 0}
fieldset{grid-template-columns:repeat(auto-fit,minmax(min(100%,15rem),1fr))}
[part~=field]{gap:.2rem;align-content:start}
[part~=field]>label,[part=send]{font-weight:600}
[part=input]{width:100%;border-radius:min(var(--parenting-radius,.6rem),.6rem)}
select[part]{padding-inline:.75rem}
textarea[part]{min-height:7rem;field-sizing:content;resize:vertical}
[aria-invalid=true]{border:2px solid var(--_bad)}
[part=error]{color:var(--_bad);font-size:.94em;font-weight:600}
:empty:is([part=error],small){display:none}
[part=notice]{margin:.6rem 0;padding:.6rem .9rem;border-radius:.6rem;background:var(--_tint)}
[part=list]:empty,:has(>[part=list]:not(:empty))+p{display:none}
[part=list]{margin:0;padding:0;list-style:none}
[part=head]{display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:center;margin-bottom:1rem}
[part=heading]{flex:1 0 auto;margin:0;line-height:1.2}
[part=head] select{width:auto}
[part=head]:has(+div>div>[part=list]:empty)>:not([part=heading]){display:none}
[part=meta] a{color:inherit;text-underline-offset:.18em}
[part=badge]{padding:.05em .6em;border:1px solid;border-radius:1em;color:var(--_accent);font-size:.8em}
[part=wait]:empty{height:16rem;border-radius:.6rem;background:var(--_line)}
[part=trap],[part=status]{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
@media print{form,button,select{display:none}}
`;

/** @type {T.Told} */
export const told = (host, { status, problem, headers }) => {
  if (!status) return host.text(navigator.onLine ? "unreachable" : "offline");
  if (status === 429) return host.text("later", new Intl.RelativeTimeFormat(host.locale).format(headers.get("Retry-After") || 60, "second"));
  return (status < 500 && problem?.detail) || host.text("trouble");
};

/** @type {T.Button} */
export const button = (host, part, key, act) => {
  const element = h("button", { type: "button", part, name: key, click: async () => {
    if (element.ariaBusy === "true") return;
    element.ariaBusy = "true";
    failed.remove();
    try {
      await act(element);
    } catch (error) {
      failed.textContent = told(host, error);
      element.after(failed);
    }
    element.ariaBusy = "false";
  } }, key && host.text(key));
  const failed = h("span", { part: "error", role: "alert" });
  return element;
};

/** @type {T.Choice} */
export const choice = (host, values, prefix = "") => h("select", { part: "input" }, ...values.map((value) => h("option", { value }, host.text(prefix + value))));

/** @type {T.Sorter} */
export const sorter = (host, values, sort) => {
  const order = choice(host, values);
  order.ariaLabel = host.text("order");
  order.onchange = () => sort(order.value).then(() => host.say(host.text(order.value)), (error) => host.say(told(host, error)));
  return order;
};

/** @type {T.Field} */
export const field = (name, label, control, hint = "") => {
  const id = name + ++fields;
  const props = { id, name, part: "input", "aria-describedby": `${id}-error ${id}-hint` };
  for (const [key, value] of Object.entries(props)) control.setAttribute(key, value);
  return h("p", { part: "field " + name }, h("label", { for: id }, label), control, h("span", { id: id + "-error", part: "error" }), h("small", { id: id + "-hint" }, hint));
};

/** @type {T.KeepDraft} */
export const keepDraft = (control, name) => {
  control.value = recall(name);
  control.addEventListener("input", () => remember(name, control.value));
};

/** @type {T.Line} */
export const line = (host, name, props, hint) => {
  const control = h("input", { placeholder: " ", autocomplete: name, ...props });
  keepDraft(control, "parentingWriter-" + name);
  return field(name, host.text(name), control, hint);
};

export const trap = () => h("div", { part: "trap", "aria-hidden": "true" }, h("input", { name: "leave_empty", tabindex: "-1", autocomplete: "off" }));

/** @type {T.MakeForm} */
export const form = (host, part, verb, send, cancel, ...content) => {
  const failed = h("p", { part: "error", role: "alert" });
  const controls = () => /** @type {T.Control[]} */ ([...element.querySelectorAll("[part=input]")]);
  const mark = (/** @type {T.FieldError[]} */ errors) => {
    const wrong = controls().filter((control) => {
      const error = errors.find(({ loc }) => loc.at(-1) === control.name);
      const place = /** @type {HTMLElement} */ (control.parentElement);
      place.children[2].replaceChildren(error ? error.msg : "");
      place.hidden &&= !error;
      control.ariaInvalid = String(!!error);
      return error;
    });
    wrong[0]?.focus();
    return wrong.length;
  };
  const complain = (/** @type {any} */ error) => {
    failed.textContent = mark(error.problem?.errors ?? []) ? "" : told(host, error);
  };
  const element = h("form", { part, novalidate: "novalidate", submit: async (/** @type {Event} */ event) => {
    event.preventDefault();
    failed.textContent = "";
    const missing = controls().filter((control) => !control.checkValidity());
    if (element.ariaBusy === "true" || mark(missing.map(({ name, validationMessage }) => ({ loc: [name], msg: validationMessage })))) return;
    element.ariaBusy = "true";
    await send(Object.fromEntries(new FormData(element))).catch(complain);
    element.ariaBusy = "false";
  } }, ...content, failed, h("div", { part: "actions" }, h("button", { part: "send" }, host.text(verb)), cancel && button(host, "button", "cancel", cancel)));
  return { element, complain };
};

/** @type {T.Actions} */
export const actions = (host, thing, path, article, make, reasons, fields, more, changes) => {
  const { editable_until: until, is_own: isOwn } = thing;
  const isPublic = thing.status === "approved";
  const panel = h("div", {});
  /** @type {T.Opener} */
  const opener = (key, open) => button(host, "action", key, (opened) => {
    const isOpen = opened.ariaExpanded === "true";
    host.close();
    if (isOpen) return;
    host.close = () => {
      panel.replaceChildren();
      opened.ariaExpanded = "false";
    };
    opened.ariaExpanded = "true";
    panel.append(open(() => {
      host.close();
      opened.focus();
    }));
    /** @type {HTMLElement|null} */ (panel.querySelector("[part=input],button"))?.focus();
  });
  const become = (/** @type {any} */ change, said = "saved") => {
    const fresh = make({ ...thing, ...change, liked: thing.liked });
    article.replaceWith(fresh);
    fresh.focus();
    host.say(host.text(said));
  };
  /** @type {T.Asker} */
  const asker = (key, verb, send, content) => opener(key, (cancel) => form(host, key, verb, send, cancel, ...content()).element);
  const edit = until && asker("edit", "save", async (values) => become(await host.ask(path, changes?.(values) ?? values, { method: "PATCH" })), fields);
  if (edit) setTimeout(() => {
    if (edit.matches(":focus")) article.focus();
    edit.remove();
  }, Math.min(Date.parse(until) - Date.now(), 2e9));
  const showLikes = (/** @type {any} */ change) => {
    Object.assign(thing, change);
    like.ariaPressed = String(thing.liked);
    like.textContent = host.text("like") + (thing.likes ? " · " + thing.likes : "");
  };
  const like = button(host, "action", "", async () => {
    const { liked, likes } = thing;
    showLikes({ liked: !liked, likes: likes + (liked ? -1 : 1) });
    showLikes(await host.ask(path + "like/", liked ? undefined : {}, { method: liked ? "DELETE" : "POST" }).catch((error) => {
      showLikes({ liked, likes });
      throw error;
    }));
  });
  showLikes({});
  return [h("div", { part: "actions" },
    more?.(opener),
    isPublic && like,
    edit,
    isOwn && asker("withdraw", "yes", async () => {
      await host.ask(path, undefined, { method: "DELETE" });
      become({ author: null }, "gone");
    }, () => [host.text("sure")]),
    isPublic && !isOwn && asker("report", "send", async (values) => {
      await host.ask(path + "report/", values);
      host.close();
      const thanks = h("p", { part: "notice", tabindex: "-1" }, host.text("thanks"));
      panel.append(thanks);
      thanks.focus();
    }, () => [field("reason", host.text("reason"), choice(host, reasons)), field("text", host.text("details"), h("input", {}))])),
  panel];
};

/** @type {T.Sender} */
export const sender = (host, formPath, path) => {
  /** @type {Promise<T.FormNeeds>|undefined} */
  let asked;
  const open = () => {
    asked ??= host.ask(formPath).then((form) => {
      if (!form.open) throw new ApiError(403, { detail: host.text("closed") });
      form.solution = form.altcha && import("./riddle.js").then(({ solve }) => solve(form.altcha));
      return form;
    });
    asked.catch(() => (asked = undefined));
    return asked;
  };
  /** @param {any} body @returns {Promise<any>} */
  const send = async (body, tries = 2) => {
    const form = await open();
    try {
      return await host.ask(path, { ...body, form_token: form.form_token, altcha: (await form.solution) ?? undefined });
    } catch (error) {
      const { form_token: token, code } = /** @type {any} */ (error).problem ?? {};
      if (!tries || !(token || code === "unsolved_proof")) throw error;
      if (token) form.form_token = token;
      else {
        asked = undefined;
        (await open()).form_token = form.form_token; // which knows how long the form was open
      }
      return send(body, tries - 1);
    }
  };
  return { open, send };
};

ReaderElement.addTexts("en", {
  cancel: "Cancel",
  send: "Send",
  offline: "You are offline. Nothing is lost: try again when you are back.",
  unreachable: "The server cannot be reached. Nothing is lost: please try again.",
  trouble: "Something went wrong on our side. Nothing is lost: please try again.",
  order: "Order",
  oldest: "Oldest first",
  newest: "Newest first",
  retry: "Try again",
  like: "Like",
  edit: "Edit",
  save: "Save",
  saved: "Saved.",
  withdraw: "Withdraw",
  yes: "Yes, withdraw it",
  report: "Report",
  reason: "What is wrong with it?",
  spam: "Advertising",
  abuse: "Insults or hate",
  other: "Something else",
  details: "More about it (optional)",
  thanks: "Thank you. A moderator will look at it.",
  name: "Name",
  email: "E-mail",
  email_hint: "Only moderators may see it.",
  shown: "{} more shown.",
  later: "That was a lot at once. Nothing is lost: try again {}.",
});
