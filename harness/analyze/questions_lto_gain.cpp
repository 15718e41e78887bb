// SPDX-License-Identifier: Apache-2.0
//
// What of LTO's gain survives inline-clone. A gain is ln(without LTO) - ln(with LTO), so that more
// is better; the share is the gain under inline-clone over the gain without -flive-patching.
// Section GC is off throughout.
#include "analyze/contrast.hpp"
#include "analyze/counts.hpp"
#include "analyze/evidence.hpp"
#include "analyze/questions.hpp"
#include "analyze/share.hpp"

#include <fmt/format.h>

namespace klp::analysis {
namespace {

constexpr double most = 0.5; // "most optimizations": at least half

struct Kept {
    Verdict verdict = Verdict::not_measured;
    bool is_without_gain = false; ///< measured, but LTO brings nothing that could be kept
    std::string words;
};

struct Gains {
    Measured<Effect> kept;  ///< under inline-clone
    Measured<Effect> whole; ///< without -flive-patching
};

Configuration build_of(const Matrix& matrix, std::string_view lto, std::string_view level) {
    return matrix.at({{"lto", lto}, {"live_patching", level}, {"section_gc", "off"}});
}

Verdict share_verdict(double low, double high) {
    if (low >= most) {
        return Verdict::supported;
    }
    return high < most ? Verdict::refuted : Verdict::inconclusive;
}

Measured<Effect> gain(const Matrix& matrix, const std::string& workload, std::string_view level,
                      std::string_view metric) {
    return matrix.effect(workload, build_of(matrix, "full", level), build_of(matrix, "off", level),
                         metric);
}

std::string share_in_words(const Share& share) {
    const std::string value = fmt::format("{:.0f}%", share.value * 100);
    return share.low == share.high
               ? value
               : fmt::format("{} [{:.0f}%, {:.0f}%]", value, share.low * 100, share.high * 100);
}

/// Adds the row of one workload or of all; gives what it says.
Kept add_share(const Gains& gains, std::string_view workload, std::string_view metric,
               const std::string& contrast, std::vector<Evidence>& rows) {
    if (!gains.kept || !gains.whole) {
        const std::string why = gains.whole ? gains.kept.error() : gains.whole.error();
        rows.push_back(unmeasured_row(workload, metric, contrast, why));
        return {Verdict::not_measured, false, "not measured"};
    }
    const auto share = share_of(*gains.kept, *gains.whole);
    if (!share) {
        const std::string why = fmt::format("no share, for LTO itself is not shown to gain ({})",
                                            change_in_words(negated(*gains.whole)));
        rows.push_back(unmeasured_row(workload, metric, contrast, why));
        return {Verdict::not_measured, true, why};
    }
    Evidence row = share_row(workload, metric, contrast, *share);
    std::vector<std::string> notes = gains.whole->notes;
    for (const std::string& note : gains.kept->notes) {
        add_note(notes, note);
    }
    row.note = joined(notes);
    const bool is_equivalent = gains.kept->realisation == Realisation::equivalent ||
                               gains.whole->realisation == Realisation::equivalent;
    row.realisation = is_equivalent ? Realisation::equivalent : Realisation::native;
    rows.push_back(std::move(row));
    return {share_verdict(share->low, share->high), false, share_in_words(*share)};
}

Kept kept_gain(const Matrix& matrix, std::string_view metric, std::vector<Evidence>& rows) {
    const std::string kept_name = matrix.describe(build_of(matrix, "off", "inline-clone"),
                                                  build_of(matrix, "full", "inline-clone"));
    const std::string whole_name =
        matrix.describe(build_of(matrix, "off", "off"), build_of(matrix, "full", "off"));
    const std::string contrast = fmt::format("gain ({}) over gain ({})", kept_name, whole_name);

    // Both overall gains must come from the same workloads.
    const auto if_both = [&](std::string_view level, std::string_view other) {
        return matrix.effects(
            [&matrix, metric, level, other](const std::string& workload) {
                auto other_gain = gain(matrix, workload, other, metric);
                return other_gain ? gain(matrix, workload, level, metric) : other_gain;
            },
            metric);
    };
    const WorkloadEffects kept = if_both("inline-clone", "off");
    const WorkloadEffects whole = if_both("off", "inline-clone");
    for (std::size_t i = 0; i < kept.by_workload.size(); ++i) {
        add_share({kept.by_workload[i].effect, whole.by_workload[i].effect},
                  kept.by_workload[i].workload, metric, contrast, rows);
    }
    Kept result = add_share({kept.overall, whole.overall}, overall_name, metric, contrast, rows);
    result.words += " " + basis_in_words({&kept, &whole});
    return result;
}

Kept kept_cross_unit(const Matrix& matrix, std::vector<Evidence>& rows) {
    constexpr const char* metric = "clones.inline_copies_cross_unit";
    const Configuration plain = build_of(matrix, "full", "off");
    const Configuration tracked = build_of(matrix, "full", "inline-clone");
    const WorkloadCounts copies = counts(matrix, plain, tracked, {metric});
    add_rows(rows, copies, metric, matrix.describe(plain, tracked));
    const auto& total = copies.total;
    if (!total) {
        return {Verdict::not_measured, false, "not measured"};
    }
    if (!(total->a.low > 0)) {
        return {Verdict::not_measured, true,
                "no share, for LTO itself inlines nothing across units"};
    }
    const Range share = ratio_of(*total);
    return {share_verdict(share.low, share.high), false,
            share_in_words({share.mid, share.low, share.high, 1}) + " " + basis_in_words(copies)};
}

/// The rule of docs/method.md: cross-unit inlining and text size must both keep half, where there
/// is a gain to keep; a runtime gain that is shown to be lost refutes the claim too.
Verdict verdict_of(const Kept& cross_unit, const Kept& size, const Kept& runtime) {
    bool is_refuted = false;
    bool is_known = false;
    for (const Kept* kept : {&cross_unit, &size, &runtime}) {
        is_refuted = is_refuted || kept->verdict == Verdict::refuted;
        is_known = is_known || kept->verdict != Verdict::not_measured;
    }
    if (is_refuted) {
        return Verdict::refuted;
    }
    const auto holds = [](const Kept& kept) {
        return kept.verdict == Verdict::supported || kept.is_without_gain;
    };
    if (is_known && holds(cross_unit) && holds(size) &&
        !(cross_unit.is_without_gain && size.is_without_gain)) {
        return Verdict::supported;
    }
    const bool is_tried =
        cross_unit.is_without_gain || size.is_without_gain || runtime.is_without_gain;
    return is_known || is_tried ? Verdict::inconclusive : Verdict::not_measured;
}

} // namespace

QuestionFinding find_clone_tracking_keeps_lto(const QuestionInput& input) {
    const Matrix& matrix = input.matrix;
    QuestionFinding finding;
    const Kept cross_unit = kept_cross_unit(matrix, finding.evidence);
    const Kept size = kept_gain(matrix, "size.text", finding.evidence);
    const RuntimeMetric& kind = runtime_of(matrix);
    const Kept runtime = kept_gain(matrix, kind.metric, finding.evidence);
    finding.verdict = verdict_of(cross_unit, size, runtime);
    finding.summary =
        fmt::format("Under inline-clone LTO keeps, of its cross-unit inlining: {}; of "
                    "its gain in text size: {}; of its gain in {}: {}.{}",
                    cross_unit.words, size.words, kind.noun, runtime.words, kind.caveat);
    return finding;
}

} // namespace klp::analysis
