/** The search field; a plain GET form that the router takes over. */
import { h } from "./dom.js";
import { icon } from "./icons.js";

let count = 0;

/** @param {string} [words] */
export function searchForm(words = "") {
  const id = `search-${++count}`;
  return h("form", { class: "search-form", action: "/search/", method: "get", role: "search", "data-search": true },
    h("label", { for: id, class: "visually-hidden" }, "Search the articles"),
    h("input", { id, type: "search", name: "q", value: words, placeholder: "Sleep, fever …", autocomplete: "off", maxlength: 200 }),
    h("button", { class: "button", type: "submit" }, icon("search"), "Search"));
}
