// SPDX-License-Identifier: Apache-2.0
//
// Elements made from data: strings become text, never markup.
import {visible, visibleLines} from "./page_text.js";

/// An element with attributes and children. An attribute `onclick: function` is a listener, `true`
/// an attribute without value; null, undefined and false leave it out. Children are nodes, lists of
/// children, or anything else as visible text (of `pre` with its lines).
export function element(tag, attributes = {}, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
        if (typeof value === "function") {
            made.addEventListener(name.slice(2), value);
        } else if (value !== null && value !== undefined && value !== false) {
            made.setAttribute(name, value === true ? "" : visible(value));
        }
    }
    const text = tag === "pre" ? visibleLines : visible;
    for (const child of children.flat(Infinity)) {
        if (child !== null && child !== undefined && child !== false) {
            made.append(child instanceof Node ? child : text(child));
        }
    }
    return made;
}

let lastId = 0;

/// An id that nothing else in the page has.
export function freshId(prefix) {
    lastId += 1;
    return `${prefix}-${lastId}`;
}

/// A labelled choice. `options` are texts; `onchange` gets the index of the chosen one.
export function selectField(label, options, chosen, onchange) {
    const id = freshId("choice");
    const select = element("select", {id, onchange: () => onchange(select.selectedIndex)},
                           options.map((text, i) => element("option", {value: i}, text)));
    select.selectedIndex = chosen;
    const field = element("span", {class: "field"}, element("label", {for: id}, label), select);
    field.select = select;
    return field;
}

/// "1 workload", "8 workloads"
export function counted(count, singular, plural = singular + "s") {
    return `${count.toLocaleString("en-US")} ${count === 1 ? singular : plural}`;
}
