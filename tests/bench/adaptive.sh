#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Blocks of the adaptive default (48 at most, four looks) over those of a fixed design of 48, on
# simulated workloads: at most 0.5. docs/method.md, "What looks save", says what is compared.
set -eu
cd "$1"
./unit-tests "bench: blocks of the adaptive default against 48 fixed ones"
