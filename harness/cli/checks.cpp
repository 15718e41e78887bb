// SPDX-License-Identifier: Apache-2.0
#include "cli/checks.hpp"

#include "base/units.hpp"
#include "cli/check_conditions.hpp"
#include "cli/check_counters.hpp"
#include "config/load_experiment.hpp"
#include "os/file.hpp"
#include "os/machine.hpp"
#include "toolchain/facts.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace klp {
namespace {

constexpr const char* default_experiment = "livepatch-under-lto";
constexpr const char* kernel_experiment = "linux-livepatch";
constexpr std::int64_t wanted_free_bytes = std::int64_t{1} << 30;

void check_compilers(const Experiment& experiment, InstalledCompilers& facts,
                     std::vector<Check>& checks) {
    for (const ExperimentAxis& axis : experiment.axes) {
        for (const AxisValue& value : axis.axis.values) {
            const bool used =
                std::find(axis.values.begin(), axis.values.end(), value.name) != axis.values.end();
            if (!value.compiler || !used) {
                continue;
            }
            const bool needed = std::find(axis.optional.begin(), axis.optional.end(), value.name) ==
                                axis.optional.end();
            const CheckState absent = needed ? CheckState::missing : CheckState::optional;
            const Result<CompilerIdentity> identity = facts.identify(value);
            if (!identity) {
                checks.push_back({absent, value.name, "not installed",
                                  "apt-get install " + value.compiler->package});
                continue;
            }
            checks.push_back({CheckState::ok, value.name, identity->version, {}});
            const auto plugin = facts.plugin_flags(value, "inline-only-static");
            checks.push_back(plugin ? Check{CheckState::ok, value.name + " plugin", "builds", {}}
                                    : Check{absent, value.name + " plugin", plugin.error().message,
                                            "apt-get install " + value.compiler->plugin_package});
        }
    }
}

void check_programs(std::vector<Check>& checks) {
    checks.push_back(
        find_program("g++")
            ? Check{CheckState::ok, "g++", "compiles the suites' drivers", {}}
            : Check{CheckState::missing, "g++", "not installed", "apt-get install g++"});
    const bool benchmark = std::filesystem::exists("/usr/include/benchmark/benchmark.h");
    checks.push_back(benchmark ? Check{CheckState::ok, "Google Benchmark", "installed", {}}
                               : Check{CheckState::missing, "Google Benchmark", "not installed",
                                       "apt-get install libbenchmark-dev"});
}

// Only kernel experiments need it: the source, what kbuild calls, and the machine.
void check_kernel(const Folders& folders, std::vector<Check>& checks) {
    const Result<Experiment> experiment = load_experiment(kernel_experiment, folders);
    if (!experiment) {
        checks.push_back({CheckState::optional, kernel_experiment, experiment.error().message,
                          "scripts/install-packages kernel"});
        return;
    }
    std::vector<std::string> programs{"make", "flex", "bison", "bc", "tar", "xz"};
    for (const Workload& workload : experiment->workloads) {
        programs.push_back(workload.kernel->machine.emulator);
    }
    std::vector<std::string> absent;
    std::copy_if(programs.begin(), programs.end(), std::back_inserter(absent),
                 [](const std::string& program) { return !find_program(program); });
    checks.push_back(absent.empty()
                         ? Check{CheckState::ok, kernel_experiment, "source and programs", {}}
                         : Check{CheckState::optional, kernel_experiment,
                                 fmt::format("not installed: {}", fmt::join(absent, ", ")),
                                 "scripts/install-packages kernel"});
}

void check_space(const std::string& database, std::vector<Check>& checks) {
    std::filesystem::path folder = std::filesystem::absolute(database).parent_path();
    while (!std::filesystem::exists(folder) && folder.has_relative_path()) {
        folder = folder.parent_path();
    }
    const Result<std::int64_t> free = free_bytes(folder);
    if (!free) {
        checks.push_back({CheckState::missing, "disk", free.error().message, "give another --db"});
        return;
    }
    const std::string found =
        format_quantity(static_cast<double>(*free), "bytes", 3) + " free in " + folder.string();
    checks.push_back(*free >= wanted_free_bytes
                         ? Check{CheckState::ok, "disk", found, {}}
                         : Check{CheckState::missing, "disk", found, "free at least 1 GiB"});
}

} // namespace

std::string_view to_string(CheckState state) {
    switch (state) {
    case CheckState::ok:
        return "ok";
    case CheckState::disturbs:
        return "disturbs";
    case CheckState::optional:
        return "optional";
    case CheckState::missing:
        return "missing";
    }
    return {};
}

Result<std::vector<Check>> check_machine(const Installation& installation,
                                         const std::string& database, ProcessRunner& runner) {
    const Result<Experiment> experiment = load_experiment(default_experiment, installation.folders);
    if (!experiment) {
        return tl::unexpected(experiment.error());
    }
    std::vector<Check> checks;
    InstalledCompilers facts(runner, installation.plugin_source, cache_folder(database));
    check_compilers(*experiment, facts, checks);
    check_programs(checks);
    check_kernel(installation.folders, checks);
    check_space(database, checks);
    const std::vector<Check> conditions = check_conditions(find_conditions());
    checks.insert(checks.end(), conditions.begin(), conditions.end());
    SystemCounters counters;
    check_counters(counters, runner, checks);
    return checks;
}

} // namespace klp
