// SPDX-License-Identifier: Apache-2.0
//
// The page of a night: what is open, what changed, and the trend of everything watched.
import {alarmSections, closingSections} from "./nightly_alarms.js";
import {element} from "./page_dom.js";
import {configurationNames, moment} from "./nightly_names.js";
import {trendSections} from "./nightly_trends.js";

const data = JSON.parse(document.getElementById("data").textContent);
const nameOf = configurationNames(data.histories);

document.body.classList.add("nightly");
document.querySelector("main").append(
    element("h1", {}, data.experiment),
    element("p", {class: data.regression ? "verdict worse" : "verdict"}, data.headline),
    element("p", {}, `Night ${data.nights} of series ${data.series.id}, which began `
        + `${moment(data.series.started)}. Run ${data.run}, ${moment(data.started)}. `
        + `${data.histories.length} things watched.`),
    ...alarmSections(data, nameOf),
    ...trendSections(data, nameOf),
    ...closingSections(data, nameOf));

// Paper cannot be clicked: what is folded away is printed, but for the tables of single charts.
addEventListener("beforeprint", () => {
    for (const details of document.querySelectorAll("details:not(.numbers)")) {
        details.open = true;
    }
});
document.documentElement.dataset.complete = "true";
