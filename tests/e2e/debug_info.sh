#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Debug information is read by the cross-check alone: code, clones and symbols are those of a build
# without it, with LTO and without; only the file grows.
. "$(dirname "$0")/support.bash"
db=$scratch/results.db

klp 0 run "$fixtures/debug-info.toml" --db "$db" --keep-builds --json
expect_json "$out" '[.cells[].outcome] | group_by(.) | map([.[0], length])' '[["ok",12]]'
expect_json "$out" '.cells | map(.configuration.debug_info) | unique' '["full","lines","none"]'

# The exact metrics of all cells that differ in nothing but debug information are equal.
same='[.cells[] | {build: (.configuration | del(.debug_info)), metrics: (.metrics |
    del(.["size.file"], .["clones.unexplained_inlines"]) | map_values(.median))}]
    | group_by(.build) | map(map(.metrics) | unique | length)'
expect_json "$out" "$same" '[1,1,1,1]'
expect_all "$out" '.cells[].metrics' '.["size.text"].median > 0 and
    .["clones.inline_copies"].median > 0 and .["clones.unexplained_symbols"].median == 0'

grows='[.cells[] | {build: (.configuration | del(.debug_info)), value: .configuration.debug_info,
    bytes: .metrics["size.file"].median}] | group_by(.build) |
    map(map({key: .value, value: .bytes}) | from_entries | .none < .lines and .lines < .full)'
expect_json "$out" "$grows" '[true,true,true,true]'

# What is inlined by the debug information, the dumps explain.
with='.cells[] | select(.configuration.debug_info != "none") | .metrics["clones.unexplained_inlines"]'
without='.cells[] | select(.configuration.debug_info == "none") | .metrics["clones.unexplained_inlines"]'
klp 0 report --db "$db" --format json
expect_all "$out" "$with" '.median == 0'
expect_all "$out" "$without" '.skipped == "the image has no debug information"'

# The same by hand, of every build that has any.
checked=0
for folder in "$scratch"/work/results.db/*; do
    klp 0 impact --check --dumps "$folder" --image "$folder/ringtrace" --json
    expect_json "$out" '.[0] | [.unexplained_symbols, (.unexplained_inlines // [])]' '[[],[]]'
    ! jq -e '.[0].inlines | type == "number" and . > 20' "$out" >/dev/null || checked=$((checked + 1))
done
expect "builds with debug information" "$checked" 8
