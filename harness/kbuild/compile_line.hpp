// SPDX-License-Identifier: Apache-2.0
//
// How a compile line of kbuild becomes one of the configuration that is built. Pure.
#pragma once

#include "model/kbuild_settings.hpp"

#include <string>
#include <vector>

namespace klp {

/// The marker by which make's variables say that a unit may be compiled with LTO. The kernel's own
/// Makefiles take it off where LTO must not be.
inline constexpr const char* lto_marker = "-flto";

enum class UnitKind {
    none,     ///< no translation unit of the kernel: a probe, a host tool, a preprocessed script
    apart,    ///< compiled for something that is not vmlinux proper: vdso, boot, realmode
    assembly, ///< a .S file of the kernel
    module,   ///< a unit of a loadable module
    builtin,  ///< a unit of vmlinux
};

struct CompileLine {
    UnitKind kind = UnitKind::none;
    std::string unit;              ///< path in the source tree; of a generated one, in the object's
    std::vector<std::string> argv; ///< for the real compiler, without the compiler itself
    bool lto = false;              ///< the unit is compiled for LTO
};

/// `arguments` are those of the wrapper. Units of vmlinux and of modules get the flags of the axes
/// where KCFLAGS stand, so that flags which the kernel gives to one unit still come last. Units of
/// vmlinux also get what every cell has: the plugin that keeps initcalls in order, a random seed of
/// their own, and the dump of clones.
CompileLine compile_line(const std::vector<std::string>& arguments, const KbuildSettings& settings);

} // namespace klp
