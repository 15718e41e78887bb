#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The report's page, of a small run that has a baseline, LTO and an equivalent realisation.
. "$(dirname "$0")/browser.bash"

sed -e 's/"small"/"page"/' -e "s|./tiny|$fixtures/tiny|" \
    -e 's/^live_patching = .*/live_patching = ["off", "inline-only-static"]/' \
    "$fixtures/small.toml" >"$scratch/page.toml"
klp 0 run "$scratch/page.toml" --db "$scratch/results.db"
klp 0 report --db "$scratch/results.db" --format html -o "$scratch/report.html"
in_browser report.mjs "$scratch/report.html"
