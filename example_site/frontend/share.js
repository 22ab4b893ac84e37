/** Share buttons: the package's own component, dressed for this magazine. */
import { h } from "./dom.js";

/** @import { Page, Share, ShareLink } from "./types.js" */

/** What the component says besides the labels, which the API gives in the language of the page. */
const GERMAN = {
  share: "Diese Seite teilen",
  more: "Mehr",
  copied: "Link kopiert.",
  uncopied: "Ihr Browser lässt uns nicht kopieren. Der Link: {}",
  qr: "QR-Code von {}",
  server: "Ihr Mastodon-Server",
  unknown: "Bitte den Namen eines Servers angeben, etwa mastodon.social.",
  go: "Weiter",
  close: "Schließen",
};
customElements.whenDefined("parenting-share").then((element) => /** @type {any} */ (element).addTexts("de", GERMAN));

/**
 * Links that work as they are; once the script of the component is there, it takes over.
 * @param {Page} page
 * @param {{ targets?: ShareLink[], layout?: "row"|"icons"|"list", most?: number, className?: string }} [options]
 * @returns {HTMLElement|null}
 */
export function shareButtons(page, { targets, layout = "row", most = 6, className = "share" } = {}) {
  const share = page.share && { ...page.share, targets: targets ?? page.share.targets };
  if (!share?.targets.length) return null;
  const element = document.createElement("parenting-share");
  const attributes = { class: className, api: "/api/v3/", page: page.id, layout, most, share: JSON.stringify(share) };
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.append(plainLinks(share));
  return element;
}

/** @param {Share} share */
function plainLinks({ targets }) {
  return h("ul", { class: "share-links", role: "list" },
    targets.map(({ label, href }) => href && h("li", null, h("a", { href, rel: "noopener noreferrer" }, label))));
}
