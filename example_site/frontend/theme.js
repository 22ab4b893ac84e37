/** Light or dark: the system's wish until the reader chooses; her choice stays in this browser. */
import { icon } from "./icons.js";
import { t } from "./texts.js";

const STORE = "small-hours:theme";
const system = matchMedia("(prefers-color-scheme: dark)");

/** @returns {string|null} */
function chosen() {
  try {
    return localStorage.getItem(STORE);
  } catch {
    return null;
  }
}

/** @param {HTMLElement} button */
export function startTheme(button) {
  const root = document.documentElement;
  const show = () => {
    const dark = chosen() ? chosen() === "dark" : system.matches;
    root.dataset.theme = dark ? "dark" : "light";
    label(button, dark);
  };
  button.addEventListener("click", () => {
    const next = root.dataset.theme === "dark" ? "light" : "dark";
    root.dataset.theme = next;
    label(button, next === "dark");
    try {
      if ((next === "dark") === system.matches) localStorage.removeItem(STORE);
      else localStorage.setItem(STORE, next);
    } catch {
      // The choice then lasts as long as the page.
    }
  });
  system.addEventListener("change", show);
  show();
}

/**
 * @param {HTMLElement} button
 * @param {boolean} dark
 */
function label(button, dark) {
  const words = dark ? t("Switch to light colours") : t("Switch to dark colours");
  button.replaceChildren(icon(dark ? "sun" : "moon"));
  button.setAttribute("aria-label", words);
  button.title = words;
}
