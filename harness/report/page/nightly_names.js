// SPDX-License-Identifier: Apache-2.0
//
// Names and numbers as the page shows them.

/// The axes that have more than one value in what is watched.
function varyingAxes(histories) {
    const values = new Map();
    for (const {configuration} of histories) {
        for (const [axis, value] of Object.entries(configuration)) {
            values.set(axis, (values.get(axis) ?? new Set()).add(value));
        }
    }
    return new Set([...values].filter(([, seen]) => seen.size > 1).map(([axis]) => axis));
}

/// A function that names a configuration by the axes that vary: "lto=full, live_patching=off".
export function configurationNames(histories) {
    const varying = varyingAxes(histories);
    return configuration => {
        const entries = Object.entries(configuration);
        const shown = entries.filter(([axis]) => varying.has(axis));
        return (shown.length > 0 ? shown : entries)
            .map(([axis, value]) => `${axis}=${value}`).join(", ");
    };
}

/// What identifies something watched.
export function watchedKey({workload, configuration, metric}) {
    return JSON.stringify([workload, metric, Object.entries(configuration)]);
}

/// A ratio as a signed change: "+1.8%".
export function change(ratio) {
    if (ratio === null || ratio === undefined) {
        return "none";
    }
    const percent = (ratio - 1) * 100;
    const digits = Math.abs(percent) < 0.1 ? 3 : Math.abs(percent) < 10 ? 2 : 1;
    return `${percent > 0 ? "+" : ""}${percent.toFixed(digits)}%`;
}

/// An exact value with its unit.
export function quantity(value, unit) {
    const digits = Number.isInteger(value) ? 0 : 2;
    const text = value.toLocaleString("en", {maximumFractionDigits: digits});
    return unit ? `${text} ${unit}` : text;
}

/// The day and the minute of an ISO 8601 time.
export function moment(started) {
    return started.replace("T", " ").replace(/:\d\d(\.\d+)?Z$/, " UTC");
}
