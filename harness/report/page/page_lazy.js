// SPDX-License-Identifier: Apache-2.0
//
// Parts of the page that are made when they come into view, or when the browser has nothing else to
// do; all of them before anything is printed.
import {element} from "./page_dom.js";

const waiting = new Map(); // element -> what makes its content
const opened = new Set();  // details that stand open for the printer only
const mostPrinted = 60;    // rows of a table that is printed though nobody opened it
const redrawn = [];        // what draws a chart for a page of paper (true) or for the window (false)

function make(target) {
    const build = waiting.get(target);
    if (build) {
        waiting.delete(target);
        observer.unobserve(target);
        build();
    }
}

const observer = new IntersectionObserver((entries) => {
    for (const entry of entries.filter((candidate) => candidate.isIntersecting)) {
        make(entry.target);
    }
}, {rootMargin: "400px"});

/// Calls build() once, at the latest when `target` comes near the window.
export function whenNear(target, build) {
    waiting.set(target, build);
    observer.observe(target);
}

/// Makes what is still missing, one part whenever the browser is idle.
export function makeTheRest() {
    const idle = window.requestIdleCallback ?? ((callback) => setTimeout(callback, 30));
    const next = [...waiting.keys()].find((target) => target.localName !== "details");
    if (next) {
        idle(() => {
            make(next);
            makeTheRest();
        });
    } else {
        document.documentElement.dataset.complete = "true";
    }
}

/// A details element whose content is made when it is first opened.
export function lazyDetails(summary, build) {
    const details = element("details", {}, element("summary", {}, summary));
    waiting.set(details, () => details.append(build()));
    details.addEventListener("toggle", () => details.open && make(details));
    return details;
}

/// Makes the content of a lazy details element anew when it has any.
export function remakeDetails(details, build) {
    if (waiting.has(details)) {
        waiting.set(details, () => details.append(build()));
    } else {
        details.replaceChildren(details.firstElementChild, build());
    }
}

/// Calls draw(true) before the page is printed and draw(false) afterwards.
export function whenPrinted(draw) {
    redrawn.push(draw);
}

function beforePrint() {
    while (waiting.size > 0) {
        make(waiting.keys().next().value);
    }
    for (const details of document.querySelectorAll("main details:not([open])")) {
        details.open = details.querySelectorAll("tr").length <= mostPrinted;
        opened.add(details);
    }
    redrawn.forEach((draw) => draw(true));
}

function afterPrint() {
    for (const details of opened) {
        details.open = false;
    }
    opened.clear();
    redrawn.forEach((draw) => draw(false));
}

window.addEventListener("beforeprint", beforePrint);
window.addEventListener("afterprint", afterPrint);
