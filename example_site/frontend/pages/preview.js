/** The editor's preview of a draft, inside the admin's frame or in a tab of its own. */
import { ApiError, getPreview } from "../api.js";
import { fragment, h } from "../dom.js";
import { icon } from "../icons.js";
import { viewOf } from "./by-type.js";
import { t } from "../texts.js";

/** @import { Visit, View } from "../router.js" */

/** @param {Visit} visit @returns {Promise<View>} */
export async function preview(visit) {
  const token = visit.url.searchParams.get("token") ?? "";
  const inPanel = visit.url.searchParams.get("in_preview_panel") ?? "";
  if (!token) return refused(t("This address holds no preview"), t("Open the preview from the page editor: it makes a new address each time."));
  try {
    const found = await getPreview(token);
    const { page } = found;
    const view = await viewOf(found, visit);
    const title = t("Preview: {title}", { title: page.title });
    const node = fragment(bar(t("Preview"), t("what you see is not published")), view.node);
    // Else whoever wrote in this browser sees what is published.
    for (const element of node.querySelectorAll("parenting-comments, parenting-linkup")) element.setAttribute("preview", "");
    return { title, head: view.head && { ...view.head, title }, node, userbar: inPanel ? { token, in_preview_panel: inPanel } : { token } };
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) {
      return refused(t("This preview has ended"), t("Previews last for a short while, and end when you log out. Go back to the page editor and open the preview again."));
    }
    throw error;
  }
}

/**
 * @param {string} label
 * @param {string} [words]
 */
function bar(label, words) {
  return h("p", { class: "preview-bar" }, icon("eye"), h("strong", null, label), words && h("span", null, words));
}

/**
 * @param {string} title
 * @param {string} words
 * @returns {View}
 */
function refused(title, words) {
  return { title, node: fragment(bar(t("Preview")), h("div", { class: "wrap" }, h("div", { class: "state" }, h("h1", null, title), h("p", null, words)))) };
}
