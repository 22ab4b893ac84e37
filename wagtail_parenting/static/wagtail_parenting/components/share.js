/** `<parenting-share>`: share buttons that load nothing from anyone. */
import { h, ParentingElement } from "./base.js";

/** @import { Share, ShareLink } from "./types.d.ts" */

/** @type {Record<string, string>} */
const ICONS = {
  native: "M12 15V3M8 7l4-4 4 4M8 11H5v10h14V11h-3",
  copy: "M9 15l6-6M11 6l2-2a5 5 0 0 1 7 7l-2 2M13 18l-2 2a5 5 0 0 1-7-7l2-2",
  email: "M3 6h18v12H3zl9 7 9-7",
  whatsapp: "M3 21l2-5a9 9 0 1 1 3 3zM9 8c0 4 3 7 7 7l1-2-3-1-3-3-1-2z",
  facebook: "M14 21v-8h3l1-4h-4V7q0-2 2-2h2V2h-3q-5 0-5 5v2H7v4h3v8",
  pinterest: "M9 21l3-11M8 13a5 5 0 1 1 8-1c-1 3-4 4-5 2",
  x: "M4 4l16 16M20 4L4 20",
  bluesky: "M12 11C10 7 6 4 4 4s-1 7 1 9h3c-5 3 0 9 4 2 4 7 9 1 4-2h3c2-2 3-9 1-9s-6 3-8 7z",
  mastodon: "M16 20q-12 1-12-7V8q0-5 8-5t8 5c0 9-3 8-12 8M8 13V9q0-2 2-2t2 2v3-3q0-2 2-2t2 2v4",
  threads: "M18 9q-1-6-6-6-7 0-7 9t7 9 7-5-8-5-3 5 6 0 1-8-5-1",
  telegram: "M21 4L3 11l6 3 2 6 3-4 4 3zL9 14",
  reddit: "M12 9q8 0 8 5t-8 6-8-6 8-5l1-5 4 1M9 13v1M15 13v1M9 17q3 2 6 0",
  linkedin: "M4 9v11M4 4v1M10 20V9v5q0-5 5-5t5 5v6",
  sms: "M4 4h16v12h-9l-5 4v-4H4zM8 10h8",
  print: "M7 8V3h10v5M7 17H3V8h18v9h-4M7 14h10v7H7z",
  qr: "M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2M20 14v6h-6",
  more: "M5 11v2M12 11v2M19 11v2",
};
const CSS = `:host{display:block}
:host([hidden]){display:none}
div,ul{display:flex;flex-wrap:wrap;gap:.5rem;margin:0;padding:0;list-style:none}
a,button,summary,input,dialog{box-sizing:border-box;border:1px solid var(--parenting-edge,#767676);background:var(--parenting-ground,Canvas);color:var(--parenting-ink,CanvasText);font:inherit}
a,button,summary{display:inline-flex;gap:.5rem;align-items:center;justify-content:center;min-width:2.75rem;min-height:2.75rem;padding:.4rem .9rem;border-radius:var(--parenting-radius,1.5rem);line-height:1.2;text-decoration:none;cursor:pointer}
a:hover,button:hover,summary:hover{border-color:currentColor;color:var(--parenting-accent,LinkText)}
:focus-visible{outline:3px solid var(--parenting-focus,Highlight);outline-offset:2px}
:host([layout=list]) :is(div,ul){flex-direction:column}
:host([layout=list]) :is(a,button,summary){width:100%;justify-content:start}
:host([layout=icons]) :is(a,li>button,summary){padding:.4rem}
:host([layout=icons]) [part=label]{position:absolute;width:1px;overflow:hidden;clip-path:inset(50%)}
svg{width:1.25em;fill:none;stroke:currentColor;stroke-width:1.8;stroke-linecap:round;stroke-linejoin:round}
details[open]{flex-basis:100%}
details ul{margin-top:.5rem}
p{margin:.5rem 0 0}
p:empty{margin:0}
form{display:grid;gap:.75rem}
dialog{width:22rem;border-radius:1rem}
input{width:100%;min-height:2.75rem}
@media print{:host{display:none}}`;

export class ParentingShare extends ParentingElement {
  static observedAttributes = ["share", "page", "locale", "most"];

  /** @type {Share|null} */
  #share = null;

  /** As the API has it; JSON will do. Without it the element asks. */
  get share() {
    return this.#share;
  }

  /** @param {any} share */
  set share(share) {
    this.#share = typeof share === "string" ? JSON.parse(share) : share;
    this.redraw();
  }

  connectedCallback() {
    const { share } = this;
    if (delete (/** @type {any} */ (this).share) && share) this.share = share; // set before the class was there
    else this.redraw();
  }

  /** @param {string} name @param {string|null} before @param {string|null} value */
  attributeChangedCallback(name, before, value) {
    if (name === "share") this.share = value;
    else if (name === "page" && before) this.share = this.getAttribute("share");
    else this.redraw();
  }

  async draw() {
    const page = this.getAttribute("page");
    if (!this.#share) {
      const found = await this.ask("resolve/?page=" + page).catch(() => null); // what stands inside stays
      if (this.#share || !found?.page?.share || page !== this.getAttribute("page")) return;
      this.#share = /** @type {Share} */ (found.page.share);
    }
    const most = Number(this.getAttribute("most") ?? 6);
    const items = this.#share.targets
      .filter(({ kind }) => kind !== "native" || "share" in navigator)
      .map((link) => this.#item(link));
    const rest = items.length > most + 1 && items.splice(most);
    this.show(CSS, h("div", { role: "group", part: "group", "aria-label": this.text("share") },
      h("ul", { part: "list", role: "list" }, ...items),
      rest && h("details", { part: "more" }, h("summary", { part: "button" }, icon("more"), h("span", { part: "label" }, this.text("more"))), h("ul", { part: "list rest", role: "list" }, ...rest))));
  }

  /** @param {ShareLink} link */
  #item(link) {
    const is = link.kind === "link";
    const outside = is && link.href?.startsWith("http");
    return h("li", {}, h(is ? "a" : "button", {
      part: "button " + link.id,
      click: (/** @type {Event} */ event) => this.#use(link, event),
      href: is && link.href,
      type: !is && "button",
      title: link.label,
      target: outside && "_blank",
      rel: outside && "noopener noreferrer",
    }, icon(link.id), h("span", { part: "label" }, link.label)));
  }

  /** @param {ShareLink} link @param {Event} event */
  async #use(link, event) {
    const { title, text, url } = /** @type {{ title: string, text: string, url: string }} */ (this.#share);
    try {
      if (link.kind === "native") await navigator.share({ title, text, url });
      if (link.kind === "copy") {
        await navigator.clipboard.writeText(url);
        this.say(this.text("copied"));
      }
    } catch {
      if (link.kind === "copy") this.say(this.text("uncopied", url));
      return;
    }
    if (link.kind === "print") print();
    if (link.kind === "qr") this.#open(link, h("img", { src: link.href, alt: this.text("qr", url) }));
    if (link.id === "mastodon") {
      this.#askServer(link);
      event.preventDefault(); // or else the link does it
    } else this.#count(link);
  }

  /** @param {ShareLink} link */
  #count({ id }) {
    const page = Number(this.getAttribute("page"));
    if (page) this.ask("shares/", { page, target: id }).catch(() => {}); // a lost count hurts nobody
  }

  /** Readers of Mastodon are at home on many servers; theirs is remembered here. @param {ShareLink} link */
  #askServer(link) {
    const input = h("input", { value: localStorage.parentingMastodon, placeholder: "mastodon.social", autocapitalize: "none", input: () => input.setCustomValidity("") });
    this.#open(link, h("label", {}, this.text("server"), input), h("button", {
      click: (/** @type {Event} */ event) => {
        const host = input.value.trim().replace(/^(https?:\/\/|.*@)/, "").split("/")[0];
        if (/^[\p{L}\d.-]+\.\p{L}[\p{L}\d-]+$/u.test(host)) {
          localStorage.parentingMastodon = host;
          open(`https://${host}/share?text=${link.href?.split("text=")[1]}`, "_blank", "noopener");
          this.#count(link);
        } else {
          event.preventDefault();
          input.setCustomValidity(this.text("unknown"));
          input.reportValidity();
        }
      },
    }, this.text("go")));
  }

  /** @param {ShareLink} link @param {...Node} content */
  #open(link, ...content) {
    const dialog = h("dialog", { part: "dialog", "aria-label": link.label, close: () => dialog.remove() },
      h("form", { method: "dialog" }, ...content, h("button", {}, this.text("close"))));
    this.shadowRoot?.append(dialog);
    dialog.showModal();
  }
}

/** A site's own target has the link for an icon. @param {string} id */
function icon(id) {
  const template = h("template", {});
  template.innerHTML = `<svg viewBox="0 0 24 24" aria-hidden="true"><path d="${ICONS[id] ?? ICONS.copy}"/></svg>`;
  return template.content;
}

ParentingShare.addTexts("en", {
  share: "Share this page",
  more: "More",
  copied: "Link copied.",
  uncopied: "Your browser does not let us copy. The link: {}",
  qr: "QR code of {}",
  server: "Your Mastodon server",
  unknown: "Write the name of a server, such as mastodon.social.",
  go: "Continue",
  close: "Close",
});

if (!customElements.get("parenting-share")) customElements.define("parenting-share", ParentingShare);
