// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/experiment.hpp"
#include "model/plan.hpp"
#include "model/toolchain.hpp"

#include <map>
#include <string>
#include <vector>

namespace klp {

/// An axis and the value taken on it. The experiment outlives it.
struct Choice {
    const Axis* axis = nullptr;
    const AxisValue* value = nullptr;
};

/// A configuration with its axes and values looked up, in the order of the axes.
using Choices = std::vector<Choice>;

struct AxisFlags {
    std::vector<std::string> compile;
    std::vector<std::string> link;
};

/// Axis → what stands for its value's own flags.
using Replacements = std::map<std::string, AxisFlags>;

/// `configuration` has a value for every axis of `axes`.
Choices choose(const std::vector<ExperimentAxis>& axes, const Configuration& configuration);

/// The value called `name`, which the axis must have.
const AxisValue& value_of(const Axis& axis, const std::string& name);

/// "AXIS=VALUE".
std::string text_of(const Choice& choice);

Configuration configuration_of(const Choices& choices);

/// The flags of all axes, in their order, under the compiler at `path`.
BuildFlags flags_of(const Choices& choices, const std::string& path,
                    const Replacements& replacements);

/// Why `choice` is not meant for the compiler; empty when it is.
std::string restriction(const Choice& choice, const CompilerIdentity& identity);

} // namespace klp
