// SPDX-License-Identifier: Apache-2.0
// What a kernel build leaves behind: System.map, the output of make, the report of section GC and
// the log of units.
#include "inspect/gc_report.hpp"
#include "inspect/initcalls.hpp"
#include "inspect/objtool.hpp"
#include "model/unit_log.hpp"
#include "require.hpp"

#include <algorithm>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = klp::as_text(data, size);
    const std::string order = klp::initcall_order(text);
    klp::require(order.empty() || order.ends_with('\n'), "an initcall is a whole line");
    klp::require(std::count(order.begin(), order.end(), '\n') <=
                     std::count(text.begin(), text.end(), '\n') + 1,
                 "there are no more initcalls than lines");
    for (const auto& [kind, count] : klp::objtool_warnings(text)) {
        klp::require(count > 0 && !kind.empty(), "a kind of warning has a name and a warning");
        klp::require(kind.find_first_of(" .\t") == std::string::npos,
                     "a kind can stand in the name of a metric");
    }
    if (const auto report = klp::read_gc_report(text)) {
        klp::require(report->functions >= 0 && report->bytes >= 0, "a count is not negative");
    }
    for (const klp::LoggedUnit& unit : klp::read_unit_log(text)) {
        const auto again = klp::read_unit_log(klp::unit_log_line(unit));
        klp::require(again.size() == 1 && again[0].unit == unit.unit &&
                         again[0].arguments == unit.arguments,
                     "a unit reads as it was written");
    }
    return 0;
}
