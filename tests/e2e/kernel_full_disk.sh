#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# A disk that fills up while a kernel is built, booted or stored: one line of error and exit code 1,
# no outcome comes of it, and with space again the same command goes on.
if [ -z "${KLPBENCH_E2E_MOUNTS-}" ]; then
    # With mounts of its own, which end with this test.
    for how in -m -rm; do
        ! unshare "$how" mount -t tmpfs none /mnt 2>/dev/null ||
            KLPBENCH_E2E_MOUNTS=1 exec unshare "$how" "$0" "$@"
    done
    echo "skipped: nothing may be mounted here"
    exit 77
fi
. "$(dirname "$0")/support.bash"
export PATH=$fixtures/kernel:$PATH
FAKE_CONSOLE=$(realpath "$(dirname "$0")/../fuzz/corpus/fuzz_kernel_console/whole")
export FAKE_CONSOLE
mount -t tmpfs -o size=40m none /mnt
cp -r "$fixtures/kernel" "$scratch/kernel"
cat >"$scratch/good.toml" <<'END'
name = "good"
workloads = ["./kernel/good"]
metrics = ["*"]
replicates = 2
[axes]
compiler = ["gcc-12"]
opt = ["O2"]
lto = ["off", "full"]
live_patching = ["inline-only-static"]
section_gc = ["off"]
END

failures=0
for left in 4 150 200 220 240 260 300 400; do
    rm -f /mnt/ballast /mnt/results.db*
    free=$(df --output=avail -k /mnt | tail -n 1)
    head -c $(((free - left) * 1024)) /dev/zero >/mnt/ballast
    status=0
    timeout 300 "$klpbench" run "$scratch/good.toml" --db /mnt/results.db >"$out" 2>"$err" ||
        status=$?
    echo "with $left KiB left: exit code $status: $(grep '^klpbench' "$err" | cut -c 1-160)"
    if [ "$status" -ne 0 ]; then
        expect "exit code" "$status" 1
        expect_error 'the disk is full|[Nn]o space left'
        failures=$((failures + 1))
    fi
    rm -f /mnt/ballast
    [ "$left" -ne 4 ] || klp 0 run "$scratch/good.toml" --db /mnt/warm.db # fills the caches
done
[ "$failures" -gt 1 ] || fail "the disk was full only $failures times: this test tests nothing"
klp 0 run "$scratch/good.toml" --db /mnt/results.db --json
expect_json "$out" '.cells | map([.outcome, .metrics["boot.instructions"].n])' '[["ok",2],["ok",2]]'
expect_json "$out" '.proofs | map([.equal, .total])' '[[2,2]]'
