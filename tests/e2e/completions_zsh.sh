#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# zsh takes the completions, from a folder of $fpath.
. "$(dirname "$0")/support.bash"
command -v zsh >/dev/null || skip "zsh is missing"
klp 0 completions zsh
cp "$out" "$scratch/_klpbench"
zsh -n "$scratch/_klpbench" || fail "zsh -n"
got=$(zsh -f -c 'fpath=($1 $fpath) && autoload -Uz compinit && compinit -u -D &&
    echo $_comps[klpbench] && autoload +X _klpbench && echo $functions[_klpbench]' zsh "$scratch") ||
    fail "zsh cannot load it"
expect "the function for klpbench" "${got%%$'\n'*}" _klpbench
for command in plan run answer report compare impact doctor completions; do
    [[ $got == *"($command) _arguments"* ]] || fail "no arguments of $command"
done
