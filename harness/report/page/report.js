// SPDX-License-Identifier: Apache-2.0
//
// The page of `klpbench report --format html`: its bar, its table of contents and its sections, each
// made when it comes into view.
import {element} from "./page_dom.js";
import {makeTheRest, whenNear} from "./page_lazy.js";
import {shortened} from "./page_text.js";
import {themeField} from "./page_theme.js";
import {answerSection} from "./report_answer.js";
import {cellsSection, environmentSection, proofSection} from "./report_cells.js";
import {choice, choiceFields, rememberAddress} from "./report_choice.js";
import {data} from "./report_data.js";
import {heatSection} from "./report_heat.js";
import {impactSection} from "./report_impact.js";
import {compareSection} from "./report_intervals.js";
import {phasesSection} from "./report_phases.js";
import {runtimeSection} from "./report_runtime.js";
import {sectionsSection} from "./report_sections.js";
import {symbolsSection} from "./report_symbols.js";

const sections = [
    ["answer", "Answer", answerSection],
    ["heat", "Against the baseline", heatSection],
    ["compare", "A against B", compareSection],
    ["phases", "Compile time by phase", phasesSection],
    ["sections", "Size by section", sectionsSection],
    ["symbols", "Symbols, A against B", symbolsSection],
    ["impact", "Impact of a live patch", impactSection],
    ["runtime", "Runtime by benchmark", runtimeSection],
    ["cells", "Cells that are not ok", cellsSection],
    ["proof", "Equivalence proof", proofSection],
    ["environment", "Environment", environmentSection],
];

function goTo(id) {
    const target = document.getElementById(id);
    target?.scrollIntoView();
    target?.querySelector("h2").focus({preventScroll: true});
}

function contents(close) {
    return element("nav", {"aria-label": "Contents"}, element(
        "ol", {}, sections.map(([id, title]) => element("li", {}, element("a", {
            href: `#${id}`,
            onclick: (event) => {
                event.preventDefault();
                close();
                goTo(id);
                rememberAddress(id);
            }}, title)))));
}

// On a wide window the bar stands at the side and shows everything; else its parts fold.
function foldWhenNarrow(parts) {
    const wide = window.matchMedia("(min-width: 70rem)");
    const fold = () => parts.forEach((part) => { part.open = wide.matches; });
    wide.addEventListener("change", fold);
    fold();
}

function bar() {
    const parts = [];
    const close = () => {
        if (!window.matchMedia("(min-width: 70rem)").matches) {
            parts[0].open = false;
        }
    };
    parts.push(element("details", {class: "fold"}, element("summary", {}, "Contents"),
                       contents(close)),
               element("details", {class: "fold"}, element("summary", {}, "Compare"),
                       choiceFields()),
               element("details", {class: "fold"}, element("summary", {}, "Colours"),
                       themeField()));
    foldWhenNarrow(parts);
    return element("header", {class: "bar"}, parts);
}

function show() {
    const main = document.querySelector("main");
    document.body.classList.add("with-bar");
    main.tabIndex = -1;
    const skip = (event) => {
        event.preventDefault(); // the address keeps the two configurations
        main.focus();
        main.scrollIntoView();
    };
    main.before(element("a", {class: "skip", href: "#page", onclick: skip}, "Skip to the answer"),
                bar());
    main.append(element("h1", {}, data.experiment, element("small", {}, ` run ${data.run}`)),
                element("p", {class: "lead"}, data.facts
                    .filter(([name]) => /^(cells|workloads|compiler|machine)\b/.test(name))
                    .map(([name, value]) => `${name}: ${shortened(value, 160)}`).join(" · ")));
    for (const [id, title, build] of sections) {
        const section = element("section", {id, "aria-labelledby": `${id}-title`, class: "waiting"},
                                element("h2", {id: `${id}-title`, tabindex: -1}, title));
        main.append(section);
        whenNear(section, () => {
            section.append(...[build()].flat(Infinity).filter(Boolean));
            section.classList.remove("waiting");
        });
    }
    if (choice.section) {
        goTo(choice.section);
    }
    makeTheRest();
}

show();
