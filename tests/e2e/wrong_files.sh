#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# A mistake in a file: exit code 2 and one line with the place, the wrong thing and the right one.
. "$(dirname "$0")/support.bash"

# expect_mistake PLACE REGEX SED-SCRIPT [FILE]: after the edit of one fixture.
expect_mistake() {
    local file=${4-small.toml}
    rm -rf "$scratch/copy"
    mkdir "$scratch/copy"
    cp -r "$fixtures/small.toml" "$fixtures/tiny" "$fixtures/hostile/fault.toml" "$scratch/copy"
    printf 'fault = { file = "fault.toml", values = ["none"] }\n' >>"$scratch/copy/small.toml"
    sed -i "$3" "$scratch/copy/$file"
    for command in plan run; do
        klp 2 $command "$scratch/copy/small.toml" --db "$scratch/results.db"
        expect "lines on stderr" "$(wc -l <"$err")" 1
        expect "stdout" "$(cat "$out")" ""
        grep -qE "^klpbench: .*/$file:$1: $2" "$err" || fail "$3: not $file:$1: $2"
    done
}

expect_mistake 7:1 'unknown key "replicate"; did you mean "replicates"\?' 's/^replicates/replicate/'
expect_mistake 7:14 '"replicates" must be a whole number, not a string' 's/^replicates = 3/replicates = "3"/'
expect_mistake 7:14 '"replicates" is 0; it must be at least 1' 's/^replicates = 3/replicates = 0/'
expect_mistake 5:14 'unknown workload "./tny"; there is no workload.toml' 's/tiny/tny/'
expect_mistake 5:14 'unknown workload "suites/aed"; did you mean "suites/aead"\?' 's|./tiny|suites/aed|'
expect_mistake 6:12 'unknown metric "sise.text"; did you mean "size.text"\?' 's/"\*"/"sise.text"/'
expect_mistake 17:1 'unknown axis "live_patch"; did you mean "live_patching"\?' 's/^live_patching/live_patch/'
expect_mistake 16:15 'unknown value "ful" of axis "lto"; did you mean "full"\?' 's/"full"/"ful"/'
expect_mistake 16:15 'value "off" is given twice' 's/"full"/"off"/'
expect_mistake 3:8 'the name "smal" differs from the name of its file, "small"' 's/"small"/"smal"/'
expect_mistake 19:18 'no such file: "falt.toml"' 's/"fault.toml"/"falt.toml"/'
expect_mistake '15:[0-9]+' '.' 's/^opt = .*/opt = [O2]/'
expect_mistake 4:12 'unknown baseline "nne"; did you mean "none"\?' 's/^baseline.*/baseline = "nne"/' fault.toml
expect_mistake '8:1' 'unknown key "compil"; did you mean "compile"\?' '8s/compile/compil/' fault.toml
expect_mistake 5:21 'no such file: "tabel.c"' 's/table.c/tabel.c/' tiny/workload.toml
expect_mistake 5:12 '"../sum.c" lies outside' 's|"sum.c"|"../sum.c"|' tiny/workload.toml

[ ! -e "$scratch/results.db" ] || fail "a mistake made a database"
klp 2 run livepatch-under-lot --db "$scratch/results.db"
expect_error 'unknown experiment "livepatch-under-lot"; did you mean "livepatch-under-lto"\?'
klp 2 run "$scratch/none.toml" --db "$scratch/results.db"
expect_error 'no experiment file ".*/none.toml"'
