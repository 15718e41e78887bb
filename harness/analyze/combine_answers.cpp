// SPDX-License-Identifier: Apache-2.0
#include "analyze/combine_answers.hpp"

#include "analyze/evidence.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace klp::analysis {
namespace {

std::string experiments_of(const std::vector<PartAnswer>& parts) {
    std::vector<std::string> names;
    for (const PartAnswer& part : parts) {
        add_note(names, part.answer.experiment);
    }
    std::string text;
    for (const std::string& name : names) {
        text += (text.empty() ? "" : " + ") + name;
    }
    return text;
}

void add_rows_of(const PartAnswer& part, const QuestionAnswer& further, QuestionAnswer& result) {
    for (Evidence row : further.evidence) {
        if (row.workload == overall_name) {
            row.workload = overall_of(part.label);
        }
        result.evidence.push_back(std::move(row));
    }
}

/// The answers of all parts to the question at `index`.
QuestionAnswer combined(const std::vector<PartAnswer>& parts, std::size_t index) {
    const auto measured = std::find_if(parts.begin(), parts.end(), [index](const auto& part) {
        return part.answer.questions[index].verdict != Verdict::not_measured;
    });
    const auto lead = measured == parts.end() ? parts.begin() : measured;
    QuestionAnswer result = lead->answer.questions[index];
    const std::string lead_summary = result.summary;
    result.summary = fmt::format("{}: {}", lead->label, lead_summary);
    for (auto part = parts.begin(); part != parts.end(); ++part) {
        const QuestionAnswer& further = part->answer.questions[index];
        const bool says_the_same =
            further.verdict == result.verdict && further.summary == lead_summary;
        if (part == lead || says_the_same) {
            continue;
        }
        result.summary += fmt::format(" Further evidence, {}: {}: {}", part->label,
                                      to_string(further.verdict), further.summary);
        add_rows_of(*part, further, result);
    }
    return result;
}

} // namespace

std::string label_of(const RunResult& part) {
    if (!is_of_kernels(part)) {
        const bool is_known = !part.cells.empty() && !part.cells.front().workload_kind.empty();
        return is_known ? part.cells.front().workload_kind + "s" : "other workloads";
    }
    std::vector<std::string> names;
    for (const CellResult& cell : part.cells) {
        add_note(names, cell.workload);
    }
    std::string label;
    for (const std::string& name : names) {
        label += (label.empty() ? "" : ", ") + name;
    }
    return label;
}

Answer combine_answers(std::vector<PartAnswer> parts) {
    std::stable_partition(parts.begin(), parts.end(),
                          [](const PartAnswer& part) { return part.is_of_kernels; });
    if (parts.size() == 1 && !parts.front().is_of_kernels) {
        return std::move(parts.front().answer);
    }
    Answer result;
    result.experiment = experiments_of(parts);
    for (std::size_t index = 0; index < parts.front().answer.questions.size(); ++index) {
        result.questions.push_back(combined(parts, index));
    }
    return result;
}

} // namespace klp::analysis
