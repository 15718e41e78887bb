#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Two configurations with the same flags: of 20 runs with as few replicates as give an interval of
# use, at most two find that one costs or saves anything. By chance it is one in 25 without the
# margin, and less with it.
. "$(dirname "$0")/support.bash"

declare -A times=()
for seed in {1..20}; do
    cat >"$scratch/identical.toml" <<EOF
name = "identical"
workloads = ["$fixtures/calibrated"]
metrics = ["runtime.*"]
replicates = 8
seed = $seed
[benchmark]
min_time_s = 0.01
[axes]
compiler = ["gcc-12"]
opt = ["O2"]
steps = { file = "$fixtures/calibrated/steps.toml", values = ["1000", "same"] }
EOF
    klp 0 run "$scratch/identical.toml" --db "$scratch/r.db"
    klp 0 compare steps=1000 steps=same --db "$scratch/r.db" --json
    finding=$(jq -r '[.comparisons[]
        | select(.workload == "overall" and .metric == "runtime.*.cpu_ns") | .finding][0]' "$out")
    case $finding in
    costs | saves | negligible | inconclusive | invalid) ;;
    *) fail "seed $seed: a finding of \"$finding\"" ;;
    esac
    times[$finding]=$((${times[$finding]:-0} + 1))
done
for finding in "${!times[@]}"; do
    echo "${times[$finding]} of 20 runs: $finding"
done
found=$((${times[costs]:-0} + ${times[saves]:-0}))
[ "$found" -le 2 ] || fail "$found of 20 runs found a difference"
# A control that fails all the time would hide the rest: by its rule it does once in a hundred.
[ "${times[invalid]:-0}" -le 3 ] || fail "${times[invalid]} of 20 runs were invalid"
