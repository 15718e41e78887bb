#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Compilers that hang, crash, print 100 MB or are killed: an outcome each, and the good one is
# measured all the same.
. "$(dirname "$0")/support.bash"
export PATH=$fixtures/compilers:$PATH
cp -r "$fixtures/tiny" "$scratch/tiny"
sed -i 's/^compile = 30$/compile = 3/' "$scratch/tiny/workload.toml"
cat >"$scratch/bad-compilers.toml" <<END
name = "bad-compilers"
workloads = ["./tiny"]
metrics = ["size.*", "clones.*"]
replicates = 2
[axes]
opt = ["O2"]
[axes.compiler]
file = "$fixtures/hostile/compiler.toml"
values = ["hanging", "crashing", "killed", "chatty", "talkative", "mute", "gcc-12"]
END

klp 1 run "$scratch/bad-compilers.toml" --db "$scratch/results.db" --json
expect_no_process
cell() { jq -r ".cells[] | select(.configuration.compiler == \"$1\") | $2" "$out"; }

expect hanging "$(cell hanging '.outcome + ": " + .reason')" \
    "timeout: compiling sum.c: the compiler was ended at its time limit with all its children"
expect crashing "$(cell crashing '.outcome + ": " + .reason')" \
    "build-failed: compiling sum.c: the compiler was killed by signal 11 (Segmentation fault)"
expect killed "$(cell killed '.outcome + ": " + .reason')" \
    "build-failed: linking: the compiler was killed by signal 9 (Killed)"
expect chatty "$(cell chatty '.outcome + ": " + .reason')" \
    "build-failed: compiling sum.c: the compiler exited with status 1"
cell chatty ".diagnostic | rtrimstr(\"\\n\")" >"$scratch/diagnostic"
expect "its first words" "$(head -n 1 "$scratch/diagnostic")" "first words"
expect "its last words" "$(tail -n 1 "$scratch/diagnostic")" "last words"
expect "what is missing" "$(grep -o '^\[.*\]$' "$scratch/diagnostic")" \
    "[... $((100000024 - 65536)) bytes left out ...]"
[ "$(wc -c <"$scratch/diagnostic")" -lt 70000 ] || fail "the diagnostic is not bounded"
expect mute "$(cell mute .outcome)" unsupported
for good in talkative gcc-12; do
    expect "$good" "$(cell "$good" '.outcome, .metrics["size.text"].n' | xargs)" "ok 2"
done
expect "failures on stderr" "$(grep -cE '^klpbench: tiny@.*: (timeout|build-failed): ' "$err")" 4
[ "$(stat -c %s "$scratch/results.db")" -lt 2000000 ] || fail "the database is not small"

# What failed is not tried again.
klp 1 run "$scratch/bad-compilers.toml" --db "$scratch/results.db"
grep -q '^nothing was left to do' "$out" || fail "the same command measured again"
