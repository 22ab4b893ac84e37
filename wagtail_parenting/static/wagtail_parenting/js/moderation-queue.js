/**
 * Moderating by keyboard, and without a new page for each act. Everything works without this script:
 * it presses the buttons that are there, and puts the answer where a new page would stand.
 */
(() => {
  const RESULTS = "#listing-results";
  const TYPED_INTO = "input:not([type=checkbox]), textarea, select, [contenteditable]";
  const OPEN_DIALOG = ".w-dialog:not([aria-hidden='true']), .modal.in, dialog[open]";

  /** @returns {HTMLFormElement | null} */
  const queue = () => document.querySelector("[data-queue]");

  /** @returns {HTMLElement[]} */
  const rows = () => [...document.querySelectorAll("[data-queue] [data-row]")].filter((row) => row instanceof HTMLElement);

  /** @returns {HTMLElement | undefined} */
  const currentRow = () => rows().find((row) => row.contains(document.activeElement));

  /** @param {ParentNode | undefined} row */
  const tickOf = (row) => /** @type {HTMLInputElement | null} */ (row?.querySelector("[name=ticked]") ?? null);

  const ticked = () => rows().filter((row) => tickOf(row)?.checked);

  /** A reader of screens, or whoever types with her voice, may have turned Wagtail's keys off. */
  const keysAreOn = () => {
    const config = document.getElementById("wagtail-config")?.textContent;
    return !config || JSON.parse(config).KEYBOARD_SHORTCUTS_ENABLED !== false;
  };

  // --- Keys ---------------------------------------------------------------------------------------

  /** @param {number} step */
  const move = (step) => {
    const all = rows();
    const row = currentRow();
    const place = row ? all.indexOf(row) + step : 0;
    all[Math.min(Math.max(place, 0), all.length - 1)]?.focus();
  };

  /**
   * Press the button of a key: for all that is ticked, else for the row one stands in.
   * @param {string} key
   */
  const press = (key) => {
    const place = !queue() ? document.querySelector("[data-queue-detail]") : ticked().length ? document.querySelector("[data-queue-acts]") : currentRow();
    const button = place?.querySelector(`[data-key="${key}"]`);
    if (button instanceof HTMLElement) button.click();
  };

  /** @type {Record<string, () => void>} */
  const KEYS = {
    j: () => move(1),
    k: () => move(-1),
    x: () => tickOf(currentRow())?.click(),
    a: () => press("a"),
    s: () => press("s"),
    r: () => press("r"),
    n: () => press("n"),
    u: () => /** @type {HTMLElement | null} */ (document.querySelector("[data-queue-undo] button"))?.click(),
    e: () => /** @type {HTMLElement | null} */ (currentRow()?.querySelector("[data-open]") ?? null)?.click(),
  };
  /** These mean something elsewhere: only with the row itself, or its tick, in focus. @type {Record<string, string>} */
  const IN_ROW = { ArrowDown: "j", ArrowUp: "k", Enter: "e" };

  document.addEventListener("keydown", (event) => {
    const target = event.target instanceof Element ? event.target : document.body;
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (target.closest(TYPED_INTO) || document.querySelector(OPEN_DIALOG) || !keysAreOn()) return;
    const isRow = target.matches("[data-row], [data-row] [name=ticked]");
    const act = KEYS[isRow ? (IN_ROW[event.key] ?? event.key) : event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });

  // --- Sending without a new page -----------------------------------------------------------------

  let isSending = false;

  /** @param {Document} page */
  const show = (page) => {
    const results = page.querySelector(RESULTS);
    const messages = "[data-w-messages-target=container]";
    document.querySelector(RESULTS)?.replaceChildren(...(results?.childNodes ?? []));
    // They stand in a live region: what is put there is read out. Whoever looks finds it in the bar.
    document.querySelector(messages)?.replaceChildren(...(page.querySelector(messages)?.childNodes ?? []));
    const said = [...document.querySelectorAll(`${messages} > li`)].flatMap((message) => [...message.cloneNode(true).childNodes]);
    document.querySelector("[data-queue-said]")?.replaceChildren(...said);
    prepare();
  };

  /** @param {number} place */
  const focusNear = (place) => {
    const all = rows();
    const next = all[Math.min(Math.max(place, 0), all.length - 1)] ?? document.querySelector("[data-queue-empty]");
    if (next instanceof HTMLElement) next.focus();
  };

  /**
   * @param {HTMLFormElement} form
   * @param {HTMLElement | null} button
   */
  const send = async (form, button) => {
    if (isSending) return;
    isSending = true;
    const body = new FormData(form);
    if (button instanceof HTMLButtonElement && button.name) body.append(button.name, button.value);
    const all = rows();
    const from = all.find((row) => row.contains(button)) ?? ticked()[0] ?? currentRow();
    const place = from ? all.indexOf(from) : 0;
    try {
      const answer = await fetch(form.getAttribute("action") ?? "", {
        method: "POST",
        body,
        headers: { "X-Requested-With": "XMLHttpRequest" },
      });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (answer.ok && page.querySelector(RESULTS)) {
        show(page);
        focusNear(place);
      } else {
        location.reload();
      }
    } catch {
      const text = form.getAttribute("data-failed") ?? "";
      document.dispatchEvent(new CustomEvent("w-messages:add", { detail: { clear: true, text, type: "error" } }));
    } finally {
      isSending = false;
    }
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !document.querySelector(RESULTS)) return;
    if (!form.matches("[data-queue], [data-queue-undo]")) return;
    event.preventDefault();
    void send(form, event.submitter);
  });

  // --- What only a script can do ------------------------------------------------------------------

  const count = () => {
    const shown = document.querySelector("[data-queue-count]");
    const many = ticked().length;
    const words = shown?.getAttribute(many ? "data-some" : "data-none");
    if (shown && words) shown.textContent = words.replace("%d", String(many));
    for (const row of rows()) row.classList.toggle("parenting-row--ticked", Boolean(tickOf(row)?.checked));
  };

  /** Offer more where something is cut off. */
  const measure = () => {
    for (const row of rows()) {
      const words = row.querySelector("[data-words]");
      const more = row.querySelector("[data-more]");
      if (!words || !more || more.getAttribute("aria-expanded") === "true") continue;
      const isCut = words.scrollHeight > words.clientHeight + 4;
      more.toggleAttribute("hidden", !isCut);
      words.classList.toggle("parenting-words--cut", isCut);
    }
  };

  /** The menu is drawn once, by another script. */
  const tellMenu = () => {
    const now = document.querySelector("[data-menu]");
    const link = document.querySelector(`#wagtail-sidebar a[href="${now?.getAttribute("data-menu")}"]`);
    for (const [from, to] of [["data-menu-count", "data-parenting-waiting"], ["data-menu-name", "aria-label"]]) {
      const value = now?.getAttribute(from);
      if (value) link?.setAttribute(to, value);
      else link?.removeAttribute(to);
    }
  };

  const prepare = () => {
    for (const part of document.querySelectorAll("[data-queue-script]")) part.removeAttribute("hidden");
    for (const hint of document.querySelectorAll("[data-queue-hint]")) hint.toggleAttribute("hidden", !keysAreOn());
    count();
    measure();
    tellMenu();
  };

  /** Put our keys at the top of Wagtail's own list, which may still wait in a template. */
  const listKeys = () => {
    const ours = document.querySelector("template[data-queue-keys]");
    const waiting = [...document.querySelectorAll("template")].map((template) => template.content);
    for (const place of [document, ...waiting]) {
      const table = place.querySelector(".w-keyboard-shortcuts table");
      if (!table || !(ours instanceof HTMLTemplateElement)) continue;
      (table.querySelector("thead") ?? table.firstChild)?.after(ours.content.cloneNode(true));
      return;
    }
  };

  document.addEventListener("click", (event) => {
    const more = event.target instanceof Element ? event.target.closest("[data-more]") : null;
    if (!more) return;
    const isOpen = more.getAttribute("aria-expanded") === "true";
    const other = more.getAttribute("data-less");
    more.setAttribute("aria-expanded", String(!isOpen));
    more.setAttribute("data-less", more.textContent ?? "");
    more.textContent = other;
    const words = more.closest("[data-row]")?.querySelector("[data-words]");
    for (const name of ["parenting-words--clipped", "parenting-words--cut"]) words?.classList.toggle(name, isOpen);
  });
  document.addEventListener("change", count);

  /** Where one stood when Wagtail put other rows in place of these, as it does while one searches. */
  let lastPlace = -1;
  document.addEventListener("focusin", () => {
    const row = currentRow();
    lastPlace = row ? rows().indexOf(row) : -1;
  });
  document.addEventListener("w-swap:success", () => {
    prepare();
    if (lastPlace >= 0 && document.activeElement === document.body) focusNear(lastPlace);
  });

  const start = () => {
    prepare();
    listKeys();
    const results = document.querySelector(RESULTS);
    if (results) new ResizeObserver(measure).observe(results);
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
