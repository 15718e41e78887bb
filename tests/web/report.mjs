// SPDX-License-Identifier: Apache-2.0
//
// The report's page in a browser. PAGE is the report of a small run, ARTIFACTS the folder for
// screenshots and for pages made here.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import {after, before, test} from "node:test";

import {hostileData, withData} from "./hostile.mjs";
import {complete, dataOf, launch, lowContrast, open, settled, tableRows} from "./support.mjs";

const file = process.env.PAGE;
const artifacts = process.env.ARTIFACTS;
const symbols = "#symbols table";
let browser;
let page;
let faults;
let data;

before(async () => {
    browser = await launch();
    ({page, faults} = await open(browser, file));
    data = await dataOf(page);
});
after(() => browser.close());

const screenshot = (of, name) =>
    of.screenshot({path: path.join(artifacts, `${name}.png`), fullPage: true});
const number = (text) => text === "–" ? null : Number(text.replace(/[,+]/g, "").replace("−", "-"));
const metric = (name) => data.metrics.findIndex((candidate) => candidate.name === name);
const measured = data.configurations.map((_, i) => i).filter((i) =>
    data.cells.some((cell) => cell.configuration === i && cell.outcome === "ok"));
