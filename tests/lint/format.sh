#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
set -eu
cd "$(dirname "$0")/../.."
git ls-files '*.cpp' '*.hpp' | xargs clang-format --dry-run --Werror
