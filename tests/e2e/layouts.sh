#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Each replicate runs the same code in another layout: the functions and their sizes stay, their
# addresses do not. One seed gives one image, whoever links it; the control is its twin, byte for
# byte.
. "$(dirname "$0")/support.bash"
[ "$(gcc-12 -dumpmachine)" = x86_64-linux-gnu ] || skip "expects a compiler for x86_64"

cat >"$scratch/layouts.toml" <<EOF
name = "layouts"
workloads = ["suites/ringtrace"]
metrics = ["*"]
replicates = 4
seed = 5
[design]
layouts = 2
[benchmark]
min_time_s = 0.001
[axes]
compiler = ["gcc-12"]
opt = ["O2"]
lto = ["off", "full"]
live_patching = ["off", "inline-only-static"]
section_gc = ["off", "on"]
EOF
klp 0 run "$scratch/layouts.toml" --db "$scratch/r.db" --keep-builds

# functions IMAGE: names and sizes. values IMAGE: names and addresses.
functions() { nm -S --defined-only "$1" | awk 'NF == 4 && $3 ~ /^[tTwW]$/ { print $4, $2 }' | sort; }
values() { nm --defined-only "$1" | awk '$2 ~ /^[tTwW]$/ { print $3, $1 }' | sort; }

# A jump to another function may be short in one section and never is between two: 3 bytes each.
check_sizes() {
    local changed=0 all=0 name own_size other run_size difference
    while read -r name own_size other run_size; do
        difference=$((16#$run_size - 16#$own_size))
        [ "$name" = "$other" ] && [ $((difference % 3)) -eq 0 ] && [ "$difference" -ge 0 ] &&
            [ "$difference" -le 12 ] || fail "$1: size of $name differs by $difference"
        changed=$((changed + (difference > 0)))
        all=$((all + 1))
    done < <(paste -d' ' <(functions "$2") <(functions "$3"))
    [ $((changed * 10)) -le "$all" ] || fail "$1: $changed of $all sizes differ"
}

builds=("$scratch"/work/r.db/*-[0-3]-*)
expect "builds" "${#builds[@]}" $((4 * 9))
declare -A of_layout # by cell and layout: the hash of the image that ran
declare -A moved     # by cell: the addresses of its first layout
for build in "${builds[@]}"; do
    cell=$(cat "$build/cell")
    name=${cell%%@*}
    replicate=${build#*/r.db/"$name"-}
    replicate=${replicate%%-*}
    own=$build/$name
    run=$build/$name.layout
    [ -x "$run" ] || fail "$cell has no layout image"
    expect "functions of $cell" "$(functions "$run" | cut -d' ' -f1)" \
        "$(functions "$own" | cut -d' ' -f1)"
    check_sizes "$cell" "$own" "$run"
    [ "$(values "$own" | md5sum)" != "$(values "$run" | md5sum)" ] || fail "$cell has not moved"

    # Two replicates with one seed are one image; the control's is its twin's.
    key=${cell%#control}/$((replicate % 2))
    hash=$(sha256sum <"$run")
    expect "image of $key" "$hash" "${of_layout[$key]:=$hash}"
    moved[$key]=$(values "$run" | md5sum)
done
for key in "${!moved[@]}"; do
    other=${key%/*}/$((1 - ${key##*/}))
    [ "${moved[$key]}" != "${moved[$other]}" ] || fail "two layouts of $key are one"
done
echo "${#builds[@]} images in ${#of_layout[@]} layouts"
