// SPDX-License-Identifier: Apache-2.0
#include "config/load_axis.hpp"

#include "config/parse_toml.hpp"
#include "config/table_reader.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace klp {
namespace {

constexpr std::string_view live_patching_flag = "-flive-patching";

std::vector<std::string> value_keys(const std::string& axis) {
    std::vector<std::string> keys{"name",      "description",   "compile",   "link",
                                  "compilers", "architectures", "equivalent"};
    if (axis == compiler_axis) {
        keys.insert(keys.end(), {"command", "package", "plugin_package"});
    }
    return keys;
}

// GCC takes -flive-patching at the link and ignores it, LTO or not: a build measured so would be
// the plain build under another name.
void refuse_live_patching_at_link_only(const AxisValue& value, const std::vector<Node>& link,
                                       Faults& faults) {
    for (const Node& flag : link) {
        const bool compiled_with =
            std::find(value.compile.begin(), value.compile.end(), flag.text) != value.compile.end();
        if (flag.text.starts_with(live_patching_flag) && !compiled_with) {
            faults.add(flag.place,
                       fmt::format("\"{}\" is given at the link only, where GCC ignores "
                                   "it; give it in `compile` too",
                                   flag.text));
        }
    }
}

Equivalent read_equivalent(const Node& table, const AxisValue& value, Faults& faults) {
    TableReader reader(table, {"options_disabled_by", "plugin"}, faults);
    Equivalent equivalent{reader.text("options_disabled_by", Presence::required),
                          reader.text("plugin", Presence::optional)};
    if (const Node* const flag =
            reader.find("options_disabled_by", Node::Type::text, Presence::required)) {
        require_known({*flag}, "flag", " (it must be one of the value's `compile`)", value.compile,
                      faults);
    }
    return equivalent;
}

AxisValue read_value(const Node& table, const std::string& axis, Faults& faults) {
    TableReader reader(table, value_keys(axis), faults);
    AxisValue value;
    value.name = reader.text("name", Presence::required);
    value.description = reader.text("description", Presence::optional);
    value.compile = strings_of(reader.texts("compile", Presence::optional, true));
    const std::vector<Node> link = reader.texts("link", Presence::optional, true);
    value.link = strings_of(link);
    value.compilers = strings_of(reader.texts("compilers", Presence::optional, false));
    value.architectures = strings_of(reader.texts("architectures", Presence::optional, false));
    if (const Node* const equivalent =
            reader.find("equivalent", Node::Type::table, Presence::optional)) {
        value.equivalent = read_equivalent(*equivalent, value, faults);
    }
    if (axis == compiler_axis) {
        value.compiler = CompilerCommand{reader.text("command", Presence::required),
                                         reader.text("package", Presence::optional),
                                         reader.text("plugin_package", Presence::optional)};
    }
    refuse_live_patching_at_link_only(value, link, faults);
    return value;
}

void read_values(TableReader& reader, Axis& axis, Faults& faults) {
    std::vector<Node> names;
    for (const Node& table : reader.tables("value", Presence::required)) {
        axis.values.push_back(read_value(table, axis.name, faults));
        for (const Node& child : table.children) {
            if (child.key == "name") {
                require_plain_name(child.text, child.place, faults);
                names.push_back(child);
            }
        }
    }
    require_distinct(names, "value", faults);
    if (const Node* const baseline =
            reader.find("baseline", Node::Type::text, Presence::required)) {
        require_known({*baseline}, "baseline", "", strings_of(names), faults);
        axis.baseline = baseline->text;
    }
}

} // namespace

Result<Axis> load_axis(const std::filesystem::path& file) {
    const Result<Node> root = parse_toml(file);
    if (!root) {
        return tl::unexpected(root.error());
    }
    Faults faults(file);
    TableReader reader(*root, {"name", "description", "baseline", "value"}, faults);
    Axis axis;
    if (const Node* const name = reader.find("name", Node::Type::text, Presence::required)) {
        axis.name = name->text;
        require_plain_name(axis.name, name->place, faults);
        require_same_name(*name, file.stem().string(), "file", faults);
    }
    axis.description = reader.text("description", Presence::optional);
    read_values(reader, axis, faults);
    return faults.unless_any(std::move(axis));
}

} // namespace klp
