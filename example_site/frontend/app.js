/** Starts the site: which address shows which page. */
import { byType } from "./pages/by-type.js";
import { home } from "./pages/home.js";
import { personPage, searchPage, stagePage, tagPage, topicPage } from "./pages/listing.js";
import { preview } from "./pages/preview.js";
import { confirmPage, readerPage, unsubscribePage } from "./pages/reader.js";
import { startRemembering } from "./places.js";
import { startRouter } from "./router.js";
import { startShell } from "./shell.js";
import { articleSkeleton, editionSkeleton, homeSkeleton, listSkeleton, plainSkeleton } from "./skeletons.js";
import { startPrinting } from "./printing.js";
import { startTexts } from "./texts.js";
import { startTheme } from "./theme.js";
import { startUserbar } from "./userbar.js";

/** Sections stand one level deep, articles deeper, and links to link-ups say that they are: enough to guess the shape before it is known. */
const guess = (/** @type {{ url: URL }} */ { url: { pathname } }) => {
  if (document.querySelector(`a[data-shape="edition"][href^="${CSS.escape(pathname)}"]`)) return editionSkeleton();
  return pathname.split("/").filter(Boolean).length > 1 ? articleSkeleton() : listSkeleton();
};

const main = /** @type {HTMLElement} */ (document.getElementById("main"));
startTexts();
startTheme(/** @type {HTMLElement} */ (document.getElementById("theme")));
startPrinting();
startRemembering();
startShell();
startUserbar();
startRouter(main, [
  { pattern: /^\/$/, load: home, skeleton: homeSkeleton },
  { pattern: /^\/preview\/?$/, load: preview, skeleton: articleSkeleton },
  { pattern: /^\/reader\/?$/, load: readerPage, skeleton: plainSkeleton },
  { pattern: /^\/reader\/confirm\/?$/, load: confirmPage, skeleton: plainSkeleton },
  { pattern: /^\/reader\/unsubscribe\/?$/, load: unsubscribePage, skeleton: plainSkeleton },
  { pattern: /^\/search\/?$/, load: searchPage, skeleton: listSkeleton },
  { pattern: /^\/tag\/?$/, load: tagPage, skeleton: listSkeleton },
  { pattern: /^\/topic\/([^/]+)\/?$/, load: topicPage, skeleton: listSkeleton },
  { pattern: /^\/stage\/([^/]+)\/?$/, load: stagePage, skeleton: listSkeleton },
  { pattern: /^\/people\/([^/]+)\/?$/, load: personPage, skeleton: listSkeleton },
  { pattern: /^/, load: byType, skeleton: guess },
]);
