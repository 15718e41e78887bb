#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The whole path on a real kernel: linux-smoke is built, booted and measured; its image boots twice
# alike on a busy machine; and a second build of it from scratch, elsewhere, is the same bytes.
source "$(dirname "$0")/../e2e/support.bash"
work=$1/kernel-test # the unpacked source stays there from one run of the tests to the next
rm -rf "$work/work" "$work/once.db"* "$work/again.db"*
mkdir -p "$work"
run_kernel() { # EXPERIMENT DATABASE: json into $scratch/DATABASE.json
    klp_for 2400 0 run "$1" --db "$work/$2" --keep-builds --json
    cp "$out" "$scratch/$2.json"
}
run_kernel linux-smoke once.db
json=$scratch/once.db.json

# Both kernels came up, and everything that is promised was measured.
expect_json "$json" '[.cells[] | select(.outcome == "excluded" | not) | .outcome]' '["ok","ok"]'
measured='.cells[] | select(.outcome == "ok") | .metrics'
for metric in compile.cpu_s compile.peak_rss_bytes link.cpu_s size.text size.image \
    symbols.functions clones.inline_copies objtool.warnings; do
    expect_all "$json" "$measured | .[\"$metric\"]" '.n == 1 and .min >= 0 and .skipped == null'
done
expect_all "$json" "$measured | .[\"boot.instructions\"]" '.n == 5 and .min > 1e8'
for name in getppid pipe_pingpong fork_wait mmap_munmap; do
    expect_all "$json" "$measured | .[\"runtime.kbench.$name.instructions\"]" '.n == 5 and .min > 50'
done
expect_all "$json" "$measured | .[\"runtime.kbench.tcp_pingpong.instructions\"]" \
    '.skipped | startswith("unsupported: ")'
expect_json "$json" '[.cells[] | select(.outcome == "ok") |
    (.metrics["lto.wpa_cpu_s"] | has("skipped"))]' '[true,false]'
# The two realisations of the level give the same objects, of at least a hundred units.
expect_all "$json" '.environment.proofs // .proofs | .[]' '.equal == .total and .total >= 100'
# Initcalls run in the same order, or the contrast would say so.
klp 0 answer --db "$work/once.db" --json
expect_json "$out" '[.questions[].evidence[] | select(.note != null and (.note | test("initcall")))]' '[]'

# Without LTO, what 500 functions affect is what a slow search by definition finds.
plain=$(dirname "$(grep -l 'lto=off' "$work"/work/once.db/*/cell)")
"$1/check-closures" "$plain/objects" 500 20190620 | grep -q '^500 functions, .* as by definition$' ||
    fail "closures of the plain kernel"
# Every clone in the image is explained, and what LTO spreads is told from what was stored.
expect_all "$json" "$measured | .[\"clones.unexplained_symbols\"]" '.median == 0'
expect_all "$json" "$measured | .[\"impact.mean\"]" '.median > 1 and .n == 1'
klp 0 impact --db "$work/once.db" --function 'schedule' --json
expect_json "$out" '[.[] | .together | length > 0]' '[true,true]'

# One image, one setting: the same digits, with every processor loaded.
lto=$(dirname "$(grep -l 'lto=full' "$work"/work/once.db/*/cell)")
mapfile -t boot <"$lto/boot-0.argv"
boot_marks() { timeout 300 "${boot[@]}" </dev/null | tr -d '\r' | grep -E 'real_time|boot'; }
for ((i = 0; i < $(nproc); ++i)); do
    timeout 300 sh -c 'while :; do :; done' &
done
boot_marks >"$scratch/first"
boot_marks >"$scratch/second"
kill $(jobs -p)
[ "$(wc -l <"$scratch/first")" -gt 10 ] || fail "a boot printed $(wc -l <"$scratch/first") figures"
cmp "$scratch/first" "$scratch/second" || fail "two boots of one image differ"

# The one under LTO, built again from nothing in another folder: the same bytes.
root=$(cd "$(dirname "$0")/../.." && pwd)
sed -e 's/^name = .*/name = "again"/' -e 's/^replicates = .*/replicates = 1/' \
    -e "s|\"kernels/linux/smoke\"|\"$root/workloads/kernels/linux/smoke\"|" \
    -e 's/^lto = .*/lto = ["full"]/' -e 's/^live_patching = .*/live_patching = ["inline-only-static"]/' \
    -e '/^\[\[exclude/,$d' "$root/configs/experiments/linux-smoke.toml" >"$scratch/again.toml"
run_kernel "$scratch/again.toml" again.db
cmp "$lto/objects/vmlinux" "$work"/work/again.db/*/objects/vmlinux || fail "two builds differ"
rm -rf "$work/work"
