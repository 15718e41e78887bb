// SPDX-License-Identifier: Apache-2.0
//
// How many functions a live patch of one function must replace: the distribution over all functions
// of each configuration.
import * as Plot from "@observablehq/plot";

import {element, selectField} from "./page_dom.js";
import {chart, figure, legend, swatch} from "./page_figure.js";
import {significant, whole} from "./page_numbers.js";
import {plainTable} from "./page_table.js";
import {shortened, wrapped} from "./page_text.js";
import {anyEquivalent, baselineOf, configurationName, data, equivalentMeaning, namesMeaning,
        workloadName, workloadsWith} from "./report_data.js";

/// Of [[functions, count] …], in rising order: {n, mean, p90, p99, max}. A quantile is the least
/// number that so many functions do not exceed.
export function summaryOf(sizes) {
    const n = sizes.reduce((sum, [, count]) => sum + count, 0);
    const mean = sizes.reduce((sum, [size, count]) => sum + size * count, 0) / n;
    const quantile = (share) => {
        let seen = 0;
        return sizes.find(([, count]) => (seen += count) >= share * n)?.[0] ?? null;
    };
    return {n, mean, p90: quantile(0.9), p99: quantile(0.99), max: sizes.at(-1)?.[0] ?? null};
}

// The share of functions whose live patch replaces at least so many.
function exceedance(sizes) {
    const n = sizes.reduce((sum, [, count]) => sum + count, 0);
    let left = n;
    return sizes.map(([size, count]) => {
        const share = left / n;
        left -= count;
        return {size, share};
    });
}

function sorted(cell) {
    return [...cell.impact].sort(([a], [b]) => a - b);
}

function panels(workload) {
    return data.cells.filter((cell) => cell.workload === workload && cell.impact?.length > 0)
        .sort((a, b) => a.configuration - b.configuration);
}

function draw(width, cells) {
    const columns = Math.max(1, Math.min(cells.length, Math.floor(width / 250)));
    const place = new Map(cells.map((cell, i) => [cell, {fx: i % columns,
                                                         fy: Math.floor(i / columns)}]));
    const panelWidth = (width - 46) / columns - 12;
    const points = (of, inPanel) => exceedance(sorted(of)).map((point) => ({
        ...point, ...place.get(inPanel)}));
    const own = cells.flatMap((cell) => points(cell, cell));
    const reference = cells.flatMap((cell) => {
        const baseline = cells.find((other) =>
            other.configuration === baselineOf(cell.configuration));
        return baseline ? points(baseline, cell) : [];
    });
    const most = Math.max(2, ...own.map((point) => point.size));
    const least = Math.min(...own.map((point) => point.share));
    const line = (of, color, strokeWidth) => Plot.line(of, {
        x: "size", y: "share", fx: "fx", fy: "fy", z: null, curve: "step-before", stroke: color,
        strokeWidth});
    const rows = Math.ceil(cells.length / columns);
    return chart(
        `Distribution of impact in ${cells.length} configurations; the table below has quantiles`, {
            width, height: 100 + rows * 190, marginLeft: 46, marginTop: 50, marginBottom: 40,
            marginRight: 12,
            x: {type: "log", domain: [1, most], label: "functions to replace, at least",
                labelArrow: "none", ticks: Math.max(1, Math.floor(panelWidth / 70)),
                tickFormat: (value) => significant(value, 1)},
            y: {type: "log", domain: [least / 1.2, 1], label: null, ticks: 4,
                tickFormat: (value) => `${significant(value * 100)}%`},
            fx: {axis: null, padding: 0.06}, fy: {axis: null, padding: 0.3},
            marks: [
                Plot.gridX({stroke: "var(--line)", strokeOpacity: 1,
                            ticks: Math.max(1, Math.floor(panelWidth / 70))}),
                Plot.gridY({stroke: "var(--line)", strokeOpacity: 1, ticks: 4}),
                line(reference, "var(--open)", 1.5),
                line(own, "var(--series-1)", 2),
                Plot.text(cells, {
                    fx: (cell) => place.get(cell).fx, fy: (cell) => place.get(cell).fy,
                    frameAnchor: "top-left", lineAnchor: "bottom", dy: -4, fontWeight: "bold",
                    fill: "var(--text)",
                    text: (cell) => wrapped(configurationName(cell.configuration),
                                            Math.max(12, Math.floor(panelWidth / 7)), 3)}),
            ],
        });
}

function table(caption, cells) {
    return plainTable(
        caption,
        [{title: "Configuration"}, {title: "Functions", numeric: true},
         {title: "Mean", numeric: true}, {title: "p90", numeric: true},
         {title: "p99", numeric: true}, {title: "Max", numeric: true}],
        cells.map((cell) => {
            const {n, mean, p90, p99, max} = summaryOf(sorted(cell));
            return [configurationName(cell.configuration), whole(n), mean.toFixed(2), whole(p90),
                    whole(p99), whole(max)];
        }));
}

/// The chart, with its choice of workload.
export function impactSection() {
    const workloads = workloadsWith((cell) => cell.impact?.length > 0);
    if (workloads.length === 0) {
        return element("p", {}, "Impact was not measured: it needs the metrics impact.*.");
    }
    let chosen = workloads[0];
    const caption = () => `${workloadName(chosen)}: the share of functions whose live patch must ` +
        "replace at least so many functions. Both axes are logarithmic.";
    const panelsOf = figure({
        caption: () => `${caption()} ${namesMeaning}`,
        legend: () => legend([[swatch("var(--series-1)"), "the configuration"],
                              [swatch("var(--open)"), "its baseline"],
                              ...(anyEquivalent ? [["(=)", equivalentMeaning]] : [])]),
        draw: (width) => draw(width, panels(chosen)),
        table: () => table(caption(), panels(chosen)),
    });
    const field = selectField(
        "Workload", workloads.map((workload) => shortened(workloadName(workload), 80)), 0, (i) => {
            chosen = workloads[i];
            panelsOf.update();
        });
    return [element("div", {class: "controls"}, field), panelsOf.element];
}
