// SPDX-License-Identifier: Apache-2.0
//
// What LTO does to the number of copies and clones of functions, which a live patch has to find.
// The builds without -flive-patching decide; the levels are told besides, and what becomes of the
// number of functions that a live patch of one replaces. Section GC is off.
#include "analyze/counts.hpp"
#include "analyze/evidence.hpp"
#include "analyze/questions.hpp"
#include "base/units.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace klp::analysis {
namespace {

constexpr double considerably = 1.25; // "considerably more": by a quarter
constexpr const char* inline_copies = "clones.inline_copies";
constexpr const char* mean_impact = "impact.mean";
constexpr std::array impact_metrics{mean_impact, "impact.p90", "impact.max"};

const std::vector<std::string>& clone_metrics() {
    static const std::vector<std::string> metrics{"clones.constprop", "clones.isra", "clones.part"};
    return metrics;
}

Verdict considerably_more(const Measured<ExactPair>& pair) {
    if (!pair) {
        return Verdict::not_measured;
    }
    if (!has_ratio(*pair)) {
        return pair->b.low > 0 ? Verdict::supported : Verdict::inconclusive;
    }
    const Range ratio = ratio_of(*pair);
    if (ratio.low >= considerably) {
        return Verdict::supported;
    }
    return ratio.high < considerably ? Verdict::refuted : Verdict::inconclusive;
}

/// Copies and clones at one value of live_patching, with LTO against without.
struct Growth {
    WorkloadCounts copies;
    WorkloadCounts clones;                     ///< constprop, isra and part together
    std::vector<WorkloadCounts::Entry> impact; ///< the mean, of the workloads that have it
};

// A mean or a quantile over the functions of one workload adds up to nothing over several: there is
// no overall row. Runs that measured none have no rows.
std::vector<WorkloadCounts::Entry> measured_in(const Matrix& matrix, const Configuration& a,
                                               const Configuration& b, const std::string& metric) {
    std::vector<WorkloadCounts::Entry> entries = counts(matrix, a, b, {metric}).by_workload;
    std::erase_if(entries, [](const WorkloadCounts::Entry& entry) {
        return !entry.pair || !has_ratio(*entry.pair);
    });
    return entries;
}

double growth_of(const WorkloadCounts::Entry& entry) {
    return ratio_of(*entry.pair).mid;
}

// ", and a live patch of one function replaces 5.93 functions instead of 4.24 on average".
std::string impact_in_words(const std::vector<WorkloadCounts::Entry>& impact) {
    if (impact.empty()) {
        return {};
    }
    if (impact.size() == 1) {
        const ExactPair& pair = *impact.front().pair;
        return fmt::format(
            ", and a live patch of one function replaces {} functions instead of {} on average",
            format_quantity(pair.b.mid, "", 0), format_quantity(pair.a.mid, "", 0));
    }
    const auto [least, most] =
        std::minmax_element(impact.begin(), impact.end(), [](const auto& x, const auto& y) {
            return growth_of(x) < growth_of(y);
        });
    return fmt::format(", and a live patch of one function replaces {:.2f} ({}) to {:.2f} ({}) "
                       "times as many functions on average",
                       growth_of(*least), least->workload, growth_of(*most), most->workload);
}

Growth growth_at(const Matrix& matrix, const std::string& level, std::vector<Evidence>& rows) {
    const Configuration plain =
        matrix.at({{"lto", "off"}, {"live_patching", level}, {"section_gc", "off"}});
    const Configuration lto =
        matrix.at({{"lto", "full"}, {"live_patching", level}, {"section_gc", "off"}});
    const std::string contrast = matrix.describe(plain, lto);
    Growth growth{counts(matrix, plain, lto, {inline_copies}),
                  counts(matrix, plain, lto, clone_metrics()),
                  measured_in(matrix, plain, lto, mean_impact)};
    add_rows(rows, growth.copies, inline_copies, contrast);
    for (const std::string& metric : clone_metrics()) {
        add_rows(rows, counts(matrix, plain, lto, {metric}), metric, contrast);
    }
    for (const char* metric : impact_metrics) {
        for (const WorkloadCounts::Entry& entry : measured_in(matrix, plain, lto, metric)) {
            rows.push_back(count_row(entry.workload, metric, contrast, entry.pair));
        }
    }
    return growth;
}

} // namespace

QuestionFinding find_more_copies(const QuestionInput& input) {
    const Matrix& matrix = input.matrix;
    QuestionFinding finding;
    const Growth plain = growth_at(matrix, "off", finding.evidence);
    finding.verdict =
        agreed({considerably_more(plain.copies.total), considerably_more(plain.clones.total)});
    finding.summary =
        fmt::format("With LTO, inline copies go {} and clones {} without -flive-patching {}{}",
                    counts_in_words(plain.copies.total), counts_in_words(plain.clones.total),
                    basis_in_words(plain.copies), impact_in_words(plain.impact));
    for (const std::string& level : matrix.levels()) {
        const Growth growth = growth_at(matrix, level, finding.evidence);
        finding.summary += fmt::format(
            "; under {} copies {}, clones {} {}", level, counts_in_words(growth.copies.total),
            counts_in_words(growth.clones.total), basis_in_words(growth.copies));
    }
    finding.summary += ".";
    if (finding.verdict == Verdict::not_measured) {
        finding.summary = "Not measured: " + plain.copies.total.error() + ".";
    }
    return finding;
}

} // namespace klp::analysis
