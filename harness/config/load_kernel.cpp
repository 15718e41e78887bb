// SPDX-License-Identifier: Apache-2.0
#include "config/load_kernel.hpp"

#include "base/sha256.hpp"
#include "config/files.hpp"
#include "config/kernel_source.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

namespace fs = std::filesystem;

namespace klp {
namespace {

const Node* child(const Node& table, std::string_view key) {
    for (const Node& node : table.children) {
        if (node.key == key) {
            return &node;
        }
    }
    return nullptr;
}

std::vector<std::string> assignments(TableReader& reader, std::string_view key, Faults& faults) {
    const std::vector<Node> nodes = reader.texts(key, Presence::optional, true);
    for (const Node& node : nodes) {
        if (const std::size_t at = node.text.find('='); at == std::string::npos || at == 0) {
            faults.add(node.place, fmt::format("\"{}\" is no make variable; write \"NAME=VALUE\"",
                                               printable(node.text)));
        }
    }
    return strings_of(nodes);
}

std::vector<KeptOut> read_keep_out(TableReader& reader, Faults& faults) {
    std::vector<KeptOut> units;
    for (const Node& table : reader.tables("keep_out", Presence::optional)) {
        TableReader unit(table, {"unit", "reason"}, faults);
        units.push_back(
            {unit.text("unit", Presence::required), unit.text("reason", Presence::required)});
    }
    return units;
}

KernelCollection read_collection(const Node& table, Faults& faults) {
    TableReader reader(table, {"script", "roots", "collect", "drop", "weak_table"}, faults);
    KernelCollection collection;
    collection.script = reader.text("script", Presence::required);
    collection.roots = strings_of(reader.texts("roots", Presence::optional, true));
    collection.collect = strings_of(reader.texts("collect", Presence::optional, true));
    collection.drop = strings_of(reader.texts("drop", Presence::optional, true));
    for (const Node& entry : reader.tables("weak_table", Presence::optional)) {
        TableReader weak(entry, {"section", "entry_bytes", "subject"}, faults);
        WeakTable row;
        row.section = weak.text("section", Presence::required);
        row.entry_bytes = static_cast<int>(weak.whole("entry_bytes", 0, 4096, 0));
        row.subject = static_cast<int>(weak.whole("subject", 0, 4095, 0));
        if (row.entry_bytes > 0 && row.subject >= row.entry_bytes) {
            faults.add(entry.place, fmt::format("subject {} lies outside an entry of {} bytes",
                                                row.subject, row.entry_bytes));
        }
        collection.weak_tables.push_back(std::move(row));
    }
    return collection;
}

KernelMachine read_machine(const Node& table, Faults& faults) {
    TableReader reader(table,
                       {"emulator", "package", "arguments", "command_line", "command_line_counted",
                        "command_line_diagnosis", "boot"},
                       faults);
    KernelMachine machine;
    machine.emulator = reader.text("emulator", Presence::required);
    machine.package = reader.text("package", Presence::optional);
    machine.arguments = strings_of(reader.texts("arguments", Presence::optional, true));
    machine.command_line = reader.text("command_line", Presence::optional);
    machine.command_line_counted = reader.text("command_line_counted", Presence::optional);
    machine.command_line_diagnosis = reader.text("command_line_diagnosis", Presence::optional);
    constexpr int most_memory_mib = 1 << 20;
    constexpr int most_padding = 1500; // the command line of x86 has 2,048 characters
    for (const Node& entry : reader.tables("boot", Presence::required)) {
        TableReader boot(entry, {"memory_mib", "padding"}, faults);
        BootSetting setting;
        setting.memory_mib =
            static_cast<int>(boot.whole("memory_mib", 16, most_memory_mib, setting.memory_mib));
        setting.padding = static_cast<int>(boot.whole("padding", 0, most_padding, 0));
        machine.settings.push_back(setting);
    }
    return machine;
}

KernelLimits read_limits(const Node& table, Faults& faults) {
    TableReader reader(table, {"unpack", "configure", "build", "boot"}, faults);
    KernelLimits limits;
    limits.unpack = reader.positive("unpack", limits.unpack);
    limits.configure = reader.positive("configure", limits.configure);
    limits.build = reader.positive("build", limits.build);
    limits.boot = reader.positive("boot", limits.boot);
    return limits;
}

fs::path read_fragment(const Node& table, const fs::path& folder, const std::string& configuration,
                       Faults& faults) {
    const Node* const name = child(table, configuration);
    if (name == nullptr || name->type != Node::Type::text) {
        faults.add(table.place, fmt::format("\"{}\" needs the path of a fragment", configuration));
        return {};
    }
    fs::path path = (folder / name->text).lexically_normal();
    std::error_code error;
    if (!fs::is_regular_file(path, error)) {
        faults.add(name->place, fmt::format("no such file: \"{}\"", printable(name->text)));
    }
    return path;
}

fs::path read_part(TableReader& reader, std::string_view key, const fs::path& folder,
                   Faults& faults) {
    const Node* const name = reader.find(key, Node::Type::text, Presence::required);
    if (name == nullptr) {
        return {};
    }
    std::error_code error;
    if (!fs::exists(folder / name->text, error)) {
        faults.add(name->place, fmt::format("no such file: \"{}\"", printable(name->text)));
    }
    return fs::absolute(folder / name->text).lexically_normal();
}

} // namespace

const std::vector<std::string>& kernel_keys() {
    static const std::vector<std::string> keys{"architecture",   "base_configuration",
                                               "configurations", "shim",
                                               "kbench",         "image",
                                               "make",           "make_lto",
                                               "after_link",     "apart",
                                               "proof_units",    "typical_unit",
                                               "source",         "keep_out",
                                               "collection",     "machine"};
    return keys;
}

std::vector<std::string> kernel_configurations(const Node& root) {
    std::vector<std::string> names;
    if (const Node* const table = child(root, "configurations")) {
        for (const Node& entry : table->children) {
            names.push_back(entry.key);
        }
    }
    return names;
}

KernelWorkload read_kernel(TableReader& reader, const fs::path& folder,
                           const std::string& configuration, Faults& faults) {
    KernelWorkload kernel;
    kernel.architecture = reader.text("architecture", Presence::required);
    kernel.base_configuration = reader.text("base_configuration", Presence::required);
    kernel.shim = read_part(reader, "shim", folder, faults);
    kernel.kbench = read_part(reader, "kbench", folder, faults);
    kernel.image = reader.text("image", Presence::required);
    kernel.typical_unit = reader.text("typical_unit", Presence::required);
    kernel.make = assignments(reader, "make", faults);
    kernel.make_lto = assignments(reader, "make_lto", faults);
    kernel.after_link = strings_of(reader.texts("after_link", Presence::optional, true));
    kernel.apart = strings_of(reader.texts("apart", Presence::optional, true));
    kernel.keep_out = read_keep_out(reader, faults);
    kernel.proof_units = static_cast<int>(reader.whole(
        "proof_units", 1, std::numeric_limits<std::int16_t>::max(), kernel.proof_units));
    const auto table = [&reader](const char* key, Presence presence) {
        return reader.find(key, Node::Type::table, presence);
    };
    if (const Node* const entry = table("configurations", Presence::required)) {
        kernel.fragment = read_fragment(*entry, folder, configuration, faults);
    }
    if (const Node* const entry = table("collection", Presence::required)) {
        kernel.collection = read_collection(*entry, faults);
    }
    if (const Node* const entry = table("machine", Presence::required)) {
        kernel.machine = read_machine(*entry, faults);
    }
    if (const Node* const entry = table("limits", Presence::optional)) {
        kernel.limits = read_limits(*entry, faults);
    }
    if (const Node* const entry = table("source", Presence::required); !faults.any() && entry) {
        kernel.source = read_kernel_source(*entry, folder, faults);
    }
    return kernel;
}

Result<std::string> kernel_source_hash(const KernelWorkload& kernel) {
    const Result<std::string> fragment = read_config_file(kernel.fragment);
    if (!fragment) {
        return tl::unexpected(fragment.error());
    }
    Sha256 hash;
    hash.add_field(*fragment);
    hash.add_field(kernel.source.sha256);
    return hash.hex();
}

} // namespace klp
