/** The secret of this browser. The components keep it under the same name: it owns what they wrote. */

const TOKEN = "parentingToken";
/** What the components remember of a reader, besides. */
const REMEMBERED = /^parenting(Token|Writer|Draft)/;

export function readerToken() {
  try {
    return localStorage.getItem(TOKEN) ?? "";
  } catch {
    return "";
  }
}

/** @param {string} token */
export function keepToken(token) {
  try {
    localStorage.setItem(TOKEN, token);
  } catch {
    // Private modes may refuse: then the link has confirmed the address all the same.
  }
}

export function forgetToken() {
  try {
    localStorage.removeItem(TOKEN);
  } catch {
    // Nothing was kept.
  }
}

/** Name, address, drafts and token. */
export function forgetReader() {
  try {
    for (const name of Object.keys(localStorage)) if (REMEMBERED.test(name)) localStorage.removeItem(name);
  } catch {
    // Nothing was kept.
  }
}
