#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# A disk that fills up at any point of a run: one line of error and exit code 1, no outcome comes of
# it, and with space again the same command goes on.
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
mount -t tmpfs -o size=4m none /mnt

# run_on_little WHAT: a run may get by with the space, or must say that there is too little.
run_on_little() {
    local status=0
    timeout 300 "$klpbench" run "$fixtures/small.toml" --db /mnt/results.db >"$out" 2>"$err" ||
        status=$?
    echo "$1: exit code $status: $(grep '^klpbench' "$err" | cut -c 1-140)"
    [ "$status" -ne 0 ] || return 0
    expect "exit code" "$status" 1
    expect_error 'the disk is full|no space left'
    failures=$((failures + 1))
}

# finish: all that was stored before and all the rest is as it must be.
finish() {
    klp 0 run "$fixtures/small.toml" --db /mnt/results.db --json
    expect_json "$out" '.cells | map([.outcome, .metrics["size.text"].n])' '[["ok",3],["ok",3]]'
    expect_json "$out" '.proofs | map([.equal, .total])' '[[2,2]]'
    expect_json "$out" .run 1
}

for left in 0 4 40 100 120 150 200; do
    [ "$left" -gt 40 ] || rm -rf /mnt/*
    free=$(df --output=avail -k /mnt | tail -n 1)
    head -c $(((free - left) * 1024)) /dev/zero >/mnt/ballast
    failures=0
    run_on_little "$left KiB left"
    [ "$left" -gt 100 ] || expect "failures with $left KiB left" "$failures" 1
    rm /mnt/ballast
done
finish

# Only what is cached, or only the builds, find no space: the compilers are asked, the driver, the
# proofs and the cells are compiled there.
for part in cache work; do
    rm -rf /mnt/*
    mkdir "/mnt/$part"
    failures=0
    for size in 4 12 24 48; do
        mount -t tmpfs -o "size=${size}k" none "/mnt/$part"
        run_on_little "$size KiB for $part"
        umount "/mnt/$part"
    done
    [ "$failures" -ge 3 ] || fail "$part: only $failures runs found the disk full"
    finish
done
