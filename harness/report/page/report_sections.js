// SPDX-License-Identifier: Apache-2.0
//
// Sizes of the sections of each image.
import {element, selectField} from "./page_dom.js";
import {shortened} from "./page_text.js";
import {mostKinds, stackedBars} from "./report_bars.js";
import {data, workloadName} from "./report_data.js";

// The largest sections by name; the rest together.
function partsOf(image) {
    const size = ([, bytes]) => Math.max(0, ...bytes.filter((value) => value !== null));
    const sections = image.sections.filter((section) => size(section) > 0)
        .sort((a, b) => size(b) - size(a));
    const own = sections.length > mostKinds ? mostKinds - 1 : sections.length;
    const rest = sections.slice(own);
    const kinds = sections.slice(0, own).map(([name]) => name);
    return {
        kinds: rest.length > 0 ? [...kinds, `${rest.length} other sections`] : kinds,
        bars: image.cells.map((configuration, cell) => ({
            configuration,
            parts: [...sections.slice(0, own).map(([, bytes]) => bytes[cell]),
                    ...(rest.length > 0
                        ? [rest.reduce((sum, [, bytes]) => sum + (bytes[cell] ?? 0), 0)] : [])],
        })),
    };
}

/// The chart, with its choice of workload.
export function sectionsSection() {
    if (data.images.length === 0) {
        return element("p", {}, "The run kept no sections of its images.");
    }
    let chosen = data.images[0];
    const bars = stackedBars(() => ({
        caption: `Size by section: ${workloadName(chosen.workload)}.`, unit: "bytes",
        isExact: true, ...partsOf(chosen),
    }));
    const field = selectField(
        "Workload", data.images.map(({workload}) => shortened(workloadName(workload), 80)), 0,
        (i) => {
            chosen = data.images[i];
            bars.update();
        });
    return [element("div", {class: "controls"}, field), bars.element];
}
