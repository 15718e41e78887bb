// SPDX-License-Identifier: Apache-2.0
#include "plan/choices.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cassert>

namespace klp {
namespace {

bool contains(const std::vector<std::string>& names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

void append(std::vector<std::string>& flags, const std::vector<std::string>& more) {
    flags.insert(flags.end(), more.begin(), more.end());
}

} // namespace

Choices choose(const std::vector<ExperimentAxis>& axes, const Configuration& configuration) {
    Choices choices;
    for (const ExperimentAxis& used : axes) {
        choices.push_back({&used.axis, &value_of(used.axis, configuration.get(used.axis.name))});
    }
    return choices;
}

const AxisValue& value_of(const Axis& axis, const std::string& name) {
    const auto value =
        std::find_if(axis.values.begin(), axis.values.end(),
                     [&name](const AxisValue& candidate) { return candidate.name == name; });
    assert(value != axis.values.end());
    return *value;
}

std::string text_of(const Choice& choice) {
    return fmt::format("{}={}", choice.axis->name, choice.value->name);
}

Configuration configuration_of(const Choices& choices) {
    Configuration configuration;
    for (const Choice& choice : choices) {
        configuration.set(choice.axis->name, choice.value->name);
    }
    return configuration;
}

BuildFlags flags_of(const Choices& choices, const std::string& path,
                    const Replacements& replacements) {
    BuildFlags flags;
    flags.compiler = path;
    for (const Choice& choice : choices) {
        const auto replaced = replacements.find(choice.axis->name);
        const bool own = replaced == replacements.end();
        append(flags.compile, own ? choice.value->compile : replaced->second.compile);
        append(flags.link, own ? choice.value->link : replaced->second.link);
    }
    return flags;
}

std::string restriction(const Choice& choice, const CompilerIdentity& identity) {
    const AxisValue& value = *choice.value;
    if (!value.compilers.empty() && !contains(value.compilers, identity.family) &&
        !contains(value.compilers, identity.value)) {
        return fmt::format("{} is for {} only, not for {}", text_of(choice),
                           fmt::join(value.compilers, ", "), identity.value);
    }
    const std::string architecture = identity.target.substr(0, identity.target.find('-'));
    if (!value.architectures.empty() && !contains(value.architectures, architecture)) {
        return fmt::format("{} is for {} only; {} is for {}", text_of(choice),
                           fmt::join(value.architectures, ", "), identity.value, architecture);
    }
    return {};
}

} // namespace klp
