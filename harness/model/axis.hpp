// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace klp {

/// How a value is brought about where the compiler refuses its own flag.
struct Equivalent {
    std::string options_disabled_by; ///< the flag whose effect on -Q --help=optimizers is copied
    std::string plugin;              ///< the argument given to our GCC plugin; empty for none
};

/// The command of a value of the `compiler` axis, and the Debian packages that bring it.
struct CompilerCommand {
    std::string command;        ///< a name looked up in PATH, or a path
    std::string package;        ///< to install when the command is missing
    std::string plugin_package; ///< to install when the plugin headers are missing
};

struct AxisValue {
    std::string name;
    std::string description;
    std::vector<std::string> compile;       ///< flags for each translation unit
    std::vector<std::string> link;          ///< flags for the link
    std::vector<std::string> compilers;     ///< compiler values or families ("gcc"); empty: all
    std::vector<std::string> architectures; ///< "x86_64", "aarch64"; empty: all
    std::optional<Equivalent> equivalent;
    std::optional<CompilerCommand> compiler; ///< set on every value of the axis `compiler`
};

struct Axis {
    std::string name;
    std::string description;
    std::string baseline; ///< the value that contrasts of this axis are taken against
    std::vector<AxisValue> values;
};

/// The axis whose values are compilers.
inline constexpr const char* compiler_axis = "compiler";

} // namespace klp
