// SPDX-License-Identifier: Apache-2.0
#include "config/experiment_workloads.hpp"

#include "config/files.hpp"
#include "config/load_workload.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace fs = std::filesystem;

namespace klp {
namespace {

bool is_outside(const std::string& name) {
    return name.starts_with("./") || name.starts_with("../") || name.starts_with("/");
}

// What can be named without a leading "./": "suites/*", "suites/aead", "suites/lz77", …
std::vector<std::string> known_names(const fs::path& root) {
    std::error_code error;
    std::vector<std::string> kinds;
    for (fs::directory_iterator kind(root, error), end; !error && kind != end;
         kind.increment(error)) {
        kinds.push_back(kind->path().filename().string());
    }
    std::sort(kinds.begin(), kinds.end());
    std::vector<std::string> names;
    for (const std::string& kind : kinds) {
        const std::vector<std::string> in_kind = workload_names(root / kind);
        if (!in_kind.empty()) {
            names.push_back(kind + "/*");
        }
        for (const std::string& name : in_kind) {
            names.push_back(fmt::format("{}/{}", kind, name));
        }
    }
    return names;
}

/// A folder with a workload.toml, and which of its configurations when it is a kernel.
struct Selected {
    fs::path folder;
    std::string configuration;
};

bool has_workload(const fs::path& folder) {
    std::error_code error;
    return fs::is_regular_file(folder / "workload.toml", error);
}

std::vector<Selected> select_folders(const Node& name, const fs::path& experiment,
                                     const Folders& folders, Faults& faults) {
    const bool outside = is_outside(name.text);
    const fs::path root = outside ? folder_of(experiment) : folders.workloads;
    const fs::path folder = (root / name.text).lexically_normal();
    std::vector<Selected> selected;
    if (folder.filename() == "*") {
        for (const std::string& workload : workload_names(folder.parent_path())) {
            selected.push_back({folder.parent_path() / workload, {}});
        }
    } else if (has_workload(folder)) {
        selected.push_back({folder, {}});
    } else if (has_workload(folder.parent_path())) {
        selected.push_back({folder.parent_path(), folder.filename().string()});
    }
    if (selected.empty()) {
        faults.add(name.place, fmt::format("unknown workload \"{}\"{}", name.text,
                                           outside ? "; there is no workload.toml"
                                                   : suggestion(name.text, known_names(root))));
    }
    return selected;
}

} // namespace

std::vector<Workload> read_workloads(const std::vector<Node>& names, const fs::path& experiment,
                                     const Folders& folders, Faults& faults) {
    std::vector<Workload> workloads;
    for (const Node& name : names) {
        for (const auto& [folder, configuration] :
             select_folders(name, experiment, folders, faults)) {
            Result<Workload> workload = load_workload(folder, configuration);
            if (!workload) {
                faults.adopt(std::move(workload.error()));
                return workloads;
            }
            if (std::any_of(workloads.begin(), workloads.end(), [&](const Workload& earlier) {
                    return earlier.name == workload->name;
                })) {
                faults.add(name.place,
                           fmt::format("workload \"{}\" is given twice", workload->name));
            }
            workloads.push_back(std::move(*workload));
        }
    }
    return workloads;
}

} // namespace klp
