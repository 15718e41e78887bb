#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Wall time of a run over the busy time of its child processes divided by the jobs: at most 1.10.
set -eu
klpbench=$1/klpbench
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
"$klpbench" run quick --db "$scratch/klpbench.db" 2>/dev/null | tee "$scratch/out"
overhead=$(sed -nE 's/.* ([-0-9.]+)% overhead.*/\1/p' "$scratch/out")
awk -v overhead="$overhead" 'BEGIN { exit overhead == "" || overhead > 10 }'
