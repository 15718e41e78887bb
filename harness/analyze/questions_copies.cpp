// SPDX-License-Identifier: Apache-2.0
//
// What LTO does to the number of copies and clones of functions, which a live patch has to find.
// The builds without -flive-patching decide; the levels are told besides. Section GC is off.
#include "analyze/counts.hpp"
#include "analyze/evidence.hpp"
#include "analyze/questions.hpp"

#include <fmt/format.h>

namespace klp::analysis {
namespace {

constexpr double considerably = 1.25; // "considerably more": by a quarter
constexpr const char* inline_copies = "clones.inline_copies";

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
    WorkloadCounts clones; ///< constprop, isra and part together
};

Growth growth_at(const Matrix& matrix, const std::string& level, std::vector<Evidence>& rows) {
    const Configuration plain =
        matrix.at({{"lto", "off"}, {"live_patching", level}, {"section_gc", "off"}});
    const Configuration lto =
        matrix.at({{"lto", "full"}, {"live_patching", level}, {"section_gc", "off"}});
    const std::string contrast = matrix.describe(plain, lto);
    Growth growth{counts(matrix, plain, lto, {inline_copies}),
                  counts(matrix, plain, lto, clone_metrics())};
    add_rows(rows, growth.copies, inline_copies, contrast);
    for (const std::string& metric : clone_metrics()) {
        add_rows(rows, counts(matrix, plain, lto, {metric}), metric, contrast);
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
        fmt::format("With LTO, inline copies go {} and clones {} without -flive-patching {}",
                    counts_in_words(plain.copies.total), counts_in_words(plain.clones.total),
                    basis_in_words(plain.copies));
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
