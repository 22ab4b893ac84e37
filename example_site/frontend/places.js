/** Where the reader was on each entry of the history: scroll position and the link she left by. */

/** @typedef {{ y: number, left?: string }} Place */

const STORE = "small-hours:places";
const KEPT = 60;

/** @type {Map<string, Place>} */
const places = new Map(read());
let frozen = false;

/** @returns {[string, Place][]} */
function read() {
  try {
    return JSON.parse(sessionStorage.getItem(STORE) ?? "[]");
  } catch {
    return [];
  }
}

/** The key of the current history entry; makes one when there is none yet. */
export function currentKey() {
  if (!history.state?.key) history.replaceState({ ...history.state, key: newKey() }, "");
  return /** @type {string} */ (history.state.key);
}

export function newKey() {
  return Math.random().toString(36).slice(2, 10);
}

/** @param {string} key */
export function placeOf(key) {
  return places.get(key);
}

/** @param {Partial<Place>} change */
export function remember(change) {
  if (frozen) return;
  const key = currentKey();
  const place = { y: 0, ...places.get(key), ...change };
  places.delete(key);
  places.set(key, place);
}

/** While a page is being replaced its scrolling means nothing. @param {boolean} on */
export function freeze(on) {
  frozen = on;
}

export function startRemembering() {
  history.scrollRestoration = "manual";
  addEventListener("scroll", () => remember({ y: scrollY }), { passive: true });
  addEventListener("pagehide", () => {
    try {
      sessionStorage.setItem(STORE, JSON.stringify([...places].slice(-KEPT)));
    } catch {
      // Private modes may refuse storage: then a reload starts at the top.
    }
  });
}
