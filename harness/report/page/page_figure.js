// SPDX-License-Identifier: Apache-2.0
//
// A chart with its caption, its legend and its table. It is drawn anew when its width changes.
import * as Plot from "@observablehq/plot";

import {element} from "./page_dom.js";
import {lazyDetails, remakeDetails, whenPrinted} from "./page_lazy.js";
import {shortened, visible} from "./page_text.js";

/// Below this many pixels labels stand above what they name, not to the left of it.
export const narrow = 640;
const least = 240; // narrower than this a chart is scrolled in its box
const longestCaption = 600;
const paper = 690; // width of a page of A4 in CSS pixels, less its margins

/// An SVG by Plot that says what it shows. Colours are those of page.css, text is ours.
export function chart(label, options) {
    const svg = Plot.plot({
        ...options,
        color: {type: "identity", ...options.color},
        style: {background: "transparent", fontSize: "12px", overflow: "visible", maxWidth: "none"},
        figure: false,
    });
    svg.setAttribute("role", "img");
    svg.setAttribute("aria-label", visible(label));
    return svg;
}

/// A line of marks and what each means: [[node or text, meaning] …].
export function legend(entries) {
    return element("ul", {class: "legend"}, entries.map(([mark, meaning]) => element(
        "li", {}, mark instanceof Node ? mark : element("b", {}, mark), " ", meaning)));
}

/// A patch of one of page.css's colours.
export function swatch(color) {
    const patch = element("span", {class: "swatch", "aria-hidden": "true"});
    patch.style.background = color;
    return patch;
}

/// The figure: caption() gives its text, legend() a node or nothing, draw(width) the chart, table()
/// the same numbers as a table. update() shows what has changed.
export function figure({caption, legend: legendOf, draw, table}) {
    const box = element("div", {class: "chart"});
    const head = element("figcaption");
    const marks = element("div");
    const details = lazyDetails("Table", table);
    const made = element("figure", {}, head, marks, box, details);
    let width = 0;

    function redraw() {
        if (width > 0) {
            box.replaceChildren(draw(width));
            // What is wider than the window is scrolled in its box, by keyboard too.
            box.tabIndex = box.scrollWidth > box.clientWidth ? 0 : -1;
        }
    }
    whenPrinted((onPaper) => onPaper ? box.replaceChildren(draw(paper)) : redraw());
    new ResizeObserver(() => {
        const now = box.clientWidth > 0 ? Math.max(box.clientWidth, least) : 0;
        if (now > 0 && Math.abs(now - width) > 1) {
            width = now;
            requestAnimationFrame(redraw);
        }
    }).observe(box);

    function show() {
        head.replaceChildren(...[caption()].flat().map((part) =>
            part instanceof Node ? part : document.createTextNode(shortened(part, longestCaption))));
        marks.replaceChildren(...[legendOf?.() ?? []].flat());
    }
    show();
    return {
        element: made,
        update() {
            show();
            redraw();
            remakeDetails(details, table);
        },
    };
}
