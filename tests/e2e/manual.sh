#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The manual page: no warning of man or groff, and every command, option and exit code of --help.
. "$(dirname "$0")/support.bash"
cd "$scratch"
for tool in man groff; do
    command -v "$tool" >/dev/null || skip "$tool is missing: install man-db and groff-base"
done

klp 0 manual
cp "$out" klpbench.1
for device in utf8 ascii; do
    groff -man -ww -z "-T$device" klpbench.1 2>"$err"
    expect "warnings of groff for $device" "$(cat "$err")" ""
done
man --warnings -l klpbench.1 >page 2>"$err" || fail "man cannot read it"
expect "warnings of man" "$(cat "$err")" ""

# As text without line breaks, which may fall anywhere.
groff -man -Tascii -rLL=1000n -P-cbou klpbench.1 >page
klp 0 --help
mapfile -t commands < <(sed -n '/^Subcommands:/,/^$/s/^  \([a-z]\+\) .*/\1/p' "$out")
[ "${#commands[@]}" -ge 8 ] || fail "--help names ${#commands[@]} commands"
for code in $(sed -n '/^Exit codes:/,/^$/p' "$out" | grep -oE '(^|[;:] )[0-9]+ ' | tr -dc '0-9\n'); do
    grep -qE "^ +$code +[a-z]" page || fail "exit code $code is not in the manual page"
done
for command in "${commands[@]}"; do
    grep -qE "^ +$command\$" page || fail "$command has no section"
    klp 0 "$command" --help
    for name in $(grep -oE '^  (-[a-z],)?--[a-z-]+' "$out" | grep -oE -- '--[a-z-]+'); do
        sed -nE "/^ *$command\$/,/^ *[a-z]+\$/p" page | grep -qE "^ +$name\\b" ||
            fail "$name of $command is not in the manual page"
    done
    example=$(sed -n 's/^Example: //p' "$out")
    grep -qF -- "$example" page || fail "the manual page lacks: $example"
done
