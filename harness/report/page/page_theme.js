// SPDX-License-Identifier: Apache-2.0
//
// Light and dark: what the system prefers, until the reader chooses. Every colour of page.css is a
// pair that follows `color-scheme`, so nothing needs to be drawn again.
import {selectField} from "./page_dom.js";

const schemes = ["light dark", "light", "dark"];

/// The choice as a field of the page's bar.
export function themeField() {
    return selectField("Light or dark", ["system", "light", "dark"], 0, (i) => {
        document.documentElement.style.colorScheme = schemes[i];
    });
}
