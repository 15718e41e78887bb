#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The night watch over nights of a tiny workload: nothing changes, and nothing is raised; a function
# grows and takes longer, and the first night names the function and confirms the time; it stays
# open until someone acknowledges it; another compiler begins another series.
. "$(dirname "$0")/support.bash"

cp -r "$fixtures/tiny" "$scratch/tiny"
cat >"$scratch/gcc" <<'EOF'
#!/bin/sh
exec gcc-12 "$@"
EOF
chmod +x "$scratch/gcc"
cat >"$scratch/compiler.toml" <<EOF
name = "compiler"
baseline = "gcc"
[[value]]
name = "gcc"
command = "$scratch/gcc"
EOF
cat >"$scratch/watched.toml" <<'EOF'
name = "watched"
workloads = ["./tiny"]
metrics = ["size.text", "symbols.functions", "runtime.*.cpu_ns"]
replicates = 6
seed = 3
[design]
control = false
[benchmark]
min_time_s = 0.05
[axes]
compiler = { file = "compiler.toml", values = ["gcc"] }
opt = ["O2"]
lto = ["off"]
live_patching = ["off"]
section_gc = ["off"]
[nightly]
threshold = 0.05
[[nightly.owners]]
workload = "tiny"
metric = "runtime.*"
note = "table team"
EOF
db=$scratch/nights.db

# night EXIT ARGUMENT...
night() {
    local exit=$1
    shift
    klp "$exit" nightly "$scratch/watched.toml" --db "$db" --json "$@"
}

night 0 -o "$scratch/page"
expect_json "$out" '[.nights, .series.id, .series.changed, .raised, .open]' '[1,1,[],[],[]]'
for file in nightly.html nightly.md nightly.json; do
    [ -s "$scratch/page/$file" ] || fail "no $file"
done
cmp "$scratch/page/nightly.json" "$out" || fail "the file is not what is printed"
for i in 2 3 4 5 6; do
    night 0
    expect_json "$out" '[.nights, .raised, .open, .suspicions, .failures]' "[$i,[],[],[],[]]"
done

# A function that grows, twice as slow and more: its sum stays what the self-test wants.
sed -i 's/    int sum = 0;/    int sum = 0;\n    for (volatile int i = 0; i < 400; ++i) {\n    }/' \
    "$scratch/tiny/sum.c"
night 3
expect_json "$out" '[.nights, (.raised | map(.metric) | sort)]' \
    '[7,["runtime.*.cpu_ns","size.text"]]'
jq -e '.raised[] | select(.metric == "size.text") |
    .regression and (.what | map(select(test("table_sum"))) | length > 0)' "$out" >"$scratch/jq" ||
    fail "the function that grew is not named"
jq -e '.raised[] | select(.metric == "runtime.*.cpu_ns") |
    .regression and .owner == "table team" and .after > 2 * .before' "$out" >"$scratch/jq" ||
    fail "a slow-down to more than twice the time is not what is told"
slower=$(jq '.raised[] | select(.metric == "runtime.*.cpu_ns") | .id' "$out")
grown=$(jq '.raised[] | select(.metric == "size.text") | .id' "$out")

# The confirmation is a run of its own, and not the one that is reported.
klp 0 report --db "$db" --json
expect_json "$out" '.run' 7

night 3
expect_json "$out" '[.nights, .raised, (.open | map(.id) | sort), .suspicions]' \
    "[8,[],[$grown,$slower],[]]"

klp 2 nightly --db "$db" --acknowledge "$grown"
expect_error '--acknowledge needs a reason: --why TEXT'
klp 2 nightly --db "$db" --acknowledge "$grown,99" --why "bigger tables"
expect_error 'there is no alarm 99; klpbench nightly --list shows the alarms'
klp 2 nightly --db "$db" --acknowledge first --why "bigger tables"
expect_error '--acknowledge first: the number of an alarm'
klp 0 nightly --db "$db" --list
expect "open alarms" "$(grep -c OPEN "$out")" 2
klp 0 nightly --db "$db" --acknowledge "$grown,$slower" --why "bigger tables"
klp 2 nightly --db "$db" --acknowledge "$grown" --why "bigger tables"
expect_error "alarm $grown was acknowledged at .* already"

# What was accepted is the new normal.
night 0
expect_json "$out" '[.nights, .raised, .open, (.closed | map(.why))]' \
    '[9,[],[],["bigger tables","bigger tables"]]'

# Sources that someone changed are not what the series began with.
cp "$scratch/nights.db.nightly/1/begin/tiny/tiny/sum.c" "$scratch/sum.c"
echo "/* changed */" >>"$scratch/nights.db.nightly/1/begin/tiny/tiny/sum.c"
klp 1 nightly "$scratch/watched.toml" --db "$db"
expect_error 'the pinned sources of tiny are changed since they were kept: restore them .*--new-series'
cp "$scratch/sum.c" "$scratch/nights.db.nightly/1/begin/tiny/tiny/sum.c"

# A compiler that says another version.
cat >"$scratch/gcc" <<'EOF'
#!/bin/sh
[ "$*" != --version ] || { echo "gcc (of tomorrow) 12.2.1" && exit 0; }
exec gcc-12 "$@"
EOF
night 0
expect_json "$out" '[.nights, .series.id, .raised, .open]' '[1,2,[],[]]'
jq -e '.series.changed | map(select(test("^gcc: .* -> gcc \\(of tomorrow\\) 12\\.2\\.1$"))) |
    length == 1' "$out" >"$scratch/jq" || fail "the new compiler is not told"

# A night that is killed goes on when the same command is given again.
before=$(jq .run "$out")
setsid "$klpbench" nightly "$scratch/watched.toml" --db "$db" >"$out" 2>"$err" &
killed=$!
for i in {1..600}; do
    "$klpbench" report --db "$db" --json >"$scratch/now.json" 2>"$scratch/now.err" || true
    [ "$(jq .run "$scratch/now.json")" = "$before" ] || break
    sleep 0.1
done
kill -9 -- "-$killed" || fail "the night ended before it could be killed"
wait "$killed" 2>"$scratch/wait" || true
expect_no_process
night 0
expect_json "$out" '[.run, .nights, .failures]' "[$((before + 1)),2,[]]"
klp 0 report --db "$db" --json
expect_json "$out" '[.finished, .pending, (.cells | map(.metrics["size.text"].n))]' '[true,0,[6]]'
echo "11 nights in two series"
