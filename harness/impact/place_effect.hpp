// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "impact/source_tree.hpp"
#include "model/patch.hpp"

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace klp {

/// What the change of one place meets in its file. Items point into the file's scan.
struct PlaceEffect {
    std::vector<const CItem*> functions; ///< whose lines change
    std::vector<const CItem*> items;     ///< others whose lines change
    std::set<std::string_view> macros;   ///< defined, changed or taken out
    std::set<std::string_view> names;    ///< newly declared between the items, but for functions
    bool conditional = false;            ///< an #if, #else or #endif that reaches past the place
    bool other = false;                  ///< code that is none of these
    std::string nothing; ///< why it changes nothing; empty when it changes something
};

/// Whether the place takes out one of the lines, or puts text between two of them.
bool touches(const PatchedPlace& place, int first, int last);

PlaceEffect place_effect(const PatchedPlace& place, const CSource& file, SourceTree& tree);

} // namespace klp
