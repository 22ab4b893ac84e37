/** A checklist with boxes to tick, remembered in this browser, and a button that prints it alone. */
import { h } from "../dom.js";
import { icon } from "../icons.js";
import { printAlone } from "../printing.js";
import { t } from "../texts.js";

/** @import { Block, ChecklistValue } from "../types.js" */

/** @param {string} key @returns {Set<string>} */
function ticked(key) {
  try {
    return new Set(JSON.parse(localStorage.getItem(key) ?? "[]"));
  } catch {
    return new Set();
  }
}

/**
 * Ticks are kept by the words of the item, so that a reordered list keeps them.
 * @param {ChecklistValue} value
 * @param {Block} block
 * @param {{ page: { id: number } }} place
 */
export function checklist({ heading, items }, block, { page }) {
  const key = `small-hours:checklist:${page.id}:${block.id}`;
  const done = ticked(key);
  const title = heading || t("Checklist");
  const progress = h("p", { class: "checklist-progress", "aria-live": "polite" });
  const boxes = items.map((item) => {
    const box = h("input", { type: "checkbox", onchange: () => tick(item, box.checked) });
    box.checked = done.has(item);
    return box;
  });

  function keep() {
    try {
      localStorage.setItem(key, JSON.stringify([...done]));
    } catch {
      // Without storage the ticks last as long as the page.
    }
    showProgress();
  }

  /** @param {string} item @param {boolean} on */
  function tick(item, on) {
    if (on) done.add(item);
    else done.delete(item);
    keep();
  }

  function clear() {
    done.clear();
    for (const box of boxes) box.checked = false;
    keep();
  }

  function showProgress() {
    progress.textContent = t("{done} of {all} done", { done: boxes.filter((box) => box.checked).length, all: items.length });
  }

  showProgress();
  const section = h("section", { class: "checklist", "aria-label": title },
    h("div", { class: "checklist-head" }, h("h2", { class: "box-title" }, title), progress),
    h("ul", { role: "list" }, items.map((item, index) => h("li", null, h("label", null, boxes[index], h("span", null, item))))),
    h("div", { class: "checklist-actions" },
      h("button", { class: "button", type: "button", onclick: () => printAlone(section) }, icon("print"), t("Print this list")),
      h("button", { class: "button plain", type: "button", onclick: clear }, t("Clear ticks"))));
  return section;
}
