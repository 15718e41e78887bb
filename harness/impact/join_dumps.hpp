// SPDX-License-Identifier: Apache-2.0
//
// Joins the dumps of one build into one graph. A function is the same in two dumps when its name,
// file, line and column are; of a large program WPA knows no columns (they are 0), which then do
// not count, and its paths start where the link ran, so that they are compared by their last
// component. `order` is only a dump's own. What tells the functions of a header apart, which look
// alike in every unit, is that WPA numbers the functions of a unit as the unit did, but from a base
// of its own: the base on which most functions of a unit agree that are in no header says in which
// unit's numbers a function of the WPA dump lies. LTRANS dumps number as WPA does and decide
// nothing; they are held against it, and of them only what they removed is kept.
#pragma once

#include "base/result.hpp"
#include "impact/clone_graph.hpp"

#include <boost/unordered/unordered_flat_map.hpp>

#include <compare>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace klp {

class DumpJoiner {
public:
    /// A function of a unit; unit 0 where that does not matter.
    struct FunctionKey {
        std::uint32_t unit, name, file;
        std::int32_t line, column, instance;
        bool operator==(const FunctionKey&) const = default;
        friend std::size_t hash_value(const FunctionKey& key);
    };

    /// Adds a dump: those of the units first, then WPA's, then those of LTRANS. `name` is the path
    /// of the dump in the build folder, without `.000i.ipa-clones`; `apart`: of a unit that is no
    /// part of the image. A usage error: it is not of the build that the others are of.
    Status add(DumpStage stage, std::string_view name, const ClonesDump& dump, bool apart = false);

    /// The graph of all that was added; no function is marked as surviving. A usage error when most
    /// units were added twice, from two builds.
    Result<CloneGraph> finish();

private:
    struct UnitBase {
        std::int32_t base;
        std::uint32_t unit;
        auto operator<=>(const UnitBase&) const = default; // NOLINT(modernize-use-nullptr)
    };
    /// Nodes of one key, whatever their units: a chain for each, from the last to the first.
    struct Alike {
        boost::unordered_flat_map<FunctionKey, std::uint32_t> last;
        std::vector<std::uint32_t> previous;                  ///< by node
        void add(const FunctionKey& key, std::uint32_t node); ///< nodes in their order, from 0
        [[nodiscard]] std::vector<std::uint32_t> of(const FunctionKey& key) const;
    };
    struct WpaFunction {
        DumpFunction is;
        std::vector<std::uint32_t> nodes;      ///< of the units' functions, those that it may be
        std::optional<std::uint32_t> numbered; ///< of these, the one that its number tells
    };
    struct Agreement {
        UnitBase base; ///< that most of the unit's votes are for
        int agreeing;  ///< so many
        int votes;     ///< of so many
    };
    /// What an order of a dump stands for.
    struct Numbered {
        std::uint32_t node = 0;
        std::uint32_t function = no_function; ///< of the graph's history
    };
    using Numbering = boost::unordered_flat_map<std::int32_t, Numbered>;

    std::uint32_t node_of(const DumpFunction& function, std::uint32_t unit, std::int32_t instance);
    std::uint32_t new_function(std::uint32_t node);
    std::uint32_t first_function(std::uint32_t node);
    void add_event(DumpStage stage, const CloneEvent& event, Numbered original, Numbered clone,
                   std::vector<CopyEvent>& history);
    void add_unit(std::string_view name, const ClonesDump& dump, bool apart);
    Status add_wpa(std::string_view name, const ClonesDump& dump);
    Status add_ltrans(std::string_view name, const ClonesDump& dump);

    Result<std::vector<UnitBase>> bases_of_units(std::string_view name,
                                                 const std::vector<WpaFunction>& functions) const;
    void add_bases_by_headers(const std::vector<WpaFunction>& functions,
                              std::vector<UnitBase>& bases) const;
    void settle_numbers(std::vector<WpaFunction>& functions, const std::vector<UnitBase>& bases);
    static std::vector<Agreement> agreed_bases(std::vector<UnitBase> votes);
    static std::uint32_t unit_at(std::int32_t order, const std::vector<UnitBase>& bases);
    /// Of its nodes the one that has this very number in the unit in whose numbers it lies.
    [[nodiscard]] std::optional<std::uint32_t>
    numbered_node(const WpaFunction& function, const std::vector<UnitBase>& bases) const;
    [[nodiscard]] std::span<const std::pair<std::uint32_t, std::int32_t>>
    orders_of(std::uint32_t node) const;
    std::uint32_t wpa_node(const WpaFunction& function, const std::vector<UnitBase>& bases);
    [[nodiscard]] std::vector<std::uint32_t> candidates(const DumpFunction& function) const;
    [[nodiscard]] bool is_of_header(std::uint32_t node) const;
    void number_wpa(const std::vector<WpaFunction>& functions, const std::vector<UnitBase>& bases);
    [[nodiscard]] std::uint32_t compiled_as(const WpaFunction& function, std::uint32_t node) const;
    void mark_lto_units(const std::vector<UnitBase>& bases);

    CloneGraph m_graph;
    boost::unordered_flat_map<FunctionKey, std::uint32_t> m_nodes;
    Numbering m_numbering; ///< of the dump being added; then, of WPA's
    bool m_has_wpa = false;
    boost::unordered_flat_map<std::uint32_t, std::int32_t> m_last_number; ///< by unit, in WPA

    // By node of a unit: its first function in the graph's history, and whether something was
    // inlined into it.
    std::vector<std::uint32_t> m_first_function;
    std::vector<bool> m_is_host;

    // Of the units' functions: all orders that a node had, and the nodes that look alike.
    std::vector<std::pair<std::uint32_t, std::int32_t>> m_orders; ///< node, order; sorted
    Alike m_alike;                                                ///< by name, file and line
    Alike m_alike_by_base_name; ///< by name, last component of the file, and line
};

} // namespace klp
