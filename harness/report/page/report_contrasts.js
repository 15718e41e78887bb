// SPDX-License-Identifier: Apache-2.0
//
// Contrasts as a picture: a group after the other on one scale, each contrast a line with its
// interval, the sign of its finding at the estimate, and its numbers in words. The scale is of
// ratios, logarithmic, so that twice and half are as far from no change.
import * as Plot from "@observablehq/plot";

import {element} from "./page_dom.js";
import {chart, legend, swatch} from "./page_figure.js";
import {change, interval} from "./page_numbers.js";
import {anyEquivalent, data, equivalentMeaning} from "./report_data.js";
import {findingOf, findings, findingSign} from "./report_findings.js";
import {rowLabels, rowLayout} from "./report_rows.js";

const candidates = [0.001, 0.01, 0.1, 0.2, 0.5, 0.8, 0.9, 0.95, 0.98, 0.99, 1, 1.01, 1.02, 1.05, 1.1,
                    1.2, 1.5, 2, 3, 5, 10, 100, 1000];
const widestLog = 9;

/// Whether a row of a comparison has a place on the scale.
export function isDrawable(row) {
    return row !== null && row.ratio !== null && row.ratio > 0;
}

// What shows every estimate and every interval, and the margin.
function rangeOf(rows) {
    const logs = rows.flatMap((row) => row.hasInterval ? [row.low, row.high, row.ratio] : [row.ratio])
        .filter((ratio) => ratio > 0).map(Math.log);
    const margin = 1.5 * Math.log1p(data.margin);
    return [Math.exp(Math.max(-widestLog, 1.06 * Math.min(-margin, ...logs))),
            Math.exp(Math.min(widestLog, 1.06 * Math.max(margin, ...logs)))];
}

// From the ends inwards, so that the widest are kept, and no change always is.
function ticksWithin([low, high], width) {
    const position = (ratio) => (Math.log(ratio) - Math.log(low)) / Math.log(high / low) * width;
    const kept = [1];
    const inside = candidates.filter((ratio) => ratio >= low && ratio <= high && ratio !== 1);
    inside.sort((a, b) => Math.abs(Math.log(b)) - Math.abs(Math.log(a)));
    for (const ratio of inside) {
        if (kept.every((other) => Math.abs(position(other) - position(ratio)) >= 54)) {
            kept.push(ratio);
        }
    }
    return kept;
}

/// "+1.3% [−1.6%, +4.6%]"
export function contrastText(row) {
    return change(row.ratio - 1) + (row.hasInterval ? ` ${interval(row.low, row.high)}` : "");
}

function marks(rows, layout, [low, high], ticks) {
    const keys = rows.map((_, i) => i);
    const clamp = (ratio) => Math.min(high, Math.max(low, ratio));
    const color = (i) => findingOf(rows[i].row.finding).color;
    const shift = layout.inset / 2;
    const y = (i) => i;
    return [
        Plot.rect([1], {x1: clamp(1 - data.margin), x2: clamp(1 + data.margin),
                        fill: "var(--margin)"}),
        Plot.gridX({ticks, stroke: "var(--line)", strokeOpacity: 1}),
        Plot.ruleX([1], {stroke: "var(--text)"}),
        Plot.axisX({ticks, tickFormat: (ratio) => change(ratio - 1), anchor: "top", label: null}),
        rowLabels(layout, keys),
        Plot.link(keys.filter((i) => rows[i].row.hasInterval), {
            x1: (i) => clamp(rows[i].row.low), x2: (i) => clamp(rows[i].row.high), y1: y, y2: y,
            dy: shift, stroke: color, strokeWidth: 2.5}),
        Plot.text(keys, {
            x: (i) => clamp(rows[i].row.ratio), y, dy: shift, fill: color, fontSize: 13,
            text: (i) => findingOf(rows[i].row.finding).sign, fontWeight: "bold",
            stroke: "var(--page)", strokeWidth: 3}),
        Plot.text(keys, {
            y, text: (i) => contrastText(rows[i].row), frameAnchor: "right", fill: "var(--text)",
            textAnchor: layout.isNarrow ? "end" : "start", dx: layout.isNarrow ? 0 : 6,
            lineAnchor: layout.isNarrow ? "bottom" : "middle",
            dy: layout.isNarrow ? layout.labelEnd : 0}),
    ];
}

/// The charts of `groups`: {heading, rows: [{name, row}]}, where `row` is one of comparison() that
/// is drawable and `name` says which.
export function contrastCharts(groups, width, label) {
    const all = groups.flatMap((group) => group.rows);
    const layout = rowLayout(all.map(({name}) => name), width, 18, 172);
    const range = rangeOf(all.map(({row}) => row));
    const marginRight = layout.isNarrow ? 6 : 190;
    const ticks = ticksWithin(range, width - layout.marginLeft - marginRight);
    let first = 0;
    return element("div", {}, groups.filter(({rows}) => rows.length > 0).map(({heading, rows}) => {
        const labels = layout.labels.slice(first, first + rows.length);
        first += rows.length;
        const svg = chart(`${heading}: ${label}`, {
            width, marginLeft: layout.marginLeft, marginRight, marginTop: 24, marginBottom: 4,
            height: 28 + rows.length * layout.rowHeight,
            x: {type: "log", domain: range, axis: null},
            y: {type: "band", domain: rows.map((_, i) => i), axis: null, padding: 0},
            marks: marks(rows, {...layout, labels}, range, ticks),
        });
        return element("div", {class: "group"}, element("h4", {}, heading), svg);
    }));
}

/// What the signs mean.
export function contrastLegend() {
    const signs = Object.keys(findings).slice(0, 5).map((name) => [
        findingSign(name), `${findings[name].word}: ${findings[name].meaning}`]);
    return legend([...signs,
                   [swatch("var(--margin)"), `the margin of ${change(data.margin).slice(1)}`],
                   ...(anyEquivalent ? [["(=)", equivalentMeaning]] : [])]);
}
