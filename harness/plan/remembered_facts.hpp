// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/compiler_facts.hpp"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace klp {

/// Asks another CompilerFacts each question once: the configurations of a plan share most of their
/// flags, and every question costs a run of the compiler.
class RememberedFacts final : public CompilerFacts {
public:
    explicit RememberedFacts(CompilerFacts& facts) : m_facts(facts) {}

    Result<CompilerIdentity> identify(const AxisValue& compiler) override;
    Probe probe(const AxisValue& compiler, const std::vector<std::string>& flags) override;
    Result<std::vector<std::string>> options_disabled_by(const AxisValue& compiler,
                                                         const std::vector<std::string>& base,
                                                         const std::string& flag) override;
    Result<std::vector<std::string>> plugin_flags(const AxisValue& compiler,
                                                  const std::string& argument) override;

private:
    /// The compiler's value and what was asked of it.
    using Question = std::pair<std::string, std::vector<std::string>>;
    using Flags = Result<std::vector<std::string>>;

    CompilerFacts& m_facts;
    std::map<std::string, Result<CompilerIdentity>> m_identities;
    std::map<Question, Probe> m_probes;
    std::map<Question, Flags> m_options;
    std::map<Question, Flags> m_plugins;
};

} // namespace klp
