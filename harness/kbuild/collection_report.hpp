// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kbuild/relocatable.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace klp {

/// In the object tree: "functions N", "bytes N", then "BYTES NAME" for each removed section.
inline constexpr const char* collection_report_file = ".klpbench.gc";

/// The numbers of the sections that ld's `--print-gc-sections` says were removed from `object`.
/// The linker gives names, which several sections may share: of those the ones that are not in
/// `live` are taken first. Sections that match `drop` are left out: the final link throws them
/// away without any collection.
std::vector<std::uint32_t> removed_sections(const RelocatableObject& object,
                                            const std::vector<bool>& live,
                                            const std::vector<std::string>& drop,
                                            std::string_view linker_messages);

/// Functions are the function symbols that are defined in the removed sections.
std::string collection_report(const RelocatableObject& object,
                              const std::vector<std::uint32_t>& removed);

/// The messages that are not about removed sections.
std::string other_messages(std::string_view linker_messages);

} // namespace klp
