/** A table that scrolls inside itself where the screen is too narrow. */
import { h } from "../dom.js";
import { t } from "../texts.js";

/** @import { Block, TableValue } from "../types.js" */

/**
 * @param {TableValue} value
 * @param {Block} block
 */
export function table({ caption, header_row, header_column, rows }, block) {
  const id = `table-${block.id}`;
  const head = header_row ? rows.slice(0, 1) : [];
  const rest = header_row ? rows.slice(1) : rows;
  return h("div", { class: "table-scroll", role: "region", tabindex: 0, "aria-label": caption ? null : t("Table"), "aria-labelledby": caption ? id : null },
    h("table", null,
      caption && h("caption", { id }, caption),
      head.length ? h("thead", null, head.map((row) => h("tr", null, row.map((cell) => (cell ? h("th", { scope: "col" }, cell) : h("td", null)))))) : null,
      h("tbody", null, rest.map((row) => h("tr", null, row.map((cell, index) => (header_column && index === 0 ? h("th", { scope: "row" }, cell) : h("td", null, cell))))))));
}
