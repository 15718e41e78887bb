// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "model/axis.hpp"
#include "model/toolchain.hpp"

#include <string>
#include <vector>

namespace klp {

/// What planning must ask of compilers. `toolchain` answers by running them; tests by a table.
class CompilerFacts {
public:
    CompilerFacts() = default;
    CompilerFacts(const CompilerFacts&) = delete;
    CompilerFacts& operator=(const CompilerFacts&) = delete;
    virtual ~CompilerFacts() = default;

    /// Who the compiler is; an error names the package to install when it is missing.
    virtual Result<CompilerIdentity> identify(const AxisValue& compiler) = 0;

    /// Whether the compiler takes `flags` on a small translation unit.
    virtual Probe probe(const AxisValue& compiler, const std::vector<std::string>& flags) = 0;

    /// The `-fno-…` options for every optimizer that `flag` turns off when added to `base`, read
    /// from the compiler's own `-Q --help=optimizers`.
    virtual Result<std::vector<std::string>>
    options_disabled_by(const AxisValue& compiler, const std::vector<std::string>& base,
                        const std::string& flag) = 0;

    /// The flags that load our GCC plugin with `argument`; an error names the package to install
    /// when the plugin cannot be built.
    virtual Result<std::vector<std::string>> plugin_flags(const AxisValue& compiler,
                                                          const std::string& argument) = 0;
};

} // namespace klp
