// SPDX-License-Identifier: Apache-2.0
#include "config/experiment_axes.hpp"

#include "config/files.hpp"
#include "config/load_axis.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace fs = std::filesystem;

namespace klp {
namespace {

std::string of_axis(const std::string& axis) {
    return fmt::format(" of axis \"{}\"", axis);
}

std::vector<std::string> value_names(const Axis& axis) {
    std::vector<std::string> names;
    names.reserve(axis.values.size());
    for (const AxisValue& value : axis.values) {
        names.push_back(value.name);
    }
    return names;
}

// The axis of `entry`, from the file that `file` names or from the shipped ones.
Axis find_axis(const Node& entry, const Node* file, const fs::path& experiment,
               const Folders& folders, Faults& faults) {
    const fs::path shipped = folders.configs / "axes";
    const fs::path path =
        file != nullptr ? folder_of(experiment) / file->text : shipped / (entry.key + ".toml");
    if (std::error_code error; !fs::is_regular_file(path, error)) {
        if (file != nullptr) {
            faults.add(file->place, fmt::format("no such file: \"{}\"", file->text));
        } else {
            faults.add(entry.key_place, fmt::format("unknown axis \"{}\"{}", entry.key,
                                                    suggestion(entry.key, toml_names(shipped))));
        }
        return {};
    }
    Result<Axis> axis = load_axis(path);
    if (!axis) {
        faults.adopt(std::move(axis.error()));
        return {};
    }
    if (axis->name != entry.key) {
        faults.add(entry.key_place,
                   fmt::format("axis \"{}\" is called \"{}\" in its file", entry.key, axis->name));
    }
    return std::move(*axis);
}

// Both forms of an axis, `["a", "b"]` and `{ values = ["a", "b"], … }`, as the second one.
Node as_table(const Node& entry) {
    if (entry.type != Node::Type::list) {
        return entry;
    }
    Node table;
    table.place = entry.place;
    table.children.push_back(entry);
    table.children.front().key = "values";
    return table;
}

ExperimentAxis read_axis(const Node& entry, const fs::path& experiment, const Folders& folders,
                         Faults& faults) {
    ExperimentAxis used;
    if (entry.type != Node::Type::list && entry.type != Node::Type::table) {
        faults.add(entry.place,
                   fmt::format("axis \"{}\" must be a list of values or a table, not {}", entry.key,
                               type_name(entry.type)));
        return used;
    }
    const Node table = as_table(entry);
    std::vector<std::string> keys{"values", "file"};
    if (entry.key == compiler_axis) {
        keys.emplace_back("optional");
    }
    TableReader reader(table, keys, faults);
    used.axis = find_axis(entry, reader.find("file", Node::Type::text, Presence::optional),
                          experiment, folders, faults);
    const std::vector<Node> values = reader.texts("values", Presence::required, false);
    require_known(values, "value", of_axis(entry.key), value_names(used.axis), faults);
    require_distinct(values, "value", faults);
    used.values = strings_of(values);
    const std::vector<Node> optional = reader.texts("optional", Presence::optional, true);
    require_known(optional, "value", " in `values`", used.values, faults);
    used.optional = strings_of(optional);
    return used;
}

} // namespace

std::vector<ExperimentAxis> read_axes(const Node& table, const fs::path& experiment,
                                      const Folders& folders, Faults& faults) {
    std::vector<ExperimentAxis> axes;
    for (const Node& entry : table.children) {
        require_plain_name(entry.key, entry.key_place, faults);
        if (!faults.any()) {
            axes.push_back(read_axis(entry, experiment, folders, faults));
        }
    }
    if (std::none_of(axes.begin(), axes.end(),
                     [](const ExperimentAxis& used) { return used.axis.name == compiler_axis; })) {
        faults.add(table.place, fmt::format("missing axis \"{}\"", compiler_axis));
    }
    return axes;
}

Exclusion read_exclusion(const Node& table, const std::vector<ExperimentAxis>& axes,
                         const std::vector<Workload>& workloads, Faults& faults) {
    TableReader reader(table, {"when", "workloads", "reason"}, faults);
    Exclusion exclusion;
    exclusion.reason = reader.text("reason", Presence::required);
    if (const Node* const when = reader.find("when", Node::Type::table, Presence::optional)) {
        std::vector<std::string> names;
        names.reserve(axes.size());
        for (const ExperimentAxis& used : axes) {
            names.push_back(used.axis.name);
        }
        TableReader conditions(*when, names, faults, "axis");
        for (const ExperimentAxis& used : axes) {
            const std::string& name = used.axis.name;
            const std::vector<Node> values = conditions.text_or_texts(name);
            require_known(values, "value", of_axis(name), value_names(used.axis), faults);
            if (!values.empty()) {
                exclusion.when[name] = strings_of(values);
            }
        }
    }
    std::vector<std::string> known;
    known.reserve(workloads.size());
    for (const Workload& workload : workloads) {
        known.push_back(workload.name);
    }
    const std::vector<Node> excluded = reader.texts("workloads", Presence::optional, false);
    require_known(excluded, "workload", "", known, faults);
    exclusion.workloads = strings_of(excluded);
    if (exclusion.when.empty() && exclusion.workloads.empty()) {
        faults.add(table.place, "an exclusion needs `when` or `workloads`");
    }
    return exclusion;
}

} // namespace klp
