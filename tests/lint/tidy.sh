#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
set -eu
build=$1
cd "$(dirname "$0")/../.."
run-clang-tidy -quiet -p "$build" -j "$(nproc)" "$PWD/(harness|tests)/.*\.cpp" 2>/dev/null |
    grep -E '(warning|error):' && exit 1
exit 0
