/**
 * Wagtail's user bar with its content checks, for editors. Readers never ask for it: only a
 * browser that has been in the admin, or has shown a preview, does.
 */
import { getUserbar } from "./api.js";

/** @import { View } from "./router.js" */

const EDITS_HERE = "edits-here";
const ADMIN_COOKIE = /(?:^|; )csrftoken=/;

let turn = 0;
/** @type {HTMLElement|null} */
let holder = null;

export function startUserbar() {
  addEventListener("viewchange", (event) => show(/** @type {CustomEvent<View|null>} */ (event).detail));
}

/** Whether this browser has been in the admin: its form cookie is there, or it showed a preview. */
function mayEdit() {
  return ADMIN_COOKIE.test(document.cookie) || remembered();
}

/** @param {View|null} view */
async function show(view) {
  const mine = ++turn;
  holder?.remove(); // the bar takes its marks off the page with it
  holder = null;
  const query = view?.userbar;
  if (!query || !("token" in query || mayEdit())) return;
  const html = await getUserbar(query).catch(() => "");
  if (mine !== turn) return;
  remember(Boolean(html));
  if (html) insert(html);
}

/** @param {string} html */
function insert(html) {
  holder = document.createElement("div");
  holder.innerHTML = html; // by Wagtail, which is trusted with this page's words anyway
  const scripts = [...holder.querySelectorAll("script[src]")].map((script) => /** @type {HTMLScriptElement} */ (script).src);
  document.body.append(holder);
  for (const src of scripts) load(src);
}

/** Scripts that come as HTML do not run; each is needed once. @param {string} src */
function load(src) {
  if ([...document.head.querySelectorAll("script")].some((known) => known.src === src)) return;
  const script = document.createElement("script");
  script.src = src;
  script.async = false; // in their order
  document.head.append(script);
}

function remembered() {
  try {
    return localStorage.getItem(EDITS_HERE) === "yes";
  } catch {
    return false;
  }
}

/** @param {boolean} editsHere */
function remember(editsHere) {
  try {
    if (editsHere) localStorage.setItem(EDITS_HERE, "yes");
    else localStorage.removeItem(EDITS_HERE);
  } catch {
    // Without storage the bar shows in previews only.
  }
}
