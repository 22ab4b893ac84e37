/** The document's title, description and the announcement of a new page. */

const SITE = "The Small Hours";

/**
 * @param {string} title empty on the home page
 * @param {string} [description]
 */
export function setHead(title, description = "") {
  document.title = title ? `${title} – ${SITE}` : SITE;
  const meta = document.querySelector('meta[name="description"]');
  if (description) meta?.setAttribute("content", description);
}

/**
 * Says something to screen readers, politely.
 * @param {string} text
 */
export function announce(text) {
  const region = document.getElementById("announcer");
  if (!region) return;
  region.textContent = "";
  // A region that is emptied and filled in one turn is not read out.
  setTimeout(() => (region.textContent = text), 60);
}
