// SPDX-License-Identifier: Apache-2.0
//
// The data of the page (docs/formats.md, "The HTML report") and the questions that its parts ask of
// it.
export const data = JSON.parse(document.getElementById("data").textContent);

/// What a pair says of a metric of a workload, of B against A.
const fields = ["workload", "metric", "a", "b", "ratio", "low", "high", "n", "finding", "exact",
                "note"];
const opposite = {costs: "saves", saves: "costs"};

function inverse(value) {
    return value === null ? null : 1 / value;
}

// low 0 with high null says: no interval. Seen from the other side that is the same.
function mirrored(row) {
    const bounded = row.high !== null;
    return {...row, a: row.b, b: row.a, ratio: row.ratio === 0 ? null : inverse(row.ratio),
            low: bounded ? inverse(row.high) : row.low,
            high: bounded && row.low !== 0 ? inverse(row.low) : null,
            finding: opposite[row.finding] ?? row.finding};
}

function isEquivalent(workload, configuration) {
    return typeof workload === "number"
        ? (findCell(workload, configuration)?.equivalent.length ?? 0) > 0
        : data.configurations[configuration].equivalent;
}

function named(values, pair) {
    const row = Object.fromEntries(fields.map((field, i) => [field, values[i] ?? null]));
    row.note = row.note === null ? "" : data.notes[row.note];
    row.exact = row.exact === 1;
    row.equivalent = [pair.a, pair.b].some((side) => isEquivalent(row.workload, side));
    row.hasInterval = row.high !== null && row.low !== null;
    return row;
}

const pairOf = new Map(data.pairs.map((pair) => [`${pair.a} ${pair.b}`, pair]));
const rowsOfPair = new Map();

/// The comparison of configuration b with a, in the order of the data; null when the page has none.
export function comparison(a, b) {
    const key = `${a} ${b}`;
    if (!rowsOfPair.has(key)) {
        const straight = pairOf.get(key);
        const turned = pairOf.get(`${b} ${a}`);
        const rows = (straight ?? turned)?.rows.map((row) => named(row, straight ?? turned)) ?? [];
        rowsOfPair.set(key, rows.length === 0 ? null : straight ? rows : rows.map(mirrored));
    }
    return rowsOfPair.get(key);
}

const cellOf = new Map(data.cells.map((cell) => [`${cell.workload} ${cell.configuration}`, cell]));

export function findCell(workload, configuration) {
    return cellOf.get(`${workload} ${configuration}`);
}

/// {median, min, max, n} of a metric (by its index) of a cell; undefined when not measured.
export function valueOf(cell, metric) {
    const found = cell?.values.find(([index]) => index === metric);
    return found && {median: found[1], min: found[2], max: found[3], n: found[4]};
}

/// The baseline that a configuration is held against; null for a baseline, and where there is none.
export function baselineOf(configuration) {
    const {against} = data.configurations[configuration];
    return against === configuration ? null : against;
}

/// Why a cell has no value of a metric, in words.
export function whyMissing(cell, metric) {
    if (!cell) {
        return "not measured";
    }
    if (cell.outcome !== "ok") {
        return cell.reason === "" ? cell.outcome : `${cell.outcome}: ${cell.reason}`;
    }
    return cell.skipped.find(([index]) => index === metric)?.[1] ?? "not measured";
}

export function metricIndex(name) {
    return data.metrics.findIndex((metric) => metric.name === name);
}

/// Configurations with a cell that is ok, in their order.
export const measuredConfigurations = data.configurations.map((_, i) => i)
    .filter((i) => data.cells.some((cell) => cell.configuration === i && cell.outcome === "ok"));

/// Workloads with a cell that fits.
export function workloadsWith(fits) {
    return data.workloads.map((_, i) => i)
        .filter((i) => data.cells.some((cell) => cell.workload === i && fits(cell)));
}

export function workloadName(workload) {
    return typeof workload === "number" ? data.workloads[workload].name : workload;
}

/// Behind what is an equivalent realisation, on one line with it.
export const equivalentMark = "\u00a0(=)";

const varied = data.axes.filter((axis) => axis.values.length > 1);

// By what differs from the baseline: its whole label is long, and the same of it in every line.
function nameOf(configuration) {
    const different = varied
        .filter((axis) => configuration.values[axis.name] !== axis.baseline)
        .map((axis) => `${axis.name}=${configuration.values[axis.name]}`);
    return different.length > 0 ? different.join(", ")
        : varied.length > 0 ? "baseline" : configuration.label;
}

const names = data.configurations.map(nameOf);
const areUnique = new Set(names).size === names.length;

/// Of a configuration by its index; with a mark when it is an equivalent realisation.
export function configurationName(index) {
    const {label, equivalent} = data.configurations[index];
    return (areUnique ? names[index] : label) + (equivalent ? equivalentMark : "");
}

/// What the names mean, for captions.
export const namesMeaning = areUnique && varied.length > 0
    ? "A configuration is named by what differs from the baseline, " +
      `${varied.map((axis) => `${axis.name}=${axis.baseline}`).join(", ")}.`
    : "";
export const equivalentMeaning =
    "realised by an equivalent of the option, which the compiler refuses here";

/// Whether any configuration is an equivalent realisation.
export const anyEquivalent = data.configurations.some((configuration) => configuration.equivalent);
