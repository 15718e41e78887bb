#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Relative links of the documents point to files that are there, and to headings that they have.
# With documents as arguments, those alone.
set -eu
cd "$(dirname "$0")/../.."
mapfile -t documents < <([ "$#" -gt 0 ] && printf '%s\n' "$@" || git ls-files '*.md' ':!tests/golden')

# anchors FILE: of its headings, as GitHub makes them: lower case, blanks to dashes, no other marks.
anchors() {
    awk '/^```/ { code = !code } !code && /^#+ /' "$1" |
        sed -E 's/^#+ +//; s/\[([^]]*)\]\([^)]*\)/\1/g' | tr '[:upper:]' '[:lower:]' |
        sed -E 's/[^[:alnum:] _-]//g; s/ /-/g'
}

# links FILE: LINE:TARGET of [text](target), without code.
links() {
    awk '/^```/ { code = !code } { print code ? "" : $0 }' "$1" | sed 's/`[^`]*`//g' |
        grep -noP '\]\(\K[^)\s]+' || true
}

wrong=0
for document in "${documents[@]}"; do
    while IFS=: read -r line target; do
        case $target in http://* | https://* | mailto:*) continue ;; esac
        path=${target%%#*}
        file=$document
        [ -z "$path" ] || file=$(dirname "$document")/$path
        if [ ! -e "$file" ]; then
            echo "$document:$line: no such file: $path"
            wrong=1
        elif [[ $target == *#* && $file == *.md ]] &&
            ! anchors "$file" | grep -qxF -- "${target#*#}"; then
            echo "$document:$line: $file has no heading #${target#*#}"
            wrong=1
        fi
    done < <(links "$document")
done
exit "$wrong"
