#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Streams, exit codes, JSON keys, examples, colour and width, as DESIGN.md promises them to scripts.
. "$(dirname "$0")/support.bash"
cd "$scratch"
commands="plan run answer report compare impact doctor completions"

# expect_narrow: what klpbench printed last fits a terminal of 80 columns.
expect_narrow() { expect "wide lines" "$(LC_ALL=C.UTF-8 gawk 'length > 80' "$out")" ""; }

# stdout is the answer, progress goes to stderr; a plain line when that is no terminal.
klp 0 run "$fixtures/examples/livepatch-under-lto.toml"
expect "summary" "$(head -n 1 "$out")" "livepatch-under-lto: run 1, 12 cells: 12 ok"
expect "lines that are no progress" "$(grep -vcE '^[0-9]+/26 builds and runs \(' "$err")" 0
expect "bytes that no plain file should have" "$(tr -d '[:print:]\n' <"$err" | wc -c)" 0
expect_narrow

# help_examples.sh tries what each --help says.
for command in $commands; do klp 0 $command --help; expect_narrow; done
for what in --help --version; do klp 0 $what; expect_narrow; done
for text in "plan $fixtures/small.toml" answer report "compare lto=off lto=full" \
    "plan $fixtures/own-axis/own-axis.toml"; do
    klp 0 $text
    [ -s "$out" ] || fail "$text printed nothing"
    expect_narrow
done

# JSON has the keys of DESIGN.md.
klp 0 plan "$fixtures/small.toml" --json
expect_json "$out" keys '["cells","experiment"]'
expect_json "$out" '[.cells[] | keys] | unique' \
    '[["configuration","id","realisation","reason","status","workload"]]'
expect_json "$out" '[.cells[].realisation.live_patching]' '["native","equivalent"]'
klp 0 run "$fixtures/examples/livepatch-under-lto.toml" --json
cp "$out" run.json
klp 0 report --json
cmp run.json "$out" || fail "run --json and report --json differ"
klp 0 report --format json -o report.json
cmp run.json report.json || fail "report --json and report --format json differ"
expect_json run.json '["experiment","environment","cells"] - keys' '[]'
expect_json run.json '.cells[] | ["id","workload","configuration","realisation","outcome","reason",
    "diagnostic","metrics"] - keys | select(. != [])' ''
expect_json run.json '[.cells[].metrics[] | keys | sort] | unique' \
    '[["better","kind","max","median","min","n","unit","values"],["skipped"]]'
klp 0 answer --json
expect_json "$out" '[.questions[].id]' '["flag-accepted","equals-section-gc","slower-to-compile",'`
    `'"clone-tracking-keeps-lto","dumps-work-under-lto","more-copies","cost-without-lto",'`
    `'"cost-with-lto","more-pronounced"]'
expect_all "$out" '.questions[]' 'keys == ["evidence","id","question","summary","verdict"]'
expect_all "$out" '.questions[].verdict' \
    'IN("supported", "refuted", "inconclusive", "not-measured")'
expect_all "$out" '.questions[].evidence[]' '(["workload","metric","contrast","estimate","low",
    "high","unit","n","realisation"] - keys) == []'
klp 0 compare lto=off lto=full --json
expect_all "$out" '.comparisons[]' '.finding | IN("costs", "saves", "negligible", "inconclusive",
    "invalid", "not-measured")'
"$klpbench" doctor >"$out" 2>"$err" || [ $? -eq 1 ] || fail "doctor"
expect_narrow
"$klpbench" doctor --json >"$out" 2>"$err" || [ $? -eq 1 ] || fail "doctor"
expect_all "$out" '.checks[]' 'keys == ["finding","remedy","state","subject"]'
expect_all "$out" '.checks[]' '(.state == "ok") == (.remedy == "")'

# Exit codes of wrong usage, each with one line.
for wrong in "" bogus run "run x --jobs x" "run $fixtures/small.toml --jobs 9999" "answer --bogus" \
    "answer --run 77" "answer --experiment livepatch" "report --format jsno" \
    "compare lto=of lto=full" "compare lot=off lto=full" "compare lto lto=full" "compare run:x lto=full" \
    "compare run:1 run:1" "compare run:1 run:77"; do
    klp 2 $wrong
    expect_error .
    expect "stdout of '$wrong'" "$(cat "$out")" ""
done
"$klpbench" answer >/dev/full 2>"$err" && fail "a full stdout is no error"
expect_error 'cannot write to standard output: No space left on device'

# Colour and the progress bar are for terminals; NO_COLOR is honoured.
on_terminal() { script -qec "$klpbench $*" /dev/null </dev/null; }
escapes() { grep -c "$(printf '\033')" || true; }
headings() { grep -c "$(printf '\033')\[1m" || true; }
expect "lines with NO_COLOR" "$(NO_COLOR=1 on_terminal answer | escapes)" 0
expect "lines with colour" "$(NO_COLOR="" on_terminal answer | headings)" 9
expect "lines with CLICOLOR=0" "$(CLICOLOR=0 on_terminal answer | escapes)" 0
expect "lines on a dumb terminal" "$(TERM=dumb on_terminal answer | escapes)" 0
expect "lines with CLICOLOR_FORCE in a pipe" "$(CLICOLOR_FORCE=1 "$klpbench" answer | headings)" 9
expect "lines with NO_COLOR before all" \
    "$(NO_COLOR=1 CLICOLOR_FORCE=1 on_terminal answer | escapes)" 0
on_terminal run "$fixtures/small.toml" --db bar.db | grep -q '\[#* *\] [0-9]*/6 (' ||
    fail "no progress bar on a terminal"
