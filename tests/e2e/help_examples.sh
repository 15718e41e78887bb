#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Every --help has an example, and each works as it is written: one after the other, in the order of
# the commands, in a folder where the default experiment has been run (on the tiny suite). The
# commands are those that --help names, so a new one is tried without a change here.
. "$(dirname "$0")/support.bash"
cd "$scratch"
PATH=${klpbench%/*}:$PATH
klp 0 run "$fixtures/examples/livepatch-under-lto.toml"

klp 0 --help
mapfile -t commands < <(sed -n '/^Subcommands:/,/^$/s/^  \([a-z]\+\) .*/\1/p' "$out")
[[ " ${commands[*]} " == *" plan run answer report compare impact "* ]] ||
    fail "--help names other commands: ${commands[*]}"

for command in "" "${commands[@]}"; do
    klp 0 $command --help
    mapfile -t examples < <(sed -n 's/^Example: //p' "$out")
    [ "${#examples[@]}" -gt 0 ] || fail "$command --help has no example"
    for example in "${examples[@]}"; do
        [[ $example == "klpbench ${command:-plan}"* ]] || fail "$command --help: $example"
        got=0
        timeout -k 20 600 bash -c "$example" >"$out" 2>"$err" || got=$?
        # What doctor finds on this machine is no matter of its example.
        [ "$got" -eq 0 ] || [ "$command $got" = "doctor 1" ] || fail "$example: exit code $got"
        written=$(sed -nE 's/.*( -o |>)//p' <<<"$example")
        [ -s "${written:-$out}" ] || fail "$example: wrote nothing"
    done
done
