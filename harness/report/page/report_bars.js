// SPDX-License-Identifier: Apache-2.0
//
// Stacked bars, one for each configuration, and their table.
import * as Plot from "@observablehq/plot";

import {chart, figure, legend, swatch} from "./page_figure.js";
import {quantity, scaleOf, significant, whole} from "./page_numbers.js";
import {plainTable} from "./page_table.js";
import {shortened, visible} from "./page_text.js";
import {anyEquivalent, configurationName, equivalentMeaning, namesMeaning} from "./report_data.js";
import {rowLabels, rowLayout} from "./report_rows.js";

/// How many kinds have a colour of their own.
export const mostKinds = 8;

function colorOf(kind) {
    return `var(--series-${kind + 1})`;
}

function total(bar) {
    return bar.parts.reduce((sum, value) => sum + (value ?? 0), 0);
}

function draw(width, label, {kinds, bars, unit}) {
    const names = bars.map((bar) => configurationName(bar.configuration));
    const layout = rowLayout(names, width, 24);
    const keys = bars.map((bar) => bar.configuration);
    const most = Math.max(0, ...bars.map(total));
    const scale = scaleOf(most, unit);
    const pieces = bars.flatMap((bar) => bar.parts.map((value, kind) => ({bar, kind, value}))
        .filter((piece) => piece.value !== null && piece.value > 0));
    const ticks = Math.max(2, Math.floor((width - layout.marginLeft) / 110));
    return chart(label, {
        width, marginLeft: layout.marginLeft, marginRight: 84, marginTop: 4, marginBottom: 24,
        height: 28 + bars.length * layout.rowHeight,
        x: {domain: [0, most > 0 ? most / scale.divisor : 1], axis: null},
        y: {domain: keys, axis: null, padding: 0},
        marks: [
            Plot.gridX({ticks, stroke: "var(--line)", strokeOpacity: 1}),
            Plot.axisX({ticks, label: null,
                        tickFormat: (value) => `${significant(value)} ${scale.unit}`}),
            Plot.barX(pieces, {
                x: (piece) => piece.value / scale.divisor, y: (piece) => piece.bar.configuration,
                order: (piece) => piece.kind, fill: (piece) => colorOf(piece.kind),
                insetTop: layout.inset + 3, insetBottom: 3, insetRight: 0.5,
                title: (piece) => `${visible(configurationName(piece.bar.configuration))}\n` +
                    `${visible(kinds[piece.kind])}: ${quantity(piece.value, unit)}`}),
            Plot.text(bars, {
                x: (bar) => total(bar) / scale.divisor, y: (bar) => bar.configuration,
                text: (bar) => quantity(total(bar), unit), textAnchor: "start", dx: 5,
                dy: layout.inset / 2, fill: "var(--text)"}),
            Plot.ruleX([0], {stroke: "var(--text)"}),
            rowLabels(layout, keys),
        ],
    });
}

function table(caption, {kinds, bars, unit, isExact}) {
    const show = isExact ? whole : (value) => quantity(value, unit);
    return plainTable(
        caption + (isExact ? `, in ${unit}` : ""),
        [{title: "Configuration"}, ...kinds.map((title) => ({title, numeric: true})),
         {title: "Sum", numeric: true}],
        bars.map((bar) => [configurationName(bar.configuration), ...bar.parts.map(show),
                           show(total(bar))]));
}

/// The figure of what state() gives: {caption, kinds: names, bars: [{configuration, parts: a number
/// or null for each kind}], unit, isExact}.
export function stackedBars(state) {
    const named = () => state().kinds.map((kind, i) => [swatch(colorOf(i)), shortened(kind, 60)]);
    return figure({
        caption: () => `${state().caption} ${namesMeaning}`,
        legend: () => legend([...named(), ...(anyEquivalent ? [["(=)", equivalentMeaning]] : [])]),
        draw: (width) => draw(width, `Stacked bars. ${shortened(state().caption, 200)}`, state()),
        table: () => table(state().caption, state()),
    });
}
