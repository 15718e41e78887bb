// SPDX-License-Identifier: Apache-2.0
//
// What kbench says on the console, where the kernel writes too. Every line of ours starts with
// "kbench: " (a word and what belongs to it) or, for the results, "kbench| "; the results end with
// their length and checksum, so that a line that the kernel wrote into is found out.
//
//     kbench: boot COUNTER      the time stamp counter at the first instruction of user space
//     kbench: ran NAME          a benchmark has ended
//     kbench| {"context": …     Google Benchmark's JSON, a line each
//     kbench: results BYTES FNV1A64   of those lines with their line ends, checksum in hexadecimal
//     kbench: failed WORDS      kbench itself could not do its work
//     kbench: end
#pragma once

#include <string>

namespace kbench {

/// "kbench: WORD REST" on a line of its own; returns when the console has taken it, so that its
/// interrupts do not fall into the next benchmark.
void say(const std::string& word, const std::string& rest = {});

/// The results and their checksum.
void say_results(const std::string& json);

} // namespace kbench
