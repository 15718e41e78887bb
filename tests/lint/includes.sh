#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# A module of harness/ includes only what the design allows. One row a module: what it may name.
set -eu
cd "$(dirname "$0")/../../harness"

declare -A may=(
    [base]="" [model]="base" [os]="base" [inspect]="base model" [impact]="base model"
    [kbuild]="base os inspect model recorder" [config]="base model"
    [plan]="base model" [toolchain]="base model os"
    [build]="base model os"
    [measure]="base model os inspect impact" [store]="base model" [analyze]="base model"
    [report]="base model" [recorder]=""
    [cli]="base model os inspect impact config plan toolchain build measure store analyze report"
)
wrong=0
for folder in */; do
    module=${folder%/}
    [ -n "${may[$module]+known}" ] || { echo "harness/$module is no module of the design"; wrong=1; continue; }
    while IFS=: read -r file line included; do
        case " $module ${may[$module]} " in
        *" $included "*) ;;
        *)
            echo "harness/$file:$line: $module may not include $included"
            wrong=1
            ;;
        esac
    done < <(grep -rnoP --include='*.hpp' --include='*.cpp' '^#include "\K[a-z]+(?=/)' "$module")
done
exit "$wrong"
