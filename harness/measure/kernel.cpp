// SPDX-License-Identifier: Apache-2.0
//
// What only a kernel's build has: the image that is booted, objtool's warnings, and the order of
// initcalls, which decides whether two kernels may be compared when they run.
#include "inspect/initcalls.hpp"
#include "inspect/objtool.hpp"
#include "measure/family.hpp"
#include "os/file.hpp"

namespace klp {

Status measure_kernel(const MeasureRequest& request, ProcessRunner&, VisitResult& visit) {
    const KernelArtifacts& kernel = *request.artifacts.kernel;
    std::error_code error;
    const auto bytes = std::filesystem::file_size(kernel.boot_image, error);
    if (error) {
        return failure("cannot read " + kernel.boot_image.string() + ": " + error.message());
    }
    add_sample(visit, "size.image", static_cast<double>(bytes));
    const Result<std::string> log = read_file(kernel.build_log);
    const Result<std::string> map = read_file(kernel.system_map);
    if (!log || !map) {
        return tl::unexpected(!log ? log.error() : map.error());
    }
    int warnings = 0;
    for (const auto& [kind, count] : objtool_warnings(*log)) {
        add_sample(visit, "objtool.warnings." + kind, count);
        warnings += count;
    }
    add_sample(visit, "objtool.warnings", warnings);
    visit.facts.push_back({"initcalls", initcall_order(*map)});
    return {};
}

} // namespace klp
