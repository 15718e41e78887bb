// SPDX-License-Identifier: Apache-2.0
//
// Numbers as a person reads them. Of a noisy number never more than three significant digits are
// shown; an exact one is whole in tables. A number that does not exist is a dash, never a zero.
const minus = "\u2212";
export const noNumber = "–";

function exists(value) {
    return typeof value === "number" && Number.isFinite(value);
}

function signed(text) {
    return text.replace("-", minus);
}

/// 0.0123, 1.23, 12.3, 123, 1,230, 12,300; with `least` digits "3.40" keeps its 0.
export function significant(value, digits = 3, least = 1) {
    if (!exists(value)) {
        return noNumber;
    }
    if (value === 0) {
        return "0";
    }
    return signed(value.toLocaleString(
        "en-US", {maximumSignificantDigits: digits, minimumSignificantDigits: least}));
}

/// A whole number with all its digits; anything else with three.
export function whole(value) {
    if (!exists(value)) {
        return noNumber;
    }
    return Number.isInteger(value) ? signed(value.toLocaleString("en-US")) : significant(value);
}

const scales = {
    bytes: [[1024 ** 3, "GiB"], [1024 ** 2, "MiB"], [1024, "KiB"], [1, "bytes"]],
    s: [[3600, "h"], [60, "min"], [1, "s"], [1e-3, "ms"], [1e-6, "µs"], [0, "ns", 1e-9]],
    ns: [[1e9, "s"], [1e6, "ms"], [1e3, "µs"], [0, "ns", 1]],
};

/// What to divide by so that `value`, of that unit, is read with ease, and the unit it then has.
export function scaleOf(value, unit) {
    const steps = scales[unit];
    if (!steps) {
        return {divisor: 1, unit};
    }
    const [least, name, divisor] =
        steps.find(([start]) => Math.abs(value) >= start) ?? steps[steps.length - 1];
    return {divisor: divisor ?? least, unit: name};
}

/// "12.3 KiB", "375 ms", "1,230 instructions"
export function quantity(value, unit) {
    if (!exists(value)) {
        return noNumber;
    }
    const scale = scaleOf(value, unit);
    const isWhole = scale.divisor === 1 && Number.isInteger(value);
    const shown = significant(value / scale.divisor, 3, isWhole ? 1 : 3);
    return unit === "count" || unit === "" ? shown : `${shown} ${scale.unit}`;
}

/// Of a table: exact metrics whole and in their own unit, noisy ones as a person reads them.
export function measured(value, metric) {
    if (metric.kind !== "exact") {
        return quantity(value, metric.unit);
    }
    return exists(value) && !["", "count"].includes(metric.unit) ? `${whole(value)} ${metric.unit}`
                                                                 : whole(value);
}

/// A relative change, 0.0123 being 1.23%: "+1.2%", "−34.0%", "×12" from ten times on. A small one
/// that is exact is no zero: "+0.003%".
export function change(relative, isExact = false) {
    if (!exists(relative)) {
        return noNumber;
    }
    if (relative >= 9) {
        return `×${significant(relative + 1)}`;
    }
    const percent = relative * 100;
    const size = Math.abs(percent);
    const text = size >= 0.05 ? size.toFixed(size < 99.95 ? 1 : 0)
        : isExact && size > 0 ? size.toLocaleString("en-US", {maximumSignificantDigits: 1}) : "0";
    return `${text === "0" ? "" : percent > 0 ? "+" : minus}${text}%`;
}

/// "[−1.6%, +4.6%]" of an interval of ratios; words where there is none.
export function interval(low, high) {
    return exists(low) && exists(high) ? `[${change(low - 1)}, ${change(high - 1)}]`
                                       : "no interval";
}

/// A difference with its sign: "+1,234"
export function difference(value) {
    return exists(value) && value > 0 ? `+${whole(value)}` : whole(value);
}
