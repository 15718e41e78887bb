// SPDX-License-Identifier: Apache-2.0
#include "impact/place_effect.hpp"

#include <algorithm>

namespace klp {
namespace {

bool begins_inside_comment(const PatchedPlace& place, const CSource& file) {
    const int line = place.count == 0 ? place.line + 1 : place.line;
    return std::any_of(file.comments.begin(), file.comments.end(), [line](const CLines& comment) {
        return comment.first < line && line <= comment.last;
    });
}

// Whether a conditional of the text begins or ends outside of it.
bool has_open_conditional(const CSource& text) {
    return std::any_of(
        text.conditional_lines.begin(), text.conditional_lines.end(), [&text](int line) {
            return std::none_of(
                text.conditionals.begin(), text.conditionals.end(), [line](const CLines& whole) {
                    return whole.first < whole.last && whole.first <= line && line <= whole.last;
                });
        });
}

std::string names_of(const std::vector<const CItem*>& items) {
    std::string names;
    for (const CItem* item : items) {
        names.append(names.empty() ? "" : ", ").append(item->name);
    }
    return names;
}

// Of text between the items of the file.
void note_new_items(PlaceEffect& effect, const CFragment& inserted) {
    std::vector<const CItem*> functions;
    for (const CItem& item : inserted.scan.items) {
        if (item.kind == CItemKind::function) {
            functions.push_back(&item);
        } else {
            effect.names.insert(item.declares.begin(), item.declares.end());
        }
    }
    if (!functions.empty() && effect.names.empty()) {
        effect.nothing = "adds " + names_of(functions);
    }
}

} // namespace

bool touches(const PatchedPlace& place, int first, int last) {
    if (place.count == 0) {
        return first <= place.line && place.line < last;
    }
    return place.line <= last && place.line + place.count > first;
}

PlaceEffect place_effect(const PatchedPlace& place, const CSource& file, SourceTree& tree) {
    PlaceEffect effect;
    const bool inside = begins_inside_comment(place, file);
    const CFragment removed = tree.scan_text(place.removed, inside);
    const CFragment inserted = tree.scan_text(place.inserted, inside);
    if (removed.code == inserted.code) {
        effect.nothing = "only comments or layout change";
        return effect;
    }
    for (const CItem& item : file.items) {
        if (touches(place, item.first_line, item.last_line)) {
            (item.kind == CItemKind::function ? effect.functions : effect.items).push_back(&item);
        }
    }
    for (const CMacro& macro : file.macros) {
        if (touches(place, macro.first_line, macro.last_line)) {
            effect.macros.insert(macro.name);
        }
    }
    for (const CMacro& macro : inserted.scan.macros) {
        effect.macros.insert(macro.name);
    }
    const bool known = !effect.functions.empty() || !effect.items.empty();
    effect.conditional = effect.functions.empty() && (has_open_conditional(removed.scan) ||
                                                      has_open_conditional(inserted.scan));
    if (known || !effect.macros.empty() || effect.conditional) {
        return effect;
    }
    note_new_items(effect, inserted);
    const bool includes = !removed.scan.includes.empty() || !inserted.scan.includes.empty();
    if (effect.names.empty() && effect.nothing.empty() && includes) {
        effect.nothing = "an #include line: what it brings is not followed";
    }
    effect.other = effect.names.empty() && effect.nothing.empty();
    return effect;
}

} // namespace klp
