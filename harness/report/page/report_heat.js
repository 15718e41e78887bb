// SPDX-License-Identifier: Apache-2.0
//
// Configurations by workloads, in one metric against the baseline of each configuration.
import * as Plot from "@observablehq/plot";

import {element, freshId, selectField} from "./page_dom.js";
import {chart, figure, legend, swatch} from "./page_figure.js";
import {change, interval, measured} from "./page_numbers.js";
import {plainTable} from "./page_table.js";
import {shortened, visible, wrapped} from "./page_text.js";
import {anyEquivalent, baselineOf, comparison, configurationName, data, equivalentMeaning, findCell,
        measuredConfigurations, metricIndex, namesMeaning, valueOf, whyMissing,
        workloadName} from "./report_data.js";
import {findingOf} from "./report_findings.js";
import {hatching, rowLabels, rowLayout} from "./report_rows.js";

// Logarithms of ratios, in multiples that a reader finds in the legend; symmetric around no change.
function thresholds() {
    const first = Math.log1p(data.margin);
    return [1, 3, 8, 20].map((factor) => first * factor);
}

// 0 is no change; -4 … -1 better, 1 … 4 worse.
function shade(ratio, better) {
    const change = Math.log(ratio) * (better === "higher" ? -1 : 1);
    const size = thresholds().filter((threshold) => Math.abs(change) > threshold).length;
    return change < 0 ? -size : size;
}

function colors(step) {
    const name = step === 0 ? "0" : `${step < 0 ? "better" : "worse"}-${Math.abs(step)}`;
    return {fill: `var(--heat-${name})`, text: `var(--heat-text-${name})`};
}

function scaleLegend() {
    const limits = thresholds().map((threshold) => change(Math.expm1(threshold)).slice(1));
    const entries = [[-4, `better, ${limits[3]} and more`], [-3, `${limits[2]} to ${limits[3]}`],
                     [-2, `${limits[1]} to ${limits[2]}`], [-1, `${limits[0]} to ${limits[1]}`],
                     [0, `within ${limits[0]}`], [1, `${limits[0]} to ${limits[1]}`],
                     [2, `${limits[1]} to ${limits[2]}`], [3, `${limits[2]} to ${limits[3]}`],
                     [4, `worse, ${limits[3]} and more`]];
    return legend(entries.map(([step, meaning]) => [swatch(colors(step).fill), meaning]));
}

function markLegend() {
    const hatch = swatch("transparent");
    hatch.classList.add("hatched");
    return legend([["≈", `shown to lie inside the margin of ${change(data.margin).slice(1)}`],
                   ["?", "not shown either way"], ["✕", "must not be believed"],
                   ...(anyEquivalent ? [["=", equivalentMeaning]] : []),
                   [hatch, "no number: the table says why"]]);
}

// One square: where both sides were measured and A is not 0 there is a ratio.
function square(configuration, workload, metric) {
    const against = baselineOf(configuration);
    const row = comparison(against, configuration)
        ?.find((candidate) => candidate.workload === workload && candidate.metric === metric);
    const place = {configuration, workload};
    if (row && row.ratio !== null && row.ratio > 0) {
        return {...place, row};
    }
    const sides = [configuration, against].map((side) => findCell(workload, side));
    const missing = sides.find((cell) => !valueOf(cell, metric));
    const why = row?.note || (typeof workload !== "number" ? "not measured"
        : missing !== undefined || sides.includes(undefined) ? whyMissing(missing, metric)
            : row ? `no ratio: ${row.a} and ${row.b}` : "not compared in this page");
    return {...place, row, why};
}

const short = {"not-measured": "", costs: "", saves: ""};

function squareText({row, why}) {
    if (why) {
        return row && row.a === 0 && row.b === 0 ? "0" : "n/a";
    }
    const mark = short[row.finding] ?? findingOf(row.finding).sign;
    return `${change(row.ratio - 1, row.exact)}${mark && ` ${mark}`}${row.equivalent ? "\n=" : ""}`;
}

function squareTitle({configuration, workload, row, why}, metric) {
    const head = `${visible(configurationName(configuration))}\n${visible(workloadName(workload))}`;
    return why ? `${head}\n${visible(why)}`
        : `${head}\n${measured(row.a, metric)} → ${measured(row.b, metric)}: ` +
          `${change(row.ratio - 1, row.exact)} ` +
          (row.hasInterval && !row.exact ? interval(row.low, row.high) : "");
}

/// The metrics of which any configuration has a comparison, for the choice.
function metricsCompared() {
    const found = new Set(data.pairs.flatMap((pair) => pair.rows.map((row) => row[1])));
    return data.metrics.map((_, i) => i).filter((i) => found.has(i));
}

// Columns: what is said over all workloads, then each workload that has the metric anywhere.
function columnsOf(metric, rows) {
    const found = new Set();
    for (const configuration of rows) {
        for (const row of comparison(baselineOf(configuration), configuration) ??
             []) {
            if (row.metric === metric) {
                found.add(row.workload);
            }
        }
    }
    const overall = [...found].filter((workload) => typeof workload !== "number");
    return [...overall, ...data.workloads.map((_, i) => i).filter((i) => found.has(i))];
}

function draw(width, squares, rows, columns, metric) {
    const names = rows.map(configurationName);
    const cellHeight = 36;
    const layout = rowLayout(names, width, cellHeight);
    const least = 60; // for "+12.3% ≈"
    const needed = layout.marginLeft + columns.length * least + 4;
    const band = (Math.max(width, needed) - layout.marginLeft) / columns.length;
    const heads = columns.map((column) => wrapped(workloadName(column), Math.floor(band / 6.4), 2));
    const hatch = freshId("hatch");
    const step = (d) => shade(d.row.ratio, metric.better);
    const y = (d) => d.configuration;
    const x = (d) => String(d.workload);
    const common = {x, y, insetTop: layout.inset, inset: 1};
    return chart(
        `Heat map of ${shortened(metric.name)}: ${rows.length} configurations by ` +
        `${columns.length} columns; the table below has its numbers`, {
            width: Math.max(width, needed), marginLeft: layout.marginLeft, marginRight: 2,
            marginTop: 40, marginBottom: 4, height: 44 + rows.length * layout.rowHeight,
            x: {domain: columns.map(String), axis: null, padding: 0},
            y: {domain: rows, axis: null, padding: 0},
            marks: [
                hatching(hatch),
                Plot.text(columns, {x: String, text: (_, i) => heads[i], frameAnchor: "top", dy: -8,
                                    lineAnchor: "bottom", fill: "var(--text)"}),
                rowLabels(layout, rows),
                Plot.cell(squares.filter((d) => d.why), {
                    ...common, fill: () => `url(#${hatch})`, stroke: () => "var(--line)",
                    title: (d) => squareTitle(d, metric)}),
                Plot.cell(squares.filter((d) => !d.why), {
                    ...common, fill: (d) => colors(step(d)).fill,
                    title: (d) => squareTitle(d, metric)}),
                Plot.text(squares, {
                    x, y, text: squareText, dy: layout.inset / 2, pointerEvents: "none",
                    fill: (d) => d.why ? "var(--text)" : colors(step(d)).text}),
            ],
        });
}

function table(squares, metric) {
    return plainTable(
        `${metric.name} against the baseline of each configuration`,
        [{title: "Configuration"}, {title: "Against"}, {title: "Workload"},
         {title: "A", numeric: true}, {title: "B", numeric: true}, {title: "Change", numeric: true},
         {title: "Interval"}, {title: "Finding"}, {title: "Note"}],
        squares.map(({configuration, workload, row, why}) => [
            configurationName(configuration),
            configurationName(baselineOf(configuration)),
            workloadName(workload), measured(row?.a, metric), measured(row?.b, metric),
            why ? "n/a" : change(row.ratio - 1, row.exact),
            why ? "" : row.exact ? "exact" : interval(row.low, row.high),
            why ? "" : findingOf(row.finding).word, why ?? row.note]));
}

function firstMetric(metrics) {
    const wanted = ["runtime.*.cpu_ns", "runtime.*.instructions", "size.text"].map(metricIndex);
    return Math.max(0, metrics.indexOf(wanted.find((index) => metrics.includes(index))));
}

/// The heat map with its choice of metric.
export function heatSection() {
    const metrics = metricsCompared();
    const rows = measuredConfigurations.filter((i) => baselineOf(i) !== null);
    if (metrics.length === 0 || rows.length === 0) {
        return element("p", {}, "There is no configuration to compare with a baseline.");
    }
    let chosen = firstMetric(metrics);
    const state = () => {
        const metric = data.metrics[metrics[chosen]];
        const columns = columnsOf(metrics[chosen], rows);
        const squares = rows.flatMap((configuration) => columns.map((workload) =>
            square(configuration, workload, metrics[chosen])));
        return {metric, columns, squares};
    };
    let now = state();
    const without = data.configurations.length - measuredConfigurations.length;
    const map = figure({
        caption: () => [element("strong", {}, now.metric.name),
                        `: ${now.metric.meaning} (${now.metric.kind}; ${now.metric.better} is ` +
                        `better). Each against the baseline of the same compiler. ${namesMeaning}` +
                        (without > 0 ? ` ${without} configurations without any result are not ` +
                                       "here; “Cells that are not ok” has them." : "")],
        legend: () => [scaleLegend(), markLegend()],
        draw: (width) => draw(width, now.squares, rows, now.columns, now.metric),
        table: () => table(now.squares, now.metric),
    });
    const field = selectField(
        "Metric", metrics.map((i) => shortened(data.metrics[i].name, 80)), chosen, (i) => {
            chosen = i;
            now = state();
            map.update();
        });
    field.select.id = "heat-metric";
    field.firstChild.htmlFor = field.select.id;
    return [element("div", {class: "controls"}, field), map.element];
}
