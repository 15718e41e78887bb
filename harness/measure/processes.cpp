// SPDX-License-Identifier: Apache-2.0
//
// compile.*, lto.* and link.*: from what the recording wrapper wrote down. `compile` sums over the
// translation units and LTO's compilation inside the link; what is left of the link is `link`.
#include "inspect/record_log.hpp"
#include "measure/family.hpp"
#include "os/file.hpp"

#include <algorithm>

namespace klp {
namespace {

struct PhaseSum {
    double wall_s = 0;
    double cpu_s = 0;
    std::int64_t peak_rss_bytes = 0;
    int processes = 0;

    void add(const ProcessRecord& record) {
        wall_s += record.wall_s;
        cpu_s += record.user_s + record.system_s;
        peak_rss_bytes = std::max(peak_rss_bytes, record.peak_rss_bytes);
        ++processes;
    }
};

} // namespace

Status measure_processes(const MeasureRequest& request, ProcessRunner&, VisitResult& visit) {
    const Result<std::string> log = read_file(request.artifacts.record_log);
    if (!log) {
        return tl::unexpected(log.error());
    }
    Result<std::vector<ProcessRecord>> records = read_record_log(*log);
    if (!records) {
        Error error = records.error();
        error.file = request.artifacts.record_log.string();
        return tl::unexpected(error);
    }
    PhaseSum units;
    PhaseSum link;
    PhaseSum wpa;
    PhaseSum ltrans;
    for (const ProcessRecord& record : *records) {
        if (record.phase == "compile") {
            units.add(record);
        } else if (record.phase == "link") {
            link.add(record);
        } else if (record.phase == "wpa") {
            wpa.add(record);
        } else if (record.phase == "ltrans" || record.phase == "ltrans-as") {
            ltrans.add(record);
        }
    }
    const double lto_cpu_s = wpa.cpu_s + ltrans.cpu_s;
    add_sample(visit, "compile.wall_s", units.wall_s + wpa.wall_s + ltrans.wall_s);
    add_sample(visit, "compile.cpu_s", units.cpu_s + lto_cpu_s);
    add_sample(visit, "compile.peak_rss_bytes",
               static_cast<double>(
                   std::max({units.peak_rss_bytes, wpa.peak_rss_bytes, ltrans.peak_rss_bytes})));
    add_sample(visit, "link.cpu_s", std::max(0.0, link.cpu_s - lto_cpu_s));
    if (wpa.processes > 0) {
        add_sample(visit, "lto.wpa_cpu_s", wpa.cpu_s);
    } else {
        skip_sample(visit, "lto.wpa_cpu_s",
                    ltrans.processes > 0 ? "linked without whole-program analysis"
                                         : "built without LTO");
    }
    if (wpa.processes + ltrans.processes > 0) {
        add_sample(visit, "lto.ltrans_cpu_s", ltrans.cpu_s);
    } else {
        skip_sample(visit, "lto.ltrans_cpu_s", "built without LTO");
    }
    visit.processes = std::move(*records);
    return {};
}

} // namespace klp
