/** The search field; a plain GET form that the router takes over. */
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { t } from "./texts.js";

let count = 0;

/** @param {string} [words] */
export function searchForm(words = "") {
  const id = `search-${++count}`;
  return h("form", { class: "search-form", action: "/search/", method: "get", role: "search", "data-search": true },
    h("label", { for: id, class: "visually-hidden" }, t("Search the articles")),
    h("input", { id, type: "search", name: "q", value: words, placeholder: t("Sleep, fever …"), autocomplete: "off", maxlength: 200 }),
    h("button", { class: "button", type: "submit" }, icon("search"), t("Search")));
}
