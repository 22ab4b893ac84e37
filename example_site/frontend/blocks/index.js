/** Which block is shown by what. A type that is not here is skipped: the site may know more. */
import { commentThread } from "../comments.js";
import { h } from "../dom.js";
import { sourceMark } from "../sources.js";
import { careCard, helpline } from "./care.js";
import { checklist } from "./checklist.js";
import { doDont, keyPoints, milestones, steps } from "./advice.js";
import { linkUpBlock } from "./link-up.js";
import { articleCard, audio, download, embed, image } from "./media.js";
import { shareBlock } from "./share.js";
import { table } from "./table.js";
import { expander, faq, heading, paragraph, quote, reference, tip, warning } from "./text.js";

/** @import { Block, CommentList, Page } from "../types.js" */

/** @typedef {{ page: Page, comments?: CommentList|null }} Place where the block stands */
/** @typedef {(value: any, block: Block, place: Place) => Node|null} Renderer */

/** @type {Record<string, Renderer>} */
const RENDERERS = {
  paragraph,
  heading,
  key_points: keyPoints,
  do_dont: doDont,
  steps,
  checklist,
  milestones,
  faq,
  tip,
  warning,
  care_card: careCard,
  helpline,
  quote,
  table,
  image,
  embed,
  audio,
  download,
  article_card: articleCard,
  reference,
  comments: (value, _block, { page, comments }) => commentThread(page, comments, value.heading),
  share_buttons: (value, _block, place) => shareBlock(value, place),
  link_up: linkUpBlock,
  expander: (value, _block, place) => expander(value, renderBody(value.body ?? [], place, "expander-body")),
};

/**
 * @param {Block[]} blocks
 * @param {Place} place
 * @param {string} [className]
 */
export function renderBody(blocks, place, className = "body") {
  const body = h("div", { class: className });
  for (const block of blocks) {
    if (block.value === null || block.value === undefined) continue;
    if (block.type === "reference" && markedInText(body, block)) continue;
    const node = rendered(block, place);
    if (node) body.append(node);
  }
  return body;
}

/**
 * One broken block must not take the article with it.
 * @param {Block} block
 * @param {Place} place
 */
function rendered(block, place) {
  const renderer = Object.hasOwn(RENDERERS, block.type) ? RENDERERS[block.type] : null;
  if (!renderer) return null;
  try {
    return renderer(block.value, block, place);
  } catch (error) {
    console.error(`Block ${block.type} could not be shown.`, error);
    return null;
  }
}

/**
 * A reference right after a paragraph becomes a small number at its end.
 * @param {HTMLElement} body
 * @param {Block} block
 */
function markedInText(body, block) {
  const before = body.lastElementChild;
  if (!before?.classList.contains("paragraph")) return false;
  const end = before.lastElementChild;
  if (!end || end.localName !== "p") return false;
  end.append(sourceMark(block.value));
  return true;
}
