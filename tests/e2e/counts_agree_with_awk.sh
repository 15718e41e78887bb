#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# A few lines of awk over the dumps of a real suite give the same figures as klpbench.
. "$(dirname "$0")/support.bash"

klp 0 run "$fixtures/counts.toml" --db "$scratch/results.db" --keep-builds --json
expect_json "$out" '.cells | length' 4
jq -r '.cells[] | [.id, (.metrics | .["clones.inline_copies"], .["clones.inline_copies_cross_unit"],
    .["clones.constprop"], .["clones.isra"], .["clones.part"] | .median)] | map(tostring) |
    join(" ")' "$out" | sort >"$scratch/klpbench"

# Callgraph clone;ORIGINAL;order;file;line;col;CLONE;order;file;line;col;REASON
# LTRANS repeats what WPA decided and is left out. Only WPA sees more than one unit.
for folder in "$scratch"/work/results.db/*/; do
    find "$folder" -name '*.ipa-clones' ! -name '*.ltrans.*' -print0 | xargs -0 awk -F';' \
        -v cell="$(cat "$folder/cell")" '
        $1 != "Callgraph clone" { next }
        $NF == "inlining to" { inlined++ }
        $NF == "inlining to" && FILENAME ~ /\.wpa\./ && $4 ~ /\.c$/ && $4 != $9 { cross++ }
        $NF == "constprop" { constprop++ }
        $NF == "isra" { isra++ }
        $NF == "part" { part++ }
        END { print cell, inlined + 0, cross + 0, constprop + 0, isra + 0, part + 0 }'
done | sort >"$scratch/awk"

diff "$scratch/awk" "$scratch/klpbench" >&2 || fail "awk (<) and klpbench (>) differ"
# The suite must have something of each kind to count.
awk '/lto=full/ { all += $2; cross += $3 } /lto=off/ { wrong += $3 } { constprop += $4; isra += $5
    part += $6 } END { exit !(all > 100 && cross > 10 && constprop && isra && part && !wrong) }' \
    "$scratch/awk" || fail "too little to count: $(cat "$scratch/awk")"
cat "$scratch/awk"
