#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# A spent budget ends a run in good order: what was begun is stored, the run stays unfinished, and
# the same command goes on to the end.
. "$(dirname "$0")/support.bash"

for wrong in 5 0s -1min 2hours; do
    klp 2 run "$fixtures/small.toml" --db "$scratch/r.db" "--budget=$wrong"
    expect_error "--budget $wrong: a time above 0 with its unit is wanted, as 90s, 10min or 2h"
done
[ ! -e "$scratch/r.db" ] || fail "a wrong budget made a database"

# One worker begins one block, whose time is not known; none of the others fits.
klp 0 run "$fixtures/small.toml" --db "$scratch/r.db" --jobs 1 --budget 0.001s
grep -qx 'stopped by --budget after 1 of 3 replicates; the same command goes on' "$err" ||
    fail "it does not say that it stopped"
klp 0 report --db "$scratch/r.db" --json
expect_json "$out" '[.finished, (.cells | map(.metrics["size.text"].n))]' '[false,[1,1]]'

klp 0 run "$fixtures/small.toml" --db "$scratch/r.db" --jobs 1 --budget 1h
grep -q budget "$err" && fail "a budget that is not spent is mentioned"
klp 0 report --db "$scratch/r.db" --json
expect_json "$out" '[.run, .finished, (.cells | map(.metrics["size.text"].n))]' '[1,true,[3,3]]'
