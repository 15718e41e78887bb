// SPDX-License-Identifier: Apache-2.0
//
// The two configurations that are compared, everywhere in the page. The page's address remembers
// them, by their labels: "#symbols&a=lto%3Doff&b=lto%3Dfull".
import {element, selectField} from "./page_dom.js";
import {shortened} from "./page_text.js";
import {baselineOf, configurationName, data, measuredConfigurations} from "./report_data.js";

const longestInAddress = 300;
const listeners = [];

function byLabel(label) {
    const found = data.configurations.findIndex((configuration) => configuration.label === label);
    return found >= 0 ? found : data.configurations[Number(label)] ? Number(label) : null;
}

function label(index) {
    const text = data.configurations[index].label;
    return text.length > longestInAddress ? String(index) : text;
}

// The last configuration that was measured against the one that it is judged against.
function usual() {
    const b = measuredConfigurations.filter((i) => baselineOf(i) !== null).at(-1) ??
        measuredConfigurations.at(-1) ?? 0;
    const against = measuredConfigurations.length > 0 ? baselineOf(b) : null;
    return {a: against ?? measuredConfigurations[0] ?? 0, b};
}

function fromAddress() {
    const [section, ...rest] = location.hash.slice(1).split("&");
    const parameters = new URLSearchParams(rest.join("&"));
    const {a, b} = usual();
    const read = (name, otherwise) =>
        parameters.has(name) ? byLabel(parameters.get(name)) ?? otherwise : otherwise;
    return {section, a: read("a", a), b: read("b", b)};
}

/// {a, b}: indices of configurations; `section` is the part of the page that the address names.
export const choice = fromAddress();

/// Calls listener() whenever the choice changes.
export function onChoice(listener) {
    listeners.push(listener);
}

/// Keeps the choice, and the part of the page that is shown, in the address.
export function rememberAddress(section = choice.section) {
    choice.section = section;
    const parameters = new URLSearchParams({a: label(choice.a), b: label(choice.b)});
    history.replaceState(null, "", `#${encodeURIComponent(section)}&${parameters}`);
}

function choose(a, b) {
    choice.a = a;
    choice.b = b;
    rememberAddress();
    listeners.forEach((listener) => listener());
}

/// The selects for A and B, and the button that exchanges them.
export function choiceFields() {
    const options = data.configurations.map((_, i) => shortened(
        configurationName(i) + (measuredConfigurations.includes(i) ? "" : " – no result"), 100));
    const a = selectField("A", options, choice.a, (i) => choose(i, choice.b));
    const b = selectField("B, against A", options, choice.b, (i) => choose(choice.a, i));
    a.select.id = "choice-a";
    b.select.id = "choice-b";
    a.firstChild.htmlFor = a.select.id;
    b.firstChild.htmlFor = b.select.id;
    onChoice(() => {
        a.select.selectedIndex = choice.a;
        b.select.selectedIndex = choice.b;
    });
    const swap = element("button", {type: "button", id: "swap",
                                    onclick: () => choose(choice.b, choice.a)}, "Swap A and B");
    return element("div", {class: "choice"}, a, b, swap);
}

/// "A … B …", for captions.
export function choiceText() {
    return `B (${configurationName(choice.b)}) against A (${configurationName(choice.a)})`;
}
