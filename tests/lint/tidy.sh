#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
set -eu
build=$1
cd "$(dirname "$0")/../.."
# GCC's -Wno-restrict is in the compile commands; clang does not know it.
output=$(run-clang-tidy -quiet -p "$build" -j "$(nproc)" -extra-arg=-Wno-unknown-warning-option \
    "$PWD/harness/.*\.cpp" 2>&1) && exit 0
grep -E '(warning|error):' <<<"$output" | sort -u
exit 1
