#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Ctrl-C, which reaches the whole process group, and SIGTERM to klpbench: exit code 130, one line,
# all that was finished is stored, no outcome comes of it, and the same command goes on.
. "$(dirname "$0")/support.bash"
RANDOM=${KLPBENCH_E2E_SEED:-$$}
sed -e 's/"small"/"longer"/' -e 's/^replicates = 3/replicates = 8/' \
    -e "s|./tiny|$fixtures/tiny|" "$fixtures/small.toml" >"$scratch/longer.toml"
database=$scratch/results.db

# stop_after MS SIGNAL [-]: true when the run was still there; with a dash, its whole group is hit.
stop_after() {
    local run status=0
    setsid "$klpbench" run "$scratch/longer.toml" --db "$database" >"$out" 2>"$err" &
    run=$!
    sleep "$(($1 / 1000)).$(printf %03d $(($1 % 1000)))"
    kill "-$2" -- "${3-}$run" 2>/dev/null || true
    wait "$run" || status=$?
    expect_no_process
    [ "$status" -ne 0 ] || return 1
    expect "exit code after $1 ms" "$status" 130
    expect_error 'interrupted; everything finished is stored, and the same command goes on'
    expect "stdout" "$(cat "$out")" ""
}

stored() { jq '[.cells[] | .metrics["size.text"].n] | add // 0' "$out"; }

klp 0 run "$fixtures/small.toml" --db "$scratch/warm.db" # builds what all runs share
stops=0
before=0
for i in {1..30}; do # ever later, until something is stored and the next runs can be stopped too
    [ "$stops" -lt 12 ] || [ "$before" -eq 0 ] || break
    how=(INT -)
    [ $((i % 3)) -ne 0 ] || how=(TERM)
    stop_after $((20 + RANDOM % (300 + 60 * i))) "${how[@]}" || break
    stops=$((stops + 1))
    if [ "$before" -eq 0 ] && ! "$klpbench" report --db "$database" --json >"$out" 2>"$err"; then
        expect_error 'no run is stored yet'
        continue
    fi
    klp 0 report --db "$database" --json
    expect_json "$out" '[.run, .finished, ([.cells[].outcome] | unique - ["ok"])]' '[1,false,[]]'
    now=$(stored)
    [ "$now" -ge "$before" ] || fail "$before replicates were stored, now $now"
    before=$now
done
[ "$stops" -ge 5 ] || fail "only $stops runs could be stopped"
[ "$before" -gt 0 ] || fail "no stopped run had anything stored"
klp 0 run "$scratch/longer.toml" --db "$database" --json
expect_json "$out" '.cells | map([.outcome, .metrics["size.text"].n])' '[["ok",8],["ok",8]]'
expect_json "$out" '[.run, .finished, (.proofs | map([.equal, .total]))]' '[1,true,[[2,2]]]'
echo "$stops stops, $before of 16 replicates stored by then"
