// SPDX-License-Identifier: Apache-2.0
//
// gc.*: from the linker's own list of what it discarded; for a kernel, from the report of the link
// of vmlinux.o.
#include "inspect/gc_report.hpp"
#include "inspect/link_map.hpp"
#include "measure/family.hpp"
#include "os/file.hpp"

namespace klp {

namespace {

Status measure_kernel_gc(const std::filesystem::path& file, VisitResult& visit) {
    const Result<std::string> text = read_file(file);
    const Result<CollectedSections> report =
        text ? read_gc_report(*text) : tl::unexpected(text.error());
    if (!report) {
        return failure(file.string() + ": " + report.error().message);
    }
    add_sample(visit, "gc.removed_functions", static_cast<double>(report->functions));
    add_sample(visit, "gc.removed_bytes", static_cast<double>(report->bytes));
    return {};
}

} // namespace

Status measure_section_gc(const MeasureRequest& request, ProcessRunner&, VisitResult& visit) {
    if (!request.artifacts.section_gc) {
        skip_sample(visit, "gc.removed_functions", "linked without --gc-sections");
        skip_sample(visit, "gc.removed_bytes", "linked without --gc-sections");
        return {};
    }
    if (request.artifacts.kernel) {
        return measure_kernel_gc(request.artifacts.kernel->gc_report, visit);
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
