#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The WPA dump of a link with several jobs has its end in it more than once (harness/inspect/
# repeated_tail.hpp); klpbench reads from it what a link with one job wrote.
. "$(dirname "$0")/support.bash"

cd "$scratch"
for unit in {1..8}; do
    for function in {1..6}; do
        # Some stay out of line, so that every unit makes a partition.
        ((function % 2 == 0)) || echo '__attribute__((noinline))'
        echo "int f${unit}_$function(int x) { return x * $function + $unit; }"
    done >"unit$unit.c"
    for function in {1..6}; do echo "int f${unit}_$function(int);"; done >>main.c
done
{
    echo 'int main(int argc, char **argv) { int s = argv != 0;'
    for unit in {1..8}; do
        for function in {1..6}; do echo "s += f${unit}_$function(argc) ^ f${unit}_$function(s);"; done
    done
    echo 'return s; }'
} >>main.c
gcc-12 -O2 -flto -c ./*.c
read_wpa() { # JOBS: what is read from the dump of a link with so many
    rm -f ./*.ipa-clones
    gcc-12 -O2 -flto="$1" -flto-partition=1to1 -fdump-ipa-clones ./*.o -o program 2>"$err"
    printf '%s\0' ./*.wpa.*.ipa-clones >list
    wc -c <"$(ls ./*.wpa.*)" >"bytes.$1"
    "$(dirname "$klpbench")/read-dumps" list
}
once=$(read_wpa 1)
four=$(read_wpa 4)
[ "$once" = "$four" ] || fail "one job: $once; four jobs: $four"
[[ $once == "clones "[1-9]*" malformed 0" ]] || fail "nothing to read: $once"
[ "$(cat bytes.4)" -gt "$(cat bytes.1)" ] || {
    echo "skipped: this compiler writes the end once ($(cat bytes.1) bytes)"
    exit 77
}
echo "$once; $(cat bytes.1) bytes from one job, $(cat bytes.4) from four"
