/** `<parenting-linkup>`: an edition of a link-up, its entries, and the form for one more. */
import { ApiError, h } from "./base.js";
import { actions, button, CSS as COMMON, field, form, keepDraft, ReaderElement, sorter } from "./readers.js";
/** @import * as T from "./types.d.ts" */

const UNITS = /** @type {const} */ ([["day", 864e5], ["hour", 36e5], ["minute", 6e4], ["second", 1e3]]);
const CSS = COMMON + `[part=linkup]{display:flex;flex-direction:column;gap:1.5rem}
[part=adding]{display:contents}
[part=list]{display:grid;gap:1.5rem;grid-template-columns:repeat(auto-fill,minmax(min(100%,15.5rem),1fr))}
[part=list]:has(form){align-items:start}
[part=state]{margin-inline-end:.4em;padding:.2em .8em;border-radius:1em;background:var(--_tint);color:var(--_accent)}
time{color:var(--_soft)}
[part=add]{padding:.4rem 1.2rem;border-radius:.8rem;background:var(--_tint)}
form:has(>[hidden]){display:flex;flex-wrap:wrap;align-items:end}
form:has(>[hidden])>[part~=field]{flex:1 14rem}
[part~=entry]{position:relative;display:flex;flex-direction:column;gap:.5rem;box-sizing:border-box;height:100%;padding:0 1rem .5rem;border:1px solid var(--_line);border-radius:.8rem;overflow-wrap:anywhere;scroll-margin:15vh}
[part~=target]{box-shadow:0 0 0 3px var(--_accent)}
[part=number]{position:absolute;z-index:1;inset-block-start:.6rem;inset-inline-start:.6rem;min-width:2rem;box-sizing:border-box;padding:.1em .6em;border-radius:1em;background:var(--_ground);color:inherit;font-size:.88em;text-align:center;text-decoration:none}
[part=picture]{display:grid;place-items:center;width:calc(100% + 2rem);height:auto;margin-inline:-1rem;aspect-ratio:3/2;border-radius:.75rem .75rem 0 0;background:var(--_tint);color:var(--_accent);font-size:3.5rem;object-fit:cover}
[part=title]{margin:.3rem 0 0;font-size:1.1em;line-height:1.3}
[part=title] a:not(:hover){color:inherit;text-decoration:none}
[part=title] a::after{position:absolute;inset:0 0 auto;aspect-ratio:3/2;content:""}
[part=description]{display:-webkit-box;overflow:hidden;-webkit-box-orient:vertical;-webkit-line-clamp:4}
[part~=entry]>[part=actions]{margin-top:auto}
[part~=entry] [part=meta]{gap:.2em .5em}
[part=veil]{display:grid;flex:1;place-items:center;align-content:center;gap:1rem;min-height:12rem;text-align:center}
[part=more]{margin-top:1.5rem}
[part=reach]{position:sticky;z-index:2;bottom:1rem;order:1;align-self:center;visibility:hidden;background:var(--_ink);color:var(--_ground)}
li :is(a,button){scroll-margin-block:5rem}`;

export class ParentingLinkUp extends ReaderElement {
  property = "linkup";
  prefix = "entry-";
  /** @type {T.LinkUp|undefined} */
  given;
  /** @type {T.Edition|undefined} */
  edition;
  /** @type {typeof import("./linkup-bloggers.js")|undefined} */
  bloggers;
  #order = h("select", {});
  #window = h("div", { part: "window" });
  #adding = h("div", { part: "adding" });
  /** @param {number} [limit] @returns {Promise<HTMLElement[]>} */
  more = async (limit) => [];

  get linkup() {
    return this.given;
  }

  set linkup(linkup) {
    this.given = linkup;
    this.redraw();
  }

  /** @param {T.LinkUp} [given] */
  async load(given) {
    const { page, entries } = given ?? (await this.#resolve());
    const order = this.getAttribute("order") ?? "oldest";
    return { page, entries: given || this.token || order !== entries.order ? await this.#ask({ order }) : entries };
  }

  /** @param {string} number */
  async loadWith(number) {
    while (!this.find(number)) if (!(await this.more(100)).length) throw new ApiError(404, { detail: this.text("none", number) });
  }

  /** @param {RequestInit} [more] @returns {Promise<T.LinkUp>} */
  async #resolve(more) {
    const found = await this.ask("resolve/?page=" + this.getAttribute("page"), undefined, more);
    if (!found.entries) throw new ApiError(500); // it is no edition
    return found;
  }

  /** @param {Record<string, string>} query @returns {Promise<T.EntryList>} */
  async #ask(query) {
    if (query.order === "random") query.seed = seed();
    const found = await this.ask(`linkups/${this.getAttribute("page")}/entries/?` + new URLSearchParams(query));
    if (found.items.some((/** @type {T.Entry} */ { is_own: isOwn }) => isOwn)) await this.support();
    return found;
  }

  /** Loads what whoever links up needs. */
  async support() {
    return (this.bloggers ??= await import("./linkup-bloggers.js"));
  }

  /** @param {T.LinkUp} [given] */
  frame(given) {
    this.edition = undefined;
    this.#adding.replaceChildren();
    if (!given) return this.show(CSS, this.box);
    this.#order = sorter(this, ["oldest", "newest", "likes", "clicks", "random"], async (order) => this.fill({ page: given.page, entries: await this.#ask({ order }) }));
    this.show(CSS, h("section", { part: "linkup", "aria-labelledby": "links" }, this.#window, this.#adding,
      h("div", {}, h("div", { part: "head" }, this.heading("links"), this.#order), this.box)));
    this.#stand(given.page);
  }

  /** @param {T.LinkUp} found */
  fill(found) {
    if (!this.edition) this.frame(found);
    const { order } = found.entries;
    this.#order.value = order;
    const list = h("ol", { part: "list" });
    const show = (/** @type {T.EntryList} */ { items, next }) => {
      const added = items.map((entry) => this.find(entry.number)?.closest("li") ?? h("li", {}, this.entry(entry)));
      list.append(...added);
      more.hidden = !next;
      this.more = async (limit = 20) => next ? show(await this.#ask({ order, cursor: next, limit: String(limit) })) : [];
      return added;
    };
    const more = button(this, "more", "more", async () => {
      const added = await this.more();
      added[0]?.querySelector("article")?.focus();
      this.say(this.text("shown", added.length));
    });
    this.box.replaceChildren();
    show(found.entries);
    this.box.append(h("div", {}, list, more), h("p", { part: "empty" }, this.text("empty")));
  }

  /** @type {T.MakeEntry} */
  entry = (entry, isAsked = false) => {
    const { number, title, blog, author, description, picture, picked, sponsored, sensitive, visit_url: url } = entry;
    const own = entry.is_own ? this.bloggers : null;
    const isVeiled = sensitive && !isAsked && !own;
    const article = h("article", { id: this.prefix + number, part: "entry", tabindex: "-1", "aria-label": number + ". " + (isVeiled ? this.text("sensitive") : title) },
      h("a", { part: "number", href: entry.meta.html_url }, String(number)));
    if (author === null) article.append(h("p", { part: "veil" }, this.text("gone")));
    else if (isVeiled) article.append(h("div", { part: "veil" }, this.text("veiled"), button(this, "button", "unveil", () => {
      const fresh = this.entry(entry, true);
      article.replaceWith(fresh);
      fresh.focus();
    })));
    else {
      const hidden = { part: "picture", "aria-hidden": "true" };
      article.append(
        picture ? h("img", { ...hidden, src: picture.url, loading: "lazy" }) : h("span", hidden, [...(blog || author || title)][0].toUpperCase()),
        h(/** @type {"h3"} */ ("h" + (Number(this.getAttribute("heading-level") || 2) + 1)), { part: "title", dir: "auto" },
          h("a", { href: url, rel: "ugc nofollow noopener" + (sponsored ? " sponsored" : ""), target: this.getAttribute("target") }, title)),
        h("p", { part: "meta" }, blog && h("bdi", {}, blog), blog && author && "·", author && h("bdi", {}, author), ...Object.entries({ picked, sponsored, sensitive }).map(([key, is]) => is && h("span", { part: "badge" }, this.text(key)))),
        h("p", { part: "description", dir: "auto" }, description),
        ...actions(this, entry, `linkups/entries/${entry.id}/`, article, this.entry, ["spam", "broken", "rules", "abuse", "other"], () => own?.fields(this, entry) ?? [], undefined, own?.changes(entry)));
      own?.attend(this, entry, article);
    }
    return article;
  };

  /** @param {T.Edition} page */
  #stand(page) {
    const { state, opens_at: opens, closes_at: closes, max_entries: most, series } = page;
    const isClosed = state === "closed";
    const isFull = isClosed && most && page.entry_count >= most;
    const moment = state === "upcoming" ? opens : closes;
    const stand = this.text(isFull ? "full" : isClosed ? "ended" : state);
    if (this.edition && this.edition.state !== state) this.say(stand);
    this.edition = page;
    this.#window.replaceChildren(h("strong", { part: "state" }, stand), " ",
      ...(isClosed ? [] : [this.#countdown(state, moment), " · "]), isFull ? "" : this.#time(moment));
    if (isClosed && series && !this.hasAttribute("preview")) this.ask("linkups/current/?series=" + series.id).then((next) => {
      if (next.id !== page.id) this.#window.append(h("p", {}, this.text(next.state === "open" ? "now" : "next"), " ", h("a", { href: next.html_url }, next.title), next.state === "upcoming" && h("span", {}, " · ", this.#time(next.opens_at))));
    }, () => {}); // there is none
    const input = this.#adding.querySelector("input");
    if (state === "open") input || this.#adding.append(...this.#form());
    else if (!input?.value) this.#adding.replaceChildren(); // what she has typed stays
  }

  /** @param {string} moment */
  #time(moment) {
    return h("time", { datetime: moment }, new Date(moment).toLocaleString(this.locale, { weekday: "long", day: "numeric", month: "long", hour: "numeric", minute: "2-digit", timeZoneName: "short" }));
  }

  /** @param {T.Edition["state"]} state @param {string} moment */
  #countdown(state, moment) {
    const element = h("span", { part: "countdown" });
    const tick = () => {
      const left = Date.parse(moment) - Date.now();
      const [unit, size] = UNITS.find(([, size]) => left >= 2 * size) ?? UNITS[3];
      element.textContent = left > 0 ? this.text(`until_${state}`, new Intl.RelativeTimeFormat(this.locale).format(Math.floor(left / size), unit)) : "";
      // The API says when it is over; a clock that goes wrong asks less and less often.
      setTimeout(() => element.isConnected && (left > 0 ? tick() : this.renew().catch(tick)), Math.min(left > 0 ? left % size : 2000 - left, 6e4));
    };
    tick();
    return element;
  }

  async renew() {
    this.#stand((await this.#resolve({ cache: "no-cache" })).page);
  }

  #form() {
    const url = h("input", { required: "required", inputmode: "url", autocomplete: "url", placeholder: "https://", dir: "ltr" });
    keepDraft(url, "parentingDraft-link-" + this.getAttribute("page"));
    const more = h("div", { hidden: "hidden" });
    /** @type {Promise<(values: T.Values) => Promise<void>>|undefined} */
    let writing;
    const write = () => {
      writing ??= this.support().then((bloggers) => bloggers.writing(this, url, more));
      writing.catch(() => (writing = undefined));
      return writing;
    };
    const { element, complain } = form(this, "write", "go", async (values) => (await write())(values), undefined, field("url", this.text("add"), url), more);
    element.addEventListener("focusin", () => write().catch(complain), { once: true });
    const add = h("div", { part: "add" }, element);
    const reach = button(this, "reach", "add", () => url.focus());
    new IntersectionObserver(([{ isIntersecting }]) => (reach.style.visibility = isIntersecting ? "hidden" : "visible")).observe(add);
    return [add, reach];
  }
}

/** Of a random order: it stays as long as the visit. */
function seed() {
  try {
    return (sessionStorage.parentingSeed ??= (Math.random() * 2 ** 31) | 0);
  } catch {
    return "1";
  }
}

ParentingLinkUp.addTexts("en", {
  upcoming: "Not open yet",
  open: "Open",
  ended: "Closed",
  full: "Closed: all places are taken",
  until_upcoming: "opens {}",
  until_open: "closes {}",
  now: "Open now:",
  next: "Next:",
  links: "Links",
  likes: "Most liked first",
  clicks: "Most visited first",
  random: "Shuffled",
  more: "Show more links",
  empty: "There are no links yet.",
  none: "Link {} is not here. It was withdrawn or removed.",
  picked: "Picked by the hosts",
  sponsored: "Sponsored",
  sensitive: "Sensitive",
  veiled: "Not for everyone, at every moment.",
  unveil: "Show it",
  broken: "The link does not work",
  rules: "Against the rules",
  add: "Add your link",
  go: "Continue",
});

if (!customElements.get("parenting-linkup")) customElements.define("parenting-linkup", ParentingLinkUp);
