// SPDX-License-Identifier: Apache-2.0
//
// Tables, lists and sections of the nightly page: each fits a narrow window.
import {element} from "./page_dom.js";

const longText = 240;

/// A text in a box of its own when it is very long, scrolled by keyboard too.
function boxed(content) {
    return !(content instanceof Node) && String(content).length > longText
        ? element("span", {class: "long", tabindex: 0}, content) : content;
}

/// A table in a box that scrolls sideways by keyboard too. `columns` are [title, "number" or ""];
/// rows are lists of nodes or texts. Where the window is narrow each row is a block that repeats
/// the titles.
export function table(caption, columns, rows) {
    const head = ([title, kind]) =>
        element("th", {scope: "col", class: kind}, title);
    const cell = (content, [title, kind]) =>
        element("td", {class: kind, "data-title": title}, boxed(content));
    return element("div", {class: "scrolls", tabindex: 0, role: "region", "aria-label": caption},
        element("table", {},
            element("caption", {}, caption),
            element("thead", {}, element("tr", {}, columns.map(head))),
            element("tbody", {}, rows.map(row =>
                element("tr", {}, row.map((content, i) => cell(content, columns[i])))))));
}

/// A list of texts; at most `most` of them, the rest behind a summary.
export function list(texts, most = 12) {
    const items = part => element("ul", {}, part.map(text => element("li", {}, boxed(text))));
    if (texts.length <= most) {
        return items(texts);
    }
    return element("div", {}, items(texts.slice(0, most)),
        element("details", {}, element("summary", {}, `${texts.length - most} more`),
            items(texts.slice(most))));
}

/// A section with its heading; nothing when it has no content.
export function section(title, ...content) {
    const parts = content.flat().filter(part => part !== null);
    return parts.length === 0 ? [] : [element("section", {}, element("h2", {}, title), parts)];
}
