#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Self-tests and benchmarks that are wrong, crash, loop for ever, flood or print garbage: an outcome
# each with its reason, and no number of theirs is kept.
. "$(dirname "$0")/support.bash"

klp 1 run "$fixtures/hostile/bad-suites.toml" --db "$scratch/results.db" --json
expect_no_process
cell() { jq -r ".cells[] | select(.configuration.fault == \"$1\") | $2" "$out"; }
expect_end() { expect "$1" "$(cell "$1" '.outcome + ": " + .reason')" "$2"; }

expect_end none "ok: "
expect_end test-wrong "wrong-result: the self-test found a wrong answer"
expect_end test-crashes "run-failed: the self-test was killed by signal 6 (Aborted)"
expect_end test-loops "timeout: the self-test was ended at its time limit with all its children"
expect_end test-floods "run-failed: the self-test exited with status 1"
expect_end benchmark-crashes \
    "run-failed: the benchmark was killed by signal 11 (Segmentation fault)"
expect_end benchmark-loops \
    "timeout: the benchmark was ended at its time limit with all its children"
for fault in benchmark-garbage benchmark-silent; do
    expect "$fault" "$(cell $fault '.outcome')" run-failed
    grep -q '^the benchmark printed no usable result: ' <<<"$(cell $fault .reason)" ||
        fail "$fault: $(cell $fault .reason)"
done
expect "the wrong answer" "$(cell test-wrong .diagnostic)" \
    "self-test: the answer: got 41, expected 42"
grep -q garbage <<<"$(cell benchmark-garbage .diagnostic)" || fail "the garbage is not kept"
expect_all "$out" '.cells[] | select(.configuration.fault != "none")' '.metrics == {}'
expect "the good one" "$(cell none '.metrics["runtime.work.cpu_ns"].n')" 2
expect "failures on stderr" "$(grep -c '^klpbench: faulty@' "$err")" 8
[ "$(stat -c %s "$scratch/results.db")" -lt 2000000 ] || fail "the database is not small"
