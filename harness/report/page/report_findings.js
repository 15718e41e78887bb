// SPDX-License-Identifier: Apache-2.0
//
// Findings and verdicts: a sign, a colour and a word each, so that colour alone never says anything.
import {element} from "./page_dom.js";

const unknown = {sign: "–", color: "var(--open)", word: "not judged", meaning: ""};

export const findings = {
    costs: {sign: "▲", color: "var(--worse)", word: "costs", meaning: "shown to be worse"},
    saves: {sign: "▼", color: "var(--better)", word: "saves", meaning: "shown to be better"},
    negligible: {sign: "≈", color: "var(--same)", word: "negligible",
                 meaning: "shown to lie inside the margin"},
    inconclusive: {sign: "?", color: "var(--open)", word: "inconclusive",
                   meaning: "nothing was shown"},
    invalid: {sign: "✕", color: "var(--wrong)", word: "invalid", meaning: "must not be believed"},
    "not-measured": {sign: "–", color: "var(--open)", word: "not measured", meaning: ""},
};

export function findingOf(name) {
    return findings[name] ?? unknown;
}

/// The word behind its sign; for a table.
export function findingMark(name) {
    const {sign, color, word} = findingOf(name);
    const mark = element("span", {class: "finding"}, element("b", {"aria-hidden": "true"}, sign),
                         " ", word);
    mark.firstChild.style.color = color;
    return mark;
}

/// The sign alone, for a legend.
export function findingSign(name) {
    const {sign, color} = findingOf(name);
    const mark = element("b", {}, sign);
    mark.style.color = color;
    return mark;
}

const verdicts = {
    supported: ["✓", "verdict supported"],
    refuted: ["✗", "verdict refuted"],
    inconclusive: ["?", "verdict open"],
    "not-measured": ["–", "verdict open"],
};

/// A verdict as a word.
export function verdictMark(name) {
    const [sign, style] = verdicts[name] ?? ["–", "verdict open"];
    return element("span", {class: style}, element("span", {"aria-hidden": "true"}, `${sign} `),
                   name.replace("-", " "));
}
