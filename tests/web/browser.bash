# SPDX-License-Identifier: Apache-2.0
# For the tests of pages: Debian's Chromium, driven by what package-lock.json names.
. "$(dirname "$0")/../e2e/support.bash"
build=$(cd "$1" && pwd)
here=$(cd "$(dirname "$0")" && pwd)
CHROMIUM=$(command -v chromium) || skip "no chromium: apt-get install chromium"
command -v npm >/dev/null || skip "no npm: apt-get install npm"

# Two tests may begin at once.
mkdir -p "$build/web"
exec 9>"$build/web/.lock"
flock 9
cp "$here"/*.mjs "$here"/package.json "$here"/package-lock.json "$build/web"
if ! cmp -s "$build/web/package-lock.json" "$build/web/node_modules/.installed"; then
    (cd "$build/web" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error) >"$out" 2>"$err" ||
        fail "npm cannot fetch what package-lock.json names"
    cp "$build/web/package-lock.json" "$build/web/node_modules/.installed"
fi
exec 9>&-

# in_browser TESTS.mjs PAGE: what was seen is in the build folder, web/*.png.
in_browser() {
    cd "$build/web"
    CHROMIUM=$CHROMIUM PAGE=$2 ARTIFACTS=$build/web HOME=$scratch \
        timeout -k 10 500 node --test "$1" >"$out" 2>"$err" || {
        grep -E '^ *not ok|error:|\+ actual|^ +[+-] ' "$out" | head -n 40 >&2
        fail "the page does not do what it must"
    }
}
