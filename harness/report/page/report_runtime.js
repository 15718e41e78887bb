// SPDX-License-Identifier: Apache-2.0
//
// Each benchmark of a workload in each configuration, against the baseline of the configuration.
import * as Plot from "@observablehq/plot";

import {element, selectField} from "./page_dom.js";
import {chart, figure, legend} from "./page_figure.js";
import {change, interval, measured} from "./page_numbers.js";
import {plainTable} from "./page_table.js";
import {shortened} from "./page_text.js";
import {anyEquivalent, comparison, configurationName, data, equivalentMeaning, findCell,
        measuredConfigurations, namesMeaning, valueOf, whyMissing, workloadName,
        workloadsWith} from "./report_data.js";
import {findingOf, findings, findingSign} from "./report_findings.js";
import {rowLabels, rowLayout} from "./report_rows.js";

const mostRows = 130;

// runtime.BENCH.MEASURE, where BENCH may have dots of its own.
function parse(name) {
    const match = /^runtime\.(.+)\.([^.]+)$/s.exec(name);
    return match && match[1] !== "*" ? {bench: match[1], measure: match[2]} : null;
}

const benchmarks = data.metrics.map((metric, index) => ({index, ...parse(metric.name)}))
    .filter((entry) => entry.bench);

function benchmarksOf(workload, measure) {
    return benchmarks.filter((entry) => entry.measure === measure && data.cells.some((cell) =>
        cell.workload === workload && valueOf(cell, entry.index)));
}

function measuresOf(workload) {
    return [...new Set(benchmarks.map((entry) => entry.measure))]
        .filter((measure) => benchmarksOf(workload, measure).length > 0);
}

// A line of the chart and of the table: a benchmark in a configuration.
function linesOf(workload, entries) {
    return entries.flatMap((entry) => measuredConfigurations.map((configuration) => {
        const {against} = data.configurations[configuration];
        const cell = findCell(workload, configuration);
        return {
            ...entry, configuration, cell, value: valueOf(cell, entry.index),
            row: against === null ? null : comparison(against, configuration)?.find((row) =>
                row.workload === workload && row.metric === entry.index) ?? null,
        };
    }));
}

function hasRatio(line) {
    return line.row !== null && line.row.ratio !== null && line.row.ratio > 0;
}

// One block for each benchmark: its name with the median of the baseline, then its configurations.
function chartRows(entries, lines) {
    const rows = entries.flatMap((entry) => {
        const own = lines.filter((line) => line.index === entry.index);
        const baseline = own.find((line) =>
            data.configurations[line.configuration].against === null);
        const median = measured(baseline?.value?.median, data.metrics[entry.index]);
        return [{heading: `${shortened(entry.bench, 50)}: baseline ${median}`},
                ...own.filter(hasRatio)];
    });
    return rows.map((row, key) => ({...row, key}));
}

function rangeOf(lines) {
    const ratios = lines.flatMap(({row}) =>
        row.hasInterval ? [row.low, row.high, row.ratio] : [row.ratio]).filter((ratio) => ratio > 0);
    const pad = Math.log1p(data.margin);
    return [Math.exp(Math.log(Math.min(1, ...ratios)) - pad),
            Math.exp(Math.log(Math.max(1, ...ratios)) + pad)];
}

function draw(width, entries, lines) {
    const rows = chartRows(entries, lines);
    const drawn = rows.filter((row) => row.row);
    const layout = rowLayout(drawn.map((line) => configurationName(line.configuration)), width, 16, 54);
    const [low, high] = rangeOf(drawn);
    const marginRight = layout.isNarrow ? 10 : 64;
    const y = (line) => line.key;
    const shift = layout.inset / 2;
    const color = (line) => findingOf(line.row.finding).color;
    const count = Math.max(2, Math.floor((width - layout.marginLeft - marginRight) / 90));
    const axis = {ticks: count, tickFormat: (value) => change(value / 100), label: null};
    const percent = (ratio) => (Math.min(high, Math.max(low, ratio)) - 1) * 100;
    return chart(
        `${drawn.length} contrasts of ${entries.length} benchmarks with their baselines; the ` +
        "table below has their numbers", {
            width, marginLeft: layout.marginLeft, marginRight, marginTop: 26, marginBottom: 26,
            height: 52 + rows.length * layout.rowHeight,
            x: {domain: [(low - 1) * 100, (high - 1) * 100], axis: null},
            y: {type: "band", domain: rows.map(y), axis: null, padding: 0},
            marks: [
                Plot.rect([1], {x1: percent(1 - data.margin), x2: percent(1 + data.margin),
                                fill: "var(--margin)"}),
                Plot.gridX({ticks: count, stroke: "var(--line)", strokeOpacity: 1}),
                Plot.ruleX([0], {stroke: "var(--text)"}),
                Plot.axisX({...axis, anchor: "top"}),
                Plot.axisX({...axis, anchor: "bottom"}),
                rowLabels(layout, drawn.map(y)),
                Plot.text(rows.filter((row) => row.heading), {
                    y, text: "heading", frameAnchor: "left", textAnchor: "start",
                    dx: 2 - layout.marginLeft, fontWeight: "bold", fill: "var(--text)"}),
                Plot.link(drawn.filter((line) => line.row.hasInterval), {
                    x1: (line) => percent(line.row.low), x2: (line) => percent(line.row.high),
                    y1: y, y2: y, dy: shift, stroke: color, strokeWidth: 2.5}),
                Plot.text(drawn, {
                    x: (line) => percent(line.row.ratio), y, dy: shift, fill: color, fontSize: 13,
                    text: (line) => findingOf(line.row.finding).sign, fontWeight: "bold",
                    stroke: "var(--page)", strokeWidth: 3}),
                Plot.text(drawn, {
                    y, text: (line) => change(line.row.ratio - 1), frameAnchor: "right",
                    textAnchor: layout.isNarrow ? "end" : "start", fill: "var(--text)",
                    lineAnchor: layout.isNarrow ? "bottom" : "middle", dx: layout.isNarrow ? 0 : 6,
                    dy: layout.isNarrow ? layout.labelEnd : 0}),
            ],
        });
}

function table(caption, lines) {
    return plainTable(
        caption,
        [{title: "Benchmark"}, {title: "Configuration"}, {title: "Median", numeric: true},
         {title: "Min", numeric: true}, {title: "Max", numeric: true},
         {title: "n", numeric: true}, {title: "Against its baseline", numeric: true},
         {title: "Interval"}, {title: "Finding"}, {title: "Note"}],
        lines.map(({bench, index, configuration, cell, value, row}) => [
            bench, configurationName(configuration),
            ...[value?.median, value?.min, value?.max].map((v) => measured(v, data.metrics[index])),
            value?.n ?? "", row && row.ratio !== null ? change(row.ratio - 1) : "",
            row && row.ratio !== null ? interval(row.low, row.high) : "",
            row ? findingOf(row.finding).word : "",
            value ? row?.note ?? "" : whyMissing(cell, index)]));
}

function benchmarkChoices(workload, measure) {
    const entries = benchmarksOf(workload, measure);
    const all = {name: `all ${entries.length}`, entries};
    const single = entries.map((entry) => ({name: entry.bench, entries: [entry]}));
    const many = entries.length * measuredConfigurations.length > mostRows;
    return entries.length === 1 ? single : many ? [...single, all] : [all, ...single];
}

/// The chart, with its choices of workload, measure and benchmark.
export function runtimeSection() {
    const workloads = workloadsWith((cell) => cell.values.some(([index]) =>
        parse(data.metrics[index].name)));
    if (workloads.length === 0) {
        return element("p", {}, "Runtime was not measured.");
    }
    const now = {workload: workloads[0]};
    const fields = element("div", {class: "controls"});
    const lines = () => linesOf(now.workload, now.choice.entries);
    const caption = () => `${workloadName(now.workload)}, ${now.measure}: each benchmark against ` +
        "the baseline of its configuration, as a change.";
    function choose(changed) {
        Object.assign(now, changed);
        const measures = measuresOf(now.workload);
        now.measure = measures.includes(now.measure) ? now.measure : measures[0];
        const choices = benchmarkChoices(now.workload, now.measure);
        now.choice = choices.find(({name}) => name === now.choice?.name) ?? choices[0];
        const focused = [...fields.children].indexOf(document.activeElement?.parentNode);
        fields.replaceChildren(
            selectField("Workload", workloads.map((w) => shortened(workloadName(w), 80)),
                        workloads.indexOf(now.workload), (i) => choose({workload: workloads[i]})),
            selectField("Measure", measures.map((name) => shortened(name)),
                        measures.indexOf(now.measure), (i) => choose({measure: measures[i]})),
            selectField("Benchmark", choices.map(({name}) => shortened(name)),
                        choices.indexOf(now.choice), (i) => choose({choice: choices[i]})));
        fields.children[focused]?.select.focus();
    }
    choose({});
    const intervals = figure({
        caption: () => `${caption()} ${namesMeaning}`,
        legend: () => legend([...Object.keys(findings).slice(0, 5).map((name) => [
            findingSign(name), `${findings[name].word}: ${findings[name].meaning}`]),
                              ...(anyEquivalent ? [["(=)", equivalentMeaning]] : [])]),
        draw: (width) => draw(width, now.choice.entries, lines()),
        table: () => table(caption(), lines()),
    });
    fields.addEventListener("change", () => intervals.update());
    return [fields, intervals.element];
}
