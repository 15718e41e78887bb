// SPDX-License-Identifier: Apache-2.0
#include "cli/installation.hpp"

namespace klp {
namespace fs = std::filesystem;

Result<Installation> find_installation() {
    std::error_code error;
    const fs::path program = fs::read_symlink("/proc/self/exe", error);
    const fs::path source = KLPBENCH_SOURCE_DIR;
    Installation found;
    found.recorder = program.parent_path() / "klpbench-record";
    found.kernel_compiler = program.parent_path() / "klpbench-kcc";
    found.kernel_linker = program.parent_path() / "klpbench-kld";
    found.folders = {source / "configs", source / "workloads"};
    found.support = source / "workloads" / "suites" / "support";
    found.plugin_source = source / "harness" / "toolchain" / "plugin" / "klp_plugin.cc";
    for (const fs::path& part : {found.recorder, found.kernel_compiler, found.kernel_linker,
                                 found.folders.configs, found.support, found.plugin_source}) {
        if (!fs::exists(part)) {
            return failure(part.string() + " is missing: run ./run.sh in the source tree");
        }
    }
    return found;
}

fs::path cache_folder(const fs::path& database) {
    return fs::absolute(database).parent_path() / "cache";
}

fs::path work_folder(const fs::path& database) {
    const fs::path path = fs::absolute(database);
    return path.parent_path() / "work" / path.filename();
}

} // namespace klp
