// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace klp {

/// A function that a published live patch replaced: a row of
/// workloads/kernels/linux/livepatched-functions.toml.
struct LivepatchedFunction {
    std::string function; ///< as the source names it
    std::string file;     ///< path in the kernel's source tree
    std::string cve;      ///< "CVE-2022-0492"; empty when there is none
    std::string source;   ///< URL of the patch that replaced it
    std::string patched;  ///< what the patch changed, in a few words
};

} // namespace klp
