// SPDX-License-Identifier: Apache-2.0
#include "config/load_experiment.hpp"

#include "config/experiment_axes.hpp"
#include "config/experiment_workloads.hpp"
#include "config/files.hpp"
#include "config/metric_patterns.hpp"
#include "config/nightly_settings.hpp"
#include "config/parse_toml.hpp"
#include "config/table_reader.hpp"

#include "base/nearest.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <limits>

namespace fs = std::filesystem;

namespace klp {
namespace {

Result<fs::path> find_experiment(const std::string& name_or_path, const fs::path& folder) {
    const bool is_path =
        name_or_path.find('/') != std::string::npos || name_or_path.ends_with(".toml");
    const fs::path file = is_path ? fs::path(name_or_path) : folder / (name_or_path + ".toml");
    if (std::error_code error; fs::is_regular_file(file, error)) {
        return file;
    }
    if (is_path) {
        return usage_error(fmt::format("no experiment file \"{}\"", printable(name_or_path)));
    }
    const std::vector<std::string> names = toml_names(folder);
    const std::string near = nearest(name_or_path, names);
    return usage_error(fmt::format(
        "unknown experiment \"{}\"{} In {} there are: {}", printable(name_or_path),
        near.empty() ? "." : fmt::format("; did you mean \"{}\"?", near), shown_path(folder),
        names.empty() ? "none" : fmt::format("{}", fmt::join(names, ", "))));
}

constexpr std::int64_t any_number = std::numeric_limits<int>::max();

void read_benchmark(TableReader reader, Experiment& experiment, Faults& faults) {
    experiment.benchmark_min_time_s =
        reader.positive("min_time_s", experiment.benchmark_min_time_s);
    const std::vector<Node> events = reader.texts("counters", Presence::optional, true);
    require_distinct(events, "counter", faults);
    Counting& counting = experiment.counting;
    counting.events = strings_of(events);
    counting.replicates =
        static_cast<int>(reader.whole("counted_replicates", 0, any_number, counting.replicates));
    counting.iterations =
        static_cast<int>(reader.whole("counted_iterations", 1, any_number, counting.iterations));
}

void read_design(TableReader reader, Design& design, Place place, int replicates, Faults& faults) {
    design.layouts = static_cast<int>(reader.whole("layouts", 0, any_number, design.layouts));
    design.looks = static_cast<int>(reader.whole("looks", 1, any_number, design.looks));
    design.control = reader.flag("control", design.control);
    if (design.layouts > replicates) {
        faults.add(place, fmt::format("layouts = {}, but there are only {} replicates to try them",
                                      design.layouts, replicates));
    }
    if (replicates % design.looks != 0) {
        faults.add(place,
                   fmt::format("looks = {} must divide replicates = {}", design.looks, replicates));
    }
}

void read_analysis(TableReader reader, Experiment& experiment, Faults& faults) {
    experiment.equivalence_margin =
        reader.positive("equivalence_margin", experiment.equivalence_margin);
    const std::vector<Node> primary = reader.texts("primary", Presence::optional, false);
    if (!primary.empty()) {
        require_primary_metrics(primary, faults);
        experiment.primary_metrics = strings_of(primary);
    }
}

void read_settings(TableReader& reader, Experiment& experiment, Faults& faults) {
    experiment.replicates =
        static_cast<int>(reader.whole("replicates", 1, any_number, experiment.replicates));
    experiment.seed = static_cast<std::uint64_t>(
        reader.whole("seed", 0, std::numeric_limits<std::int64_t>::max(), 0));
    if (const Node* const table = reader.find("benchmark", Node::Type::table, Presence::optional)) {
        read_benchmark(
            TableReader(*table,
                        {"min_time_s", "counters", "counted_replicates", "counted_iterations"},
                        faults),
            experiment, faults);
    }
    if (const Node* const table = reader.find("design", Node::Type::table, Presence::optional)) {
        read_design(TableReader(*table, {"layouts", "looks", "control"}, faults), experiment.design,
                    table->place, experiment.replicates, faults);
    }
    if (const Node* const table = reader.find("analysis", Node::Type::table, Presence::optional)) {
        read_analysis(TableReader(*table, {"equivalence_margin", "primary"}, faults), experiment,
                      faults);
    }
}

// A kernel's replicates are boots, each with a setting of its own.
void require_boot_settings(const Experiment& experiment, Place place, Faults& faults) {
    for (const Workload& workload : experiment.workloads) {
        if (workload.kernel && std::ssize(workload.kernel->machine.settings) <
                                   static_cast<std::ptrdiff_t>(experiment.replicates)) {
            faults.add(place, fmt::format("replicates = {}, but {} states {} boot settings",
                                          experiment.replicates, workload.name,
                                          workload.kernel->machine.settings.size()));
        }
    }
}

Accelerator read_accelerator(TableReader reader, Faults& faults) {
    const Node* const name = reader.find("accelerator", Node::Type::text, Presence::optional);
    if (name != nullptr) {
        require_known({*name}, "accelerator", "", {"tcg", "kvm"}, faults);
    }
    return name != nullptr && name->text == "kvm" ? Accelerator::kvm : Accelerator::tcg;
}

Experiment read_experiment(const Node& root, const fs::path& file, const Folders& folders,
                           Faults& faults) {
    TableReader reader(root,
                       {"name", "description", "workloads", "metrics", "replicates", "seed",
                        "design", "benchmark", "machine", "analysis", "nightly", "axes", "exclude"},
                       faults);
    Experiment experiment;
    experiment.file = file;
    if (const Node* const name = reader.find("name", Node::Type::text, Presence::required)) {
        experiment.name = name->text;
        require_plain_name(experiment.name, name->place, faults);
        require_same_name(*name, file.stem().string(), "file", faults);
    }
    experiment.description = reader.text("description", Presence::optional);
    const std::vector<Node> metrics = reader.texts("metrics", Presence::required, false);
    require_metrics(metrics, faults);
    experiment.metrics = strings_of(metrics);
    read_settings(reader, experiment, faults);
    if (const Node* const machine = reader.find("machine", Node::Type::table, Presence::optional)) {
        experiment.accelerator =
            read_accelerator(TableReader(*machine, {"accelerator"}, faults), faults);
    }
    if (const Node* const axes = reader.find("axes", Node::Type::table, Presence::required)) {
        experiment.axes = read_axes(*axes, file, folders, faults);
    }
    const std::vector<Node> workloads = reader.texts("workloads", Presence::required, false);
    if (!faults.any()) { // loading them reads and hashes many files
        experiment.workloads = read_workloads(workloads, file, folders, faults);
        require_boot_settings(experiment, root.place, faults);
    }
    if (const Node* const nightly = reader.find("nightly", Node::Type::table, Presence::optional)) {
        experiment.nightly = read_nightly(*nightly, experiment.workloads, faults);
    }
    for (const Node& exclude : reader.tables("exclude", Presence::optional)) {
        experiment.exclusions.push_back(
            read_exclusion(exclude, experiment.axes, experiment.workloads, faults));
    }
    return experiment;
}

} // namespace

Result<Experiment> load_experiment(const std::string& name_or_path, const Folders& folders) {
    const Result<fs::path> file = find_experiment(name_or_path, folders.configs / "experiments");
    if (!file) {
        return tl::unexpected(file.error());
    }
    const Result<Node> root = parse_toml(*file);
    if (!root) {
        return tl::unexpected(root.error());
    }
    Faults faults(*file);
    Experiment experiment = read_experiment(*root, *file, folders, faults);
    return faults.unless_any(std::move(experiment));
}

} // namespace klp
