#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The unit tests and the fuzz corpus under the address and undefined-behaviour sanitizers.
set -eu
cd "$(dirname "$0")/../.."
cmake --preset asan >/dev/null
cmake --build --preset asan -- --quiet
ctest --preset asan -L 'unit|fuzz' -j "$(nproc)" --output-on-failure | tail -n 25
