// SPDX-License-Identifier: Apache-2.0
//
// The first screen: what was asked, the verdicts with their numbers, and what was measured on what.
import {counted, element} from "./page_dom.js";
import {lazyDetails} from "./page_lazy.js";
import {interval, change, significant} from "./page_numbers.js";
import {pairList} from "./page_table.js";
import {sortedTable} from "./page_sorted_table.js";
import {data, equivalentMark} from "./report_data.js";
import {findingMark, verdictMark} from "./report_findings.js";

// Ratios are read as changes; shares and counts as they are.
function estimateText(evidence) {
    if (evidence.estimate === null) {
        return "";
    }
    return evidence.unit === "ratio" ? change(evidence.estimate - 1)
                                     : `${significant(evidence.estimate)} ${evidence.unit}`;
}

function intervalText({unit, estimate, low, high}) {
    if (estimate === null) {
        return "";
    }
    if (low === estimate && high === estimate) {
        return "exact";
    }
    return unit === "ratio" ? interval(low, high)
        : low === null || high === null ? "no interval"
                                        : `[${significant(low)}, ${significant(high)}]`;
}

function evidenceTable(question) {
    const table = sortedTable({
        caption: `Evidence: ${question.question}`,
        columns: [
            {title: "Workload", key: (row) => row.workload, show: (row) => row.workload},
            {title: "Metric", key: (row) => row.metric, show: (row) => row.metric},
            {title: "Contrast", key: (row) => row.contrast,
             show: (row) => row.contrast + (row.equivalent ? equivalentMark : "")},
            {title: "Estimate", numeric: true, key: (row) => row.estimate, show: estimateText},
            {title: "Interval", key: (row) => row.low, show: intervalText},
            {title: "Units", numeric: true, key: (row) => row.n, show: (row) => row.n},
            {title: "Finding", key: (row) => row.finding,
             show: (row) => row.finding ? findingMark(row.finding) : ""},
            {title: "In one line, or what there is to say",
             key: (row) => row.line || row.note,
             show: (row) => [row.line, row.note].filter(Boolean).join(" · ")},
        ],
        pageSize: 25,
        words: (row) => `${row.workload} ${row.metric} ${row.contrast} ${row.finding} ${row.note}`,
    });
    // The whole is what was asked for: it comes first until the reader sorts.
    table.show([...question.evidence].sort((a, b) =>
        Number(b.workload.startsWith("overall")) - Number(a.workload.startsWith("overall"))));
    return table.element;
}

function questionPart(question) {
    return element(
        "article", {class: "question", id: `question-${question.id}`},
        element("h3", {}, verdictMark(question.verdict), " ", question.question),
        element("p", {}, question.summary),
        question.evidence.length === 0 ? null
            : lazyDetails(`Evidence, ${counted(question.evidence.length, "row")}`,
                          () => evidenceTable(question)));
}

function stateText() {
    if (!data.finished) {
        return `Run ${data.run} has not ended: ${counted(data.pending, "cell")} still to measure.`;
    }
    return data.stopped ? `Run ${data.run} ended early: ${data.stopped}.` : "";
}

function leftOutText() {
    const {pairs} = data.left_out;
    return pairs === 0 ? ""
        : `Too much for one page: ${counted(pairs, "pair")} of configurations cannot be compared ` +
          "in it. `klpbench compare` has every pair.";
}

/// The answer, and the facts beside it.
export function answerSection() {
    const notes = [stateText(), leftOutText()].filter(Boolean);
    return [
        notes.map((note) => element("p", {class: "note"}, note)),
        data.answer.length === 0 ? element("p", {}, "The run answers no question of its experiment.")
                                 : data.answer.map(questionPart),
        element("h3", {}, "What was measured on what"),
        pairList(data.facts),
        data.conditions.length === 0 ? null : [element("h3", {}, "What the machine was like"),
                                               pairList(data.conditions)],
    ];
}
