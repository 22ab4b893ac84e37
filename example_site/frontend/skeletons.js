/** Grey shapes of the true size of what is coming. */
import { h } from "./dom.js";
import { t } from "./texts.js";

/** @param {string} className */
const bone = (className) => h("span", { class: `bone ${className}` });

function words() {
  return h("p", { class: "visually-hidden" }, t("Loading …"));
}

function skeletonCard() {
  return h("div", { class: "card" }, h("div", { class: "card-picture bone" }),
    h("div", { class: "card-text" }, bone("bone-kicker"), bone("bone-title"), bone("bone-title short"), bone("bone-line"), bone("bone-line"), bone("bone-line short")));
}

/** @param {number} count */
function skeletonGrid(count) {
  return h("div", { class: "card-grid" }, Array.from({ length: count }, skeletonCard));
}

export function homeSkeleton() {
  return h("div", { class: "wrap home skeleton" }, words(),
    h("div", { class: "home-intro" }, bone("bone-line wide")),
    h("div", { class: "card lead" }, h("div", { class: "card-picture bone" }),
      h("div", { class: "card-text" }, bone("bone-kicker"), bone("bone-huge"), bone("bone-huge short"), bone("bone-line"), bone("bone-line"))),
    h("div", { class: "band" }, bone("bone-title"), h("div", { class: "ages" }, Array.from({ length: 6 }, () => h("div", { class: "age-tile bone" })))),
    skeletonGrid(3));
}

export function listSkeleton() {
  return h("div", { class: "wrap skeleton" }, words(),
    h("div", { class: "page-head" }, bone("bone-huge"), bone("bone-line"), bone("bone-line short")),
    h("div", { class: "filters" }, bone("bone-chips"), bone("bone-chips")),
    skeletonGrid(6));
}

export function articleSkeleton() {
  return h("div", { class: "article skeleton" }, words(),
    h("div", { class: "article-head" }, bone("bone-kicker"), bone("bone-huge"), bone("bone-huge short"), bone("bone-line"), bone("bone-line short"), bone("bone-byline")),
    h("div", { class: "article-hero" }, h("div", { class: "hero-bone bone" })),
    h("div", { class: "body" }, Array.from({ length: 8 }, () => bone("bone-line"))));
}

export function editionSkeleton() {
  return h("div", { class: "edition-page skeleton" }, words(),
    h("div", { class: "page-head linkup-head" }, h("div", { class: "wrap linkup-head-row" },
      h("div", { class: "page-head-text" }, bone("bone-kicker"), bone("bone-huge"), bone("bone-line"), bone("bone-line short"), bone("bone-byline")),
      h("div", { class: "linkup-picture card-picture bone" }))),
    h("div", { class: "wrap picks" }, skeletonGrid(3)));
}

export function plainSkeleton() {
  return h("div", { class: "wrap reader-page skeleton" }, words(), bone("bone-huge"), bone("bone-line"), bone("bone-line short"));
}
