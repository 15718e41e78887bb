// SPDX-License-Identifier: Apache-2.0
#include "cli/night_identity.hpp"

#include "base/sha256.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace klp {
namespace {

constexpr std::size_t shown_digits = 16;
constexpr const char* absent = "none";

void add_list(Sha256& hash, const std::vector<std::string>& list) {
    hash.add_field(std::to_string(list.size()));
    for (const std::string& element : list) {
        hash.add_field(element);
    }
}

// What the values of the axes mean in flags.
std::string flags_hash(const Experiment& experiment) {
    Sha256 hash;
    for (const ExperimentAxis& used : experiment.axes) {
        hash.add_field(used.axis.name);
        hash.add_field(used.axis.baseline);
        for (const AxisValue& value : used.axis.values) {
            if (std::find(used.values.begin(), used.values.end(), value.name) ==
                used.values.end()) {
                continue;
            }
            hash.add_field(value.name);
            add_list(hash, value.compile);
            add_list(hash, value.link);
            hash.add_field(value.equivalent ? value.equivalent->options_disabled_by : "");
            hash.add_field(value.equivalent ? value.equivalent->plugin : "");
        }
    }
    for (const Exclusion& exclusion : experiment.exclusions) {
        add_list(hash, exclusion.workloads);
        for (const auto& [axis, values] : exclusion.when) {
            hash.add_field(axis);
            add_list(hash, values);
        }
    }
    return hash.hex().substr(0, shown_digits);
}

std::string axes_in_words(const Experiment& experiment) {
    std::vector<std::string> axes;
    for (const ExperimentAxis& used : experiment.axes) {
        axes.push_back(fmt::format("{}={}", used.axis.name, fmt::join(used.values, "/")));
    }
    return fmt::format("{}", fmt::join(axes, ", "));
}

std::string workloads_in_words(const Experiment& experiment) {
    std::vector<std::string> names;
    for (const Workload& workload : experiment.workloads) {
        if (!workload.pinned) {
            names.push_back(workload.name);
        }
    }
    return fmt::format("{}", fmt::join(names, ", "));
}

std::string benchmark_in_words(const Experiment& experiment) {
    const Counting& counting = experiment.counting;
    return fmt::format(
        "{} s{}{}{}", experiment.benchmark_min_time_s,
        counting.events.empty() ? "" : fmt::format(", {}", fmt::join(counting.events, " and ")),
        counting.replicates == 0 ? ""
                                 : fmt::format(", instructions of {} iterations in {} replicates",
                                               counting.iterations, counting.replicates),
        experiment.accelerator == Accelerator::kvm ? ", kvm" : "");
}

const std::string& value_of(const NightIdentity& identity, const std::string& name) {
    static const std::string none = absent;
    const auto found = std::find_if(identity.begin(), identity.end(),
                                    [&name](const auto& pair) { return pair.first == name; });
    return found == identity.end() ? none : found->second;
}

} // namespace

NightIdentity night_identity(const Experiment& experiment, const Environment& environment) {
    const Machine& machine = environment.machine;
    NightIdentity identity{{"machine", fmt::format("{}, {}, {} CPUs", machine.architecture,
                                                   machine.cpu, machine.cpus)},
                           {"system", machine.os},
                           {"klpbench", environment.klpbench_version}};
    for (const CompilerIdentity& compiler : environment.compilers) {
        identity.emplace_back(compiler.value, compiler.version);
        identity.emplace_back("linker of " + compiler.value, compiler.linker);
        identity.emplace_back("programs of " + compiler.value,
                              compiler.identity.substr(0, shown_digits));
    }
    const Design& design = experiment.design;
    identity.insert(
        identity.end(),
        {{"workloads", workloads_in_words(experiment)},
         {"axes", axes_in_words(experiment)},
         {"flags", flags_hash(experiment)},
         {"metrics", fmt::format("{}", fmt::join(experiment.metrics, ", "))},
         {"benchmarks", benchmark_in_words(experiment)},
         {"replicates", std::to_string(experiment.replicates)},
         {"seed", std::to_string(experiment.seed)},
         {"layouts", design.layouts == 0 ? "one a replicate" : std::to_string(design.layouts)}});
    return identity;
}

std::vector<std::string> identity_changes(const NightIdentity& before, const NightIdentity& after) {
    std::vector<std::string> changes;
    for (const auto& [name, value] : after) {
        if (const std::string& old = value_of(before, name); old != value) {
            changes.push_back(fmt::format("{}: {} -> {}", name, old, value));
        }
    }
    for (const auto& [name, value] : before) {
        const auto is_same = [&name = name](const auto& pair) { return pair.first == name; };
        if (std::none_of(after.begin(), after.end(), is_same)) {
            changes.push_back(fmt::format("{}: {} -> {}", name, value, absent));
        }
    }
    return changes;
}

const NightSeries* latest_of_machine(const std::vector<NightSeries>& series,
                                     const NightIdentity& identity) {
    const auto found = std::find_if(series.rbegin(), series.rend(), [&](const NightSeries& one) {
        return !one.identity.empty() && one.identity.front() == identity.front();
    });
    return found == series.rend() ? nullptr : &*found;
}

} // namespace klp
