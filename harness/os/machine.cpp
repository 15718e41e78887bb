// SPDX-License-Identifier: Apache-2.0
#include "os/machine.hpp"

#include <fmt/format.h>

#include <sched.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>

namespace klp {
namespace {

// The value after `key` and a separator in a file of KEY: VALUE or KEY=VALUE lines.
std::string value_of(const char* path, const std::string& key) {
    std::ifstream file(path);
    for (std::string line; std::getline(file, line);) {
        if (!line.starts_with(key)) {
            continue;
        }
        const std::size_t start = line.find_first_not_of(" \t:=\"", key.size());
        const std::size_t end = line.find_last_not_of(" \t\"");
        return start == std::string::npos ? "" : line.substr(start, end - start + 1);
    }
    return {};
}

} // namespace

MachineFacts machine_facts() {
    MachineFacts facts;
    utsname name{};
    if (uname(&name) == 0) {
        facts.architecture = name.machine;
        facts.kernel = fmt::format("{} {}", name.sysname, name.release);
    }
    facts.cpu = value_of("/proc/cpuinfo", "model name");
    facts.os = value_of("/etc/os-release", "PRETTY_NAME");
    facts.memory_bytes = static_cast<std::int64_t>(sysconf(_SC_PHYS_PAGES)) * sysconf(_SC_PAGESIZE);
    return facts;
}

std::vector<int> allowed_cpus() {
    std::vector<int> cpus;
    cpu_set_t set;
    CPU_ZERO(&set);
    if (sched_getaffinity(0, sizeof set, &set) == 0) {
        for (int cpu = 0; cpu < CPU_SETSIZE; ++cpu) {
            if (CPU_ISSET(static_cast<std::size_t>(cpu), &set)) {
                cpus.push_back(cpu);
            }
        }
    }
    return cpus;
}

Result<std::int64_t> free_bytes(const std::filesystem::path& path) {
    std::error_code error;
    const std::filesystem::space_info space = std::filesystem::space(path, error);
    if (error) {
        return failure(fmt::format("{}: {}", path.string(), error.message()));
    }
    return static_cast<std::int64_t>(space.available);
}

double load_average() {
    double load = -1;
    return getloadavg(&load, 1) == 1 ? load : -1;
}

std::optional<std::string> first_line(const std::filesystem::path& path) {
    std::ifstream file(path);
    std::string line;
    if (!std::getline(file, line)) {
        return std::nullopt;
    }
    return line;
}

} // namespace klp
