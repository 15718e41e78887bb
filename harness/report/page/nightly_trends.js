// SPDX-License-Identifier: Apache-2.0
//
// A small chart for everything watched: the nights of the series, the interval of each, the
// threshold around the level so far, and where alarms and suspicions begin.
import * as Plot from "@observablehq/plot";

import {section, table} from "./nightly_dom.js";
import {element} from "./page_dom.js";
import {visible} from "./page_text.js";
import {change, moment, quantity, watchedKey} from "./nightly_names.js";

const chartWidth = 300;
const chartHeight = 150;

function median(values) {
    const sorted = [...values].sort((a, b) => a - b);
    const middle = Math.floor(sorted.length / 2);
    return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/// Nights that mark something in this history: {night, kind: "alarm" | "suspicion", text}.
function marksOf(history, nightOf, marks) {
    return (marks.get(watchedKey(history)) ?? [])
        .map(mark => ({...mark, night: nightOf.get(mark.since)}))
        .filter(mark => mark.night !== undefined);
}

function noisyMarks(history, points) {
    const percent = ratio => (ratio - 1) * 100;
    const before = points.slice(0, -1).map(p => p.value);
    const level = before.length > 0 ? median(before) : 1;
    const margin = 1 + history.threshold;
    const band = [percent(level / margin), percent(level * margin)];
    const bounded = points.filter(p => p.low !== null && p.high !== null);
    return [
        Plot.rectY([band], {x1: points[0].night - 0.5, x2: points.at(-1).night + 0.5,
                            y1: d => d[0], y2: d => d[1], fill: "currentColor", fillOpacity: 0.1}),
        Plot.ruleY([percent(level)], {strokeDasharray: "2,3", strokeOpacity: 0.6}),
        Plot.ruleX(bounded, {x: "night", y1: p => percent(p.low), y2: p => percent(p.high),
                             strokeOpacity: 0.5}),
        Plot.line(points, {x: "night", y: p => percent(p.value), strokeOpacity: 0.4}),
        Plot.dot(points, {x: "night", y: p => percent(p.value), r: 2.5,
                          fill: p => p.same_image ? "var(--page, Canvas)" : "currentColor",
                          stroke: "currentColor"}),
    ];
}

function exactMarks(points) {
    return [Plot.line(points, {x: "night", y: "value", curve: "step-after"}),
            Plot.dot(points, {x: "night", y: "value", r: 2.5, fill: "currentColor"})];
}

function chart(history, points, begins) {
    const noisy = history.kind === "noisy";
    const drawn = Plot.plot({
        width: chartWidth, height: chartHeight, marginLeft: 56, marginRight: 14, marginTop: 16,
        style: {background: "transparent", fontSize: "11px"},
        x: {domain: [points[0].night - 0.5, points.at(-1).night + 0.5], label: "night", ticks: 5,
            tickFormat: n => Number.isInteger(n) ? String(n) : ""},
        y: {label: null, nice: true, ticks: 4, grid: true,
            tickFormat: noisy ? y => `${y > 0 ? "+" : ""}${Number(y.toPrecision(3))}%` : undefined},
        marks: [
            ...(noisy ? noisyMarks(history, points) : exactMarks(points)),
            Plot.ruleX(points[0].night === 1 ? [0.5] : [], {strokeWidth: 2}), // the series begins
            Plot.ruleX(begins, {x: "night", strokeWidth: 1.5,
                                stroke: m => `var(${m.kind === "alarm" ? "--worse" : "--faint"}, `
                                             + `${m.kind === "alarm" ? "#b3401f" : "#777"})`,
                                strokeDasharray: m => m.kind === "alarm" ? null : "4,3"}),
            Plot.text(begins, {x: "night", text: "text", frameAnchor: "top", dy: -14,
                               textAnchor: "middle"}),
        ],
    });
    drawn.setAttribute("role", "img");
    return drawn;
}

function numbers(history, points) {
    if (history.kind === "exact") {
        return table("Every night", [["night", "number"], ["when", ""], ["value", "number"]],
            points.map(p => [String(p.night), moment(p.started), quantity(p.value, history.unit)]));
    }
    return table("Every night, against the pinned baseline",
        [["night", "number"], ["when", ""], ["change", "number"], ["95% interval", ""],
         ["units", "number"], ["code", ""]],
        points.map(p => [String(p.night), moment(p.started), change(p.value),
            p.low === null || p.high === null ? "none" : `${change(p.low)} to ${change(p.high)}`,
            String(p.units), p.same_image ? "the pinned code" : "other"]));
}

/// Its table is made when it is opened: there may be hundreds.
function lazyNumbers(history, points) {
    const details = element("details", {class: "numbers"}, element("summary", {}, "Table"));
    details.addEventListener("toggle", () => {
        if (details.open && details.childElementCount === 1) {
            details.append(numbers(history, points));
        }
    });
    return details;
}

function trend(history, nightOf, marks, nameOf) {
    const points = history.points.map(p => ({...p, night: nightOf.get(p.started)}));
    const begins = marksOf(history, nightOf, marks);
    const last = points.at(-1);
    const now = history.kind === "noisy" ? change(last.value) : quantity(last.value, history.unit);
    const drawn = chart(history, points, begins);
    drawn.setAttribute("aria-label", visible(
        `${history.metric} of ${history.workload}, ${nameOf(history.configuration)}: ${now} in `
        + `night ${last.night}` + begins.map(m => `; ${m.text} since night ${m.night}`).join("")));
    return element("figure", {},
        element("figcaption", {}, element("b", {}, history.workload), " ",
            nameOf(history.configuration), ": ", now),
        drawn, lazyNumbers(history, points));
}

/// A grid that is drawn when its summary is opened, or at once.
function grid(title, histories, isOpen, draw) {
    const details = element("details", isOpen ? {open: ""} : {},
        element("summary", {}, `${title}: ${histories.length}`));
    const fill = () => {
        if (details.childElementCount === 1) {
            details.append(element("div", {class: "trends"}, histories.map(draw)));
        }
    };
    if (isOpen) {
        fill();
    } else {
        details.addEventListener("toggle", fill, {once: true});
    }
    return details;
}

function marksByWatched(data) {
    const marks = new Map();
    const add = (watched, mark) => {
        const key = watchedKey(watched);
        marks.set(key, [...(marks.get(key) ?? []), mark]);
    };
    for (const alarm of [...data.raised, ...data.open, ...data.closed]) {
        add(alarm, {since: alarm.since, kind: "alarm", text: `#${alarm.id}`});
    }
    for (const suspicion of data.suspicions) {
        add(suspicion, {since: suspicion.since, kind: "suspicion", text: "?"});
    }
    return marks;
}

function hasMoved(history) {
    return history.kind === "exact"
        && history.points.some(p => p.value !== history.points[0].value);
}

/// One section a metric; what has an alarm or a suspicion, or moved, is drawn at once.
export function trendSections(data, nameOf) {
    const histories = data.histories.filter(h => h.points.length > 0);
    const started = new Set(histories.flatMap(h => h.points.map(p => p.started)));
    // Counted back from tonight: the page of a long series begins late.
    const skipped = Math.max(0, data.nights - started.size);
    const nightOf = new Map([...started].sort().map((moment, i) => [moment, skipped + i + 1]));
    const marks = marksByWatched(data);
    const draw = history => trend(history, nightOf, marks, nameOf);
    const metrics = [...new Set(histories.map(h => h.metric))];
    return metrics.flatMap(metric => {
        const own = histories.filter(h => h.metric === metric);
        const told = own.filter(h => marks.has(watchedKey(h)) || hasMoved(h));
        const quiet = own.filter(h => !told.includes(h));
        const noisy = own[0].kind === "noisy";
        const legend = noisy
            ? `Change against the pinned baseline of the same night, with its 95% interval. Shaded: `
              + `the threshold of ±${Number((100 * own[0].threshold).toPrecision(3))}% around the `
              + `level so far. A hollow dot: the code that ran is the pinned code.`
            : "The value of every night.";
        return section(`Trend of ${metric}`, element("p", {}, legend),
            told.length > 0 ? grid("Changed or suspected", told, true, draw) : null,
            quiet.length > 0
                ? grid("Nothing noticed", quiet, noisy && quiet.length <= 12, draw) : null);
    });
}
