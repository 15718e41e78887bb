// SPDX-License-Identifier: Apache-2.0
//
// What could not be measured, in the words of whoever refused; the equivalence proofs; the
// environment.
import {counted, element} from "./page_dom.js";
import {lazyDetails} from "./page_lazy.js";
import {pairList, plainTable} from "./page_table.js";
import {sortedTable} from "./page_sorted_table.js";
import {baselineOf, configurationName, data} from "./report_data.js";

function diagnostic(text) {
    return text === "" ? null : element("pre", {tabindex: 0}, text);
}

function notOkPart(group) {
    const cells = group.cells.reduce((sum, [, workloads]) => sum + workloads.length, 0);
    return element(
        "article", {class: "failure"},
        element("h3", {}, `${group.outcome}: ${group.reason || "no reason was given"}`),
        diagnostic(group.diagnostic),
        element("p", {}, `${counted(cells, "cell")}:`),
        plainTable(`Cells that are ${group.outcome}`,
                   [{title: "Configuration"}, {title: "Workloads"}],
                   group.cells.map(([label, workloads]) => [label, workloads.join(", ")])));
}

function remarks(title, column, list) {
    return list.length === 0 ? null
        : [element("h3", {}, title),
           plainTable(title, [{title: column}, {title: "Cells", numeric: true}], list)];
}

/// Every cell that is not ok with its diagnostic, warnings, skipped metrics.
export function cellsSection() {
    return [
        data.not_ok.length === 0 ? element("p", {}, "Every planned cell is ok.")
                                 : data.not_ok.map(notOkPart),
        remarks("Warnings", "Warning", data.warnings),
        remarks("Metrics that were skipped", "Metric and reason", data.skipped_metrics),
    ];
}

function proofFlags(proof) {
    return element("dl", {class: "pairs"},
                   element("div", {}, element("dt", {}, "native"),
                           element("dd", {}, element("code", {}, proof.native_flags.join(" ")))),
                   element("div", {}, element("dt", {}, "equivalent"),
                           element("dd", {}, element("code", {},
                                                     proof.equivalent_flags.join(" ")))));
}

/// Where an option was realised by its equivalent: on how many units both give the same code.
export function proofSection() {
    if (data.proofs.length === 0) {
        return element("p", {}, "No configuration needed an equivalent realisation.");
    }
    const failed = data.proofs.filter((proof) => proof.equal < proof.total);
    const table = sortedTable({
        caption: "Equivalence proofs: units whose code is the same either way",
        columns: [
            {title: "Workload", key: (row) => row.workload, show: (row) => row.workload},
            {title: "Compiler", key: (row) => row.compiler, show: (row) => row.compiler},
            {title: "Value", key: (row) => row.value, show: (row) => `${row.axis}=${row.value}`},
            {title: "Other axes", key: (row) => row.others, show: (row) => row.others},
            {title: "Equal units", numeric: true, key: (row) => row.equal / row.total,
             show: (row) => `${row.equal} of ${row.total}`},
            {title: "Unequal units", key: (row) => row.unequal.length,
             show: (row) => row.unequal.join(", ")},
            {title: "Flags", show: (row) => lazyDetails("Flags", () => proofFlags(row)),
             key: (row) => row.equivalent_flags.join(" ")},
        ],
        words: (row) => [row.workload, row.compiler, row.value, row.others, ...row.unequal].join(" "),
    });
    table.show(data.proofs);
    return [
        element("p", {}, "Where the compiler refuses an option, what it does is brought about by ",
                "other means, and configurations are marked with (=). That this is the same is ",
                "tested where the compiler takes both: ",
                failed.length === 0 ? `in all ${counted(data.proofs.length, "proof")} every unit ` +
                                      "has the same code."
                                    : `${counted(failed.length, "proof")} of ` +
                                      `${data.proofs.length} found units that differ.`),
        table.element,
    ];
}

function configurationTable() {
    const axes = data.axes.map((axis) => axis.name);
    return plainTable(
        "Configurations", [{title: "Name in this page"}, ...axes.map((title) => ({title})),
                           {title: "Compared with"}, {title: "Cells that are ok", numeric: true}],
        data.configurations.map((configuration, i) => {
            const cells = data.cells.filter((cell) => cell.configuration === i);
            const ok = cells.filter((cell) => cell.outcome === "ok").length;
            return [configurationName(i), ...axes.map((axis) => configuration.values[axis] ?? ""),
                    configuration.baseline ? "is a baseline"
                        : baselineOf(i) === null ? "nothing: its baseline is not in the run"
                            : configurationName(baselineOf(i)),
                    `${ok} of ${cells.length}`];
        }));
}

function probeTable() {
    return plainTable(
        "What each compiler says of flags",
        [{title: "Compiler"}, {title: "Flags"}, {title: "Accepted"}, {title: "Its words"}],
        data.probes.map((probe) => [probe.compiler, element("code", {}, probe.flags.join(" ")),
                                    probe.accepted ? "yes" : "no",
                                    diagnostic(probe.diagnostic) ?? ""]));
}

/// All that is needed to do it again.
export function environmentSection() {
    return [
        pairList(data.environment),
        data.fixed.length === 0 ? null
            : [element("h3", {}, "Axes with one value"), pairList(data.fixed)],
        element("h3", {}, "Configurations"), configurationTable(),
        data.probes.length === 0 ? null : [element("h3", {}, "Probes"), probeTable()],
    ];
}
