// SPDX-License-Identifier: Apache-2.0
#include "analyze/contrast.hpp"
#include "analyze/evidence.hpp"
#include "analyze/questions.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>
#include <set>

namespace klp::analysis {
namespace {

bool asks_for_lto(const Probe& probe) {
    return std::any_of(probe.flags.begin(), probe.flags.end(), [](const std::string& flag) {
        return flag == "-flto" || flag.starts_with("-flto=");
    });
}

/// The level that a probe asks for; empty when none.
std::string level_of(const Probe& probe) {
    constexpr std::string_view name = "-flive-patching";
    for (const std::string& flag : probe.flags) {
        if (flag == name) {
            return "inline-clone"; // what GCC takes the bare flag for
        }
        if (flag.starts_with(std::string(name) + "=")) {
            return flag.substr(name.size() + 1);
        }
    }
    return {};
}

/// Levels that the compiler refuses without LTO too: of those it says nothing about LTO.
std::set<std::string> unknown_levels(const Matrix& matrix) {
    std::set<std::string> levels;
    for (const Probe& probe : matrix.probes()) {
        if (probe.compiler == matrix.compiler() && !asks_for_lto(probe) && !probe.accepted) {
            levels.insert(level_of(probe));
        }
    }
    return levels;
}

Evidence probe_row(const Probe& probe) {
    Evidence row;
    row.workload = overall_name;
    row.metric = "probe";
    row.contrast = fmt::format("{}: {}", probe.compiler, fmt::join(probe.flags, " "));
    row.estimate = row.low = row.high = probe.accepted ? 1.0 : 0.0;
    row.unit = "accepted";
    row.n = 1;
    row.note = probe.diagnostic;
    return row;
}

std::string list_in_words(const std::set<std::string>& names) {
    return fmt::format("{}", fmt::join(names, " and "));
}

struct Unexplained {
    Evidence row;
    double most = 0;
    int images = 0;
    std::vector<std::string> left_out;
};

/// The lto=full image of one workload of which the dumps leave the most unexplained.
Unexplained unexplained_in(const Matrix& matrix, const std::string& workload,
                           std::string_view metric) {
    Configuration lto;
    lto.set("lto", "full");
    Unexplained result;
    result.row = unmeasured_row(workload, metric, lto.text(), {});
    for (const CellResult* cell : matrix.cells(lto)) {
        if (cell->workload != workload) {
            continue;
        }
        if (cell->outcome != Outcome::ok) {
            add_note(result.left_out,
                     "without " + cell->configuration.text() + ": " + outcome_in_words(*cell));
            continue;
        }
        std::vector<std::string> notes;
        const auto range = exact_range(*cell, std::string(metric), notes);
        if (!range) {
            add_note(result.left_out, range.error());
            continue;
        }
        if (result.images == 0 || range->high > result.most) {
            result.most = range->high;
            result.row.contrast = cell->configuration.text();
            result.row.estimate = range->mid;
            result.row.low = range->low;
            result.row.high = range->high;
            inherit_from_cell(*cell, result.row.realisation = Realisation::native, notes);
            result.row.note = joined(notes);
        }
        result.row.n = 1;
        ++result.images;
    }
    if (!result.left_out.empty()) {
        result.row.note += (result.row.note.empty() ? "" : "; ") + joined(result.left_out);
    }
    return result;
}

/// The lto=full images of all workloads, by one metric.
struct ImageCheck {
    std::vector<Evidence> rows; ///< one a workload
    int images = 0;
    std::vector<std::string> unexplained; ///< "3 in slab"
    std::vector<std::string> incomplete;  ///< workloads of which not every image was measured
};

ImageCheck check_images(const Matrix& matrix, std::string_view metric) {
    ImageCheck check;
    for (const std::string& workload : matrix.workloads()) {
        Unexplained result = unexplained_in(matrix, workload, metric);
        check.images += result.images;
        if (result.most > 0) {
            check.unexplained.push_back(fmt::format("{} in {}", result.most, workload));
        }
        if (!result.left_out.empty() || result.images == 0) {
            check.incomplete.push_back(workload);
        }
        check.rows.push_back(std::move(result.row));
    }
    return check;
}

std::string images_in_words(int images) {
    return fmt::format("{} image{}", images, images == 1 ? "" : "s");
}

std::string symbols_in_words(const ImageCheck& symbols) {
    if (symbols.images == 0) {
        return "No clone symbol of an image linked with LTO was compared with the dumps";
    }
    return symbols.unexplained.empty()
               ? fmt::format("Every clone symbol of {} linked with LTO is explained by a dump line",
                             images_in_words(symbols.images))
               : fmt::format("Clone symbols that no dump line explains, in the worst of each "
                             "workload's images linked with LTO: {}",
                             fmt::join(symbols.unexplained, ", "));
}

std::string inlines_in_words(const ImageCheck& inlines) {
    if (inlines.images == 0) {
        return "what was inlined was not compared with debug information";
    }
    return inlines.unexplained.empty()
               ? fmt::format("all that debug information shows to be inlined in {} is explained by "
                             "the dumps",
                             images_in_words(inlines.images))
               : fmt::format("inlined by the debug information, and not by the dumps, in the worst "
                             "image of each: {}",
                             fmt::join(inlines.unexplained, ", "));
}

/// What of the two checks was not made, each part with a semicolon before it.
std::string gaps_in_words(const ImageCheck& symbols, const ImageCheck& inlines) {
    std::string words;
    if (symbols.images > 0 && !symbols.incomplete.empty()) {
        words += fmt::format("; some images of {} were not measured",
                             fmt::join(symbols.incomplete, ", "));
    }
    std::vector<std::string> rest;
    const std::vector<std::string>& said = symbols.incomplete;
    std::copy_if(inlines.incomplete.begin(), inlines.incomplete.end(), std::back_inserter(rest),
                 [&said](const std::string& workload) {
                     return std::find(said.begin(), said.end(), workload) == said.end();
                 });
    if (inlines.images > 0 && !rest.empty()) {
        words += fmt::format("; some images of {} were not compared with debug information",
                             fmt::join(rest, ", "));
    }
    return words;
}

} // namespace

QuestionFinding find_flag_accepted(const QuestionInput& input) {
    const std::set<std::string> unknown = unknown_levels(input.matrix);
    std::set<std::string> accepted;
    std::set<std::string> refused;
    QuestionFinding finding;
    for (const Probe& probe : input.matrix.probes()) {
        const std::string level = level_of(probe);
        if (probe.compiler != input.matrix.compiler() || level.empty() || !asks_for_lto(probe)) {
            continue;
        }
        finding.evidence.push_back(probe_row(probe));
        if (!unknown.contains(level)) {
            (probe.accepted ? accepted : refused).insert(level);
        }
    }
    std::vector<std::string> parts;
    if (!refused.empty()) {
        parts.push_back("refuses " + list_in_words(refused) + " together with -flto");
    }
    if (!accepted.empty()) {
        parts.push_back("accepts " + list_in_words(accepted) + " together with -flto");
    }
    if (!unknown.empty()) {
        parts.push_back("refuses " + list_in_words(unknown) + " without -flto too");
    }
    if (parts.empty()) {
        finding.summary = "The run has no probe of -flive-patching with -flto.";
        return finding;
    }
    finding.summary = fmt::format(
        "{} {}.", input.matrix.compiler().empty() ? "The compiler" : input.matrix.compiler(),
        fmt::join(parts, ", "));
    if (!accepted.empty()) {
        finding.verdict = Verdict::refuted;
    } else if (!refused.empty()) {
        finding.verdict = Verdict::supported;
    }
    return finding;
}

QuestionFinding find_dumps_work_under_lto(const QuestionInput& input) {
    ImageCheck symbols = check_images(input.matrix, "clones.unexplained_symbols");
    ImageCheck inlines = check_images(input.matrix, "clones.unexplained_inlines");
    QuestionFinding finding;
    finding.evidence = std::move(symbols.rows);
    if (inlines.images > 0) {
        std::move(inlines.rows.begin(), inlines.rows.end(), std::back_inserter(finding.evidence));
    }
    if (symbols.images == 0 && inlines.images == 0) {
        finding.summary = "No linked image was compared with its dumps: no cell with LTO has "
                          "clones.unexplained_symbols.";
        return finding;
    }
    const bool explained = symbols.unexplained.empty() && inlines.unexplained.empty();
    finding.verdict = explained ? Verdict::supported : Verdict::refuted;
    finding.summary = fmt::format("{}; {}{}.", symbols_in_words(symbols), inlines_in_words(inlines),
                                  gaps_in_words(symbols, inlines));
    return finding;
}

} // namespace klp::analysis
