#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# A run with looks ends at the first that leaves nothing undecided, says which it was, has just the
# replicates up to it, and has nothing left to do afterwards.
. "$(dirname "$0")/support.bash"

cat >"$scratch/looks.toml" <<EOF
name = "looks"
workloads = ["$fixtures/calibrated"]
metrics = ["runtime.*"]
replicates = 36
seed = 3
[design]
looks = 3
[benchmark]
min_time_s = 0.02
[analysis]
primary = ["runtime"]
[axes]
compiler = ["gcc-12"]
opt = ["O2"]
steps = { file = "$fixtures/calibrated/steps.toml", values = ["1000", "1050"] }
EOF

klp 0 run "$scratch/looks.toml" --db "$scratch/r.db" --json
expect_json "$out" '[.finished, .looks, .environment.replicates, (.cells | length)]' '[true,3,36,2]'
# Undecided at every look on a machine that is never quiet, the run has all its replicates.
stopped=$(jq -r '.stopped // "no"' "$out")
case $stopped in
"decided at look 1 of 3") replicates=12 ;;
"decided at look 2 of 3") replicates=24 ;;
no) replicates=36 ;;
*) fail "stopped: $stopped" ;;
esac
echo "stopped: $stopped"
expect_json "$out" '[.cells[], .controls[] | .metrics["runtime.steps.cpu_ns"].n] | unique' "[$replicates]"
expect_json "$out" '[.cells[].layouts | unique | length] | unique' "[$replicates]"
expect_json "$out" '.blocks | length' "$replicates"
for look in 1 2; do
    if [ $((look * 12)) -lt "$replicates" ]; then
        grep -q "look $look of 3: 1 contrast is undecided, for example " "$err" ||
            fail "nothing is said of look $look"
    fi
done
klp 0 compare steps=1000 steps=1050 --db "$scratch/r.db" --json
[ "$stopped" = no ] || expect_json "$out" '[.comparisons[]
    | select(.workload == "overall" and .metric == "runtime.*.cpu_ns") | .finding]' '["costs"]'

klp 0 run "$scratch/looks.toml" --db "$scratch/r.db"
grep -q 'nothing was left to do' "$out" || fail "the run goes on after its end"
