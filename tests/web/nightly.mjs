// SPDX-License-Identifier: Apache-2.0
//
// The page of a night in a browser. PAGE is that of a first night, GOLDEN the data of a night in
// which everything occurs.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import {after, test} from "node:test";

import {withData} from "./hostile.mjs";
import {dataOf, launch, lowContrast, open} from "./support.mjs";

const artifacts = process.env.ARTIFACTS;
const first = process.env.PAGE;
const golden = JSON.parse(fs.readFileSync(process.env.GOLDEN, "utf8"));
const full = path.join(artifacts, "nightly-full.html");
fs.writeFileSync(full, withData(fs.readFileSync(first, "utf8"), golden));
const browser = await launch();
after(() => browser.close());
const limit = {timeout: 60_000};

test("a first night loads nothing and says that there is nothing to compare with", limit,
     async (t) => {
    const {page, faults} = await open(browser, first, {}, t);
    const data = await dataOf(page);
    assert.equal(data.nights, 1);
    assert.equal(await page.textContent("h1"), "night");
    const text = await page.textContent("main");
    assert.ok(text.includes("Night 1 of series 1"));
    for (const note of data.notes) {
        assert.ok(text.includes(note), note);
    }
    assert.deepEqual(faults, []);
});

test("alarms stand in their tables with what changed and what confirms them", limit, async (t) => {
    const {page, faults} = await open(browser, full, {}, t);
    const rows = await page.$$eval("table", (tables) => tables.map((table) => ({
        caption: table.caption.textContent,
        rows: [...table.tBodies[0].rows].map((row) => [...row.cells].map((c) => c.textContent)),
    })));
    const alarms = rows.find((table) => table.caption === "Alarms that wait for a person");
    const expected = [...golden.raised, ...golden.open].filter((alarm) => alarm.regression);
    assert.deepEqual(alarms.rows.map((row) => Number(row[0])).sort((a, b) => a - b),
                     expected.map((alarm) => alarm.id).sort((a, b) => a - b));
    for (const alarm of expected) {
        const row = alarms.rows.find((candidate) => Number(candidate[0]) === alarm.id);
        assert.ok(row.includes(alarm.metric));
    }
    assert.deepEqual(faults, []);
    await page.screenshot({path: path.join(artifacts, "nightly.png"), fullPage: true});
});

test("the chart of a metric has its table, with a row a night", limit, async (t) => {
    const {page} = await open(browser, full, {}, t);
    const figure = page.locator("figure").first();
    assert.match(await figure.locator("svg").getAttribute("aria-label"), /in night \d+/);
    await figure.locator("details.numbers summary").press("Enter");
    const label = await figure.locator("figcaption").textContent();
    const history = golden.histories.find((candidate) => candidate.points.length ===
        Number(golden.nights) && label.startsWith(candidate.workload.slice(0, 4)));
    assert.ok(history, label);
    assert.equal(await figure.locator("tbody tr").count(), history.points.length);
});

test("names are text, whatever stands in them", limit, async (t) => {
    const {page, faults} = await open(browser, full, {}, t);
    assert.equal(await page.locator("main script, main img, main iframe, main b b").count(), 0);
    const text = await page.textContent("main");
    assert.ok(text.includes("<script>alert('x')</script>"));
    assert.ok(!/[\u001b\u202e\u200f]/.test(text));
    assert.deepEqual(faults, []);
});

test("it fits a telephone, and can be read in light and dark", limit, async (t) => {
    for (const colorScheme of ["light", "dark"]) {
        const {page, faults} =
            await open(browser, full, {viewport: {width: 360, height: 800}, colorScheme}, t);
        const width = await page.evaluate(() => document.scrollingElement.scrollWidth);
        assert.ok(width <= 360, `${width} px wide`);
        assert.deepEqual(await lowContrast(page), []);
        assert.deepEqual(faults, []);
        await page.screenshot({path: path.join(artifacts, `nightly-360-${colorScheme}.png`),
                               fullPage: true});
    }
});
