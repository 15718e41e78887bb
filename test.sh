#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Installs what is missing, builds everything and runs all tests; arguments go to ctest
# (./test.sh -L unit).
set -eu
cd "$(dirname "$0")"

scripts/install-packages run kernel test
cmake --preset release -DBUILD_TESTING=ON >/dev/null
cmake --build --preset release -- --quiet
exec ctest --preset release "$@"
