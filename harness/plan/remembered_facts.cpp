// SPDX-License-Identifier: Apache-2.0
#include "plan/remembered_facts.hpp"

namespace klp {
namespace {

template <typename Map, typename Ask>
typename Map::mapped_type remember(Map& answers, const typename Map::key_type& question,
                                   const Ask& ask) {
    auto known = answers.find(question);
    if (known == answers.end()) {
        known = answers.emplace(question, ask()).first;
    }
    return known->second;
}

} // namespace

Result<CompilerIdentity> RememberedFacts::identify(const AxisValue& compiler) {
    return remember(m_identities, compiler.name, [&] { return m_facts.identify(compiler); });
}

Probe RememberedFacts::probe(const AxisValue& compiler, const std::vector<std::string>& flags) {
    return remember(m_probes, {compiler.name, flags},
                    [&] { return m_facts.probe(compiler, flags); });
}

Result<std::vector<std::string>> RememberedFacts::options_disabled_by(
    const AxisValue& compiler, const std::vector<std::string>& base, const std::string& flag) {
    std::vector<std::string> question = base;
    question.push_back(flag);
    return remember(m_options, {compiler.name, question},
                    [&] { return m_facts.options_disabled_by(compiler, base, flag); });
}

Result<std::vector<std::string>> RememberedFacts::plugin_flags(const AxisValue& compiler,
                                                               const std::string& argument) {
    return remember(m_plugins, {compiler.name, {argument}},
                    [&] { return m_facts.plugin_flags(compiler, argument); });
}

} // namespace klp
