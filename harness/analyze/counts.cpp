// SPDX-License-Identifier: Apache-2.0
#include "analyze/counts.hpp"

#include "analyze/evidence.hpp"
#include "base/units.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <optional>

namespace klp::analysis {
namespace {

void add(Range& sum, const Range& part) {
    sum.low += part.low;
    sum.mid += part.mid;
    sum.high += part.high;
}

Measured<ExactPair> workload_pair(const Matrix& matrix, const std::string& workload,
                                  const Configuration& a, const Configuration& b,
                                  const std::vector<std::string>& metrics) {
    const auto a_cell = matrix.cell(workload, a);
    const auto b_cell = matrix.cell(workload, b);
    if (!a_cell || !b_cell) {
        return tl::unexpected(a_cell ? b_cell.error() : a_cell.error());
    }
    ExactPair total;
    for (const std::string& metric : metrics) {
        auto pair = exact_pair(**a_cell, **b_cell, metric);
        if (!pair) {
            return pair;
        }
        total = sum(total, *pair);
    }
    return total;
}

} // namespace

bool is_summed(std::string_view metric) {
    return metric.starts_with("clones.") || metric.starts_with("gc.");
}

ExactPair sum(const ExactPair& x, const ExactPair& y) {
    ExactPair result = x;
    add(result.a, y.a);
    add(result.b, y.b);
    if (y.realisation == Realisation::equivalent) {
        result.realisation = Realisation::equivalent;
    }
    for (const std::string& note : y.notes) {
        add_note(result.notes, note);
    }
    return result;
}

WorkloadCounts counts(const Matrix& matrix, const Configuration& a, const Configuration& b,
                      const std::vector<std::string>& metrics) {
    WorkloadCounts result;
    std::optional<ExactPair> total;
    std::vector<std::string> notes;
    for (const std::string& workload : matrix.workloads()) {
        result.by_workload.push_back({workload, workload_pair(matrix, workload, a, b, metrics)});
        const Measured<ExactPair>& pair = result.by_workload.back().pair;
        if (pair) {
            total = total ? sum(*total, *pair) : *pair;
            for (const std::string& note : pair->notes) {
                add_note(notes, fmt::format("{}: {}", workload, note));
            }
        } else {
            add_note(notes, "without " + workload + ": " + pair.error());
        }
    }
    if (total) {
        total->notes = notes;
        result.total = *std::move(total);
    } else {
        result.total = tl::unexpected(notes.empty() ? "no workload was run" : notes.front());
    }
    return result;
}

bool has_ratio(const ExactPair& pair) {
    return pair.a.low > 0 || (pair.a.high == 0 && pair.b.high == 0);
}

Range ratio_of(const ExactPair& pair) {
    if (pair.a.high == 0) {
        return {1, 1, 1};
    }
    return {pair.b.low / pair.a.high, pair.b.mid / pair.a.mid, pair.b.high / pair.a.low};
}

Evidence count_row(std::string_view workload, std::string_view metric, std::string contrast,
                   const Measured<ExactPair>& pair) {
    if (!pair) {
        return unmeasured_row(workload, metric, std::move(contrast), pair.error());
    }
    std::vector<std::string> notes = pair->notes;
    Evidence row;
    row.workload = workload;
    row.metric = metric;
    row.contrast = std::move(contrast);
    row.n = 1;
    row.realisation = pair->realisation;
    row.unit = has_ratio(*pair) ? "ratio" : "difference";
    const Range range = has_ratio(*pair)
                            ? ratio_of(*pair)
                            : Range{pair->b.low - pair->a.high, pair->b.mid - pair->a.mid,
                                    pair->b.high - pair->a.low};
    row.estimate = range.mid;
    row.low = range.low;
    row.high = range.high;
    notes.insert(notes.begin(), fmt::format("{} -> {}", format_quantity(pair->a.mid, "", 0),
                                            format_quantity(pair->b.mid, "", 0)));
    row.note = joined(notes);
    return row;
}

void add_rows(std::vector<Evidence>& rows, const WorkloadCounts& counts, std::string_view metric,
              const std::string& contrast) {
    for (const WorkloadCounts::Entry& entry : counts.by_workload) {
        rows.push_back(count_row(entry.workload, metric, contrast, entry.pair));
    }
    rows.push_back(count_row(overall_name, metric, contrast, counts.total));
}

std::string basis_in_words(const WorkloadCounts& counts) {
    std::vector<std::string> missing;
    for (const WorkloadCounts::Entry& entry : counts.by_workload) {
        if (!entry.pair) {
            missing.push_back(entry.workload);
        }
    }
    const std::size_t measured = counts.by_workload.size() - missing.size();
    const bool is_equivalent = counts.total && counts.total->realisation == Realisation::equivalent;
    return fmt::format("({} workload{}{}{}{})", measured, measured == 1 ? "" : "s",
                       missing.empty() ? "" : ", without ", fmt::join(missing, ", "),
                       is_equivalent ? "; equivalent realisation" : "");
}

std::string counts_in_words(const Measured<ExactPair>& pair) {
    if (!pair) {
        return "not measured";
    }
    std::string values = fmt::format("{} -> {}", pair->a.mid, pair->b.mid);
    if (!has_ratio(*pair) || pair->a.mid == pair->b.mid) {
        return values;
    }
    return fmt::format("{} ({})", values, format_change(ratio_of(*pair).mid));
}

} // namespace klp::analysis
