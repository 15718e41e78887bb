#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Past 400 lines a file of the program is two ideas; every file says its licence.
set -eu
cd "$(dirname "$0")/../.."
wrong=0
while read -r file; do
    lines=$(wc -l <"$file")
    [ "$lines" -le 400 ] || { echo "$file: $lines lines, 400 is the limit"; wrong=1; }
done < <(git ls-files 'harness/*.cpp' 'harness/*.hpp' 'harness/*.cc' 'tests/*.cpp' 'tests/*.hpp')
while read -r file; do
    head -n 2 "$file" | grep -q 'SPDX-License-Identifier: ' || { echo "$file: no SPDX tag"; wrong=1; }
done < <(git ls-files '*.cpp' '*.hpp' '*.cc' '*.c' '*.h' '*.sh' '*.toml' '*CMakeLists.txt')
exit "$wrong"
