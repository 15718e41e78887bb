#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Wall time of a run over the busy time of its child processes divided by the jobs: at most 1.10,
# the median of three runs.
set -eu
klpbench=$1/klpbench
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
for run in 1 2 3; do
    "$klpbench" run quick --db "$scratch/$run.db" 2>/dev/null | tee "$scratch/out"
    sed -nE 's/.* ([-0-9.]+)% overhead.*/\1/p' "$scratch/out"
done | tee "$scratch/all"
grep -xE '[-0-9.]+' "$scratch/all" | sort -n |
    awk '{ overhead[NR] = $1 } END { exit NR != 3 || overhead[2] > 10 }'
