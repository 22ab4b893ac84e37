/**
 * Lets an editor move share targets up and down. What is ticked is sent in the order of the list, so
 * without this script ticking works all the same.
 */
(() => {
  /** @param {Element} list */
  const showEnds = (list) => {
    for (const item of list.children) {
      for (const button of item.querySelectorAll("[data-share-targets-move]")) {
        const isUp = button.getAttribute("data-share-targets-move") === "-1";
        const neighbour = isUp ? item.previousElementSibling : item.nextElementSibling;
        button.setAttribute("aria-disabled", String(!neighbour));
      }
    }
  };

  /** @param {Element} field */
  const followChoice = (field) => {
    const choose = /** @type {HTMLInputElement} */ (field.querySelector("[data-share-targets-choose]"));
    field.classList.toggle("parenting-share-targets--off", !choose.checked);
  };

  /** @param {ParentNode} root */
  const start = (root) => {
    for (const field of root.querySelectorAll("[data-share-targets]")) {
      for (const moves of field.querySelectorAll(".parenting-share-targets__moves")) moves.removeAttribute("hidden");
      showEnds(/** @type {Element} */ (field.querySelector("[data-share-targets-list]")));
      followChoice(field);
    }
  };

  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("[data-share-targets-move]") : null;
    const item = button?.closest("li");
    const list = item?.parentElement;
    if (!(button instanceof HTMLElement) || !item || !list) return;
    if (button.getAttribute("data-share-targets-move") === "-1") item.previousElementSibling?.before(item);
    else item.nextElementSibling?.after(item);
    showEnds(list);
    button.focus();
    // Wagtail's editor looks out for it: a moved target is a change to save and to preview.
    item.querySelector("input")?.dispatchEvent(new Event("change", { bubbles: true }));
  });
  document.addEventListener("change", (event) => {
    const field = event.target instanceof Element ? event.target.closest("[data-share-targets]") : null;
    if (field) followChoice(field);
  });

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", () => start(document));
  else start(document);
})();
