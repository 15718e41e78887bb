#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Two fresh runs, and one beside another database at a longer path, give the same images.
. "$(dirname "$0")/support.bash"
mkdir "$scratch/here" "$scratch/a-folder-with-a-much-longer-name"

sed -e 's/"quick"/"repeatable"/' -e 's/, "suites\/ringtrace"//' -e 's/min_time_s.*/min_time_s = 0.001/' \
    "$fixtures/../../configs/experiments/quick.toml" >"$scratch/repeatable.toml"
klp 0 run "$scratch/repeatable.toml" --db "$scratch/here/results.db" --json
cp "$out" "$scratch/first.json"
klp 0 run "$scratch/repeatable.toml" --db "$scratch/here/results.db" --fresh --json
cp "$out" "$scratch/second.json"
klp 0 run "$scratch/repeatable.toml" --db "$scratch/a-folder-with-a-much-longer-name/r.db" --json
cp "$out" "$scratch/elsewhere.json"

expect "the run of --fresh" "$(jq .run "$scratch/second.json")" 2
for run in first second elsewhere; do
    expect_json "$scratch/$run.json" '.cells | map(.outcome) | unique, length' $'["ok"]\n4'
    expect_all "$scratch/$run.json" '.cells[].metrics["size.file"]' '.kind == "exact" and .min > 8000'
    # Replicates are builds of their own.
    expect_all "$scratch/$run.json" '.cells[].metrics[] | select(.kind == "exact")' \
        '.n == 2 and .min == .max'
    exact_metrics "$scratch/$run.json" >"$scratch/$run.exact"
done
cmp "$scratch/first.exact" "$scratch/second.exact" || fail "two runs differ"
cmp "$scratch/first.exact" "$scratch/elsewhere.exact" || fail "the place of the database shows"
