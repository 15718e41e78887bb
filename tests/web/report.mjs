// SPDX-License-Identifier: Apache-2.0
//
// The report's page in a browser. PAGE is the report of a small run, ARTIFACTS the folder for
// screenshots and for pages made here.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import {after, test} from "node:test";

import {hostileData, withData} from "./hostile.mjs";
import {complete, dataOf, launch, lowContrast, open, settled, tableRows} from "./support.mjs";

const file = process.env.PAGE;
const artifacts = process.env.ARTIFACTS;
const symbols = "#symbols table";
const browser = await launch();
const {page, faults} = await open(browser, file);
const data = await dataOf(page);
after(() => browser.close());

const limit = {timeout: 60_000};
const tallest = 7000; // of a screenshot: Chromium's software renderer has no larger pictures

async function screenshot(of, name) {
    const {width, height} = await of.evaluate(() => {
        const {scrollWidth, scrollHeight} = document.scrollingElement;
        return {width: scrollWidth, height: scrollHeight};
    });
    await of.screenshot({path: path.join(artifacts, `${name}.png`), fullPage: true,
                         clip: {x: 0, y: 0, width, height: Math.min(height, tallest)}});
}

const number = (text) => text === "–" ? null : Number(text.replace(/[,+]/g, "").replace("−", "-"));
const metric = (name) => data.metrics.findIndex((candidate) => candidate.name === name);
const measured = data.configurations.map((_, i) => i).filter((i) =>
    data.cells.some((cell) => cell.configuration === i && cell.outcome === "ok"));

// Of a pair of configurations as the page must show it: [ratio, low, high, finding] of B against A.
function contrast(a, b, workload, name) {
    const pair = data.pairs.find((candidate) => candidate.a === Math.min(a, b) &&
        candidate.b === Math.max(a, b));
    const row = pair.rows.find((candidate) => candidate[0] === workload &&
        candidate[1] === metric(name));
    const [, , valueA, valueB, ratio, low, high, , finding] = row;
    return a < b ? {a: valueA, b: valueB, ratio, low, high, finding}
        : {a: valueB, b: valueA, ratio: 1 / ratio, low: 1 / high, high: 1 / low,
           finding: {costs: "saves", saves: "costs"}[finding] ?? finding};
}

const percent = (ratio) => {
    const value = (ratio - 1) * 100;
    const digits = Math.abs(value).toFixed(1);
    return digits === "0.0" ? "0%" : `${value > 0 ? "+" : "−"}${digits}%`;
};

async function choose(a, b) {
    await page.selectOption("#choice-a", {index: a});
    await page.selectOption("#choice-b", {index: b});
    await settled(page);
}

test("opens with the answer, without a fault and without a request", limit, async () => {
    assert.equal(await page.title(), "klpbench: page");
    assert.equal(await page.textContent("h1"), `${data.experiment} run ${data.run}`);
    const shown = await page.$$eval("#answer article", (articles) => articles.map((article) =>
        [article.querySelector(".verdict").textContent.replace(/^\S+ /, ""),
         article.querySelector("p").textContent]));
    assert.deepEqual(shown, data.answer.map(({verdict, summary}) =>
        [verdict.replace("-", " "), summary]));
    assert.equal(shown.length, 9);
    assert.equal(await page.locator("main section h2").count(), 11);
    await screenshot(page, "wide");
});

test("the heat map has a square for each configuration and workload", limit, async () => {
    const name = "size.text";
    await page.selectOption("#heat-metric", {label: name});
    await settled(page);
    const against = measured.filter((i) => data.configurations[i].against !== i);
    const texts = await page.$$eval("#heat svg text", (all) => all.map((text) =>
        [...text.querySelectorAll("tspan")].map((part) => part.textContent).join(" ") ||
        text.textContent));
    for (const configuration of against) {
        const {ratio, finding} = contrast(data.configurations[configuration].against, configuration,
                                          0, name);
        const equivalent = data.configurations[configuration].equivalent ? " =" : "";
        const mark = {negligible: " ≈", inconclusive: " ?"}[finding] ?? "";
        const expected = percent(ratio) + mark + equivalent;
        assert.ok(texts.includes(expected), `${expected} is not among ${texts}`);
    }
    await page.click("#heat details summary");
    await settled(page);
    assert.equal((await tableRows(page, "#heat figure table")).length, 2 * against.length);
});

test("two configurations are compared in plots and tables, and may be exchanged", limit, async () => {
    for (const [a, b] of [[0, 1], [1, 3], [3, 0]]) {
        await choose(a, b);
        const exact = (await tableRows(page, "#compare .sorted:last-child table"))
            .filter(([workload, name]) => workload === "tiny" && name.startsWith("size.text"));
        const expected = contrast(a, b, 0, "size.text");
        assert.deepEqual(exact.map((row) => [number(row[2].split(" ")[0]),
                                             number(row[3].split(" ")[0]), row[4]]),
                         [[expected.a, expected.b, percent(expected.ratio)]]);
        const drawn = await page.$$eval("#compare figure svg text", (all) =>
            all.map((text) => text.textContent));
        const noisy = contrast(a, b, 0, "compile.peak_rss_bytes");
        assert.ok(drawn.some((text) => text.startsWith(percent(noisy.ratio))),
                  `${percent(noisy.ratio)} is not drawn`);
    }
    const before = await page.textContent("#compare figcaption");
    await page.click("#swap");
    await settled(page);
    assert.notEqual(await page.textContent("#compare figcaption"), before);
    assert.equal(await page.$eval("#choice-a", (select) => select.selectedIndex), 0);
    assert.equal(await page.$eval("#choice-b", (select) => select.selectedIndex), 3);
});

test("the address remembers the two configurations", limit, async (t) => {
    await choose(2, 1);
    const fragment = await page.evaluate(() => location.hash);
    assert.equal(new URLSearchParams(fragment.slice(1)).get("a"), data.configurations[2].label);
    const again = await open(browser, file, {fragment}, t);
    assert.equal(await again.page.$eval("#choice-a", (select) => select.selectedIndex), 2);
    assert.equal(await again.page.$eval("#choice-b", (select) => select.selectedIndex), 1);
    assert.deepEqual(again.faults, []);
});

// {name: [a, b]} of the symbols of two configurations, those that are in either.
function symbolSizes(a, b) {
    const [image] = data.images;
    const [cellA, cellB] = [a, b].map((configuration) => image.cells.indexOf(configuration));
    return [...image.functions, ...image.objects]
        .map(([name, bytes, most]) => [most > 1 ? `${name} (${most})` : name, bytes[cellA],
                                       bytes[cellB]])
        .filter(([, x, y]) => x !== null || y !== null);
}

test("symbols are sorted, filtered and summed", limit, async () => {
    await choose(0, 2);
    const all = symbolSizes(0, 2);
    const different = all.filter(([, x, y]) => x !== y);
    const shown = async () => (await tableRows(page, symbols)).map((row) =>
        [row[0], number(row[2]), number(row[3]), row[7]]);
    const state = ([, x, y]) => x === null ? "appeared" : y === null ? "disappeared"
        : y > x ? "grew" : y < x ? "shrank" : "unchanged";
    const byName = (x, y) => x[0] < y[0] ? -1 : x[0] > y[0] ? 1 : 0;
    assert.ok(different.length > 2);
    assert.deepEqual((await shown()).sort(byName),
                     different.map((row) => [...row, state(row)]).sort(byName));
    const sizes = (await shown()).map(([, x, y]) => Math.abs((y ?? 0) - (x ?? 0)));
    assert.deepEqual(sizes, [...sizes].sort((x, y) => y - x), "the largest difference is first");

    const [total] = await tableRows(page, symbols, "tfoot");
    const sum = (column) => different.reduce((so, row) => so + (row[column] ?? 0), 0);
    assert.deepEqual(total.slice(2, 5).map(number), [sum(1), sum(2), sum(2) - sum(1)]);

    await page.selectOption("#symbols .controls span:nth-child(2) select", {label: "unchanged"});
    assert.deepEqual((await shown()).map(([name]) => name).sort(),
                     all.filter(([, x, y]) => x === y).map(([name]) => name).sort().slice(0, 50));
    await page.selectOption("#symbols .controls span:nth-child(2) select", {index: 0});

    await page.click(`${symbols} thead th:nth-child(1) button`);
    const names = (await shown()).map(([name]) => name);
    assert.deepEqual(names, [...names].sort());
    assert.equal(await page.getAttribute(`${symbols} thead th:nth-child(1)`, "aria-sort"),
                 "ascending");
    await page.click(`${symbols} thead th:nth-child(3) button`);
    const largest = (await shown()).map(([, x]) => x).filter((x) => x !== null);
    assert.deepEqual(largest, [...largest].sort((x, y) => y - x), "the largest of A is first");

    const [[wanted]] = different;
    const kept = different.filter(([name]) => name.toLowerCase().includes(wanted.toLowerCase()));
    assert.ok(kept.length < different.length);
    await page.fill("#symbols input", wanted.toUpperCase());
    assert.deepEqual((await shown()).map(([name]) => name).sort(),
                     kept.map(([name]) => name).sort());
    await page.fill("#symbols input", "");
});

test("a chart's table has a caption, scopes and the chart's numbers", limit, async () => {
    await page.click("#phases details summary");
    await settled(page);
    const rows = await tableRows(page, "#phases table");
    assert.equal(rows.length, measured.length);
    assert.match(await page.textContent("#phases caption"), /^CPU time of the build by phase/);
    assert.equal(await page.locator("#phases th:not([scope])").count(), 0);
    const seconds = (text) => parseFloat(text) * ({ms: 1e-3, s: 1}[text.split(" ")[1]] ?? NaN);
    const value = (i, name) => data.cells.find((cell) => cell.configuration === i).values
        .find(([index]) => index === metric(name))?.[1];
    measured.forEach((i, position) => {
        const got = seconds(rows[position].at(-1));
        const expected = value(i, "compile.cpu_s") + value(i, "link.cpu_s");
        assert.ok(Math.abs(got / expected - 1) < 0.006, `${got} s, ${expected} s were measured`);
        const wpa = value(i, "lto.wpa_cpu_s");
        assert.equal(rows[position][2] === "–", wpa === undefined, "what is absent is a dash");
    });
    for (const figure of await page.locator("main figure").all()) {
        assert.equal(await figure.locator("details summary").count(), 1, "every chart has a table");
        assert.ok(await figure.locator("svg").count() > 0);
        assert.equal(await figure.locator("svg:not([role=img][aria-label])").count(), 0);
    }
});

test("everything is reached and used by keyboard", limit, async () => {
    const focused = () => page.evaluate(() => {
        const at = document.activeElement;
        const {outlineStyle, outlineWidth} = getComputedStyle(at);
        return {id: at.id, text: at.textContent, outline: outlineStyle !== "none" && outlineWidth};
    });
    const tabTo = async (fits) => {
        for (let i = 0; i < 400; ++i) {
            await page.keyboard.press("Tab");
            const at = await focused();
            if (fits(at)) {
                return at;
            }
        }
        return assert.fail("Tab does not lead there");
    };
    await page.reload();
    await complete(page);
    await choose(0, 1);
    await page.evaluate(() => { document.activeElement.blur(); window.scrollTo(0, 0); });
    const skip = await tabTo(({text}) => text === "Skip to the answer");
    assert.equal(skip.outline, "3px");
    await page.keyboard.press("Enter");
    assert.equal((await focused()).id, "page");
    await page.evaluate(() => { document.activeElement.blur(); window.scrollTo(0, 0); });
    const select = await tabTo(({id}) => id === "choice-b");
    assert.equal(select.outline, "3px");
    await page.keyboard.press("ArrowDown");
    await settled(page);
    assert.equal(await page.$eval("#choice-b", (at) => at.selectedIndex), 2);
    assert.match(await page.textContent("#compare figcaption"), /^B \(lto=full\) against A/);

    await page.focus("#symbols input");
    const sort = await tabTo(({text}) => text === "Symbol");
    assert.equal(sort.outline, "3px");
    await page.keyboard.press("Enter");
    assert.equal(await page.getAttribute(`${symbols} thead th:nth-child(1)`, "aria-sort"),
                 "ascending");
});

test("nothing is wider than a window of 360 pixels", limit, async (t) => {
    const small = await open(browser, file, {viewport: {width: 360, height: 740}}, t);
    const width = () => small.page.evaluate(() => document.scrollingElement.scrollWidth);
    assert.ok(await width() <= 360, `${await width()} pixels`);
    const chart = await small.page.$eval("#compare svg", (svg) => svg.getBoundingClientRect().width);
    assert.ok(chart <= 360 && chart > 250, `a chart of ${chart} pixels`);
    for (const summary of await small.page.locator("main summary").all()) {
        await summary.click();
    }
    await settled(small.page);
    assert.ok(await width() <= 360, `${await width()} pixels with all tables`);
    await small.page.click("header summary >> nth=0");
    assert.ok(await small.page.isVisible("nav a >> nth=5"));
    await small.page.click("nav a >> nth=5");
    assert.ok(!await small.page.isVisible("nav a >> nth=5"), "contents fold after a jump");
    const small360 = await open(browser, file, {viewport: {width: 360, height: 740}}, t);
    await screenshot(small360.page, "360");
    assert.deepEqual([...small.faults, ...small360.faults], []);
});

for (const colorScheme of ["light", "dark"]) {
    test(`text has enough contrast when it is ${colorScheme}`, limit, async (t) => {
        const themed = await open(browser, file, {colorScheme}, t);
        for (const summary of await themed.page.locator("main summary").all()) {
            await summary.click();
        }
        const metrics = await themed.page.$$eval("#heat-metric option", (all) => all.length);
        for (let i = 0; i < metrics; i += 4) {
            await themed.page.selectOption("#heat-metric", {index: i});
            await settled(themed.page);
            assert.deepEqual(await lowContrast(themed.page), []);
        }
        // Each shade of the heat map, whether a square has it or not.
        const shades = ["0", "better-1", "better-2", "better-3", "better-4", "worse-1", "worse-2",
                        "worse-3", "worse-4"];
        await themed.page.evaluate((names) => document.querySelector("main").append(
            ...names.map((name) => {
                const patch = document.createElement("p");
                patch.textContent = name;
                patch.style.cssText = `color: var(--heat-text-${name}); ` +
                    `background: var(--heat-${name})`;
                return patch;
            })), shades);
        assert.deepEqual(await lowContrast(themed.page), []);
        assert.deepEqual(themed.faults, []);
    });
}

test("light and dark can be chosen", limit, async () => {
    const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const field = page.locator("header select").last();
    await field.selectOption("dark");
    assert.equal(await background(), "rgb(22, 25, 29)");
    await screenshot(page, "dark");
    await field.selectOption("light");
    assert.equal(await background(), "rgb(255, 255, 255)");
    await field.selectOption("system");
});

test("it prints with everything made, in light colours and without controls", limit, async (t) => {
    const printed = await open(browser, file, {colorScheme: "dark"}, t);
    await printed.page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
    await printed.page.emulateMedia({media: "print"});
    await settled(printed.page);
    assert.equal(await printed.page.evaluate(() =>
        getComputedStyle(document.body).backgroundColor), "rgb(255, 255, 255)");
    assert.equal(await printed.page.locator("header:visible, select:visible").count(), 0);
    const evidence = printed.page.locator("#answer details");
    assert.ok(await evidence.count() > 0);
    assert.equal(await printed.page.locator("#answer details:not([open])").count(), 0);
    assert.deepEqual(await lowContrast(printed.page), []);
    await screenshot(printed.page, "print");
    await printed.page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
    assert.equal(await printed.page.locator("#answer details[open]").count(), 0);
    const pdf = await printed.page.pdf({format: "A4", path: path.join(artifacts, "print.pdf")});
    assert.ok(pdf.length > 50_000 && pdf.subarray(0, 5).toString() === "%PDF-");
    assert.deepEqual(printed.faults, []);
});

test("hostile texts are shown as text", limit, async (t) => {
    const hostile = path.join(artifacts, "hostile.html");
    fs.writeFileSync(hostile, withData(fs.readFileSync(file, "utf8"), hostileData(data)));
    for (const width of [1280, 360]) {
        const attacked = await open(browser, hostile, {viewport: {width, height: 800}}, t);
        for (const summary of await attacked.page.locator("main summary").all()) {
            await summary.click();
        }
        await settled(attacked.page);
        assert.equal(await attacked.page.locator("script").count(), 2);
        assert.equal(await attacked.page.locator("img, iframe, object, embed, link, base").count(), 0);
        assert.equal(await attacked.page.evaluate(() => window.hacked), undefined);
        assert.equal(await attacked.page.locator("[onerror], [onclick], [onload]").count(), 0);
        const text = await attacked.page.evaluate(() => document.querySelector("main").innerText);
        for (const part of ["<script>window.hacked = 1</script>", "\"><img src=x onerror=",
                            "\\x1b[31m\\u202e", "\\u200b\\x07", "</script><script>alert(1)"]) {
            assert.ok(text.includes(part), `${part} is not shown`);
        }
        assert.ok(!/[\u0000-\u0008\u001b\u200b\u202e]/.test(text), "a control was kept as it is");
        assert.ok(await attacked.page.evaluate(() =>
            document.scrollingElement.scrollWidth) <= width);
        assert.deepEqual(attacked.faults, []);
        await attacked.page.evaluate(() => document.getElementById("heat").scrollIntoView());
        await attacked.page.screenshot({path: path.join(artifacts, `hostile-${width}.png`)});
    }
});

test("fifty thousand symbols are shown in pages", limit, async (t) => {
    const many = structuredClone(data);
    const [image] = many.images;
    image.functions = Array.from({length: 50_000}, (_, i) =>
        [`function_${i}`,
         image.cells.map((_, cell) => i % 7 === cell ? null : 16 + i % (5 + cell)), 1]);
    const large = path.join(artifacts, "large.html");
    fs.writeFileSync(large, withData(fs.readFileSync(file, "utf8"), many));
    const opened = await open(browser, large, {}, t);
    assert.equal((await tableRows(opened.page, symbols)).length, 50);
    await opened.page.click(`${symbols} thead th:nth-child(1) button`);
    await opened.page.fill("#symbols input", "function_4999");
    const names = (await tableRows(opened.page, symbols)).map(([name]) => name);
    assert.ok(names.length > 5 && names.every((name) => name.startsWith("function_4999")));
    assert.deepEqual(opened.faults, []);
});

test("nothing went wrong on the way", limit, () => assert.deepEqual(faults, []));
