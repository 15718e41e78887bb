// SPDX-License-Identifier: Apache-2.0
#include "analyze/complete_configuration.hpp"

#include "analyze/matrix.hpp"
#include "base/nearest.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace klp::analysis {
namespace {

std::string suggestion(const std::string& word, const std::vector<std::string>& candidates) {
    const std::string close = nearest(word, candidates);
    return close.empty() ? fmt::format("; it has {}", fmt::join(candidates, ", "))
                         : fmt::format("; did you mean {}?", close);
}

Status check_entry(const RunResult& run, const Configuration::Entry& entry) {
    const auto& [name, value] = entry;
    std::vector<std::string> names;
    for (const RunAxis& axis : run.axes) {
        names.push_back(axis.name);
        if (axis.name != name) {
            continue;
        }
        if (std::find(axis.values.begin(), axis.values.end(), value) == axis.values.end()) {
            return usage_error(fmt::format("axis {} of the run has no value {}{}", name, value,
                                           suggestion(value, axis.values)));
        }
        return {};
    }
    return usage_error(fmt::format("the run has no axis {}{}", name, suggestion(name, names)));
}

std::size_t axes_in_common(const Configuration& x, const Configuration& y) {
    return static_cast<std::size_t>(
        std::count_if(x.entries().begin(), x.entries().end(),
                      [&y](const auto& entry) { return y.get(entry.first) == entry.second; }));
}

} // namespace

Result<Configuration> complete_configuration(const RunResult& run, const Configuration& partial) {
    for (const Configuration::Entry& entry : partial.entries()) {
        KLP_TRY(check_entry(run, entry));
    }
    Configuration wanted;
    for (const RunAxis& axis : run.axes) {
        const std::string given = partial.get(axis.name);
        wanted.set(axis.name, given.empty() ? baseline_of(axis) : given);
    }
    const CellResult* closest = nullptr;
    for (const CellResult& cell : run.cells) {
        if (cell.configuration.matches(wanted)) {
            return wanted;
        }
        if (closest == nullptr || axes_in_common(wanted, cell.configuration) >
                                      axes_in_common(wanted, closest->configuration)) {
            closest = &cell;
        }
    }
    if (closest == nullptr) {
        return failure("the run has no cells");
    }
    return usage_error(fmt::format("the run has no cell with {}; the nearest is {}", wanted.text(),
                                   closest->configuration.text()));
}

} // namespace klp::analysis
