#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# A small tree that looks like Linux and a machine that looks like one: a good kernel is built with
# and without LTO, booted and measured; kernels that do not build, come up or end are outcomes, and
# the good one is measured all the same.
. "$(dirname "$0")/support.bash"
export PATH=$fixtures/kernel:$PATH
FAKE_CONSOLE=$(dirname "$0")/../fuzz/corpus/fuzz_kernel_console/whole
FAKE_CONSOLE=$(realpath "$FAKE_CONSOLE")
export FAKE_CONSOLE
cp -r "$fixtures/kernel" "$scratch/kernel"
experiment() { # FILE CONFIGURATION...: lto off and full of each
    local file=$1
    shift
    cat >"$scratch/$file.toml" <<END
name = "$file"
workloads = [$(printf '"./kernel/%s",' "$@")]
metrics = ["*"]
replicates = 2
[axes]
compiler = ["gcc-12"]
opt = ["O2"]
lto = ["off", "full"]
live_patching = ["inline-only-static"]
section_gc = ["off"]
END
}

experiment good good
klp 0 run "$scratch/good.toml" --db "$scratch/good.db" --json --keep-builds
expect_json "$out" '[.cells[].outcome]' '["ok","ok"]'
expect_all "$out" '.cells[].metrics["boot.instructions"]' '.n == 2 and .min == 409949576'
expect_all "$out" '.cells[].metrics["runtime.kbench.getppid.instructions"]' '.n == 2'
expect_all "$out" '.cells[].metrics["objtool.warnings.unreachable_instruction"]' '.values == [1]'
expect_all "$out" '.cells[].metrics["symbols.functions"]' '.n == 1 and .min >= 3'
expect_json "$out" '[.cells[].metrics["lto.wpa_cpu_s"] | has("skipped")]' '[true,false]'
expect_json "$out" '[.cells[].metrics["gc.removed_bytes"].skipped] | unique' \
    '["linked without --gc-sections"]'
for build in "$scratch"/work/good.db/*/; do
    expect "initcalls of $build" "$(grep -o '__initcall__kmod.*' "$build/objects/System.map" |
        grep -o '[a-z]*_call1' | paste -sd,)" first_call1,second_call1
    [ -s "$build/boot-1.argv" ] || fail "no boot-1.argv in $build"
done
klp 0 report --db "$scratch/good.db"
grep -q 'inline-only-static: 2 of 2 objects equal' "$out" || fail "no proof in the report"

experiment bad broken hanging-build unmet panic hang binary endless good
klp 1 run "$scratch/bad.toml" --db "$scratch/bad.db" --json
expect_no_process
cells() { jq -r ".cells[] | select(.workload == \"kernel-$1\") | .outcome + \": \" + .reason" "$out"; }
expect "the outcomes" "$(jq -r '.cells[] | .workload + " " + .outcome' "$out" | sort -u | paste -sd,)" \
    "kernel-binary run-failed,kernel-broken build-failed,kernel-endless timeout,kernel-good ok,\
kernel-hang timeout,kernel-hanging-build timeout,kernel-panic run-failed,kernel-unmet build-failed"
cells broken | grep -q 'building: make exited with status 2; compile of mm/slab.c failed' ||
    fail "the broken unit is not named: $(cells broken)"
cells unmet | grep -q 'unmet.config:2: CONFIG_NO_SUCH_SYMBOL=y did not stick' ||
    fail "the symbol is not named: $(cells unmet)"
cells panic | grep -q 'no init found' || fail "the panic is not quoted: $(cells panic)"
jq -r '.cells[].diagnostic' "$out" >"$scratch/diagnostics"
! grep -qP '[\x00-\x08\x0e-\x1f\x7f]' "$scratch/diagnostics" || fail "a diagnostic is binary"

# Ctrl-C and SIGTERM, while make runs and while a machine runs: no child is left, no outcome comes
# of it, and nothing finished is lost.
experiment slow good hanging-build hang
sed -i -e 's/^build = .*/build = 600/' -e 's/^boot = .*/boot = 600/' "$scratch/kernel/workload.toml"
for how in INT TERM; do
    setsid "$klpbench" run "$scratch/slow.toml" --db "$scratch/slow.db" >"$out" 2>"$err" &
    run=$!
    sleep 4
    kill "-$how" "$run"
    status=0
    wait "$run" || status=$?
    expect "exit code" "$status" 130
    expect_no_process
done
klp 0 report --db "$scratch/slow.db" --format json
expect_json "$out" '[.cells[] | .outcome] | unique - ["ok"]' '[]'
sed -i -e 's/^build = .*/build = 20/' -e 's/^boot = .*/boot = 2/' "$scratch/kernel/workload.toml"

# Without the machine nothing is built in vain.
sed -i 's/"fake-machine"/"no-such-machine"/' "$scratch/kernel/workload.toml"
klp 1 run "$scratch/good.toml" --db "$scratch/none.db" --json
expect_json "$out" '[.cells[] | .outcome + ": " + .reason] | unique' \
    '["run-failed: no-such-machine is not installed: apt-get install fake-machine-package"]'

# What is wrong in a file is one line.
sed -i 's/^tree = .*/archive = "none.tar.xz"\npackage = "linux-source"/' "$scratch/kernel/workload.toml"
klp 2 plan "$scratch/good.toml"
expect_error 'workload.toml:15:11: no kernel source "none.tar.xz": apt-get install linux-source'
