// SPDX-License-Identifier: Apache-2.0
//
// Text of workloads, compilers and symbols as a reader may safely see it. Everything that comes from
// data passes through here on its way into the page: element() of page_dom.js does so by itself,
// charts call shortened() or wrapped().

// As `visible` of report/layout.cpp: controls, zero-width and direction-changing code points can make
// a line read as what it is not.
const hidden =
    /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\p{Cs}]/gu;
const named = {"\n": "\\n", "\t": "\\t", "\r": "\\r"};

function escape(character) {
    if (named[character]) {
        return named[character];
    }
    const code = character.codePointAt(0);
    return code < 0x80 ? `\\x${code.toString(16).padStart(2, "0")}`
                       : `\\u${code.toString(16).padStart(4, "0")}`;
}

/// `text` on one line, everything in it seen: `\n`, `\x1b`, `\u202e`.
export function visible(text) {
    return String(text).replace(hidden, escape);
}

/// The same with its line feeds kept, for elements that show lines.
export function visibleLines(text) {
    return String(text).split("\n").map(visible).join("\n");
}

/// visible(text), its middle left out where it has more than `most` characters.
export function shortened(text, most = 60) {
    const shown = visible(String(text).slice(0, 4 * most + 4));
    const characters = [...shown];
    if (characters.length <= most && String(text).length <= 4 * most) {
        return shown;
    }
    const end = [...visible(String(text).slice(-most))];
    const tail = Math.floor((most - 1) / 3);
    return characters.slice(0, most - 1 - tail).join("") + "…" + end.slice(-tail).join("");
}

// Words that fit a line as they are; what is longer in parts that end with punctuation, or anywhere.
function pieces(text, width) {
    return text.match(/[^, ]*[, ]*/g).flatMap((word) =>
        word.trimEnd().length <= width ? word : word.match(/[^.=_-]*[.=_-]*/g).flatMap((part) =>
            part.match(new RegExp(`.{1,${width}}`, "gsu")) ?? []));
}

/// shortened(text) in lines of about `wanted` characters (8 at least), broken after blanks and
/// commas where that will do.
export function wrapped(text, wanted, mostLines = 3) {
    const width = Math.max(8, wanted);
    const lines = [""];
    for (const piece of pieces(shortened(text, width * mostLines), width)) {
        const last = lines[lines.length - 1];
        if (last !== "" && [...last + piece.trimEnd()].length > width) {
            lines.push(piece);
        } else {
            lines[lines.length - 1] = last + piece;
        }
    }
    return lines.map((line) => line.trimEnd()).join("\n");
}
