#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# kill -9 of klpbench alone: its wrappers end every descendant, those in sessions of their own too.
. "$(dirname "$0")/support.bash"
export PATH=$fixtures/compilers:$PATH

"$klpbench" run "$fixtures/hanging.toml" --db "$scratch/results.db" >"$out" 2>"$err" &
run=$!
for i in {1..600}; do
    sleepers=$(own_processes | xargs -r ps -o args= -p | grep -c '^sleep 1000' || true)
    [ "$sleepers" -lt 2 ] || break
    sleep 0.1
done
expect "hanging processes of the compiler" "$sleepers" 2
kill -9 "$run"
wait "$run" 2>/dev/null || true
expect_no_process
