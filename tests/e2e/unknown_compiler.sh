#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# A compiler that is not installed is an answer that names the package; a compiler that no file
# knows is a mistake.
. "$(dirname "$0")/support.bash"
cat >"$scratch/compiler.toml" <<END
name = "compiler"
baseline = "gcc-12"
[[value]]
name = "gcc-12"
command = "gcc-12"
[[value]]
name = "gcc-99"
command = "gcc-99"
package = "gcc-99-from-the-future"
[[value]]
name = "gcc-98"
command = "/nowhere/gcc-98"
package = "gcc-98-from-the-future"
END
cat >"$scratch/absent.toml" <<END
name = "absent"
workloads = ["$fixtures/tiny"]
metrics = ["size.*"]
[axes]
compiler = { file = "compiler.toml", values = ["gcc-12", "gcc-99", "gcc-98"], optional = ["gcc-98"] }
opt = ["O2"]
END

klp 0 plan "$scratch/absent.toml" --db "$scratch/results.db" --json
expect_json "$out" '.cells | map(.status)' '["planned","unsupported","excluded"]'
klp 0 run "$scratch/absent.toml" --db "$scratch/results.db" --json
expect_json "$out" '.cells | map(.outcome)' '["ok","unsupported","excluded"]'
expect_json "$out" '.cells[1].reason' \
    '"gcc-99: command gcc-99 not found: apt-get install gcc-99-from-the-future"'
expect_json "$out" '.cells[2].reason' \
    '"gcc-98 is not installed (optional): apt-get install gcc-98-from-the-future"'
expect_json "$out" '.cells[1:] | map(.metrics)' '[{},{}]'

sed -i 's/"gcc-99"/"gcc-21"/' "$scratch/absent.toml"
klp 2 run "$scratch/absent.toml" --db "$scratch/results.db"
expect_error '/absent\.toml:5:[0-9]+: unknown value "gcc-21" of axis "compiler"; did you mean "gcc-12"\?'
expect "a usage error" "$(wc -l <"$err")" 1
