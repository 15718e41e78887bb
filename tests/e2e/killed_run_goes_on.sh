#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# kill -9 of the whole process group at 20 random instants, each followed by the same command:
# every cell and replicate is stored exactly once, with the values of an undisturbed run.
. "$(dirname "$0")/support.bash"
RANDOM=${KLPBENCH_E2E_SEED:-$$}

now_ms() { echo $((${EPOCHREALTIME//./} / 1000)); }

# run_for_ms MS DATABASE: kills the process group after so long; false when it had ended by itself.
run_for_ms() {
    local run status=0
    setsid "$klpbench" run "$fixtures/small.toml" --db "$2" >"$out" 2>"$err" &
    run=$!
    sleep "$(($1 / 1000)).$(printf %03d $(($1 % 1000)))"
    kill -9 -- "-$run" 2>/dev/null || true
    wait "$run" 2>/dev/null || status=$?
    expect_no_process
    [ "$status" -ne 0 ] || return 1
    expect "exit code" "$status" 137
}

check_stored() {
    klp 0 report --db "$1" --json
    expect_json "$out" '[.run, .finished, .pending, (.cells | map(.outcome))]' \
        '[1,true,0,["ok","ok"]]'
    expect_json "$out" '.proofs | map([.equal, .total])' '[[2,2]]'
    expect_all "$out" '.cells[].metrics[]' '.n == 3 or .skipped'
    exact_metrics "$out" | cmp - "$scratch/undisturbed" || fail "exact metrics differ"
    expect "what is left in the work folder" "$(find "$scratch/runs/work" -mindepth 2)" ""
    klp 0 report --db "$1" --format csv
    expect "cells by replicate" "$(grep ',size\.text,' "$out" | awk -F, '{ ++cells[$(NF - 2)] }
        END { print cells[0], cells[1], cells[2] }')" "2 2 2"
}

start=$(now_ms)
klp 0 run "$fixtures/small.toml" --db "$scratch/undisturbed.db" --json
cold_ms=$(($(now_ms) - start))
exact_metrics "$out" >"$scratch/undisturbed"
start=$(now_ms)
klp 0 run "$fixtures/small.toml" --db "$scratch/undisturbed.db" --fresh
warm_ms=$(($(now_ms) - start))

kills=0
databases=1
while [ "$kills" -lt 20 ]; do
    limit=$cold_ms # until the suite's driver is built
    ! compgen -G "$scratch/runs/cache/drivers/*/*.so" >/dev/null || limit=$warm_ms
    if run_for_ms $((RANDOM % limit)) "$scratch/runs/$databases.db"; then
        kills=$((kills + 1))
    else
        check_stored "$scratch/runs/$databases.db"
        databases=$((databases + 1)) # the next kills hit a run from its beginning again
    fi
done
klp 0 run "$fixtures/small.toml" --db "$scratch/runs/$databases.db"
check_stored "$scratch/runs/$databases.db"
echo "20 kills over $databases databases; a run takes $warm_ms ms"
