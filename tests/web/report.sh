#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The report's page in Debian's Chromium, of a small run that has a baseline, LTO and an equivalent
# realisation. What was seen is in the build folder: web/*.png, web/print.pdf.
. "$(dirname "$0")/../e2e/support.bash"
build=$(cd "$1" && pwd)
here=$(cd "$(dirname "$0")" && pwd)
CHROMIUM=$(command -v chromium) || skip "no chromium: apt-get install chromium"
command -v npm >/dev/null || skip "no npm: apt-get install npm"

mkdir -p "$build/web"
cp "$here"/*.mjs "$here"/package.json "$here"/package-lock.json "$build/web"
if ! cmp -s "$build/web/package-lock.json" "$build/web/node_modules/.installed"; then
    (cd "$build/web" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error) >"$out" 2>"$err" ||
        fail "npm cannot fetch what package-lock.json names"
    cp "$build/web/package-lock.json" "$build/web/node_modules/.installed"
fi

sed -e 's/"small"/"page"/' -e "s|./tiny|$fixtures/tiny|" \
    -e 's/^live_patching = .*/live_patching = ["off", "inline-only-static"]/' \
    "$fixtures/small.toml" >"$scratch/page.toml"
klp 0 run "$scratch/page.toml" --db "$scratch/results.db"
klp 0 report --db "$scratch/results.db" --format html -o "$scratch/report.html"

cd "$build/web"
CHROMIUM=$CHROMIUM PAGE=$scratch/report.html ARTIFACTS=$build/web HOME=$scratch \
    timeout -k 10 500 node --test report.mjs >"$out" 2>"$err" || {
    grep -E '^ *not ok|error:|\+ actual|^ +[+-] ' "$out" | head -n 40 >&2
    fail "the page does not do what it must"
}
