// SPDX-License-Identifier: Apache-2.0
#include "analyze/exact_changes.hpp"

#include "analyze/contrast.hpp"
#include "analyze/night_points.hpp"
#include "analyze/what_changed.hpp"
#include "model/metric.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

namespace klp {
namespace {

using namespace analysis;

const CellResult* same_cell(const RunResult& run, const CellResult& cell) {
    const auto found =
        std::find_if(run.cells.begin(), run.cells.end(), [&cell](const CellResult& other) {
            return other.workload == cell.workload && other.configuration == cell.configuration;
        });
    return found == run.cells.end() ? nullptr : &*found;
}

/// Of both nights, so that a metric that came or went is seen too.
std::vector<std::string> watched_values(const RunResult& before, const CellResult& was,
                                        const RunResult& tonight, const CellResult& is,
                                        const NightlySettings& settings) {
    std::vector<std::string> names = watched_metrics(tonight, is, settings);
    for (std::string& name : watched_metrics(before, was, settings)) {
        if (std::find(names.begin(), names.end(), name) == names.end()) {
            names.push_back(std::move(name));
        }
    }
    std::erase_if(names, [](const std::string& name) { return !is_watched_as_value(name); });
    return names;
}

struct Values {
    double before = 0;
    double after = 0;
};

std::optional<Values> exact_difference(const CellResult& was, const CellResult& is,
                                       const std::string& metric) {
    const auto pair = exact_pair(was, is, metric);
    if (!pair || (pair->a.low <= pair->b.high && pair->b.low <= pair->a.high)) {
        return std::nullopt;
    }
    return Values{pair->a.mid, pair->b.mid};
}

/// A count is the same to the digit for one image in one setting, on any night: it needs no
/// interleaving, and its spread is that over the settings.
bool is_changed_count(const CellResult& was, const CellResult& is, const std::string& metric,
                      double threshold) {
    const auto effect = contrast(was, is, metric);
    if (!effect || !effect->invalid.empty()) {
        return false;
    }
    const std::vector<double> units = units_of(*effect);
    const auto [low, high] = std::minmax_element(units.begin(), units.end());
    const bool too_few =
        effect->is_of_boots && static_cast<int>(units.size()) < least_spread(*effect);
    return !too_few && (*low > 0 || *high < 0) &&
           std::abs(estimate(*effect).value) >= std::log1p(threshold);
}

std::optional<Values> difference_of(const CellResult& was, const CellResult& is,
                                    const std::string& metric, const NightlySettings& settings) {
    if (is_exact(metric)) {
        return exact_difference(was, is, metric);
    }
    const auto before = watched_value(was, metric);
    const auto after = watched_value(is, metric);
    if (!before || !after || !is_changed_count(was, is, metric, threshold_of(settings, metric))) {
        return std::nullopt;
    }
    return Values{*before, *after};
}

CellImage image_of(const RunResult& run, const CellResult& cell, const NightImages& night) {
    const auto index = static_cast<std::size_t>(&cell - run.cells.data());
    CellImage found;
    for (const ImageContents& image : night.images) {
        if (image.cell == index) {
            found.symbols = &image.symbols;
        }
    }
    for (const CellClones& clones : night.clones) {
        if (clones.cell == index) {
            found.clones = &clones.clones;
        }
    }
    return found;
}

bool is_for_the_worse(const std::string& metric, const Values& values) {
    const MetricInfo* info = find_metric(metric);
    const bool is_lower_better = info == nullptr || info->better == Better::lower;
    return is_lower_better == (values.after > values.before);
}

std::string cell_name(const CellResult& cell) {
    return fmt::format("{}, {}", cell.workload, cell.configuration.text());
}

std::string outcome_of(const CellResult& cell) {
    return cell.reason.empty() ? std::string(to_string(cell.outcome))
                               : fmt::format("{} ({})", to_string(cell.outcome), cell.reason);
}

NightAlarm alarm_of(const RunResult& tonight, const CellResult& is, const std::string& metric,
                    const Values& values, const NightlySettings& settings) {
    NightAlarm alarm;
    alarm.watched = {is.workload, is.configuration, metric};
    alarm.regression = is_for_the_worse(metric, values);
    alarm.run = tonight.run_id;
    alarm.started = alarm.since = tonight.environment.started;
    alarm.before = values.before;
    alarm.after = values.after;
    alarm.owner = owners_notes(settings, alarm.watched);
    return alarm;
}

} // namespace

std::vector<NightAlarm> exact_changes(const RunResult& before, const NightImages& images_before,
                                      const RunResult& tonight, const NightImages& images_tonight,
                                      const NightlySettings& settings) {
    std::vector<NightAlarm> alarms;
    for (const CellResult& is : tonight.cells) {
        const CellResult* was = same_cell(before, is);
        if (was == nullptr || was->outcome != Outcome::ok || is.outcome != Outcome::ok) {
            continue;
        }
        std::optional<ImageDifference> images;
        for (const std::string& metric : watched_values(before, *was, tonight, is, settings)) {
            const auto values = difference_of(*was, is, metric, settings);
            if (!values) {
                continue;
            }
            if (!images) {
                images = image_difference(image_of(before, *was, images_before),
                                          image_of(tonight, is, images_tonight));
            }
            alarms.push_back(alarm_of(tonight, is, metric, *values, settings));
            alarms.back().what = what_changed(metric, *images);
        }
    }
    return alarms;
}

std::vector<std::string> outcome_changes(const RunResult& before, const RunResult& tonight,
                                         const NightlySettings& settings) {
    std::vector<std::string> changes;
    for (const CellResult& is : tonight.cells) {
        const CellResult* was = same_cell(before, is);
        if (was == nullptr) {
            changes.push_back(fmt::format("{}: was not there the night before", cell_name(is)));
        } else if (was->outcome != is.outcome) {
            changes.push_back(fmt::format("{}: {} -> {}", cell_name(is), to_string(was->outcome),
                                          outcome_of(is)));
        } else if (is.outcome == Outcome::ok) {
            for (const std::string& metric : watched_values(before, *was, tonight, is, settings)) {
                const auto value = watched_value(is, metric);
                if (!value && watched_value(*was, metric)) {
                    changes.push_back(fmt::format("{}, {}: had a value the night before: {}",
                                                  cell_name(is), metric, value.error()));
                }
            }
        }
    }
    for (const CellResult& was : before.cells) {
        if (same_cell(tonight, was) == nullptr) {
            changes.push_back(fmt::format("{}: has no result tonight", cell_name(was)));
        }
    }
    return changes;
}

} // namespace klp
