#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# All shipped suites under all twelve configurations, once each: every cell is ok, every equivalent
# realisation is proven, and the exact metrics say what such a build must say.
. "$(dirname "$0")/support.bash"
db=$scratch/results.db

klp 0 run "$fixtures/matrix.toml" --db "$db" --json
cp "$out" "$scratch/run.json"
run=$scratch/run.json
expect_json "$run" '[.cells[].outcome] | group_by(.) | map([.[0], length])' '[["ok",96]]'
expect_json "$run" '[.cells[].workload] | unique | length' 8
expect_all "$run" '.cells[]' '.warnings == null'

# An equivalent realisation exactly where the compiler refuses the flag, and proven there.
expect_all "$run" '.cells[]' '.realisation == {compiler: "native", opt: "native", lto: "native",
    section_gc: "native", live_patching: (if .configuration.lto == "full" and
    .configuration.live_patching != "off" then "equivalent" else "native" end)}'
expect_json "$run" '.proofs | map([.value, .workload]) | unique | length' 16
expect_all "$run" '.proofs[]' '.equal == .total and .total >= 5 and .unequal == []'

lto_cells='.cells[] | select(.configuration.lto == "full")'
plain_cells='.cells[] | select(.configuration.lto == "off")'
expect_all "$run" "$lto_cells | .metrics" \
    '.["lto.wpa_cpu_s"].min > 0 and .["lto.ltrans_cpu_s"].min > 0'
expect_all "$run" "$plain_cells | .metrics" '[.["lto.wpa_cpu_s"], .["lto.ltrans_cpu_s"]] |
    all(.skipped == "built without LTO")'
expect_all "$run" "$plain_cells | .metrics[\"clones.inline_copies_cross_unit\"]" '.median == 0'
expect_all "$run" "$lto_cells"' | select(.configuration.live_patching != "inline-only-static") |
    .metrics["clones.inline_copies_cross_unit"]' '.median > 0'
expect_all "$run" '.cells[] | select(.configuration.live_patching == "inline-only-static") |
    .metrics["clones.inline_copies_cross_unit", "clones.constprop", "clones.isra", "clones.part"]' \
    '.median == 0'
expect_all "$run" '.cells[].metrics' '.["clones.inline_copies"].median > 0 and
    .["clones.unexplained_symbols"].median == 0 and .["compile.cpu_s"].min > 0 and
    .["size.text"].median > 1000 and .["symbols.functions"].median > 5'
expect_all "$run" '.cells[]' '[.metrics | to_entries[] | select(.key | startswith("runtime.")) |
    .value.median > 0] | length > 0 and all'

# Dead code: the linker's list without LTO, less text and fewer functions with either.
expect_all "$run" '.cells[] | select(.configuration.section_gc == "off") | .metrics' \
    '.["gc.removed_functions"].skipped == "linked without --gc-sections"'
expect_all "$run" "$plain_cells"' | select(.configuration.section_gc == "on") | .metrics' \
    '.["gc.removed_functions"].median > 0 and .["gc.removed_bytes"].median > 0'
by_configuration='def of($lto; $level; $gc): map(select(.configuration | .lto == $lto and
    .live_patching == $level and .section_gc == $gc))[0].metrics;'
expect_all "$run" "$by_configuration"' .cells | group_by(.workload)[] | {w: .[0].workload,
    plain: of("off"; "off"; "off"), gc: of("off"; "off"; "on"), lto: of("full"; "off"; "off")}' \
    '.gc["size.text"].median < .plain["size.text"].median and
    .gc["symbols.functions"].median < .plain["symbols.functions"].median and
    .lto["symbols.functions"].median < .plain["symbols.functions"].median'
# Each level does something to each suite.
expect_all "$run" "$by_configuration"' .cells | group_by(.workload)[] |
    [of("off"; "off", "inline-only-static"; "off")["clones.inline_copies"].median]' '.[0] > .[1]'

klp 0 answer --db "$db" --json
verdict() { jq -r ".questions[] | select(.id == \"$1\") | .verdict" "$out"; }
expect flag-accepted "$(verdict flag-accepted)" supported
expect dumps-work-under-lto "$(verdict dumps-work-under-lto)" supported
expect more-copies "$(verdict more-copies)" supported
expect_all "$out" '.questions[]' '.verdict != "not-measured" and .summary != ""'
expect_all "$out" '.questions[] | select(.id == "flag-accepted").evidence[0]' '.n >= 1'
jq -r '.probes[] | select(.accepted | not).diagnostic' "$run" |
    grep -q 'live patching.* is not supported with LTO' || fail "the compiler's own words are lost"
