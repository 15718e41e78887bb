// SPDX-License-Identifier: Apache-2.0
//
// Two steps: each place is taken to the functions it lies in, then what it changes besides (names
// and whole headers) to the functions of other files. The second step reads the whole tree, and is
// taken only when there is something of that kind.
#include "impact/patched_functions.hpp"

#include "impact/changed_functions.hpp"
#include "impact/fitting_file.hpp"
#include "impact/include_graph.hpp"
#include "impact/name_users.hpp"
#include "impact/place_effect.hpp"

#include <fmt/format.h>

#include <optional>
#include <utility>

namespace klp {
namespace {

enum class Names { macros, declared };

class Search {
public:
    Search(const PatchedBuild& build, SourceTree& tree)
        : m_functions(build.functions, build.lines),
          m_tree(tree) {}

    Status add(const PatchedFile& file) {
        if (file.old_name.empty() || file.new_name.empty()) {
            m_result.untouched.push_back({file.old_name.empty() ? file.new_name : file.old_name, 0,
                                          file.old_name.empty()
                                              ? "a new file, which the build does not have"
                                              : "the file is deleted, and its functions with it"});
            return {};
        }
        const auto built = fitting_file(file, m_functions.files(), m_tree);
        if (!built) {
            return tl::unexpected<Error>(built.error());
        }
        if (built->empty()) {
            m_result.untouched.push_back({file.old_name, 0, "no part of this build"});
            return {};
        }
        m_is_part = true;
        if (file.places.empty()) {
            m_result.untouched.push_back({*built, 0, "only its name or mode changes"});
        }
        const auto source = m_tree.open(*built);
        for (const PatchedPlace& place : file.places) {
            if (source) {
                add_place(*built, place, *source->scan);
            } else {
                add_place_without_source(*built, place);
            }
        }
        return {};
    }

    bool is_part() const { return m_is_part; }

    PatchedFunctions finish() {
        m_result.functions = m_functions.take();
        return std::move(m_result);
    }

private:
    void nothing(const std::string& file, const PatchedPlace& place, std::string what) {
        m_result.untouched.push_back({file, place.line, std::move(what)});
    }

    void add_place(const std::string& file, const PatchedPlace& place, const CSource& scan) {
        const PlaceEffect effect = place_effect(place, scan, m_tree);
        if (!effect.nothing.empty()) {
            nothing(file, place, effect.nothing);
            return;
        }
        const std::string at = fmt::format("changed at {}:{}", file, place.line);
        std::size_t found = m_functions.add_by_lines(file, place, at);
        for (const CItem* item : effect.functions) {
            const std::size_t here = m_functions.add_item(file, *item, at);
            if (here == 0 && found == 0) {
                nothing(file, place, fmt::format("in {}, which this build has not", item->name));
            }
        }
        found += add_items(file, place, effect, at);
        found += add_macros(file, effect, at);
        if (!effect.names.empty()) {
            NameUsers users;
            for (const std::string_view name : effect.names) {
                users.add(name, fmt::format("{}, declared at {}:{}", name, file, place.line));
            }
            found += add_users(std::move(users), file, Names::declared);
        }
        if (effect.conditional || effect.other) {
            found += add_including(file, place, at);
        }
        if (found == 0 && effect.functions.empty()) {
            nothing(file, place, "no function of this build uses what it changes");
        }
    }

    // What is neither function nor macro, and what macros made functions of.
    std::size_t add_items(const std::string& file, const PatchedPlace& place,
                          const PlaceEffect& effect, const std::string& at) {
        std::size_t found = 0;
        NameUsers users;
        bool whole_header = false;
        for (const CItem* item : effect.items) {
            const std::size_t made =
                m_functions.add_within(file, item->first_line, item->last_line, at);
            found += made;
            if (item->kind == CItemKind::invocation && made > 0) {
                continue; // it stands for the functions it made
            }
            const bool wide = !is_unit(file) && item->kind != CItemKind::declaration;
            whole_header = whole_header || wide;
            if (wide) { // many files have a member of the same name
                users.add(item->name, fmt::format("{}, {}", item->name, at));
            } else {
                users.add_item(*item, ", " + at);
            }
        }
        if (const auto source = m_tree.open(file); source && is_unit(file)) {
            users.follow_types(*source->scan);
        }
        found += users.empty() ? 0 : add_users(std::move(users), file, Names::declared);
        return found + (whole_header ? add_including(file, place, at) : 0);
    }

    std::size_t add_macros(const std::string& file, const PlaceEffect& effect,
                           const std::string& at) {
        NameUsers users;
        for (const std::string_view macro : effect.macros) {
            users.add(macro, fmt::format("macro {}, {}", macro, at));
        }
        return users.empty() ? 0 : add_users(std::move(users), file, Names::macros);
    }

    // A name of a unit is known in that unit, and in units that include it; one of a header in all
    // that is read with it. Macros of other headers may expand to a macro, as to `pr_fmt` of a
    // unit, but know of no variable or type.
    std::size_t add_users(NameUsers users, const std::string& file, Names names) {
        std::vector<std::string> seen = graph().read_with(file);
        const std::vector<std::string> including = graph().including(file);
        if (seen.empty()) {
            seen = graph().files();
            m_result.notes.push_back(fmt::format(
                "no unit was found to include {}: what it changes is looked for in all files",
                file));
        }
        std::vector<const CSource*> scans;
        for (const std::string& name : names == Names::macros ? seen : including) {
            if (const auto source = m_tree.open(name)) {
                scans.push_back(source->scan); // NOLINT(performance-inefficient-vector-operation)
            }
        }
        users.follow_macros(scans);
        std::size_t found = 0;
        for (const std::string& name : is_unit(file) ? including : seen) {
            const auto source = m_tree.open(name);
            for (std::size_t i = 0; source && i < source->scan->items.size(); ++i) {
                found += add_user(name, source->scan->items[i], users);
            }
        }
        return found;
    }

    std::size_t add_user(const std::string& file, const CItem& item, const NameUsers& users) {
        const std::string why = users.why(item);
        return why.empty() ? 0 : m_functions.add_item(file, item, why);
    }

    // Every function of the files that include it; of a unit that no file includes, of itself.
    std::size_t add_including(const std::string& file, const PatchedPlace& place,
                              const std::string& at) {
        const std::vector<std::string> files = graph().including(file);
        if (files.size() <= 1 && !is_unit(file)) {
            m_result.notes.push_back(fmt::format(
                "{}:{} changes outside of functions and macros, and no file was found to include "
                "it: functions that depend on it are missing here",
                file, place.line));
        }
        std::size_t found = 0;
        for (const std::string& name : files) {
            const std::string why =
                name == file ? fmt::format("follows the text of its file, {}", at)
                             : fmt::format("includes {}, changed at line {}", file, place.line);
            found += m_functions.add_all(name, why);
            const auto source = m_tree.open(name);
            for (std::size_t i = 0; source && i < source->scan->items.size(); ++i) {
                const CItem& item = source->scan->items[i];
                found += item.kind == CItemKind::function
                             ? m_functions.add_item(name, item, why, true)
                             : 0;
            }
        }
        return found;
    }

    void add_place_without_source(const std::string& file, const PatchedPlace& place) {
        const CFragment removed = m_tree.scan_text(place.removed, false);
        const CFragment inserted = m_tree.scan_text(place.inserted, false);
        if (removed.code == inserted.code) {
            nothing(file, place, "only comments or layout change");
            return;
        }
        const auto& macros =
            removed.scan.macros.empty() ? inserted.scan.macros : removed.scan.macros;
        if (!macros.empty()) {
            nothing(file, place,
                    fmt::format("changes macro {}: without the sources its users are not known",
                                macros.front().name));
            return;
        }
        const std::string at = fmt::format("changed at {}:{}", file, place.line);
        if (m_functions.add_by_lines(file, place, at) == 0 &&
            m_functions.add_by_position(file, place, at) == 0) {
            nothing(file, place, "before the first function of the file");
        }
    }

    const IncludeGraph& graph() {
        if (!m_graph) {
            m_graph.emplace(m_tree);
        }
        return *m_graph;
    }

    ChangedFunctions m_functions;
    SourceTree& m_tree;
    std::optional<IncludeGraph> m_graph;
    PatchedFunctions m_result;
    bool m_is_part = false;
};

} // namespace

Result<PatchedFunctions> patched_functions(const Patch& patch, const PatchedBuild& build,
                                           SourceTree& tree) {
    Search search(build, tree);
    for (const PatchedFile& file : patch.files) {
        KLP_TRY(search.add(file));
    }
    PatchedFunctions found = search.finish();
    if (!search.is_part()) {
        std::string files;
        for (const UntouchedPlace& place : found.untouched) {
            files.append(files.empty() ? "" : "; ")
                .append(place.file)
                .append(": ")
                .append(place.what);
        }
        return usage_error(fmt::format("the patch changes nothing that was built ({})", files));
    }
    return found;
}

} // namespace klp
