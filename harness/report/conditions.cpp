// SPDX-License-Identifier: Apache-2.0
#include "report/conditions.hpp"

#include "base/median.hpp"
#include "model/conditions.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <utility>

namespace klp {
namespace {

std::string disturbed_text(const RunResult& run) {
    int disturbed = 0;
    std::map<std::string_view, int> causes;
    for (const Block& block : run.blocks) {
        if (const auto cause = disturbance_of(block)) {
            ++disturbed;
            ++causes[to_string(*cause)];
        }
    }
    std::vector<std::string> names;
    names.reserve(causes.size());
    for (const auto& [cause, count] : causes) {
        names.push_back(fmt::format("{} by {}", count, cause));
    }
    return fmt::format("{} of {}{}{}; none was dropped", disturbed, run.blocks.size(),
                       names.empty() ? "" : ": ", fmt::join(names, ", "));
}

std::string processors_text(const RunResult& run) {
    std::set<int> pinned;
    bool is_any_free = false;
    for (const Block& block : run.blocks) {
        if (block.cpu < 0) {
            is_any_free = true;
        } else {
            pinned.insert(block.cpu);
        }
    }
    if (pinned.empty()) {
        return "not pinned";
    }
    return fmt::format("pinned to {}{}", fmt::join(pinned, ", "),
                       is_any_free ? ", some blocks not pinned" : "");
}

struct Spread {
    double median = 0;
    double greatest = 0;
};

/// Of what is finite; none when nothing is.
template <typename Value> std::optional<Spread> spread_of(const RunResult& run, Value value) {
    std::vector<double> values;
    values.reserve(run.blocks.size());
    for (const Block& block : run.blocks) {
        if (const double one = value(block); std::isfinite(one)) {
            values.push_back(one);
        }
    }
    if (values.empty()) {
        return std::nullopt;
    }
    const double greatest = *std::max_element(values.begin(), values.end());
    return Spread{median_of(std::move(values)), greatest};
}

struct Condition {
    const char* name;
    double limit;
    double (*value)(const Block&);
};

constexpr std::array conditions{
    Condition{"steal", disturbing_steal_share, [](const Block& b) { return b.steal_share; }},
    Condition{"pressure", disturbing_pressure_share,
              [](const Block& b) { return b.pressure_share; }},
    Condition{"frequency change", disturbing_frequency_change, frequency_change},
};

} // namespace

std::vector<std::pair<std::string, std::string>> conditions_of(const RunResult& run) {
    if (run.blocks.empty()) {
        return {};
    }
    std::vector<std::pair<std::string, std::string>> rows{{"blocks disturbed", disturbed_text(run)},
                                                          {"processors", processors_text(run)}};
    if (const auto load = spread_of(run, [](const Block& block) { return block.load; })) {
        rows.emplace_back(
            "load", fmt::format("median {:.2f}, greatest {:.2f}", load->median, load->greatest));
    }
    for (const Condition& condition : conditions) {
        if (const auto spread = spread_of(run, condition.value)) {
            rows.emplace_back(condition.name,
                              fmt::format("median {:.1f}%, greatest {:.1f}% (limit {:.0f}%)",
                                          spread->median * 100, spread->greatest * 100,
                                          condition.limit * 100));
        } else {
            rows.emplace_back(condition.name, "not told by this system, so not judged");
        }
    }
    for (const auto& [name, value] : run.environment.settings) {
        rows.emplace_back(name, value);
    }
    return rows;
}

} // namespace klp
