/** The soft colour of each section: by its place in the menu, the same on every page. */

const TINTS = ["blush", "sage", "pear", "mint", "lilac", "sand"];

/** @type {Map<number, string>} */
const tints = new Map();

/** @param {{ id: number }[]} sections in the order of the menu */
export function setTints(sections) {
  sections.forEach(({ id }, index) => tints.set(id, TINTS[index % TINTS.length]));
}

/** @param {number|null|undefined} sectionId */
export function tintOf(sectionId) {
  return tints.get(sectionId ?? -1) ?? "sand";
}

/** @param {number} index */
export function tintAt(index) {
  return TINTS[index % TINTS.length];
}
