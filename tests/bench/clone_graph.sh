#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The clone dumps of a kernel that is built with LTO (generated: 1629 files, 43 MB):
#   * reading them against `wc -l` on the same files, in turn, warm cache: at most 3 times its time;
#   * the whole of `impact --all` (find, read, join, close) against a depth-first search in Python
#     that stands for marxin/kgraft-analysis-tool, which takes 1.6 times as long (on a kernel's dumps,
#     with the same output): at most 0.15. The aim is 0.03, 50 times as fast as the tool; it is not
#     reached (25 to 40 times, docs/method.md), and the limit only guards what is;
#   * of one large program that is 4 and 16 such kernels, against one and 4: linear growth of both, at
#     most 1.5 times what it would be;
#   * the peak memory of the whole: at most 4 times the dumps.
# Prints the medians. Other work on the machine disturbs one side of a pair: a limit fails when it is
# passed three times running.
set -eu
build=$(cd "$1" && pwd)
here=$(cd "$(dirname "$0")" && pwd)
command -v python3 >/dev/null || { echo "skipped: no python3, which generates the dumps"; exit 77; }
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
[ "$(df --output=avail -m "$scratch" | tail -n 1)" -gt 1500 ] ||
    { echo "skipped: less than 1.5 GB free in $scratch"; exit 77; }

python3 "$here/generate_dumps.py" "$scratch/dumps" --copies 16
wpa=vmlinux.o.wpa.000i.ipa-clones
kernels() { # NUMBER NAME: a folder of so many kernels linked to one, and the list of their dumps
    local copy
    mkdir "$scratch/$2"
    for ((copy = 0; copy < $1; ++copy)); do
        cp -al "$scratch/dumps/$copy" "$scratch/$2"
        cat "$scratch/$2/$copy/$wpa" >>"$scratch/$2/$wpa"
        rm "$scratch/$2/$copy/$wpa"
    done
    find "$scratch/$2" -name '*.ipa-clones' -print0 >"$scratch/$2.list"
}
kernels 1 one
kernels 4 four
kernels 16 sixteen

# What can be timed: each takes a folder of dumps. One more is a function here and a line at the end.
count() { wc -l --files0-from="$1.list" >"$scratch/out"; }
python() { python3 "$here/closures_in_python.py" <(tr '\0' '\n' <"$1.list") >"$scratch/out"; }
read_dumps() { "$build/read-dumps" "$1.list" >"$scratch/out"; }
whole() { "$build/klpbench" impact --dumps "$1" --all >"$scratch/out"; }

# Every line was read, and as what it is.
count "$scratch/one"
lines=$(awk 'END { print $1 }' "$scratch/out")
read_dumps "$scratch/one"
awk -v lines="$lines" '{ exit !($2 + $4 == lines && $2 > 0 && $4 > 0 && $6 == 0) }' "$scratch/out" ||
    { echo "$lines lines, but read-dumps says: $(cat "$scratch/out")"; exit 1; }

# The whole joined them: every function of every kernel, and each reaches as many as in one.
for folder in one four sixteen; do
    whole "$scratch/$folder" || { echo "impact does not take the dumps of $folder"; exit 1; }
    awk 'numbers == 1 { print $1, $2, $5 } /^ *---/ { numbers = 1; next } { numbers = 0 }' "$scratch/out"
done >"$scratch/sizes"
awk 'NR == 1 { functions = $1; rest = $2 " " $3 }
    $2 " " $3 != rest || $1 != functions * 4 ^ (NR - 1) || $1 < 10000 { wrong = 1 }
    END { exit wrong || NR != 3 }' "$scratch/sizes" ||
    { echo "functions, mean and largest impact do not grow as the program:"; cat "$scratch/sizes"; exit 1; }

microseconds() { # COMMAND...: what it took
    local start=${EPOCHREALTIME/[.,]/}
    "$@"
    echo $((${EPOCHREALTIME/[.,]/} - start))
}

judge() { # ROUNDS LIMIT WAY FOLDER OTHER ITS-FOLDER: the ratio of the two, in turn
    local rounds=$1 limit=$2 way=$3 folder=$4 other=$5 its_folder=$6 try round
    for try in 1 2 3; do
        ! for ((round = 0; round < rounds; ++round)); do
            echo "$(microseconds "$way" "$scratch/$folder")" \
                "$(microseconds "$other" "$scratch/$its_folder")"
        done | gawk -v limit="$limit" -v what="$way $folder" -v other="$other $its_folder" '
            function median(values, n,    sorted) { n = asort(values, sorted); return sorted[int((n + 1) / 2)] }
            { mine[NR] = $1; its[NR] = $2; ratio[NR] = $1 / $2 }
            END {
                printf "%s: %.1f ms; %s: %.1f ms; ratio %.3g, at most %s (medians of %d rounds)\n",
                       what, median(mine) / 1000, other, median(its) / 1000, median(ratio), limit, NR
                exit median(ratio) > limit
            }' || return 0
    done
    return 1
}

memory() { # FOLDER: the peak memory of the whole, against the size of the dumps
    python3 - "$build/klpbench" "$scratch/$1" "$1" <<'PYTHON'
import os, pathlib, sys
program, folder, name = sys.argv[1:]
quiet = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
child = os.posix_spawn(program, [program, "impact", "--dumps", folder, "--all"], os.environ,
                       file_actions=quiet)
_, status, usage = os.wait4(child, 0)
dumps = sum(file.stat().st_size for file in pathlib.Path(folder).rglob("*.ipa-clones"))
peak = usage.ru_maxrss * 1024
print(f"whole {name}: peak {peak / 1e6:.0f} MB; dumps: {dumps / 1e6:.0f} MB; "
      f"ratio {peak / dumps:.3g}, at most 4")
sys.exit(status != 0 or peak > 4 * dumps)
PYTHON
}

failed=0
judge 21 3 read_dumps one count one || failed=1
judge 5 0.15 whole one python one || failed=1
judge 7 6 read_dumps four read_dumps one || failed=1
judge 5 6 read_dumps sixteen read_dumps four || failed=1
judge 7 6 whole four whole one || failed=1
judge 5 6 whole sixteen whole four || failed=1
for folder in one four sixteen; do
    memory "$folder" || failed=1
done
exit "$failed"
