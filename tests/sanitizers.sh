#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The unit tests and the fuzz corpus under the address and undefined-behaviour sanitizers. Run by
# hand for now, not by test.sh.
set -euo pipefail
cd "$(dirname "$0")/.."
cmake --preset asan >/dev/null
cmake --build --preset asan --target unit-tests fuzz-replays klpbench-record -- --quiet
ctest --preset asan -L 'unit|fuzz' -j "$(nproc)" --output-on-failure
