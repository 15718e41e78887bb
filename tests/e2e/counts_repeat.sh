#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Instructions are counted to the same digit in another run: beside a database at a longer path, in
# a larger environment, and while every processor is busy.
. "$(dirname "$0")/support.bash"
command -v valgrind >/dev/null || skip "valgrind is not installed"
mkdir "$scratch/here" "$scratch/a-folder-with-a-much-longer-name"
counts='[.cells[] | {id, counts: (.metrics | with_entries(select(.key | endswith(".instructions"))) |
    map_values(.values))}]'

klp 0 run "$fixtures/counted.toml" --counters page-faults --db "$scratch/here/r.db" --json
cp "$out" "$scratch/first.json"
busy=()
for _ in $(seq "$(nproc)"); do
    (while :; do :; done) &
    busy+=($!)
done
padding=$(printf 'x%.0s' {1..3000})
KLPBENCH_PADDING=$padding klp 0 run "$fixtures/counted.toml" --counters page-faults \
    --db "$scratch/a-folder-with-a-much-longer-name/results.db" --json
kill "${busy[@]}"
wait "${busy[@]}" 2>/dev/null || true

jq -S "$counts" "$scratch/first.json" >"$scratch/first"
jq -S "$counts" "$out" >"$scratch/second"
cmp "$scratch/first" "$scratch/second" || fail "$(diff "$scratch/first" "$scratch/second")"
# Five benchmarks and one, in two configurations. The two replicates of a cell ran in layouts and
# environments of their own, which may move a count; a run with the same seed has the same ones.
expect_json "$scratch/second" '[.[].counts[]] | length' 12
expect_all "$scratch/second" '.[].counts[]' 'length == 2 and .[0] > 10 and
    (.[1] / .[0] - 1 | fabs) < 0.02'
expect_all "$out" '.cells[].metrics | to_entries[] | select(.key | endswith(".instructions")).value' \
    '.unit == "instructions" and .kind == "noisy"'
