#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The page of a night: that of a first night, and the same with the data of the golden report, in
# which everything occurs and every name is hostile.
. "$(dirname "$0")/browser.bash"

sed -e 's/"small"/"night"/' -e "s|./tiny|$fixtures/tiny|" -e 's/^lto = .*/lto = ["off"]/' \
    -e 's/^live_patching = .*/live_patching = ["off"]/' "$fixtures/small.toml" >"$scratch/night.toml"
klp 0 nightly "$scratch/night.toml" --db "$scratch/nights.db" -o "$scratch/night"
export GOLDEN=$here/../golden/report/nightly.json
in_browser nightly.mjs "$scratch/night/nightly.html"
