// SPDX-License-Identifier: Apache-2.0
//
// What section GC may take and what it must keep, and the linker script that says so. Plain
// sections (what -ffunction-sections and -fdata-sections make) and those that the settings call
// reached by reference only may go; whatever else has a place in the image is kept, for it is
// found by its section and not by a reference.
#pragma once

#include "kbuild/relocatable.hpp"
#include "model/kernel_workload.hpp"

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace klp {

/// True for `.text`, `.data`, `.rodata`, `.bss` and their derivatives by one dot: `.text.foo`, but
/// not `.data..percpu`.
bool is_plain_section(std::string_view name);

struct CollectionRoots {
    std::set<std::string_view> symbols;     ///< defined globals that must stay
    std::set<std::string_view> kept;        ///< names of sections to keep
    std::vector<std::uint32_t> in_sections; ///< where marking begins: both, weak tables left out
};

/// `kernel_script` is the text of vmlinux's linker script: every defined global that it names is a
/// root.
CollectionRoots find_collection_roots(const RelocatableObject& object,
                                      const KernelCollection& collection,
                                      std::string_view kernel_script);

/// The script for `ld -r --gc-sections`: it merges what is left under the names that vmlinux's
/// script knows. `initcalls` are the lines that order them.
std::string collection_script(const RelocatableObject& object, const CollectionRoots& roots,
                              std::string_view initcalls);

/// `--unique=…` for the link before: keeps all sections that may go apart, also those of one name.
std::vector<std::string> unique_options(const KernelCollection& collection);

} // namespace klp
