// SPDX-License-Identifier: Apache-2.0
//
// LTO with inline-only-static (B) against section GC with inline-only-static and no LTO (A): is
// what remains of LTO more than a way to drop dead sections?
#include "analyze/contrast.hpp"
#include "analyze/evidence.hpp"
#include "analyze/questions.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace klp::analysis {
namespace {

struct Sides {
    Configuration section_gc; ///< A
    Configuration lto;        ///< B
};

Sides sides_of(const Matrix& matrix) {
    return {
        matrix.at({{"lto", "off"}, {"live_patching", "inline-only-static"}, {"section_gc", "on"}}),
        matrix.at(
            {{"lto", "full"}, {"live_patching", "inline-only-static"}, {"section_gc", "off"}})};
}

Verdict equivalence_verdict(const Measured<Effect>& effect, double margin) {
    if (!effect) {
        return Verdict::not_measured;
    }
    if (is_equivalent_within(*effect, margin)) {
        return Verdict::supported;
    }
    return is_outside(*effect, margin) ? Verdict::refuted : Verdict::inconclusive;
}

Verdict both(Verdict size, Verdict runtime) {
    if (size == Verdict::refuted || runtime == Verdict::refuted) {
        return Verdict::refuted;
    }
    return agreed({size, runtime});
}

std::string equivalence_in_words(Verdict verdict) {
    switch (verdict) {
    case Verdict::supported:
        return "equivalent";
    case Verdict::refuted:
        return "different";
    case Verdict::inconclusive:
        return "neither shown inside the margin nor beyond it";
    case Verdict::not_measured:
        break;
    }
    return "unknown";
}

/// Adds the overlap rows of this compiler; gives their sentence, empty when there are none.
std::string add_overlaps(const QuestionInput& input, const std::string& contrast,
                         std::vector<Evidence>& rows) {
    double least = 1;
    double greatest = 0;
    for (const FunctionOverlap& overlap : input.overlaps) {
        const auto& workloads = input.matrix.workloads();
        if (overlap.compiler != input.matrix.compiler() ||
            std::find(workloads.begin(), workloads.end(), overlap.workload) == workloads.end()) {
            continue;
        }
        const Share share{overlap.share, overlap.share, overlap.share, 1};
        rows.push_back(share_row(overlap.workload, "symbols.functions", contrast, share));
        rows.back().note = "overlap of the surviving functions, |A and B| / |A or B|";
        least = std::min(least, overlap.share);
        greatest = std::max(greatest, overlap.share);
    }
    if (greatest < least) {
        return {};
    }
    return least == greatest
               ? fmt::format(" The surviving functions overlap by {}.", percent(least))
               : fmt::format(" The surviving functions overlap by {} to {}.", percent(least),
                             percent(greatest));
}

} // namespace

QuestionFinding find_equals_section_gc(const QuestionInput& input) {
    const Matrix& matrix = input.matrix;
    const auto [section_gc, lto] = sides_of(matrix);
    const std::string contrast = matrix.describe(section_gc, lto);
    const RuntimeMetric& kind = runtime_of(matrix);
    const WorkloadEffects size = matrix.effects(section_gc, lto, "size.text");
    const WorkloadEffects runtime = matrix.effects(section_gc, lto, kind.metric);
    const WorkloadEffects functions = matrix.effects(section_gc, lto, "symbols.functions");

    QuestionFinding finding;
    add_rows(finding.evidence, size, "size.text", contrast);
    add_rows(finding.evidence, runtime, kind.metric, contrast);
    add_rows(finding.evidence, functions, "symbols.functions", contrast);
    const std::string overlap = add_overlaps(input, contrast, finding.evidence);

    const Verdict size_verdict = equivalence_verdict(size.overall, matrix.margin());
    const Verdict runtime_verdict = equivalence_verdict(runtime.overall, matrix.margin());
    finding.verdict = both(size_verdict, runtime_verdict);
    if (finding.verdict == Verdict::not_measured) {
        finding.summary = "Not measured: " + size.overall.error() + ".";
        return finding;
    }
    finding.summary = fmt::format(
        "LTO with inline-only-static against section GC with it: text size {} ({}), {} {} "
        "({}), number of functions {}, at a margin of {} {}.{}{}",
        change_in_words(size.overall), equivalence_in_words(size_verdict), kind.noun,
        change_in_words(runtime.overall), equivalence_in_words(runtime_verdict),
        change_in_words(functions.overall), percent(matrix.margin()),
        basis_in_words({&size, &runtime}), overlap, runtime.overall ? kind.caveat : "");
    if (!runtime.overall) {
        finding.summary +=
            fmt::format(" Not compared: {} ({}).", kind.noun, runtime.overall.error());
    }
    return finding;
}

QuestionFinding find_slower_to_compile(const QuestionInput& input) {
    const Matrix& matrix = input.matrix;
    const auto [section_gc, lto] = sides_of(matrix);
    const WorkloadEffects cpu = matrix.effects(section_gc, lto, "compile.cpu_s");
    QuestionFinding finding;
    add_rows(finding.evidence, cpu, "compile.cpu_s", matrix.describe(section_gc, lto));
    if (!cpu.overall) {
        finding.summary = "Not measured: " + cpu.overall.error() + ".";
        return finding;
    }
    const std::string numbers =
        fmt::format("compile CPU time {} {}", change_in_words(cpu.overall), basis_in_words({&cpu}));
    const std::string pair = "LTO with inline-only-static against section GC with it: ";
    switch (standing(cpu.overall, matrix.margin())) {
    case Standing::higher:
        finding.verdict = Verdict::supported;
        finding.summary = pair + numbers + ".";
        break;
    case Standing::lower:
        finding.verdict = Verdict::refuted;
        finding.summary = pair + numbers + ", so it is faster.";
        break;
    case Standing::equivalent:
        finding.verdict = Verdict::refuted;
        finding.summary =
            pair + numbers + ", which is within the margin of " + percent(matrix.margin()) + ".";
        break;
    default:
        finding.verdict = Verdict::inconclusive;
        finding.summary = pair + numbers +
                          (estimate(*cpu.overall).n == 1
                               ? ": one build of each is too little to show a difference."
                               : ": no difference found, and equivalence not shown.");
    }
    return finding;
}

} // namespace klp::analysis
