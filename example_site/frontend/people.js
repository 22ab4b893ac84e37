/** Contributors: portraits and their links. */
import { h } from "./dom.js";
import { initials } from "./format.js";
import { pictureElement } from "./picture.js";

/** @import { Person } from "./types.js" */

/**
 * Her picture, or her initials. The name stands beside it, so it is silent.
 * @param {Person} person
 * @param {"small"|"large"} size
 */
export function portrait(person, size = "small") {
  const sizes = size === "large" ? "160px" : "48px";
  return h("span", { class: `portrait portrait-${size}`, "aria-hidden": "true" },
    person.picture ? pictureElement(person.picture, { sizes, eager: true, alt: "" }) : initials(person.name));
}

/** @param {Person} person */
export function profileLinks(person) {
  if (!person.links?.length) return null;
  return h("ul", { class: "profile-links", role: "list" }, person.links.map(({ label, url }) => h("li", null, h("a", { href: url, rel: "noopener" }, label))));
}

/** Where her page is on this site. @param {{ slug: string, path?: string }} person */
export function personPath(person) {
  return person.path || `/people/${person.slug}/`;
}
