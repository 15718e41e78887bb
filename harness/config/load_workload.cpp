// SPDX-License-Identifier: Apache-2.0
#include "config/load_workload.hpp"

#include "base/sha256.hpp"
#include "config/files.hpp"
#include "config/load_kernel.hpp"
#include "config/load_livepatched.hpp"
#include "config/parse_toml.hpp"
#include "config/table_reader.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace fs = std::filesystem;

namespace klp {
namespace {

const std::vector<std::string> kinds{"suite", "kernel"};

// Files outside the folder are not in the content hash, so a change to them would go unseen.
bool stays_inside(const fs::path& path) {
    const fs::path normal = path.lexically_normal();
    return !path.is_absolute() && *normal.begin() != "..";
}

void require_path(const Node& name, const fs::path& folder, bool is_folder, Faults& faults) {
    if (!stays_inside(name.text)) {
        faults.add(name.place, fmt::format("\"{}\" lies outside the workload's folder", name.text));
        return;
    }
    std::error_code error;
    const fs::path path = folder / name.text;
    if (is_folder ? !fs::is_directory(path, error) : !fs::is_regular_file(path, error)) {
        faults.add(name.place,
                   fmt::format("no such {}: \"{}\"", is_folder ? "folder" : "file", name.text));
    }
}

std::vector<std::string> read_paths(const std::vector<Node>& names, const fs::path& folder,
                                    bool is_folder, Faults& faults) {
    for (const Node& name : names) {
        require_path(name, folder, is_folder, faults);
    }
    return strings_of(names);
}

Limits read_limits(const Node& table, Faults& faults) {
    TableReader reader(table, {"compile", "link", "self_test", "benchmark"}, faults);
    Limits limits;
    limits.compile = reader.positive("compile", limits.compile);
    limits.link = reader.positive("link", limits.link);
    limits.self_test = reader.positive("self_test", limits.self_test);
    limits.benchmark = reader.positive("benchmark", limits.benchmark);
    return limits;
}

// What every kind of workload has.
Workload read_identity(TableReader& reader, const fs::path& folder, Faults& faults) {
    Workload workload;
    workload.folder = folder;
    if (const Node* const name = reader.find("name", Node::Type::text, Presence::required)) {
        workload.name = name->text;
        require_plain_name(workload.name, name->place, faults);
        const fs::path whole = fs::absolute(folder / "workload.toml").lexically_normal();
        require_same_name(*name, whole.parent_path().filename().string(), "folder", faults);
    }
    if (const Node* const kind = reader.find("kind", Node::Type::text, Presence::required)) {
        workload.kind = kind->text;
        require_known({*kind}, "kind", "", kinds, faults);
    }
    workload.description = reader.text("description", Presence::optional);
    return workload;
}

Workload read_suite(const Node& root, const fs::path& folder, Faults& faults) {
    TableReader reader(root,
                       {"name", "kind", "description", "sources", "include", "compile", "link",
                        "driver", "limits"},
                       faults);
    Workload workload = read_identity(reader, folder, faults);
    const std::vector<Node> sources = reader.texts("sources", Presence::required, false);
    require_distinct(sources, "source", faults);
    workload.sources = read_paths(sources, folder, false, faults);
    workload.include =
        read_paths(reader.texts("include", Presence::optional, true), folder, true, faults);
    workload.compile = strings_of(reader.texts("compile", Presence::optional, true));
    workload.link = strings_of(reader.texts("link", Presence::optional, true));
    if (const Node* const driver = reader.find("driver", Node::Type::text, Presence::required)) {
        workload.driver = driver->text;
        require_path(*driver, folder, false, faults);
    }
    if (const Node* const limits = reader.find("limits", Node::Type::table, Presence::optional)) {
        workload.limits = read_limits(*limits, faults);
    }
    return workload;
}

Workload read_kernel_workload(const Node& root, const fs::path& folder,
                              const std::string& configuration, Faults& faults) {
    std::vector<std::string> keys = kernel_keys();
    keys.insert(keys.end(), {"name", "kind", "description", "limits"});
    TableReader reader(root, keys, faults);
    Workload workload = read_identity(reader, folder, faults);
    const std::vector<std::string> names = kernel_configurations(root);
    if (std::find(names.begin(), names.end(), configuration) == names.end()) {
        faults.add(root.place, fmt::format("a kernel is measured in one of its configurations: "
                                           "write \"{}/NAME\", NAME one of {}",
                                           workload.name, fmt::join(names, ", ")));
        return workload;
    }
    workload.kernel = read_kernel(reader, folder, configuration, faults);
    workload.name += "-" + configuration;
    return workload;
}

bool is_kernel(const Node& root) {
    return std::any_of(root.children.begin(), root.children.end(), [](const Node& node) {
        return node.key == "kind" && node.type == Node::Type::text && node.text == "kernel";
    });
}

Result<std::string> hash_of(const Workload& workload) {
    std::vector<fs::path> folders{workload.folder};
    std::error_code ignored;
    if (const fs::path support = workload.folder / ".." / "support";
        workload.kind == "suite" && fs::is_directory(support, ignored)) {
        folders.push_back(support);
    }
    Result<std::string> hash = content_hash(folders, livepatched_file);
    if (!hash || !workload.kernel) {
        return hash;
    }
    Result<std::string> source = kernel_source_hash(*workload.kernel);
    if (!source) {
        return source;
    }
    Sha256 both;
    both.add_field(*hash);
    both.add_field(*source);
    return both.hex();
}

} // namespace

Result<Workload> load_workload(const fs::path& folder, const std::string& configuration) {
    const fs::path file = folder / "workload.toml";
    const Result<Node> root = parse_toml(file);
    if (!root) {
        return tl::unexpected(root.error());
    }
    Faults faults(file);
    if (!configuration.empty() && !is_kernel(*root)) {
        faults.add(root->place, fmt::format("this is no kernel: it has no configuration \"{}\"",
                                            printable(configuration)));
    }
    Workload workload = is_kernel(*root)
                            ? read_kernel_workload(*root, folder_of(file), configuration, faults)
                            : read_suite(*root, folder_of(file), faults);
    if (!faults.any()) {
        Result<std::string> hash = hash_of(workload);
        if (hash) {
            workload.content_hash = std::move(*hash);
        } else {
            faults.adopt(std::move(hash.error()));
        }
    }
    return faults.unless_any(std::move(workload));
}

} // namespace klp
