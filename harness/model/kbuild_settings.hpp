// SPDX-License-Identifier: Apache-2.0
//
// What the programs that stand for the compiler and the linker in a kernel build are told. kbuild
// starts them thousands of times with argument lists of its own, so they read a file instead.
#pragma once

#include "base/result.hpp"
#include "model/kernel_workload.hpp"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace klp {

/// The environment variable that holds the path of the settings file.
inline constexpr const char* kbuild_settings_variable = "KLPBENCH_KBUILD_SETTINGS";

/// Where the compiler wrapper leaves the arguments of an ordinary unit, one a line, for the code
/// generation flags among them; in the object tree.
inline constexpr const char* codegen_flags_file = ".klpbench.codegen";

struct KbuildSettings {
    std::string compiler;             ///< the real compiler
    std::filesystem::path linker;     ///< the real ld
    std::filesystem::path source;     ///< the source tree
    std::filesystem::path shim;       ///< header that every unit includes
    std::filesystem::path plugin;     ///< shared object; may be empty
    std::filesystem::path log;        ///< of recorded processes; empty: none
    std::filesystem::path units;      ///< log of the units compiled, see compile_line; empty: none
    std::filesystem::path link_shims; ///< folder for -B at the LTO link; may be empty
    std::string codegen_unit; ///< the unit whose code generation flags the LTO link takes over
    bool lto = false;
    bool section_gc = false;
    bool clone_dumps = false; ///< -fdump-ipa-clones, on compiles and on the LTO link
    int lto_jobs = 1;
    std::vector<std::string> compile;    ///< flags of the axes, for compiles
    std::vector<std::string> link;       ///< flags of the axes, for the LTO link
    std::vector<std::string> keep_out;   ///< units that stay out of LTO
    std::vector<std::string> after_link; ///< units linked after vmlinux.o
    std::vector<std::string> apart;      ///< paths whose code is not part of vmlinux proper
    KernelCollection collection;
};

/// One `KEY<TAB>VALUE` a line; the lines of one key make a list. A backslash in a value is written
/// `\\` and a newline `\n`. Empty values are left out.
std::string kbuild_settings_text(const KbuildSettings& settings);

/// Reads what kbuild_settings_text writes. An error names the line.
Result<KbuildSettings> parse_kbuild_settings(std::string_view text);

} // namespace klp
