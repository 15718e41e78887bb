# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
#
# Sourced by every end-to-end test, which gets the build folder as its first argument. Gives it
# $klpbench, $fixtures and a folder of its own, $scratch, and fails it when a process outlives it.
set -eu

klpbench=$(cd "$1" && pwd)/klpbench
fixtures=$(cd "$(dirname "${BASH_SOURCE[0]}")/../fixtures" && pwd)
scratch=$(mktemp -d "${TMPDIR:-/tmp}/klpbench-e2e-XXXXXX")
out=$scratch/stdout
err=$scratch/stderr
export KLPBENCH_E2E=$scratch # every process that a test starts inherits it: so they are found

# own_processes: the ids of what this test started and what still runs. The test's own shells do
# not count: they got their environment before the mark was set.
own_processes() {
    local files file
    files=$(env -u KLPBENCH_E2E grep -lzxF "KLPBENCH_E2E=$scratch" /proc/[0-9]*/environ 2>&1 |
        env -u KLPBENCH_E2E grep '^/proc/[0-9]*/environ$' || true)
    for file in $files; do
        file=${file#/proc/}
        echo "${file%/environ}"
    done
}

# expect_no_process: waits up to ten seconds for the last one to go.
expect_no_process() {
    local i
    for i in {1..100}; do
        [ -n "$(own_processes)" ] || return 0
        sleep 0.1
    done
    fail "processes are left behind: $(ps -o pid=,args= -p "$(own_processes | paste -sd,)")"
}

end_test() {
    local status=$? left
    trap - EXIT
    if [ "$status" -eq 0 ]; then
        (expect_no_process) || status=1
    fi
    left=$(own_processes)
    [ -z "$left" ] || kill -9 $left 2>/dev/null || true
    rm -rf "$scratch"
    exit "$status"
}
trap end_test EXIT

# fail WHY: also shows what klpbench printed last.
fail() {
    echo "FAILED: $*"
    for stream in "$out" "$err"; do
        [ ! -s "$stream" ] || { echo "--- ${stream##*/}:" && tail -n 8 "$stream" | cut -c 1-200; }
    done
    exit 1
} >&2

# skip REASON: the test cannot run here.
skip() {
    echo "skipped: $*"
    exit 77
}

# klp EXIT ARGUMENT...: runs klpbench into $out and $err; it must end with the exit code EXIT.
klp() { klp_for 800 "$@"; }

# klp_for SECONDS EXIT ARGUMENT...: as klp, within another limit.
klp_for() {
    local limit=$1 expected=$2 got=0
    shift 2
    timeout -k 20 "$limit" "$klpbench" "$@" >"$out" 2>"$err" || got=$?
    [ "$got" -eq "$expected" ] || fail "klpbench $*: exit code $got, expected $expected"
}

# expect WHAT GOT EXPECTED
expect() {
    [ "$2" = "$3" ] || fail "$1: got \"$2\", expected \"$3\""
}

# expect_json FILE FILTER JSON: what jq's filter gives, compact.
expect_json() {
    local got
    got=$(jq -c "$2" "$1") || fail "jq cannot do $2"
    expect "$2" "$got" "$3"
}

# expect_all FILE FILTER CONDITION: every value of the filter, and there is one, fits the condition.
expect_all() {
    local wrong
    wrong=$(jq -c "[$2] | if length == 0 then \"nothing\" else .[] | select($3 | not) end" "$1") ||
        fail "jq cannot do $2 and $3"
    [ -z "$wrong" ] || fail "$2: not $3: $(head -n 3 <<<"$wrong")"
}

# expect_error REGEX: one line of error, which fits; nothing but progress before it.
expect_error() {
    local lines
    lines=$(grep -vE '^[0-9]+/[0-9]+ builds and runs ' "$err" || true)
    expect "lines of error (${lines})" "$(wc -l <<<"$lines")" 1
    grep -qE "^klpbench: .*($1)" <<<"$lines" || fail "the error does not fit $1: $lines"
}

# exact_metrics FILE: of `report --json`, what must not depend on when or how often it was run.
exact_metrics() {
    jq -S '[.cells[] | {id, outcome, metrics: (.metrics | map_values(select(.kind == "exact")))}]' \
        "$1"
}
