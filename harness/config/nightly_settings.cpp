// SPDX-License-Identifier: Apache-2.0
#include "config/nightly_settings.hpp"

#include "config/metric_patterns.hpp"
#include "model/metric.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <string>
#include <utility>

namespace klp {
namespace {

// With fewer blocks the signed-rank interval of a confirmation (docs/method.md) has no ends.
constexpr std::int64_t least_confirm_replicates = 10;

double read_share(TableReader& reader, const char* key, double fallback, Faults& faults) {
    const double share = reader.positive(key, fallback);
    if (share >= 1) {
        const Node* const node = reader.find(key, Node::Type::real, Presence::optional);
        faults.add(node->place, fmt::format("\"{}\" is {}; it is relative and must be below 1: "
                                            "0.02 is 2%",
                                            key, share));
    }
    return share;
}

// A pattern of metrics, which must select some.
std::string read_metric(TableReader& reader, Presence presence, Faults& faults) {
    const Node* const metric = reader.find("metric", Node::Type::text, presence);
    if (metric == nullptr) {
        return "*";
    }
    require_metrics({*metric}, faults);
    return metric->text;
}

NightlyThreshold read_threshold(const Node& table, Faults& faults) {
    TableReader reader(table, {"metric", "change"}, faults);
    NightlyThreshold threshold;
    threshold.metric = read_metric(reader, Presence::required, faults);
    reader.find("change", Node::Type::real, Presence::required);
    threshold.change = read_share(reader, "change", threshold.change, faults);
    return threshold;
}

NightlyOwner read_owner(const Node& table, const std::vector<Workload>& workloads, Faults& faults) {
    TableReader reader(table, {"workload", "metric", "note"}, faults);
    NightlyOwner owner;
    if (const Node* const name = reader.find("workload", Node::Type::text, Presence::optional)) {
        owner.workload = name->text;
        // Without workloads there was another mistake before.
        if (!workloads.empty() &&
            std::none_of(workloads.begin(), workloads.end(), [&owner](const Workload& workload) {
                return patterns_overlap(owner.workload, workload.name);
            })) {
            faults.add(name->place, fmt::format("no workload of the experiment is called \"{}\"",
                                                owner.workload));
        }
    }
    owner.metric = read_metric(reader, Presence::optional, faults);
    owner.note = reader.text("note", Presence::required);
    return owner;
}

} // namespace

NightlySettings read_nightly(const Node& table, const std::vector<Workload>& workloads,
                             Faults& faults) {
    TableReader reader(
        table, {"metrics", "threshold", "thresholds", "confirm_replicates", "owners"}, faults);
    NightlySettings settings;
    const std::vector<Node> metrics = reader.texts("metrics", Presence::optional, false);
    require_metrics(metrics, faults);
    settings.metrics = strings_of(metrics);
    settings.threshold = read_share(reader, "threshold", settings.threshold, faults);
    settings.confirm_replicates = static_cast<int>(
        reader.whole("confirm_replicates", least_confirm_replicates,
                     std::numeric_limits<int>::max(), settings.confirm_replicates));
    for (const Node& threshold : reader.tables("thresholds", Presence::optional)) {
        settings.thresholds.push_back(read_threshold(threshold, faults));
    }
    for (const Node& owner : reader.tables("owners", Presence::optional)) {
        settings.owners.push_back(read_owner(owner, workloads, faults));
    }
    return settings;
}

} // namespace klp
