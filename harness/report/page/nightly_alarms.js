// SPDX-License-Identifier: Apache-2.0
//
// What is open, better, suspected and acknowledged.
import {list, section, table} from "./nightly_dom.js";
import {element} from "./page_dom.js";
import {change, moment} from "./nightly_names.js";

function confirmationOf(alarm) {
    const fresh = alarm.confirmation;
    if (!fresh) {
        return alarm.kind === "exact" ? "exact: needs none" : "none";
    }
    return fresh.failure
        ?? `${change(fresh.estimate)} [${change(fresh.low)}, ${change(fresh.high)}] at `
           + `${(100 * fresh.confidence).toFixed(2)}%, ${fresh.units} units, run ${fresh.run}`;
}

function stateOf(alarm, tonight) {
    if (alarm.acknowledged) {
        return element("span", {}, "acknowledged");
    }
    if (!alarm.regression) {
        return element("span", {class: "better"}, "better");
    }
    return element("strong", {class: "worse"}, tonight ? "new" : "open");
}

function alarmTable(caption, alarms, raised, nameOf) {
    return table(caption,
        [["id", "number"], ["state", ""], ["workload", ""], ["configuration", ""], ["metric", ""],
         ["change", ""], ["since", ""], ["confirmation", ""], ["what changed", ""], ["owner", ""]],
        alarms.map(alarm => [
            String(alarm.id), stateOf(alarm, raised.has(alarm)), alarm.workload,
            nameOf(alarm.configuration), alarm.metric,
            alarm.confirmation ? change(alarm.confirmation.estimate) : alarm.change,
            moment(alarm.since),
            confirmationOf(alarm), alarm.what.length > 0 ? list(alarm.what) : "", alarm.owner]));
}

/// The sections before the trends.
export function alarmSections(data, nameOf) {
    const raised = new Set(data.raised);
    const open = [...data.raised, ...data.open].filter(a => a.regression && !a.acknowledged);
    const better = data.raised.filter(a => !a.regression);
    const sections = [];
    sections.push(...section("Open regressions", open.length === 0
        ? element("p", {}, "None.")
        : [alarmTable("Alarms that wait for a person", open, raised, nameOf),
           element("p", {}, "To end one: ",
               element("code", {}, "klpbench nightly EXP --acknowledge ID --why TEXT"))]));
    if (better.length > 0) {
        sections.push(...section("Improvements of tonight",
            alarmTable("Changes for the better", better, raised, nameOf)));
    }
    if (data.failures.length > 0) {
        sections.push(...section("Failures", list(data.failures)));
    }
    if (data.suspicions.length > 0) {
        sections.push(...section("Suspected", table("What looked changed, and what came of it",
            [["workload", ""], ["configuration", ""], ["metric", ""], ["looked like", ""],
             ["since", ""], ["outcome", ""]],
            data.suspicions.map(s => [s.workload, nameOf(s.configuration), s.metric,
                change(s.shift), moment(s.since), s.outcome]))));
    }
    return sections;
}

/// The sections behind the trends.
export function closingSections(data, nameOf) {
    const sections = [];
    if (data.closed.length > 0) {
        sections.push(...section("Acknowledged", table("Alarms that were ended",
            [["id", "number"], ["workload", ""], ["configuration", ""], ["metric", ""],
             ["change", ""], ["since", ""], ["acknowledged", ""], ["why", ""]],
            data.closed.map(a => [String(a.id), a.workload, nameOf(a.configuration), a.metric,
                a.change, moment(a.since), moment(a.acknowledged), a.why]))));
    }
    if (data.notes.length > 0) {
        sections.push(...section("Notes", list(data.notes)));
    }
    sections.push(...section("Series", table("Nights are compared inside one series only",
        [["series", "number"], ["began", ""], ["changed since the one before", ""],
         ["machine and tools", ""]],
        [data.series, ...[...data.earlier].reverse()].map(series => [
            String(series.id), moment(series.started), list(series.changed),
            list(Object.entries(series.identity).map(([what, is]) => `${what}: ${is}`))]))));
    return sections;
}
