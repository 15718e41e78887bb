// SPDX-License-Identifier: Apache-2.0
#include "inspect/record_log.hpp"

#include <array>
#include <charconv>

namespace klp {
namespace {

bool read_numbers(std::string_view text, std::array<std::int64_t, 5>& numbers) {
    constexpr std::int64_t most = std::int64_t{1} << 52; // fits as bytes too
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        const std::string_view field = text.substr(0, text.find('\t'));
        const auto [end, error] =
            std::from_chars(field.data(), field.data() + field.size(), numbers.at(i));
        const bool last = i + 1 == numbers.size();
        if (error != std::errc() || numbers.at(i) < 0 || numbers.at(i) > most ||
            end != field.data() + field.size() || last != (field.size() == text.size())) {
            return false;
        }
        text.remove_prefix(std::min(text.size(), field.size() + 1));
    }
    return true;
}

} // namespace

Result<std::vector<ProcessRecord>> read_record_log(std::string_view text) {
    std::vector<ProcessRecord> records;
    for (int line_number = 1; !text.empty(); ++line_number) {
        std::string_view line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(text.size(), line.size() + 1));
        const std::size_t unit = line.find('\t');
        const std::size_t figures = unit == line.npos ? unit : line.find('\t', unit + 1);
        std::array<std::int64_t, 5> numbers{};
        if (figures == line.npos || !read_numbers(line.substr(figures + 1), numbers)) {
            return failure("line " + std::to_string(line_number) + " is not a process record");
        }
        ProcessRecord record;
        record.phase = line.substr(0, unit);
        record.unit = line.substr(unit + 1, figures - unit - 1);
        record.wall_s = static_cast<double>(numbers[0]) * 1e-9;
        record.user_s = static_cast<double>(numbers[1]) * 1e-6;
        record.system_s = static_cast<double>(numbers[2]) * 1e-6;
        record.peak_rss_bytes = numbers[3] * 1024;
        record.exit_status = static_cast<int>(numbers[4]);
        records.push_back(std::move(record));
    }
    return records;
}

} // namespace klp
