// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/clone_dump.hpp"

#include <string_view>

namespace klp {

/// A WPA dump without what GCC wrote twice. With -flto=N and N > 1, WPA forks processes that write
/// the partitions; each takes over the unwritten rest of the dump in the buffer of stdio and writes
/// it when it exits (lto/lto.cc, stream_out_partitions, calls exit), so that the end of the dump is
/// there up to N times, the first line of a repetition joined on in its middle: seen with GCC 12,
/// whole programs and kernels. A tail is taken for such a repetition when it starts where a buffer
/// can start (at a multiple of a power of two from 4096 on that is more than its length) and the
/// text ends with two or more of it; a single line may stand there twice by right, and stays.
std::string_view without_repeated_tail(std::string_view wpa_dump);

/// What is to be read of a dump: of one that WPA wrote, that; of others, all.
std::string_view dump_lines(DumpStage stage, std::string_view dump);

} // namespace klp
