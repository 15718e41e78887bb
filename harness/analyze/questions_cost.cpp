// SPDX-License-Identifier: Apache-2.0
//
// A level's cost is its contrast against the same build without -flive-patching; "more pronounced
// with LTO" is the difference of two such contrasts. Section GC is off throughout.
#include "analyze/contrast.hpp"
#include "analyze/evidence.hpp"
#include "analyze/questions.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

namespace klp::analysis {
namespace {

/// Runtime and text size decide; compile time is told besides.
struct Cost {
    WorkloadEffects runtime;
    WorkloadEffects size;
    WorkloadEffects compile;
};

Configuration build_of(const Matrix& matrix, std::string_view lto, std::string_view level) {
    return matrix.at({{"lto", lto}, {"live_patching", level}, {"section_gc", "off"}});
}

bool is_none_or_less(Standing standing) {
    return standing == Standing::equivalent || standing == Standing::lower;
}

Verdict cost_verdict(Standing runtime, Standing size) {
    if (runtime == Standing::unmeasured && size == Standing::unmeasured) {
        return Verdict::not_measured;
    }
    if (runtime == Standing::higher || size == Standing::higher) {
        return Verdict::supported;
    }
    return is_none_or_less(runtime) && is_none_or_less(size) ? Verdict::refuted
                                                             : Verdict::inconclusive;
}

/// The claim is about some level: one that costs supports it, and only all together refute it.
Verdict of_some_level(const std::vector<Verdict>& levels) {
    const bool one = std::find(levels.begin(), levels.end(), Verdict::supported) != levels.end();
    return one ? Verdict::supported : agreed(levels);
}

std::string verdict_in_words(Verdict verdict, double margin, std::string_view supported,
                             std::string_view refuted) {
    switch (verdict) {
    case Verdict::supported:
        return std::string(supported);
    case Verdict::refuted:
        return fmt::format("{} beyond the margin of {}", refuted, percent(margin));
    case Verdict::inconclusive:
        return "inconclusive";
    case Verdict::not_measured:
        break;
    }
    return "not measured";
}

/// "inline-clone changes runtime by …, text size by … and compile CPU time by … without LTO
/// (…): a cost."; what was not measured follows with the reason.
std::string cost_sentence(const std::string& level, std::string_view where, const Cost& cost,
                          std::string_view runtime_noun, const std::string& verdict) {
    const std::array<std::pair<std::string_view, const WorkloadEffects*>, 3> parts{
        {{runtime_noun, &cost.runtime},
         {"text size", &cost.size},
         {"compile CPU time", &cost.compile}}};
    std::vector<std::string> measured;
    std::string missing;
    for (const auto& [noun, effects] : parts) {
        if (effects->overall) {
            measured.push_back(fmt::format("{} by {}", noun, change_in_words(*effects->overall)));
        } else {
            missing += fmt::format(" Not compared: its {} ({}).", noun, effects->overall.error());
        }
    }
    const std::string last = measured.empty() ? "nothing" : measured.back();
    if (!measured.empty()) {
        measured.pop_back();
    }
    return fmt::format("{} changes {}{}{} {} {}: {}.{}", level, fmt::join(measured, ", "),
                       measured.empty() ? "" : " and ", last, where,
                       basis_in_words({&cost.runtime, &cost.size, &cost.compile}), verdict,
                       missing);
}

QuestionFinding find_cost(const Matrix& matrix, std::string_view lto, std::string_view where) {
    QuestionFinding finding;
    std::vector<Verdict> verdicts;
    const Configuration plain = build_of(matrix, lto, "off");
    const RuntimeMetric& runtime = runtime_of(matrix);
    bool is_runtime_told = false;
    for (const std::string& level : matrix.levels()) {
        const Configuration patchable = build_of(matrix, lto, level);
        const std::string contrast = matrix.describe(plain, patchable);
        const Cost cost{matrix.effects(plain, patchable, runtime.metric),
                        matrix.effects(plain, patchable, "size.text"),
                        matrix.effects(plain, patchable, "compile.cpu_s")};
        add_rows(finding.evidence, cost.runtime, runtime.metric, contrast);
        add_rows(finding.evidence, cost.size, "size.text", contrast);
        add_rows(finding.evidence, cost.compile, "compile.cpu_s", contrast);
        verdicts.push_back(cost_verdict(standing(cost.runtime.overall, matrix.margin()),
                                        standing(cost.size.overall, matrix.margin())));
        finding.summary += finding.summary.empty() ? "" : " ";
        finding.summary += verdicts.back() == Verdict::not_measured
                               ? fmt::format("{} was not measured {}: {}.", level, where,
                                             cost.size.overall.error())
                               : cost_sentence(level, where, cost, runtime.noun,
                                               verdict_in_words(verdicts.back(), matrix.margin(),
                                                                "a cost", "no cost"));
        is_runtime_told = is_runtime_told || cost.runtime.overall.has_value();
    }
    finding.summary += is_runtime_told ? runtime.caveat : "";
    finding.verdict = of_some_level(verdicts);
    if (verdicts.empty()) {
        finding.summary = "The run has no level of live_patching.";
    }
    return finding;
}

/// (level against off with LTO) minus (level against off without), in every workload.
WorkloadEffects interaction(const Matrix& matrix, const std::string& level,
                            std::string_view metric) {
    return matrix.effects(
        [&](const std::string& workload) -> Measured<Effect> {
            const auto with = matrix.effect(workload, build_of(matrix, "full", "off"),
                                            build_of(matrix, "full", level), metric);
            const auto without = matrix.effect(workload, build_of(matrix, "off", "off"),
                                               build_of(matrix, "off", level), metric);
            if (!with || !without) {
                return with ? without : with;
            }
            return difference(*with, *without);
        },
        metric);
}

} // namespace

QuestionFinding find_cost_without_lto(const QuestionInput& input) {
    return find_cost(input.matrix, "off", "without LTO");
}

QuestionFinding find_cost_with_lto(const QuestionInput& input) {
    return find_cost(input.matrix, "full", "with LTO");
}

QuestionFinding find_more_pronounced(const QuestionInput& input) {
    const Matrix& matrix = input.matrix;
    QuestionFinding finding;
    std::vector<Verdict> verdicts;
    const RuntimeMetric& kind = runtime_of(matrix);
    bool is_runtime_told = false;
    for (const std::string& level : matrix.levels()) {
        const std::string contrast = fmt::format(
            "({}) minus ({})",
            matrix.describe(build_of(matrix, "full", "off"), build_of(matrix, "full", level)),
            matrix.describe(build_of(matrix, "off", "off"), build_of(matrix, "off", level)));
        const WorkloadEffects runtime = interaction(matrix, level, kind.metric);
        const WorkloadEffects size = interaction(matrix, level, "size.text");
        add_rows(finding.evidence, runtime, kind.metric, contrast, Scale::log_difference);
        add_rows(finding.evidence, size, "size.text", contrast, Scale::log_difference);
        // Text is told besides: a level that takes time and saves space has a cost all the same.
        const Standing further = standing(runtime.overall, matrix.margin());
        verdicts.push_back(cost_verdict(further, further));
        finding.summary += finding.summary.empty() ? "" : " ";
        finding.summary +=
            verdicts.back() == Verdict::not_measured
                ? fmt::format("{} was not measured both with and without LTO: {}.", level,
                              runtime.overall.error())
                : fmt::format("With LTO {} changes {} by a further {} and text size by a "
                              "further {} {}: {}.",
                              level, kind.noun, change_in_words(runtime.overall),
                              change_in_words(size.overall), basis_in_words({&runtime, &size}),
                              verdict_in_words(verdicts.back(), matrix.margin(), "more pronounced",
                                               "not more pronounced"));
        is_runtime_told = is_runtime_told || runtime.overall.has_value();
    }
    finding.summary += is_runtime_told ? kind.caveat : "";
    finding.verdict = of_some_level(verdicts);
    if (verdicts.empty()) {
        finding.summary = "The run has no level of live_patching.";
    }
    return finding;
}

} // namespace klp::analysis
