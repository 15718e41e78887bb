#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# From a clean clone to the answer: installs what is missing, builds, runs the default experiment,
# prints the answer and says where the report is. May be run again at any time; a run that was
# stopped goes on.
set -eu
cd "$(dirname "$0")"

scripts/install-packages run
[ -f build/build.ninja ] || cmake --preset release -DBUILD_TESTING=OFF >/dev/null
cmake --build --preset release -- --quiet

failed=0
build/klpbench run livepatch-under-lto "$@" >&2 || failed=$?
[ "$failed" -le 1 ] || exit "$failed"
build/klpbench answer
build/klpbench report --format html -o results/report.html
echo
echo "report: results/report.html"
exit "$failed"
