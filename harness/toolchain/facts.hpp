// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/compiler_facts.hpp"
#include "os/process.hpp"

#include <filesystem>
#include <map>

namespace klp {

/// Answers planning's questions by running the compilers; `plan` asks each question once.
class InstalledCompilers final : public CompilerFacts {
public:
    /// `plugin_source` is our GCC plugin's file; `cache` takes built plugins and scratch files.
    InstalledCompilers(ProcessRunner& runner, std::filesystem::path plugin_source,
                       std::filesystem::path cache)
        : m_runner(runner),
          m_plugin_source(std::move(plugin_source)),
          m_cache(std::move(cache)) {}

    Result<CompilerIdentity> identify(const AxisValue& compiler) override;
    Probe probe(const AxisValue& compiler, const std::vector<std::string>& flags) override;
    Result<std::vector<std::string>> options_disabled_by(const AxisValue& compiler,
                                                         const std::vector<std::string>& base,
                                                         const std::string& flag) override;
    Result<std::vector<std::string>> plugin_flags(const AxisValue& compiler,
                                                  const std::string& argument) override;

    /// Our plugin, built for the compiler; errors are those of plugin_flags.
    Result<std::filesystem::path> plugin(const AxisValue& compiler);

    /// Every probe made so far, for the record.
    [[nodiscard]] const std::vector<Probe>& probes() const { return m_probes; }

private:
    ProcessRunner& m_runner;
    std::filesystem::path m_plugin_source;
    std::filesystem::path m_cache;
    std::map<std::string, Result<CompilerIdentity>> m_identities;
    std::vector<Probe> m_probes;

    Result<std::map<std::string, bool>> optimizers(const AxisValue& compiler,
                                                   const std::vector<std::string>& flags);
};

} // namespace klp
