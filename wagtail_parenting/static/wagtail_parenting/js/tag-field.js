/**
 * Lets an editor type a tag with a comma in quotes: "mud, rain & snow".
 *
 * Wagtail's tag field (tag-it) ends a tag at every comma. This looks at keys before the field does:
 * inside open quotes a comma is a letter. A tag that is done keeps its quotes if it needs them,
 * because tag-it takes the outer ones away and gives them back only to tags with spaces.
 */
(() => {
  const DONE = ["Enter", "Tab"];

  /** @param {EventTarget|null} target */
  function tagInput(target) {
    const isOurs =
      target instanceof HTMLInputElement &&
      target.closest(".tagit-new") &&
      target.closest(".tagit")?.parentElement?.querySelector("[data-exact-tags]");
    return isOurs ? target : null;
  }

  /** @param {HTMLInputElement} input */
  function keepQuotes(input) {
    const text = input.value.trim();
    if (/^"[^"]*,[^"]*"$/.test(text) && !text.includes(" ")) input.value = `"${text}"`;
  }

  document.addEventListener(
    "keydown",
    (event) => {
      const input = tagInput(event.target);
      if (!input) return;
      const isOpen = /^\s*"[^"]*$/.test(input.value);
      if (event.key === "," && isOpen) event.stopImmediatePropagation();
      else if (DONE.includes(event.key)) keepQuotes(input);
    },
    true,
  );
  document.addEventListener(
    "focusout",
    (event) => {
      const input = tagInput(event.target);
      if (input) keepQuotes(input);
    },
    true,
  );
})();
