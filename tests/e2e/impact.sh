#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The clone graph of every suite: without LTO what is affected is what a slow search by definition
# finds; a stored configuration and its build folder give the same answer; the census adds up.
. "$(dirname "$0")/support.bash"
db=$scratch/results.db

klp 0 run "$fixtures/impact.toml" --db "$db" --keep-builds --json
cp "$out" "$scratch/run.json"
expect_json "$out" '[.cells[].outcome] | group_by(.) | map([.[0], length])' '[["ok",16]]'
expect_all "$out" '.cells[].metrics' '.["clones.unexplained_symbols"].median == 0 and
    .["impact.mean"].median >= 1 and .["impact.max"].median >= .["impact.p99"].median and
    .["impact.p99"].median >= .["impact.p90"].median'
# The stored distribution is that of the figures.
expect_all "$out" '.cells[] | [(.impact_sizes | map(.[0] * .[1]) | add),
    (.impact_sizes | map(.[1]) | add), .metrics["impact.mean"].median]' \
    '(.[0] / .[1] - .[2] | fabs) < 1e-9'

folders=0
for folder in "$scratch"/work/results.db/*; do
    [ -z "$(find "$folder" -name '*.wpa.*.ipa-clones')" ] || continue
    "${klpbench%/*}/check-closures" "$folder" >"$out" 2>"$err" || fail "$folder"
    grep -qE '^[1-9][0-9]+ functions, [1-9][0-9]+ affected: as by definition$' "$out" ||
        fail "check-closures on $folder"
    folders=$((folders + 1))
done
expect "suites without LTO" "$folders" 8

# compare_with_folder LTO WPA-DUMPS: pagecache, stored and from its folder.
compare_with_folder() {
    local folder
    for folder in $(find "$scratch/work/results.db" -name 'xtree.c*.ipa-clones' -printf '%h\n'); do
        [ "$(find "$folder" -name '*.wpa.*' | wc -l)" -eq "$2" ] || continue
        klp 0 impact --workload pagecache --configuration "lto=$1" --db "$db" --all --json
        jq -S '[.functions, .sizes]' "$out" >"$scratch/stored"
        klp 0 impact --dumps "$folder" --image "$(find "$folder" -name pagecache -type f)" --all --json
        jq -S '[.functions, .sizes]' "$out" >"$scratch/folder"
        cmp "$scratch/stored" "$scratch/folder" || fail "lto=$1: the folder tells another story"
        # The metric counts copies of the compiler's clones too, which --all does not list.
        jq -e --arg lto "$1" --slurpfile all "$scratch/stored" '($all[0][0] | map(.copies) | add) as $sum |
            .cells[] | select(.workload == "pagecache" and .configuration.lto == $lto) |
            .metrics["clones.physical_copies"].median | $sum > 50 and $sum <= .' \
            "$scratch/run.json" >/dev/null || fail "lto=$1: more copies by function than in all"
        [ "$(jq '.[0] | length' "$scratch/stored")" -gt 50 ] || fail "few functions"
        return
    done
    fail "no kept build of pagecache with lto=$1"
}
compare_with_folder off 0
compare_with_folder full 1

# All configurations side by side, in every format.
klp 0 impact --workload aead --db "$db" --function '*chacha*'
grep -q 'lto=full' "$out" || fail "no side by side"
[ "$(wc -L <"$out")" -le 80 ] || fail "wider than 80 columns"
klp 0 impact --workload aead --db "$db" --function '*chacha*' --format dot
expect "clusters" "$(grep -c 'subgraph cluster_' "$out")" 2
klp 0 impact --workload aead --db "$db" --configuration lto=full --function '*chacha*' --json
expect_all "$out" '.functions[].affected[]' '(.via | type) == "array" and (.cross_unit | type) == "boolean"
    and (.name | length) > 0 and (.line | type) == "number"'
