// SPDX-License-Identifier: Apache-2.0
//
// What a reader of a CI job or a merge request wants to see first: the answer, one line a question,
// the configurations in a table, and what failed. Short whatever the run is like: long texts and
// long lists are cut, with a word that they were.
#include "report/findings.hpp"
#include "report/formats.hpp"
#include "report/layout.hpp"
#include "report/markdown_escape.hpp"
#include "report/markdown_tables.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace klp {
namespace {

constexpr std::size_t most_groups = 5;
constexpr std::size_t most_remarks = 3;
constexpr std::size_t longest_text = 600;
constexpr std::size_t longest_line = 160;

/// `text` on one line, with no more than `most` code points.
std::string shortened(std::string_view text, std::size_t most) {
    std::string shown = visible(text);
    if (text_width(shown) <= most) {
        return shown;
    }
    std::size_t end = 0;
    for (std::size_t left = most; end < shown.size(); ++end) {
        const bool starts = (static_cast<unsigned char>(shown[end]) & 0xc0U) != 0x80U;
        if (starts && left-- == 0) {
            break;
        }
    }
    return shown.substr(0, end) + "\u2026";
}

std::string words(std::string_view text) {
    return markdown_words(shortened(text, longest_text));
}

std::string more_text(std::size_t count, std::size_t shown, std::string_view what) {
    return count > shown ? fmt::format("- and {} more {}\n", count - shown, what) : "";
}

/// The few facts without which the answer means nothing.
std::string heading_text(const RunResult& run) {
    std::string text;
    for (const auto& [subject, value] : facts_of(run)) {
        if (subject == "cells" || subject == "machine" || subject.starts_with("compiler ")) {
            text += fmt::format("{}{} {}", text.empty() ? "" : "; ", words(subject), words(value));
        }
    }
    return fmt::format("## klpbench: {}\n\nRun {}, {}: {}.\n", words(run.experiment), run.run_id,
                       run.finished ? "ended " + words(run.environment.ended) : "not finished",
                       text);
}

std::string answer_text(const Answer& answer) {
    std::string text;
    for (const QuestionAnswer& question : answer.questions) {
        text += fmt::format("- {}: **{}**{}{}\n", words(question.id), to_string(question.verdict),
                            question.summary.empty() ? "" : ". ", words(question.summary));
    }
    return text.empty() ? "" : "\n### Answer\n\n" + text;
}

/// Of a diagnostic the first line that tells of an error, else the first.
std::string telling_line(std::string_view diagnostic) {
    const std::size_t error = diagnostic.find("error");
    const std::size_t before =
        error == std::string_view::npos ? error : diagnostic.rfind('\n', error);
    diagnostic.remove_prefix(before == std::string_view::npos ? 0 : before + 1);
    return shortened(diagnostic.substr(0, diagnostic.find('\n')), longest_line);
}

bool has_failed(const CellGroup& group) {
    const auto outcome = outcome_from(group.outcome);
    return outcome && is_failure(*outcome);
}

std::string failures_text(const RunResult& run) {
    std::vector<CellGroup> groups = cells_not_ok(run);
    std::stable_partition(groups.begin(), groups.end(), has_failed);
    std::string text;
    for (std::size_t i = 0; i < std::min(groups.size(), most_groups); ++i) {
        const CellGroup& group = groups[i];
        const std::string line = has_failed(group) ? telling_line(group.diagnostic) : "";
        text += fmt::format("- **{}** ({} {}): {}{}{}\n", group.outcome, group.count(),
                            group.count() == 1 ? "cell" : "cells", words(group.reason),
                            line.empty() ? "" : ": ", markdown_words(line));
    }
    text += more_text(groups.size(), most_groups, "kinds of cells");
    return text.empty() ? "" : "\n### Cells that are not ok\n\n" + text;
}

std::string warnings_text(const RunResult& run) {
    const std::vector<Remark> remarks = warnings_of(run);
    std::string text;
    for (std::size_t i = 0; i < std::min(remarks.size(), most_remarks); ++i) {
        text += fmt::format("- {}\n", words(remarks[i].text));
    }
    text += more_text(remarks.size(), most_remarks, "warnings");
    return text.empty() ? "" : "\n### Warnings\n\n" + text;
}

} // namespace

std::string render_summary(const ReportContent& content, const RenderOptions& /*options*/) {
    const std::string overview = overview_markdown(content.run);
    return heading_text(content.run) + answer_text(content.answer) + failures_text(content.run) +
           (overview.empty() ? "" : "\n### Configurations\n\n" + overview) +
           warnings_text(content.run);
}

} // namespace klp
