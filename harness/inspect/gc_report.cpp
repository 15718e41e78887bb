// SPDX-License-Identifier: Apache-2.0
#include "inspect/gc_report.hpp"

#include <charconv>
#include <optional>

namespace klp {
namespace {

std::optional<std::int64_t> take_count(std::string_view& report, std::string_view key) {
    if (!report.starts_with(key)) {
        return std::nullopt;
    }
    std::int64_t count = 0;
    const char* const end = report.data() + report.size();
    const auto [next, error] = std::from_chars(report.data() + key.size(), end, count);
    if (error != std::errc() || next == end || *next != '\n' || count < 0) {
        return std::nullopt;
    }
    report.remove_prefix(static_cast<std::size_t>(next - report.data()) + 1);
    return count;
}

} // namespace

Result<CollectedSections> read_gc_report(std::string_view report) {
    const auto functions = take_count(report, "functions ");
    const auto bytes = functions ? take_count(report, "bytes ") : std::nullopt;
    if (!bytes) {
        return failure("no report of a section GC: it begins with \"functions N\" and \"bytes N\"");
    }
    return CollectedSections{*functions, *bytes};
}

} // namespace klp
