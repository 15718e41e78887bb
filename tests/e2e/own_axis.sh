#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# A user's axis by a TOML file alone: in the plan, in the results and in the CSV; a flag that the
# compiler refuses keeps the compiler's words.
. "$(dirname "$0")/support.bash"
experiment=$fixtures/own-axis/own-axis.toml
db=$scratch/results.db
[ "$(gcc-12 -dumpmachine)" = x86_64-linux-gnu ] || skip "expects a compiler for x86_64"
# gcc-12 that writes down what it was given.
mkdir "$scratch/bin"
printf '#!/bin/sh\necho "$*" >>%s\nexec %s "$@"\n' "$scratch/argv" "$(command -v gcc-12)" \
    >"$scratch/bin/gcc-12"
chmod +x "$scratch/bin/gcc-12"
PATH=$scratch/bin:$PATH

klp 0 plan "$experiment" --db "$db" --json
expect_json "$out" '.cells | map([.configuration.ipa_ra, .status])' \
    '[["on","planned"],["off","excluded"],["perhaps","unsupported"],["on-arm","unsupported"]]'
expect_json "$out" .cells[0].realisation '{"compiler":"native","ipa_ra":"native","opt":"native"}'

klp 0 run "$experiment" --db "$db" --json
expect_json "$out" '.cells | map([.configuration.ipa_ra, .outcome, .metrics["size.text"].n])' \
    '[["on","ok",2],["off","excluded",null],["perhaps","unsupported",null],'`
    `'["on-arm","unsupported",null]]'
expect_json "$out" .axes[2] \
    '{"name":"ipa_ra","baseline":"on","values":["on","off","perhaps","on-arm"]}'
expect_json "$out" .cells[1].reason '"excluded to see, \"this\""'
expect_json "$out" .cells[3].reason '"ipa_ra=on-arm is for aarch64 only; gcc-12 is for x86_64"'
jq -r .cells[2].diagnostic "$out" >"$scratch/kept"
LC_ALL=C gcc-12 -O2 -fperhaps-ipa-ra -c -x c /dev/null -o /dev/null 2>"$scratch/verbatim" &&
    fail "gcc-12 takes -fperhaps-ipa-ra"
expect "the compiler's words" "$(cat "$scratch/kept")" "$(cat "$scratch/verbatim")"

klp 0 report --db "$db" --format csv
expect "columns" "$(head -n 1 "$out")" "experiment,workload,compiler,opt,ipa_ra,realisation,outcome,\
metric,unit,kind,replicate,value,skipped"
expect "rows of the good cell" "$(grep -c '^own-axis,tiny,gcc-12,O2,on,native,ok,' "$out")" 12
expect "the excluded cell" "$(grep ',off,' "$out")" \
    'own-axis,tiny,gcc-12,O2,off,native,excluded,,,,,,"excluded to see, ""this"""'

# What the compiler was given: each of two units and the link, twice for the cell and twice for its
# control; nothing of other values.
expect "compiles" "$(grep -cE -- '-O2 -fipa-ra .*-c (sum|table)\.c' "$scratch/argv")" 8
expect "links" "$(grep -cE -- '-O2 -fipa-ra .*-Wl,-Map=' "$scratch/argv")" 4
expect "builds of other values" "$(grep -E -- '-f(no|perhaps)-ipa-ra .*(-c (sum|table)\.c|-Map)' \
    "$scratch/argv" || true)" ""
