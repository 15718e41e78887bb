// SPDX-License-Identifier: Apache-2.0
#include "measure/stopped_boot.hpp"

#include "inspect/symbol_at.hpp"
#include "os/file.hpp"

#include <charconv>
#include <cstdint>

namespace klp {
namespace {

/// "f" of "f+0x5f/0x1f0"; of an address, the function it is in.
std::string function_of(const std::string& place, const std::filesystem::path& system_map) {
    std::string word = place.substr(0, place.find('+'));
    if (!word.starts_with("0x")) {
        return word;
    }
    std::uint64_t address = 0;
    const auto [end, error] =
        std::from_chars(word.data() + 2, word.data() + word.size(), address, 16);
    const Result<std::string> map = read_file(system_map);
    if (error != std::errc() || !map) {
        return word;
    }
    const std::string symbol = symbol_at(*map, address);
    return symbol.empty() ? word : symbol;
}

} // namespace

std::string where_it_stopped(const KernelConsole& console,
                             const std::optional<KernelConsole>& talkative,
                             const std::filesystem::path& system_map) {
    std::string words;
    const std::string& where =
        console.where.empty() && talkative ? talkative->where : console.where;
    if (!where.empty()) {
        words += "; it was in " + function_of(where, system_map);
    }
    if (talkative && console.trouble.empty() && !talkative->trouble.empty()) {
        words += "; booted again, it printed: " + talkative->trouble;
    }
    if (talkative && !talkative->last_initcall.empty()) {
        words += "; the last initcall was " + function_of(talkative->last_initcall, system_map);
    } else if (talkative && !talkative->last_line.empty()) {
        words += "; its last line was: " + talkative->last_line;
    }
    if (!console.last_benchmark.empty() && !console.ended) {
        words += "; the last benchmark that ended was " + console.last_benchmark;
    } else if (console.boot && !console.ended) {
        words += "; no benchmark had ended";
    }
    return words;
}

} // namespace klp
