// SPDX-License-Identifier: Apache-2.0
//
// gc.*: from the linker's own list of what it discarded.
#include "inspect/link_map.hpp"
#include "measure/family.hpp"
#include "os/file.hpp"

namespace klp {

Status measure_section_gc(const MeasureRequest& request, ProcessRunner&, VisitResult& visit) {
    if (!request.artifacts.section_gc) {
        skip_sample(visit, "gc.removed_functions", "linked without --gc-sections");
        skip_sample(visit, "gc.removed_bytes", "linked without --gc-sections");
        return {};
    }
    const Result<std::string> map = read_file(request.artifacts.link_map);
    if (!map) {
        return tl::unexpected(map.error());
    }
    const DiscardedSections discarded = read_discarded_sections(*map);
    add_sample(visit, "gc.removed_functions", static_cast<double>(discarded.functions));
    add_sample(visit, "gc.removed_bytes", static_cast<double>(discarded.bytes));
    return {};
}

} // namespace klp
