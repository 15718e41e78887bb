#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# What klpbench-kcc adds to a kernel build: make compiles one folder of the kernel in turn with the
# compiler itself and with klpbench-kcc in front of it, the flags being the same. Prints the medians.
# At most 1.03 is wanted; it fails past 1.10, since other work on the machine moves CPU times too.
set -eu
build=$(cd "$1" && pwd)
source=/usr/src/linux-source-6.1.tar.xz
[ -f "$source" ] || { echo "skipped: no $source"; exit 77; }
here=$(cd "$(dirname "$0")/../.." && pwd)
work=$build/kernel-bench
mkdir -p "$work"
tree=$(find "$build/kernel-test/cache/kernels" -maxdepth 2 -name linux 2>/dev/null | head -n 1)
[ -n "$tree" ] || { # the tests of the label kernel have not run here
    tree=$work/linux
    [ -d "$tree" ] || {
        rm -rf "$work/unpack" && mkdir "$work/unpack"
        tar -C "$work/unpack" -xf "$source"
        mv "$work"/unpack/* "$tree"
    }
}
objects=
shim=$here/workloads/kernels/linux/shim.h
folder=mm/
printf '%s\t%s\n' compiler "$(command -v gcc-12)" source "$tree" shim "$shim" \
    log "$work/processes.log" units "$work/units.log" compile -O2 clone_dumps 1 >"$work/settings"
export KLPBENCH_KBUILD_SETTINGS=$work/settings
run_make() { # COMPILER FLAGS TARGET...
    local compiler=$1 flags=$2
    shift 2
    make -s -C "$tree" O="$objects" ARCH=x86_64 CC="$compiler" \
        "KCFLAGS=-include $shim $flags" "KAFLAGS=-include $shim" "$@" >/dev/null
}
# Each way has a tree of its own, configured alike: a changed command line compiles anew.
for way in plain kcc; do
    objects=$work/$way
    [ -f "$objects/.config" ] || {
        run_make gcc-12 "" tinyconfig
        cat "$here/configs/kernel/smoke.config" >>"$objects/.config"
        run_make gcc-12 "" olddefconfig 2>/dev/null
    }
done
compile() { # WAY COMPILER FLAGS: milliseconds of CPU time
    objects=$work/$1
    run_make "$2" "$3" prepare # outside the measurement
    find "$objects/$folder" -name '*.o' -delete 2>/dev/null || true
    local TIMEFORMAT='%U %S'
    { time run_make "$2" "$3" "$folder"; } 2>&1 | tail -n 1 |
        gawk '{ printf "%d", ($1 + $2) * 1000 }'
}
plain() { compile plain gcc-12 "-O2 -frandom-seed=x -fdump-ipa-clones"; }
wrapped() { compile kcc "$build/klpbench-kcc" ""; }
plain >/dev/null
wrapped >/dev/null
pairs() {
    for ((pair = 0; pair < 3; ++pair)); do
        echo "$(plain) $(wrapped)"
    done
}
judge() {
    gawk '
        function median(values, n,    sorted) { n = asort(values, sorted); return sorted[int((n + 1) / 2)] }
        { plain[NR] = $1; ratio[NR] = $2 / $1 }
        END {
            printf "plain make %d ms of CPU time; through klpbench-kcc: ratio %.3f (medians of %d pairs)\n",
                   median(plain), median(ratio), NR
            exit median(ratio) > 1.10
        }' "$work/pairs"
}
# Where three pairs say more, three others are asked, and the median of all six counts.
pairs >"$work/pairs"
judge || {
    pairs >>"$work/pairs"
    judge
}
