// SPDX-License-Identifier: Apache-2.0
#include "toolchain/facts.hpp"

#include "os/file.hpp"
#include "toolchain/identity.hpp"
#include "toolchain/optimizers.hpp"
#include "toolchain/plugin.hpp"

#include <fmt/format.h>

namespace klp {
namespace {

constexpr double probe_limit_s = 20;

// Something to inline, clone and keep, so that every pass a flag turns on has work.
constexpr const char* probe_source = "static int twice(int x) { return 2 * x; }\n"
                                     "int four_times(int x) { return twice(twice(x)); }\n";

std::string trim_end(std::string text) {
    text.erase(text.find_last_not_of(" \n\r\t") + 1);
    return text;
}

} // namespace

Result<CompilerIdentity> InstalledCompilers::identify(const AxisValue& compiler) {
    const auto known = m_identities.find(compiler.name);
    if (known != m_identities.end()) {
        return known->second;
    }
    return m_identities.emplace(compiler.name, identify_compiler(compiler, m_runner)).first->second;
}

Probe InstalledCompilers::probe(const AxisValue& compiler, const std::vector<std::string>& flags) {
    Probe probe{compiler.name, flags, false, {}};
    const Result<CompilerIdentity> identity = identify(compiler);
    const Result<TemporaryFolder> folder = TemporaryFolder::make(m_cache, "probe-");
    const Status written = folder ? write_file(folder->path() / "probe.c", probe_source)
                                  : Status(tl::unexpected(folder.error()));
    if (!identity || !written) {
        probe.diagnostic = to_string(!identity ? identity.error() : written.error());
        return probe;
    }
    ProcessRequest request;
    request.argv = {identity->path};
    request.argv.insert(request.argv.end(), flags.begin(), flags.end());
    request.argv.insert(request.argv.end(), {"-c", "probe.c", "-o", "probe.o"});
    request.directory = folder->path();
    request.environment = {{"LC_ALL", "C"}};
    request.limit_s = probe_limit_s;
    request.record_phase = "probe";
    const ProcessResult result = m_runner.run(request);
    probe.accepted = result.ok();
    probe.diagnostic = trim_end(result.error_output);
    if (!probe.accepted && probe.diagnostic.empty()) {
        probe.diagnostic = "the compiler " + describe_end(result);
    }
    m_probes.push_back(probe);
    return probe;
}

Result<std::map<std::string, bool>>
InstalledCompilers::optimizers(const AxisValue& compiler, const std::vector<std::string>& flags) {
    const Result<CompilerIdentity> identity = identify(compiler);
    if (!identity) {
        return tl::unexpected(identity.error());
    }
    ProcessRequest request;
    request.argv = {identity->path};
    request.argv.insert(request.argv.end(), flags.begin(), flags.end());
    request.argv.insert(request.argv.end(), {"-Q", "--help=optimizers"});
    request.environment = {{"LC_ALL", "C"}};
    request.limit_s = probe_limit_s;
    request.record_phase = "probe";
    const ProcessResult result = m_runner.run(request);
    std::map<std::string, bool> table = read_optimizers(result.output);
    if (!result.ok() || table.empty()) {
        return failure(fmt::format("{}: -Q --help=optimizers gives no table of optimizers: {}",
                                   compiler.name, trim_end(result.error_output)));
    }
    return table;
}

Result<std::vector<std::string>> InstalledCompilers::options_disabled_by(
    const AxisValue& compiler, const std::vector<std::string>& base, const std::string& flag) {
    std::vector<std::string> with_flag = base;
    with_flag.push_back(flag);
    const Result<std::map<std::string, bool>> without = optimizers(compiler, base);
    const Result<std::map<std::string, bool>> with = optimizers(compiler, with_flag);
    if (!without || !with) {
        return tl::unexpected(!without ? without.error() : with.error());
    }
    std::vector<std::string> options = disabled_options(*without, *with);
    if (options.empty()) {
        return failure(fmt::format("{}: {} turns no optimizer off", compiler.name, flag));
    }
    return options;
}

Result<std::filesystem::path> InstalledCompilers::plugin(const AxisValue& compiler) {
    const Result<CompilerIdentity> identity = identify(compiler);
    return identity ? build_plugin(compiler, *identity, m_plugin_source, m_cache, m_runner)
                    : tl::unexpected(identity.error());
}

Result<std::vector<std::string>> InstalledCompilers::plugin_flags(const AxisValue& compiler,
                                                                  const std::string& argument) {
    const Result<std::filesystem::path> library = plugin(compiler);
    if (!library) {
        return tl::unexpected(library.error());
    }
    return std::vector<std::string>{"-fplugin=" + library->string(),
                                    "-fplugin-arg-klp_plugin-" + argument};
}

} // namespace klp
