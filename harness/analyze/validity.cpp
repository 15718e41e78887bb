// SPDX-License-Identifier: Apache-2.0
#include "analyze/validity.hpp"

#include "model/comparable.hpp"

#include <fmt/format.h>

#include <map>
#include <optional>

namespace klp::analysis {
namespace {

std::string fact_of(const CellResult& cell, const char* name) {
    const auto found = cell.facts.find(name);
    return found == cell.facts.end() ? std::string() : found->second;
}

/// The seeds of a cell, asked for in ascending order of replicates.
class AscendingLayouts {
public:
    explicit AscendingLayouts(const CellResult& cell)
        : m_next(cell.layouts.begin()),
          m_end(cell.layouts.end()) {}

    std::optional<std::uint64_t> of(int replicate) {
        while (m_next != m_end && m_next->first < replicate) {
            ++m_next;
        }
        return m_next != m_end && m_next->first == replicate ? std::optional(m_next->second)
                                                             : std::nullopt;
    }

private:
    std::map<int, std::uint64_t>::const_iterator m_next;
    std::map<int, std::uint64_t>::const_iterator m_end;
};

void note_layouts(Effect& effect, const CellResult& a, const CellResult& b) {
    AscendingLayouts a_layouts(a);
    AscendingLayouts b_layouts(b);
    effect.layouts.reserve(effect.by_replicate.size());
    for (const auto& [replicate, value] : effect.by_replicate) {
        const auto seed = a_layouts.of(replicate);
        if (seed != b_layouts.of(replicate)) {
            effect.invalid = fmt::format(
                "mismatched layouts: the sides of replicate {} have not the same", replicate);
            return;
        }
        if (seed) {
            effect.layouts.emplace_hint(effect.layouts.end(), replicate, LayoutSeeds{*seed});
        }
    }
}

} // namespace

bool is_counted(std::string_view metric) {
    return metric == "boot.instructions" ||
           (metric.starts_with("runtime.") && metric.ends_with(".instructions"));
}

void check_sides(Effect& effect, const CellResult& a, const CellResult& b,
                 std::string_view metric) {
    if (metric.starts_with("runtime.")) {
        note_layouts(effect, a, b);
    }
    if (is_counted(metric)) {
        const std::string a_source = fact_of(a, instructions_source_fact);
        const std::string b_source = fact_of(b, instructions_source_fact);
        if (a_source != b_source) {
            effect.invalid = fmt::format("instructions were counted by {} in A and by {} in B",
                                         a_source.empty() ? "other means" : a_source,
                                         b_source.empty() ? "other means" : b_source);
        }
    }
}

bool is_multiplexed(std::string_view why) {
    return why.find("multiplexed") != std::string_view::npos;
}

std::string image_mismatch(const CellResult& baseline, const CellResult& control) {
    const std::string expected = fact_of(baseline, image_fact);
    const std::string found = fact_of(control, image_fact);
    return expected.empty() || found.empty() || expected == found
               ? std::string()
               : "mismatched builds: the control is another image than the baseline";
}

} // namespace klp::analysis
