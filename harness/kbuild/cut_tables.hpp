// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "kbuild/reachability.hpp"

#include <string>

namespace klp {

/// Takes the entries that are not live out of the weak tables of the object in `bytes`, and their
/// relocations with them. Tables only shrink and stay where they are, so nothing else in the file
/// moves; symbols inside a table follow their entry. `object` was read from `bytes`, whose names it
/// goes on pointing into, and does not know of the change.
void cut_dead_entries(std::string& bytes, const RelocatableObject& object,
                      const Reachability& reached);

} // namespace klp
