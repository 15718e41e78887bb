// SPDX-License-Identifier: Apache-2.0
#include "os/machine.hpp"
#include "os/perf_events.hpp"

#include <perfmon/pfmlib.h>
#include <perfmon/pfmlib_perf_event.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>

namespace klp {
namespace {

bool has_libpfm() {
    static const bool is_ready = pfm_initialize() == PFM_SUCCESS;
    return is_ready;
}

std::string in_lower_case(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return text;
}

} // namespace

std::optional<PerfEvent> SystemCounters::find(const std::string& name) {
    perf_event_attr attributes{};
    pfm_perf_encode_arg_t request{};
    request.size = sizeof request;
    request.attr = &attributes;
    if (!has_libpfm() || pfm_get_os_event_encoding(name.c_str(), PFM_PLM3, PFM_OS_PERF_EVENT_EXT,
                                                   &request) != PFM_SUCCESS) {
        return std::nullopt;
    }
    PerfEvent event;
    event.name = name;
    event.type = attributes.type;
    event.config = {attributes.config, attributes.config1, attributes.config2};
    event.exclude_user = attributes.exclude_user != 0;
    event.exclude_kernel = attributes.exclude_kernel != 0;
    event.exclude_hypervisor = attributes.exclude_hv != 0;
    return event;
}

std::vector<std::string> SystemCounters::names() {
    std::vector<std::string> names;
    if (!has_libpfm()) {
        return names;
    }
    for (int pmu = PFM_PMU_NONE; pmu < PFM_PMU_MAX; ++pmu) {
        pfm_pmu_info_t about{};
        about.size = sizeof about;
        if (pfm_get_pmu_info(static_cast<pfm_pmu_t>(pmu), &about) != PFM_SUCCESS ||
            about.is_present == 0) {
            continue;
        }
        for (int i = about.first_event; i != -1; i = pfm_get_event_next(i)) {
            pfm_event_info_t event{};
            event.size = sizeof event;
            if (pfm_get_event_info(i, PFM_OS_PERF_EVENT, &event) == PFM_SUCCESS) {
                names.push_back(in_lower_case(event.name));
            }
        }
    }
    return names;
}

int SystemCounters::try_open(const PerfEvent& event) {
    perf_event_attr attributes{};
    attributes.size = sizeof attributes;
    attributes.type = event.type;
    attributes.config = event.config[0];
    attributes.config1 = event.config[1];
    attributes.config2 = event.config[2];
    attributes.disabled = 1;
    attributes.exclude_user = event.exclude_user ? 1 : 0;
    attributes.exclude_kernel = event.exclude_kernel ? 1 : 0;
    attributes.exclude_hv = event.exclude_hypervisor ? 1 : 0;
    const long fd = syscall(SYS_perf_event_open, &attributes, 0, -1, -1, PERF_FLAG_FD_CLOEXEC);
    if (fd < 0) {
        return errno;
    }
    close(static_cast<int>(fd));
    return 0;
}

std::optional<int> SystemCounters::paranoid() {
    const std::string text =
        first_line("/proc/sys/kernel/perf_event_paranoid").value_or(std::string());
    int level = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), level);
    return error == std::errc() ? std::optional(level) : std::nullopt;
}

} // namespace klp
