// SPDX-License-Identifier: Apache-2.0
//
// Each benchmark of a workload in each configuration, against the baseline of the configuration.
import {element, selectField} from "./page_dom.js";
import {figure} from "./page_figure.js";
import {change, interval, measured} from "./page_numbers.js";
import {plainTable} from "./page_table.js";
import {shortened} from "./page_text.js";
import {contrastCharts, contrastLegend, isDrawable} from "./report_contrasts.js";
import {baselineOf, comparison, configurationName, data, findCell, measuredConfigurations,
        namesMeaning, valueOf, whyMissing, workloadName, workloadsWith} from "./report_data.js";
import {findingOf} from "./report_findings.js";

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
        const against = baselineOf(configuration);
        const cell = findCell(workload, configuration);
        return {
            ...entry, configuration, cell, value: valueOf(cell, entry.index),
            row: against === null ? null : comparison(against, configuration)?.find((row) =>
                row.workload === workload && row.metric === entry.index) ?? null,
        };
    }));
}

// A group for each benchmark, with the median of the baseline in its heading.
function groupsOf(entries, lines) {
    return entries.map((entry) => {
        const own = lines.filter((line) => line.index === entry.index);
        const baseline = own.find((line) =>
            baselineOf(line.configuration) === null);
        const median = measured(baseline?.value?.median, data.metrics[entry.index]);
        return {
            heading: `${shortened(entry.bench, 50)}, baseline ${median}`,
            rows: own.filter((line) => isDrawable(line.row)).map((line) => ({
                name: configurationName(line.configuration), row: line.row})),
        };
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
        legend: contrastLegend,
        draw: (width) => contrastCharts(groupsOf(now.choice.entries, lines()), width, caption()),
        table: () => table(caption(), lines()),
    });
    fields.addEventListener("change", () => intervals.update());
    return [fields, intervals.element];
}
