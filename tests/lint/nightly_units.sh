#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# systemd accepts the units that are shipped for the night watch, with klpbench where they expect it.
set -eu
command -v systemd-analyze >/dev/null || { echo "skipped: apt-get install systemd"; exit 77; }
build=$(cd "$1" && pwd)
cd "$(dirname "$0")/../../configs/nightly"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir -p "$scratch/klpbench" "$scratch/run"
ln -s "$build" "$scratch/klpbench/build"
for unit in klpbench-nightly.service klpbench-nightly.timer; do
    HOME=$scratch XDG_RUNTIME_DIR=$scratch/run systemd-analyze --user verify "./$unit" 2>"$scratch/said" || {
        cat "$scratch/said"
        exit 1
    }
    [ ! -s "$scratch/said" ] || { cat "$scratch/said"; exit 1; }
done
