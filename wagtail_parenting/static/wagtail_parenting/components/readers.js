/** For components in which readers write: whose browser it is, buttons, forms that lose nothing. */
import { ApiError, h, ParentingElement } from "./base.js";
/** @import { Button, Control, Field, FieldError, FormNeeds, KeepDraft, MakeForm, Sender, Told } from "./types.d.ts" */

/** Under this name the browser keeps its visitor token, or the reader token of a confirmed address. */
const TOKEN = "parentingToken";
/** @type {Record<string, string>} what is known where the browser keeps nothing */
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
  get token() {
    return recall(TOKEN);
  }

  /** Says whose browser asks. A token that is no good is thrown away. @param {string} path @param {any} [body] @param {RequestInit} [more] @returns {Promise<any>} */
  async ask(path, body, more) {
    const { token } = this;
    const headers = { ...(token && { "Parenting-Token": token }) };
    try {
      const found = await super.ask(path, body, { keepalive: false, signal: AbortSignal.timeout(30_000), ...more, headers });
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
a,[part=action]:hover,[part=button]:hover{color:var(--_accent)}
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
[part=trap],[part=status]{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
`;

/** @type {Told} */
export const told = (host, { status, problem, headers }) => {
  if (status === 0) return host.text(navigator.onLine ? "unreachable" : "offline");
  if (status === 429) return host.text("later", new Intl.RelativeTimeFormat(host.locale).format(headers.get("Retry-After") || 60, "second"));
  if (problem?.code === "comments_closed") return host.text("closed");
  return (status < 500 && problem?.detail) || host.text("broken");
};

/** @type {Button} */
export const button = (host, part, text, act) => {
  const element = h("button", { type: "button", part, click: async () => {
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
  } }, text);
  const failed = h("span", { part: "error", role: "alert" });
  return element;
};

/** @type {Field} */
export const field = (name, label, control, hint = "") => {
  const id = name + ++fields;
  const props = { id, name, part: "input", "aria-describedby": `${id}-error ${id}-hint` };
  for (const [key, value] of Object.entries(props)) control.setAttribute(key, value);
  return h("p", { part: "field " + name }, h("label", { for: id }, label), control, h("span", { id: id + "-error", part: "error" }), h("small", { id: id + "-hint" }, hint));
};

/** @type {MakeForm} */
export const form = (host, part, verb, send, cancel, ...content) => {
  const failed = h("p", { part: "error", role: "alert" });
  const controls = () => [.../** @type {NodeListOf<Control>} */ (element.querySelectorAll("[part=input]"))];
  const mark = (/** @type {FieldError[]} */ errors) => {
    const wrong = controls().filter((control) => {
      const error = errors.find(({ loc }) => loc.at(-1) === control.name);
      const place = /** @type {HTMLElement} */ (control.parentElement);
      place.children[2].textContent = error ? error.msg : "";
      place.hidden &&= !error;
      control.setAttribute("aria-invalid", String(!!error));
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
  } }, ...content, failed, h("div", { part: "actions" }, h("button", { part: "send" }, host.text(verb)), cancel && button(host, "button", host.text("cancel"), cancel)));
  return { element, complain };
};

/** @type {KeepDraft} */
export const keepDraft = (control, name) => {
  let timer = 0;
  control.value = recall(name);
  control.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => remember(name, control.value), 300);
  });
};

/** @type {Sender} */
export const sender = (host, formPath, path) => {
  /** @type {Promise<FormNeeds>|undefined} */
  let asked;
  const open = () => {
    asked ??= host.ask(formPath).then((form) => {
      if (!form.open) throw new ApiError(403, { code: "comments_closed" });
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
      const { form_token: token, errors } = /** @type {any} */ (error).problem ?? {};
      if (!tries || !(token || errors?.some((/** @type {FieldError} */ { loc }) => loc.includes("altcha")))) throw error;
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
  broken: "Something went wrong on our side. Nothing is lost: please try again.",
  later: "That was a lot at once. Nothing is lost: try again {}.",
});
