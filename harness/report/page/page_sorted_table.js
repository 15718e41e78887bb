// SPDX-License-Identifier: Apache-2.0
//
// A table that is sorted by any of its columns, filtered by text and shown in pages, so that fifty
// thousand rows cost no more than fifty.
import {element, freshId} from "./page_dom.js";
import {cellContent, scrollBox} from "./page_table.js";

function compareKeys(a, b) {
    // What does not exist comes last, whichever way the rest is sorted.
    return a < b ? -1 : a > b ? 1 : 0;
}

function isMissing(key) {
    return key === null || key === undefined;
}

/// Rows in the order of key(row); those without a key last.
export function sortRows(rows, key, descending) {
    const keyed = rows.map((row, position) => ({row, position, key: key(row)}));
    const sign = descending ? -1 : 1;
    keyed.sort((a, b) => isMissing(a.key) || isMissing(b.key)
        ? isMissing(a.key) - isMissing(b.key) || a.position - b.position
        : sign * compareKeys(a.key, b.key) || a.position - b.position);
    return keyed.map((entry) => entry.row);
}

/// Options: `caption`; `columns`: {title, numeric, key(row) to sort by, show(row)}, the first heads
/// the row; `sort`: [column, descending], or nothing to keep the order; `words(row)`: what the filter
/// looks in; `total(rows)`: cells of the last line, or nothing; `pageSize`. Gives {element, show(rows)}.
export function sortedTable(options) {
    const {caption, columns, words, total, pageSize = 50} = options;
    let [sortColumn, descending] = options.sort ?? [null, false];
    let all = [];
    let page = 0;
    let shown = [];

    const filter = element("input", {type: "search", id: freshId("filter"), spellcheck: "false",
                                     oninput: () => { page = 0; arrange(); }});
    const status = element("span", {class: "status", role: "status"});
    const turn = (step) => { page += step; draw(); };
    const previous = element("button", {type: "button", onclick: () => turn(-1)}, "Previous");
    const next = element("button", {type: "button", onclick: () => turn(1)}, "Next");
    const heads = columns.map((column, i) => element(
        "th", {scope: "col", class: column.numeric ? "number" : null},
        element("button", {type: "button", class: "sort", onclick: () => sortBy(i)},
                column.title)));
    const body = element("tbody");
    const foot = element("tfoot");
    const table = element("table", {}, element("caption", {}, caption),
                          element("thead", {}, element("tr", {}, heads)), body, foot);

    function sortBy(column) {
        descending = column === sortColumn ? !descending : Boolean(columns[column].numeric);
        sortColumn = column;
        page = 0;
        arrange();
    }

    function rowOf(tag, cells) {
        return element("tr", {}, cells.map((content, i) => element(
            i === 0 ? "th" : tag, {scope: i === 0 ? "row" : null,
                                   class: columns[i].numeric ? "number" : null},
            cellContent(content))));
    }

    function arrange() {
        const wanted = filter.value.toLowerCase();
        const kept = wanted === "" ? all
            : all.filter((row) => words(row).toLowerCase().includes(wanted));
        shown = sortColumn === null ? kept
                                    : sortRows(kept, columns[sortColumn].key, descending);
        heads.forEach((head, i) => head.setAttribute("aria-sort", i !== sortColumn ? "none"
            : descending ? "descending" : "ascending"));
        foot.replaceChildren(...(total ? [rowOf("td", total(shown))] : []));
        draw();
    }

    function draw() {
        const pages = Math.max(1, Math.ceil(shown.length / pageSize));
        page = Math.min(Math.max(page, 0), pages - 1);
        const first = page * pageSize;
        const part = shown.slice(first, first + pageSize);
        body.replaceChildren(...part.map((row) => rowOf("td", columns.map((column) =>
            column.show(row)))));
        const of = shown.length.toLocaleString("en-US");
        status.textContent = shown.length === 0 ? "no rows"
            : `rows ${(first + 1).toLocaleString("en-US")} to ` +
              `${(first + part.length).toLocaleString("en-US")} of ${of}` +
              (shown.length < all.length ? ` (${all.length.toLocaleString("en-US")} in all)` : "");
        previous.disabled = page === 0;
        next.disabled = page === pages - 1;
    }

    const bar = element("div", {class: "controls"},
                        element("span", {class: "field"},
                                element("label", {for: filter.id}, "Filter"), filter),
                        status, previous, next);
    return {
        element: element("div", {class: "sorted"}, bar, scrollBox(caption, table)),
        show(rows) {
            all = rows;
            arrange();
        },
    };
}
