// SPDX-License-Identifier: Apache-2.0
//
// Tables: a caption, headings with their scope, and a box of its own to scroll in where the window
// is narrower.
import {element} from "./page_dom.js";

const longText = 240;

/// The content of a cell: a node, or a text that may be broken after punctuation, which gets a box
/// of its own when it is very long.
export function cellContent(content) {
    if (content instanceof Node) {
        return content;
    }
    const text = String(content);
    return text.length > longText ? element("span", {class: "long", tabindex: 0}, text)
        : text.split(/(?<=[,./_])|(?<==)(?!\))/).map((part, i) =>
            i === 0 ? part : [element("wbr"), part]);
}

/// A box that scrolls sideways, by keyboard too.
export function scrollBox(label, ...children) {
    return element("div", {class: "scroll", tabindex: 0, role: "region", "aria-label": label},
                   children);
}

/// `columns` are {title, numeric}; `rows` lists of cells, the first of which heads its row.
export function plainTable(caption, columns, rows) {
    const classOf = (column) => columns[column].numeric ? "number" : null;
    const head = element("tr", {}, columns.map((column, i) => element(
        "th", {scope: "col", class: classOf(i)}, column.title)));
    const body = rows.map((row) => element("tr", {}, row.map((content, i) => element(
        i === 0 ? "th" : "td", {scope: i === 0 ? "row" : null, class: classOf(i)},
        cellContent(content)))));
    return scrollBox(caption, element("table", {}, element("caption", {}, caption),
                                      element("thead", {}, head), element("tbody", {}, body)));
}

/// Pairs of a name and what it is.
export function pairList(pairs) {
    return element("dl", {class: "pairs"}, pairs.map(([name, value]) => element(
        "div", {}, element("dt", {}, name), element("dd", {}, cellContent(value)))));
}
