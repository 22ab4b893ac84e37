/** One address, one button: a link is mailed that has to be followed before anything comes of it. */
import { ApiError, mailLink } from "./api.js";
import { h } from "./dom.js";
import { t } from "./texts.js";

/**
 * @param {{ label: string, verb: string, next: string, subscribe?: string[] }} options
 * what it asks for, the path to come back to, and what to hear of from then on
 */
export function mailForm({ label, verb, next, subscribe = [] }) {
  const input = h("input", { id: "reader-email", type: "email", name: "email", autocomplete: "email", required: true });
  const send = h("button", { class: "button main" }, verb);
  const form = h("form", { class: "reader-form" }, h("label", { for: "reader-email" }, label), h("div", { class: "reader-actions" }, input, send));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    once(send, async () => {
      await mailLink(input.value, next, subscribe);
      const words = h("p", { class: "reader-note", tabindex: "-1" }, t("If this address can get mail, a link is on its way. It works for three days."));
      form.replaceWith(words);
      words.focus();
    });
  });
  return form;
}

/**
 * One thing at a time; what went wrong stands below it.
 * @param {HTMLButtonElement} element
 * @param {() => Promise<unknown>} act
 */
export async function once(element, act) {
  if (element.getAttribute("aria-disabled")) return;
  element.setAttribute("aria-disabled", "true");
  const place = element.parentElement;
  place?.querySelector(".reader-error")?.remove();
  try {
    await act();
  } catch (error) {
    place?.append(h("p", { class: "reader-error", role: "alert" }, told(error)));
  } finally {
    element.removeAttribute("aria-disabled");
  }
}

/** @param {unknown} error */
function told(error) {
  if (!(error instanceof ApiError)) {
    console.error(error);
    return t("Something went wrong. Please try again.");
  }
  if (error.status === 410) return t("This link has been used or is too old. Ask for a new one.");
  if (error.status === 429) return t("That was a lot at once. Please try again in a minute.");
  if (error.kind === "offline") return t("You are offline. Please try again when you are back.");
  return error.problem?.errors?.[0]?.msg ?? error.problem?.detail ?? t("The server could not be reached.");
}
