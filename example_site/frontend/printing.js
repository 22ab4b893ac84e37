/** Printing: everything folded is opened first; a checklist can be printed alone. */

/** @type {HTMLDetailsElement[]} */
let opened = [];

export function startPrinting() {
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details")].filter((details) => !details.open);
    for (const details of opened) details.open = true;
  });
  addEventListener("afterprint", () => {
    for (const details of opened) details.open = false;
    opened = [];
  });
}

/** @param {HTMLElement} element */
export function printAlone(element) {
  const root = document.documentElement;
  root.classList.add("printing-one");
  element.classList.add("print-this");
  addEventListener("afterprint", () => {
    root.classList.remove("printing-one");
    element.classList.remove("print-this");
  }, { once: true });
  print();
}
