// SPDX-License-Identifier: Apache-2.0
//
// The two chosen configurations: the interval of every noisy contrast with the margin shaded, what
// is said of all workloads first, and the exact metrics as a table.
import {counted, element} from "./page_dom.js";
import {figure} from "./page_figure.js";
import {change, interval, measured} from "./page_numbers.js";
import {sortedTable} from "./page_sorted_table.js";
import {shortened, visible} from "./page_text.js";
import {choice, choiceText, onChoice} from "./report_choice.js";
import {contrastCharts, contrastLegend, isDrawable} from "./report_contrasts.js";
import {comparison, data, equivalentMark, workloadName} from "./report_data.js";
import {findingMark, findingOf} from "./report_findings.js";

// What is said of everything comes first, then workload by workload.
function byWorkload(rows) {
    const isOverall = (row) => typeof row.workload !== "number";
    const rank = (row) => isOverall(row) ? -1 : row.workload;
    return [...rows].sort((a, b) => rank(a) - rank(b) ||
        String(a.workload).localeCompare(String(b.workload)) || a.metric - b.metric);
}

// A group for each workload, in the order of the rows.
function groupsOf(rows) {
    const groups = new Map();
    for (const row of rows) {
        if (!groups.has(row.workload)) {
            groups.set(row.workload, {heading: shortened(workloadName(row.workload), 60), rows: []});
        }
        const name = data.metrics[row.metric].name + (row.equivalent ? equivalentMark : "");
        groups.get(row.workload).rows.push({name, row});
    }
    return [...groups.values()];
}

function contrastTable(caption) {
    return sortedTable({
        caption,
        columns: [
            {title: "Workload", key: (row) => workloadName(row.workload),
             show: (row) => workloadName(row.workload)},
            {title: "Metric", key: (row) => data.metrics[row.metric].name,
             show: (row) => data.metrics[row.metric].name + (row.equivalent ? equivalentMark : "")},
            {title: "A", numeric: true, key: (row) => row.a,
             show: (row) => measured(row.a, data.metrics[row.metric])},
            {title: "B", numeric: true, key: (row) => row.b,
             show: (row) => measured(row.b, data.metrics[row.metric])},
            {title: "Change", numeric: true, key: (row) => row.ratio,
             show: (row) => row.ratio === null ? "n/a" : change(row.ratio - 1, row.exact)},
            {title: "Interval", key: (row) => row.low,
             show: (row) => row.ratio === null ? ""
                 : row.exact && row.low === row.high ? "exact" : interval(row.low, row.high)},
            {title: "Units", numeric: true, key: (row) => row.n, show: (row) => row.n ?? ""},
            {title: "Finding", key: (row) => findingOf(row.finding).word,
             show: (row) => findingMark(row.finding)},
            {title: "Note", key: (row) => row.note, show: (row) => row.note},
        ],
        words: (row) => `${workloadName(row.workload)} ${data.metrics[row.metric].name} ` +
            `${findingOf(row.finding).word} ${row.note}`,
    });
}

function chosenRows(isExact) {
    return byWorkload((comparison(choice.a, choice.b) ?? []).filter((row) =>
        (data.metrics[row.metric].kind === "exact") === isExact));
}

function missingText() {
    return choice.a === choice.b ? "A and B are the same configuration."
        : comparison(choice.a, choice.b) ? ""
            : "The page has no comparison of these two: one of them has no result, or there were " +
              "too many. `klpbench compare` has every pair.";
}

/// Everything that is said of B against A.
export function compareSection() {
    const note = element("p", {class: "note"});
    const which = element("p");
    const exact = contrastTable("Exact metrics, B against A");
    let noisy = [];
    let drawn = [];
    const intervals = figure({
        caption: () => `${choiceText()}: every contrast of a noisy metric, as a change.` +
            (noisy.length > drawn.length
                ? ` ${counted(noisy.length - drawn.length, "contrast")} without a ratio: the table ` +
                  "says why." : ""),
        legend: contrastLegend,
        draw: (width) => contrastCharts(groupsOf(drawn), width, choiceText()),
        table: () => {
            const table = contrastTable("Contrasts of noisy metrics, B against A");
            table.show(noisy);
            return table.element;
        },
    });
    const parts = element("div", {}, intervals.element, element("h3", {}, "Exact metrics"), which,
                          exact.element);
    const show = () => {
        noisy = chosenRows(false);
        drawn = noisy.filter(isDrawable);
        note.textContent = missingText();
        note.hidden = note.textContent === "";
        parts.hidden = !note.hidden;
        which.textContent = visible(choiceText());
        exact.show(chosenRows(true));
        intervals.update();
    };
    show();
    onChoice(show);
    return [note, parts];
}
