// SPDX-License-Identifier: Apache-2.0
//
// CPU time of compiling and linking by phase.
import {counted, element, selectField} from "./page_dom.js";
import {shortened} from "./page_text.js";
import {stackedBars} from "./report_bars.js";
import {data, findCell, measuredConfigurations, metricIndex, valueOf, workloadName,
        workloadsWith} from "./report_data.js";

const kinds = ["translation units", "WPA", "LTRANS", "link"];
const [compile, wpa, ltrans, link] =
    ["compile.cpu_s", "lto.wpa_cpu_s", "lto.ltrans_cpu_s", "link.cpu_s"].map(metricIndex);

function median(cell, metric) {
    return valueOf(cell, metric)?.median ?? null;
}

// compile.cpu_s has LTO's link-time compilation in it.
function phases(cell) {
    const sum = median(cell, compile);
    const atLink = [median(cell, wpa), median(cell, ltrans)];
    const units = sum === null ? null : Math.max(0, sum - (atLink[0] ?? 0) - (atLink[1] ?? 0));
    return [units, ...atLink, median(cell, link)];
}

function add(a, b) {
    return a === null ? b : b === null ? a : a + b;
}

const isMeasured = (cell) => median(cell, compile) !== null;

// Only workloads that every configuration of the chart has can be summed.
function summable(workloads, configurations) {
    return workloads.filter((workload) => configurations.every((configuration) =>
        isMeasured(findCell(workload, configuration))));
}

function sumCaption(summed, workloads) {
    const left = workloads.filter((workload) => !summed.includes(workload));
    return `sum over ${left.length > 0 ? `${summed.length} of ` : ""}` +
        counted(workloads.length, "workload") + (left.length > 0
            ? `; without ${left.map(workloadName).join(", ")}, which some configuration lacks` : "");
}

function barsOf(workloads, configurations) {
    return configurations.map((configuration) => ({
        configuration,
        parts: workloads.map((workload) => phases(findCell(workload, configuration)))
            .reduce((sum, parts) => sum.map((value, i) => add(value, parts[i]))),
    }));
}

/// The chart, with its choice of workload.
export function phasesSection() {
    const workloads = workloadsWith(isMeasured);
    const configurations = measuredConfigurations.filter((configuration) => data.cells.some((cell) =>
        cell.configuration === configuration && isMeasured(cell)));
    if (workloads.length === 0) {
        return element("p", {}, "Compile time was not measured.");
    }
    const summed = summable(workloads, configurations);
    const choices = [
        ...(summed.length > 1 ? [{name: sumCaption(summed, workloads), of: summed}] : []),
        ...workloads.map((workload) => ({name: workloadName(workload), of: [workload]})),
    ];
    let chosen = choices[0];
    const bars = stackedBars(() => ({
        caption: `CPU time of the build by phase, medians: ${chosen.name}.`,
        kinds, unit: "s",
        bars: barsOf(chosen.of, configurations).filter((bar) =>
            bar.parts.some((value) => value !== null)),
    }));
    const field = selectField("Workload", choices.map(({name}) => shortened(name, 80)), 0, (i) => {
        chosen = choices[i];
        bars.update();
    });
    return [element("div", {class: "controls"}, field), bars.element,
            element("p", {class: "remark"},
                    "A phase that a build does not have, as WPA without LTO, is absent.")];
}
