#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# What fish offers for a line that is being typed.
. "$(dirname "$0")/support.bash"
command -v fish >/dev/null || skip "fish is missing"
klp 0 completions fish
cp "$out" "$scratch/klpbench.fish"
fish -n "$scratch/klpbench.fish" || fail "fish -n"
export HOME=$scratch PATH=${klpbench%/*}:$PATH

# expect_replies LINE REPLIES: without their descriptions.
expect_replies() {
    expect "replies to '$1'" "$(fish -c 'source $argv[1]; complete -C $argv[2]' \
        "$scratch/klpbench.fish" "$1" | cut -f 1 | sort | paste -sd' ')" "$2"
}
cd "$scratch"
expect_replies "klpbench pl" "plan"
expect_replies "klpbench run linux-s" "linux-smoke"
expect_replies "klpbench run quick --jo" "--jobs"
expect_replies "klpbench impact --format " "dot json text"
expect_replies "klpbench compare lto=full lto=full,live_patching=inline-o" \
    "lto=full,live_patching=inline-only-static"
expect_replies "klpbench completions z" "zsh"
