#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# What bash offers for a line that is being typed.
. "$(dirname "$0")/support.bash"
cd "$scratch"
mkdir dumps
touch own.toml notes.txt "two words.db"
klp 0 completions bash
. "$out"
expect "function of klpbench" "$(complete -p klpbench)" "complete -F _klpbench klpbench"

# expect_replies LINE REPLIES: what bash would show, with the end of the line under the cursor.
expect_replies() {
    COMP_LINE=$1 COMP_POINT=${#1} COMP_WORDS=("$klpbench") COMPREPLY=()
    set +eu # as in the shell of someone who types
    _klpbench
    set -eu
    expect "replies to '$1'" "$(printf '%s\n' "${COMPREPLY[@]}" | sort | paste -sd' ')" "$2"
}

expect_replies "klpbench pl" "plan"
expect_replies "klpbench --v" "--version"
expect_replies "klpbench run linux-s" "linux-smoke"
expect_replies "klpbench run ow" "own.toml"
expect_replies "klpbench run quick --j" "--jobs --json"
expect_replies "klpbench run quick --jobs " ""
expect_replies "klpbench run --budget 5min qu" "quick"
expect_replies "klpbench report --format j" "json junit"
expect_replies "klpbench impact --format " "dot json text"
expect_replies "klpbench impact --dumps du" "dumps"
expect_replies "klpbench answer --db tw" "two words.db"
expect_replies "klpbench answer --db=no" "notes.txt"
expect_replies "klpbench compare lto=f" "full"
expect_replies "klpbench compare lto=full lto=full,live_patching=inline-o" "inline-only-static"
expect_replies "klpbench compare run:3,section_gc" "3,section_gc=off 3,section_gc=on"
expect_replies "klpbench compare lto=full lto=off x" ""
expect_replies "klpbench impact --configuration lto=full section_gc=o" "off on"
expect_replies "klpbench completions z" "zsh"
COMP_WORDBREAKS=" "
expect_replies "klpbench compare lto=f" "lto=full"
expect_replies "klpbench answer --db=no" "--db=notes.txt"

# A folder's experiments and axes that are there now, not those of the day when it was made.
klp 0 completions --words experiments
expect "experiments" "$(cat "$out")" \
    "$(cd "$fixtures/../../configs/experiments" && ls -- *.toml | sed 's/\.toml$//' | LC_ALL=C sort)"
klp 2 completions tcsh
expect_error 'no completions for "tcsh": there are bash, zsh, fish'
