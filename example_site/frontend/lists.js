/** A list of article cards that grows by cursor and remembers how far it had grown. */
import { getArticles } from "./api.js";
import { cardGrid, articleCard } from "./cards.js";
import { fragment, h } from "./dom.js";
import { counted } from "./format.js";
import { announce } from "./head.js";
import { rememberShown } from "./router.js";
import { partError } from "./states.js";
import { t } from "./texts.js";

/** @import { ArticleQuery } from "./api.js" */
/** @import { ArticleCard, ArticleList } from "./types.js" */

const PAGE = 12;
const MOST = 100;

/**
 * @typedef {object} ListOptions
 * @property {ArticleQuery} query
 * @property {number} shown how many cards this place has shown before
 * @property {Node} empty what to say when nothing matches
 * @property {"h2"|"h3"} [level] of the cards' headlines
 * @property {number} [without] id of an article that stands above the list already
 */

/**
 * @param {ListOptions} options
 * @returns {Promise<{ count: number, node: Node, first: ArticleCard|null }>}
 */
export async function articleList(options) {
  const limit = Math.min(MOST, Math.max(PAGE, options.shown));
  const answer = await getArticles({ ...options.query, limit });
  if (!answer.items.length) return { count: 0, node: options.empty, first: null };
  return { count: answer.count, node: grown(answer, options), first: answer.items[0] };
}

/**
 * @param {ArticleList} answer
 * @param {ListOptions} options
 */
function grown(answer, { query, level = "h2", without }) {
  const wanted = (/** @type {ArticleCard[]} */ cards) => cards.filter((card) => card.id !== without);
  const grid = cardGrid(wanted(answer.items), { level, eager: 3 });
  const foot = h("div", { class: "list-foot" });
  let shown = answer.items.length;
  let cursor = answer.next;

  const button = h("button", { class: "button", type: "button", onclick: more }, t("Show more articles"));
  const progress = h("p", { class: "list-progress" });

  function showFoot() {
    progress.textContent = t("{shown} of {articles}", { shown, articles: counted(answer.count, "article") });
    foot.replaceChildren(...(cursor ? [progress, button] : []));
  }

  async function more() {
    button.disabled = true;
    button.textContent = t("Loading …");
    try {
      const next = await getArticles({ ...query, limit: PAGE, cursor: cursor ?? undefined });
      const items = wanted(next.items).map((card) => h("li", null, articleCard(card, { level })));
      grid.append(...items);
      shown += next.items.length;
      cursor = next.next;
      rememberShown(shown);
      showFoot();
      items[0]?.querySelector("a")?.focus({ preventScroll: true });
      announce(t("{articles} shown", { articles: counted(next.items.length, "more article") }));
    } catch {
      foot.replaceChildren(partError(t("More articles could not be loaded."), () => {
        showFoot();
        more();
      }));
    } finally {
      button.disabled = false;
      button.textContent = t("Show more articles");
    }
  }

  showFoot();
  return fragment(grid, foot);
}
