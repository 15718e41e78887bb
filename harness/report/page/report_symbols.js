// SPDX-License-Identifier: Apache-2.0
//
// What the images of the two chosen configurations differ in, symbol by symbol.
import {counted, element, selectField} from "./page_dom.js";
import {change, difference, whole} from "./page_numbers.js";
import {sortedTable} from "./page_sorted_table.js";
import {cellContent} from "./page_table.js";
import {shortened, visible} from "./page_text.js";
import {choice, choiceText, onChoice} from "./report_choice.js";
import {data, workloadName} from "./report_data.js";

const states = ["appeared", "disappeared", "grew", "shrank", "unchanged"];

function stateOf(a, b) {
    return a === null ? "appeared" : b === null ? "disappeared"
        : b > a ? "grew" : b < a ? "shrank" : "unchanged";
}

/// The symbols that A or B has, the largest difference first.
export function symbolDifferences(image, a, b) {
    const [cellA, cellB] = [a, b].map((configuration) => image.cells.indexOf(configuration));
    if (cellA < 0 || cellB < 0) {
        return null;
    }
    const rowsOf = (symbols, kind) => symbols.map(([name, bytes, most]) => ({
        name: most > 1 ? `${name} (${most})` : name, kind, a: bytes[cellA] ?? null,
        b: bytes[cellB] ?? null}));
    return [...rowsOf(image.functions, "function"), ...rowsOf(image.objects, "object")]
        .filter((row) => row.a !== null || row.b !== null)
        .map((row) => ({...row, state: stateOf(row.a, row.b),
                        difference: (row.b ?? 0) - (row.a ?? 0)}))
        .sort((x, y) => Math.abs(y.difference) - Math.abs(x.difference));
}

function sumOf(rows, value) {
    return rows.reduce((sum, row) => sum + (value(row) ?? 0), 0);
}

function relative(row) {
    return row.a && row.b !== null ? row.b / row.a - 1 : null;
}

function makeTable() {
    return sortedTable({
        caption: "Symbols of A and B, in bytes",
        columns: [
            {title: "Symbol", key: (row) => row.name,
             show: (row) => element("code", {}, cellContent(row.name))},
            {title: "Kind", key: (row) => row.kind, show: (row) => row.kind},
            {title: "A", numeric: true, key: (row) => row.a, show: (row) => whole(row.a)},
            {title: "B", numeric: true, key: (row) => row.b, show: (row) => whole(row.b)},
            {title: "Difference", numeric: true, key: (row) => row.difference,
             show: (row) => difference(row.difference)},
            {title: "Magnitude", numeric: true, key: (row) => Math.abs(row.difference),
             show: (row) => whole(Math.abs(row.difference))},
            {title: "Change", numeric: true, key: relative, show: (row) => change(relative(row))},
            {title: "What happened", key: (row) => states.indexOf(row.state),
             show: (row) => row.state},
        ],
        sort: [5, true],
        words: (row) => row.name,
        total: (rows) => [
            `Sum of ${counted(rows.length, "symbol")}`, "", whole(sumOf(rows, (row) => row.a)),
            whole(sumOf(rows, (row) => row.b)),
            difference(sumOf(rows, (row) => row.difference)),
            whole(sumOf(rows, (row) => Math.abs(row.difference))), "",
            states.slice(0, 4).map((state) => [state, rows.filter((row) => row.state === state)])
                .filter(([, found]) => found.length > 0)
                .map(([state, found]) => `${whole(found.length)} ${state}`).join(", "),
        ],
    });
}

/// The table, with its choice of workload and of what happened.
export function symbolsSection() {
    if (data.images.length === 0) {
        return element("p", {}, "The run kept no symbols of its images.");
    }
    const table = makeTable();
    const which = element("p");
    const shown = ["all that differ", ...states];
    let image = data.images[0];
    let state = 0;
    const show = () => {
        const rows = symbolDifferences(image, choice.a, choice.b);
        which.textContent = visible(rows === null
            ? `One of A (${data.configurations[choice.a].label}) and B ` +
              `(${data.configurations[choice.b].label}) has no image of ` +
              `${workloadName(image.workload)}.`
            : `${workloadName(image.workload)}: ${choiceText()}. A symbol that has a dash is not ` +
              "in that image. Several of one name are one row, with their sum and how many they are.");
        table.show((rows ?? []).filter((row) => state === 0 ? row.state !== "unchanged"
                                                            : row.state === shown[state]));
    };
    const workload = selectField(
        "Workload", data.images.map((candidate) => shortened(workloadName(candidate.workload), 80)),
        0, (i) => {
            image = data.images[i];
            show();
        });
    workload.select.id = "symbols-workload";
    workload.firstChild.htmlFor = workload.select.id;
    const happened = selectField("Show", shown, 0, (i) => {
        state = i;
        show();
    });
    show();
    onChoice(show);
    return [element("div", {class: "controls"}, workload, happened), which, table.element];
}
