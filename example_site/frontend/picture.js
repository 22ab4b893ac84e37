/** A Picture of the API as `<picture>`: modern formats first, true size, its colour until loaded. */
import { h } from "./dom.js";

/** @import { Picture, PictureSource } from "./types.js" */

const ORDER = ["image/avif", "image/webp"];

/** @param {PictureSource[]} sources */
function srcset(sources) {
  return [...sources].sort((a, b) => a.width - b.width).map(({ url, width }) => `${url} ${width}w`).join(", ");
}

/**
 * @param {Picture} picture
 * @param {{ sizes: string, eager?: boolean, alt?: string }} options `alt` replaces the picture's
 *   own, for a place where it would only repeat the words beside it
 */
export function pictureElement(picture, { sizes, eager = false, alt }) {
  const listed = picture.srcset ?? [];
  const modern = ORDER.map((format) => listed.filter((source) => source.format === format)).filter((group) => group.length);
  const rest = listed.filter((source) => !ORDER.includes(source.format));
  const image = h("img", {
    alt: alt ?? (picture.decorative ? "" : picture.alt),
    width: picture.width,
    height: picture.height,
    sizes,
    srcset: rest.length ? srcset(rest) : null,
    loading: eager ? "eager" : "lazy",
    fetchpriority: eager ? "high" : null,
    decoding: "async",
    src: picture.src,
  });
  if (picture.colour) image.style.backgroundColor = picture.colour;
  image.addEventListener("error", () => image.closest("picture")?.classList.add("broken"), { once: true });
  return h("picture", null, modern.map((group) => h("source", { type: group[0].format, srcset: srcset(group), sizes })), image);
}

/**
 * A picture of an article or body with caption and credit.
 * @param {Picture} picture
 * @param {{ sizes: string, eager?: boolean, className?: string }} options
 */
export function figure(picture, { sizes, eager, className = "figure" }) {
  const words = picture.caption || picture.credit;
  return h("figure", { class: className },
    pictureElement(picture, { sizes, eager }),
    words && h("figcaption", null, picture.caption, picture.credit && h("span", { class: "credit" }, picture.caption && " ", picture.credit)));
}
