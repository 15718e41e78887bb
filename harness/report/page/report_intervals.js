// SPDX-License-Identifier: Apache-2.0
//
// The two chosen configurations: the interval of every noisy contrast with the margin shaded, what
// is said of all workloads first, and the exact metrics as a table.
import * as Plot from "@observablehq/plot";

import {counted, element} from "./page_dom.js";
import {chart, figure, legend, swatch} from "./page_figure.js";
import {change, interval, measured} from "./page_numbers.js";
import {sortedTable} from "./page_sorted_table.js";
import {shortened, visible} from "./page_text.js";
import {choice, choiceText, onChoice} from "./report_choice.js";
import {anyEquivalent, comparison, data, equivalentMark, equivalentMeaning,
        workloadName} from "./report_data.js";
import {findingMark, findingOf, findings, findingSign} from "./report_findings.js";
import {rowLabels, rowLayout} from "./report_rows.js";

const ticks = [0.001, 0.01, 0.1, 0.2, 0.5, 0.8, 0.9, 0.95, 0.98, 0.99, 1, 1.01, 1.02, 1.05, 1.1, 1.2,
               1.5, 2, 3, 5, 10, 100, 1000];

// What is said of everything comes first, then workload by workload.
function byWorkload(rows) {
    const isOverall = (row) => typeof row.workload !== "number";
    const rank = (row) => isOverall(row) ? -1 : row.workload;
    return [...rows].sort((a, b) => rank(a) - rank(b) ||
        String(a.workload).localeCompare(String(b.workload)) || a.metric - b.metric);
}

// Rows of the chart: a heading for each workload, then its contrasts.
function chartRows(rows) {
    const lines = [];
    for (const row of rows) {
        if (lines.length === 0 || lines[lines.length - 1].row?.workload !== row.workload) {
            lines.push({heading: shortened(workloadName(row.workload), 60)});
        }
        lines.push({row, name: data.metrics[row.metric].name + (row.equivalent ? equivalentMark : "")});
    }
    return lines.map((line, key) => ({...line, key}));
}

// The range that shows every estimate, and of the intervals what is near them.
function rangeOf(rows) {
    const logs = rows.flatMap((row) => row.hasInterval ? [row.low, row.high, row.ratio] : [row.ratio])
        .filter((ratio) => ratio > 0).map((ratio) => Math.abs(Math.log(ratio)));
    const most = Math.max(2 * Math.log1p(data.margin), ...logs) * 1.06;
    return [Math.exp(-Math.min(most, 9)), Math.exp(Math.min(most, 9))];
}

function ticksWithin([low, high], width) {
    const position = (ratio) => (Math.log(ratio) - Math.log(low)) / Math.log(high / low) * width;
    const kept = [1];
    const inside = ticks.filter((ratio) => ratio >= low && ratio <= high && ratio !== 1);
    // From the ends inwards, so that the widest are kept and 0 always is.
    inside.sort((a, b) => Math.abs(Math.log(b)) - Math.abs(Math.log(a)));
    for (const ratio of inside) {
        if (kept.every((other) => Math.abs(position(other) - position(ratio)) >= 46)) {
            kept.push(ratio);
        }
    }
    return kept;
}

function valueText(row) {
    return `${change(row.ratio - 1)} ${row.hasInterval ? interval(row.low, row.high) : ""}`;
}

function draw(width, rows) {
    const lines = chartRows(rows);
    const contrasts = lines.filter((line) => line.row);
    const layout = rowLayout(contrasts.map((line) => line.name), width, 18, 172);
    const [low, high] = rangeOf(rows);
    const marginRight = layout.isNarrow ? 6 : 184;
    const inner = width - layout.marginLeft - marginRight;
    const clamp = (ratio) => Math.min(high, Math.max(low, ratio));
    const axis = {ticks: ticksWithin([low, high], inner), tickFormat: (r) => change(r - 1)};
    const y = (line) => line.key;
    const shift = layout.inset / 2;
    const color = (line) => findingOf(line.row.finding).color;
    const bounded = contrasts.filter((line) => line.row.hasInterval);
    return chart(
        `Intervals of ${rows.length} contrasts, ${choiceText()}; the table below has their numbers`, {
            width, marginLeft: layout.marginLeft, marginRight, marginTop: 26, marginBottom: 26,
            height: 52 + lines.length * layout.rowHeight,
            x: {type: "log", domain: [low, high], axis: null},
            y: {type: "band", domain: lines.map((line) => line.key), axis: null, padding: 0},
            marks: [
                Plot.rect([1], {x1: clamp(1 - data.margin), x2: clamp(1 + data.margin),
                                fill: "var(--margin)"}),
                Plot.gridX({ticks: axis.ticks, stroke: "var(--line)", strokeOpacity: 1}),
                Plot.ruleX([1], {stroke: "var(--text)"}),
                Plot.axisX({...axis, anchor: "top", label: null}),
                Plot.axisX({...axis, anchor: "bottom", label: null}),
                rowLabels({...layout, labels: layout.labels}, contrasts.map(y)),
                Plot.text(lines.filter((line) => line.heading), {
                    y, text: "heading", frameAnchor: "left", textAnchor: "start",
                    dx: 2 - layout.marginLeft, fontWeight: "bold", fill: "var(--text)"}),
                Plot.link(bounded, {
                    x1: (line) => clamp(line.row.low), x2: (line) => clamp(line.row.high), y1: y,
                    y2: y, dy: shift, stroke: color, strokeWidth: 2.5}),
                Plot.text(contrasts, {
                    x: (line) => clamp(line.row.ratio), y, dy: shift, fill: color, fontSize: 13,
                    text: (line) => findingOf(line.row.finding).sign, fontWeight: "bold",
                    stroke: "var(--page)", strokeWidth: 3,
                    title: (line) => `${line.name}: ${valueText(line.row)}`}),
                Plot.text(contrasts, {
                    y, text: (line) => valueText(line.row), frameAnchor: "right",
                    textAnchor: layout.isNarrow ? "end" : "start", fill: "var(--text)",
                    lineAnchor: layout.isNarrow ? "bottom" : "middle",
                    dx: layout.isNarrow ? 0 : 6,
                    dy: layout.isNarrow ? layout.labelEnd : 0}),
            ],
        });
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
             show: (row) => row.ratio === null ? "n/a" : change(row.ratio - 1, Boolean(row.exact))},
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

function signs() {
    return legend([...Object.keys(findings).slice(0, 5).map((name) => [
        findingSign(name), `${findings[name].word}: ${findings[name].meaning}`]),
                   [swatch("var(--margin)"), `the margin, ${change(data.margin).slice(1)}`],
                   ...(anyEquivalent ? [["(=)", equivalentMeaning]] : [])]);
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
        legend: signs,
        draw: (width) => draw(width, drawn),
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
        drawn = noisy.filter((row) => row.ratio !== null && row.ratio > 0);
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
