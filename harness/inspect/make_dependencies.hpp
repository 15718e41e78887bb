// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

namespace klp {

/// The C sources and headers that a file of make names as what an object was made from: a `.d` of
/// `-MD`, or kbuild's `.NAME.o.cmd`. In order, as written; the text must outlive them.
std::vector<std::string_view> read_make_dependencies(std::string_view text);

} // namespace klp
