// SPDX-License-Identifier: Apache-2.0
//
// The data of a page in which every text that came from a workload, a compiler or a user is hostile.

// What the program itself writes, and the page asks for by name.
const ownWords = new Set(["outcome", "verdict", "finding", "better", "kind", "unit"]);
const line = "long ".repeat(2000);

function poison(text, i) {
    const pieces = [
        `<script>window.hacked = 1</script>${text}`,
        `"><img src=x onerror="window.hacked = 2">${text}'`,
        `\u001b[31m\u202e${text}\u200b\u0007`,
        `</script><script>alert(1)</script>${text}`,
        `${text}${line}${"x".repeat(10_000)}`,
    ];
    return pieces[i % pieces.length];
}

/// A copy of `data` with every such text replaced, the same always by the same.
export function hostileData(data) {
    const known = new Map();
    const of = (text) => {
        if (!known.has(text)) {
            known.set(text, poison(text, known.size));
        }
        return known.get(text);
    };
    const findings = new Set(["costs", "saves", "negligible", "inconclusive", "invalid",
                              "not-measured", "f", "o"]);
    const walk = (value, key) => {
        if (typeof value === "string") {
            return ownWords.has(key) || findings.has(value) ? value : of(value);
        }
        if (Array.isArray(value)) {
            return value.map((item) => walk(item, key));
        }
        if (value !== null && typeof value === "object") {
            return Object.fromEntries(Object.entries(value).map(([name, item]) =>
                [key === "values" ? of(name) : name, walk(item, name)]));
        }
        return value;
    };
    return walk(data, "");
}

/// The page with other data in it.
export function withData(html, data) {
    const json = JSON.stringify(data).replaceAll("<", "\\u003c");
    return html.replace(/(<script type="application\/json" id="data">)[^]*?(<\/script>)/,
                        (_, begin, end) => begin + json + end);
}
