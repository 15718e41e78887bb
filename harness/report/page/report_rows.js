// SPDX-License-Identifier: Apache-2.0
//
// Charts whose rows have long names: to the left where there is room, above each row where there is
// none.
import * as Plot from "@observablehq/plot";

import {narrow} from "./page_figure.js";
import {wrapped} from "./page_text.js";

const characterWidth = 6.7;
const lineHeight = 14;

/// How rows of these names are laid out in a chart of that width: {isNarrow, marginLeft, labels,
/// rowHeight, inset}, where the first `inset` pixels of a row are for its name, which ends
/// `labelEnd` below its middle. `beside` pixels stay free to the right of a name that stands above.
export function rowLayout(names, width, bodyHeight, beside = 0) {
    const isNarrow = width < narrow;
    const room = isNarrow ? width - 10 - beside : Math.min(330, width * 0.36);
    const labels = names.map((name) => wrapped(name, Math.floor(room / characterWidth), 3));
    const lines = Math.max(1, ...labels.map((text) => text.split("\n").length));
    const longest = Math.max(1, ...labels.flatMap((text) => text.split("\n").map((l) => l.length)));
    const inset = isNarrow ? lines * lineHeight + 6 : 0;
    const rowHeight = isNarrow ? inset + bodyHeight : Math.max(bodyHeight, lines * lineHeight + 4);
    return {
        isNarrow, labels, inset, rowHeight,
        marginLeft: isNarrow ? 2 : Math.ceil(longest * characterWidth) + 14,
        labelEnd: inset - 4 - rowHeight / 2,
    };
}

/// The marks that write the names of rows; `keys` are the values of y, one for each label.
export function rowLabels(layout, keys) {
    const {isNarrow, labels} = layout;
    if (isNarrow) {
        return [Plot.text(keys, {y: (key) => key, text: (_, i) => labels[i], frameAnchor: "left",
                                 textAnchor: "start", lineAnchor: "bottom",
                                 dy: layout.labelEnd, fill: "var(--text)"})];
    }
    return [Plot.text(keys, {y: (key) => key, text: (_, i) => labels[i], frameAnchor: "left",
                             textAnchor: "end", dx: -8, fill: "var(--text)"})];
}

/// A pattern of lines for what has no number, as a mark: others fill with url(#ID).
export function hatching(id) {
    return () => {
        const space = "http://www.w3.org/2000/svg";
        const make = (tag, attributes) => {
            const made = document.createElementNS(space, tag);
            Object.entries(attributes).forEach(([name, value]) => made.setAttribute(name, value));
            return made;
        };
        const pattern = make("pattern", {id, width: 7, height: 7, patternUnits: "userSpaceOnUse",
                                         patternTransform: "rotate(45)"});
        pattern.append(make("rect", {width: 7, height: 7, fill: "var(--page)"}),
                       make("rect", {width: 1.5, height: 7, fill: "var(--line)"}));
        const defs = make("defs", {});
        defs.append(pattern);
        return defs;
    };
}
