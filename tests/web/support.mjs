// SPDX-License-Identifier: Apache-2.0
//
// What the tests of the pages share: a browser, a page that tells everything it did wrong, and a
// measure of contrast.
import {chromium} from "playwright-core";

/// Debian's Chromium. Its sandbox needs a user other than root.
export function launch() {
    return chromium.launch({
        executablePath: process.env.CHROMIUM,
        args: process.getuid() === 0 ? ["--no-sandbox"] : [],
    });
}

/// Opens a file, once all of its parts are made. {page, faults}, where faults lists console errors,
/// exceptions, dialogs and requests for anything but the file. Closed when the test `t` ends, if one
/// is given: Chromium stops drawing when too many are open.
export async function open(browser, file, options = {}, t = null) {
    const context = await browser.newContext({viewport: {width: 1280, height: 900}, ...options});
    t?.after(() => context.close());
    const page = await context.newPage();
    const address = `file://${file}`;
    const faults = [];
    page.on("console", (message) => {
        if (["error", "warning"].includes(message.type())) {
            faults.push(`console: ${message.text()}`);
        }
    });
    page.on("pageerror", (error) => faults.push(`exception: ${error.stack}`));
    page.on("dialog", (dialog) => {
        faults.push(`dialog: ${dialog.message()}`);
        dialog.dismiss();
    });
    page.on("request", (request) => {
        if (request.url().split("#")[0] !== address) {
            faults.push(`request: ${request.url().slice(0, 200)}`);
        }
    });
    await page.goto(address + (options.fragment ?? ""));
    await complete(page);
    return {page, faults};
}

/// Waits until nothing is left to be made or drawn.
export async function complete(page) {
    await page.waitForFunction(() => document.documentElement.dataset.complete === "true");
    await settled(page);
}

/// Waits for charts that a change has made redraw themselves.
export function settled(page) {
    return page.evaluate(() => new Promise((resolve) =>
        requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve, 30)))));
}

export function dataOf(page) {
    return page.evaluate(() => JSON.parse(document.getElementById("data").textContent));
}

/// Rows of a table as lists of texts; `selector` names the table.
export function tableRows(page, selector, part = "tbody") {
    return page.$$eval(`${selector} ${part} tr`, (rows) => rows.map((row) =>
        [...row.cells].map((cell) => cell.textContent)));
}

/// Of the texts that are seen, those with a contrast below 4.5 (WCAG 2.1, 1.4.3): "3.1 #fff on #eee:
/// text". Disabled controls need none.
export function lowContrast(page) {
    return page.evaluate(() => {
        const parse = (color) => {
            const [r, g, b, a = 1] = color.match(/[\d.]+/g).map(Number);
            return {r, g, b, a};
        };
        const luminance = ({r, g, b}) => {
            const [x, y, z] = [r, g, b].map((value) => value / 255).map((value) =>
                value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
            return 0.2126 * x + 0.7152 * y + 0.0722 * z;
        };
        const ratio = (a, b) => {
            const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
            return (high + 0.05) / (low + 0.05);
        };
        const behind = (element) => {
            for (let at = element; at; at = at.parentElement) {
                const color = parse(getComputedStyle(at).backgroundColor);
                if (color.a > 0) {
                    return color;
                }
            }
            return {r: 255, g: 255, b: 255, a: 1};
        };
        // What is drawn last under the middle of a text of a chart; its own outline when it has one.
        const behindInChart = (text) => {
            const own = getComputedStyle(text);
            if (own.stroke !== "none" && parseFloat(own.strokeWidth) > 1) {
                return parse(own.stroke);
            }
            const box = text.getBoundingClientRect();
            const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
            let color = null;
            for (const shape of text.ownerSVGElement.querySelectorAll("rect")) {
                const place = shape.getBoundingClientRect();
                const fill = getComputedStyle(shape).fill;
                if (!shape.closest("defs") && fill.startsWith("rgb") && x >= place.left &&
                    x <= place.right && y >= place.top && y <= place.bottom) {
                    color = parse(fill);
                }
            }
            return color ?? behind(text.ownerSVGElement.parentElement);
        };
        const found = new Set();
        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) {
            const parent = walker.currentNode.parentElement;
            const words = walker.currentNode.textContent.trim();
            if (words === "" || !parent.checkVisibility() ||
                parent.closest("script, style, noscript, option, :disabled, .skip")) {
                continue;
            }
            const chart = parent.closest("svg");
            const style = getComputedStyle(parent);
            const color = parse(chart ? style.fill : style.color);
            const under = chart ? behindInChart(parent.closest("text") ?? parent) : behind(parent);
            const measured = ratio(color, under);
            if (measured < 4.5) {
                const show = ({r, g, b}) => `rgb(${r}, ${g}, ${b})`;
                found.add(`${measured.toFixed(2)} ${show(color)} on ${show(under)}: ` +
                          words.slice(0, 40));
            }
        }
        return [...found];
    });
}
