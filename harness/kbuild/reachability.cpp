// SPDX-License-Identifier: Apache-2.0
#include "kbuild/reachability.hpp"

#include <fmt/format.h>

#include <elf.h>

#include <algorithm>
#include <optional>
#include <utility>

namespace klp {
namespace {

Result<TableContents> read_table(const RelocatableObject& object, std::uint32_t number,
                                 const WeakTable& weak) {
    const ObjectSection& section = object.sections[number];
    TableContents table{number, weak.entry_bytes, {}};
    const auto bytes = static_cast<std::uint64_t>(weak.entry_bytes);
    if (section.type != SHT_PROGBITS) {
        return failure(fmt::format("{} is no table: it has no contents", section.name));
    }
    if (bytes != 0 && section.bytes % bytes != 0) {
        return failure(fmt::format("{}: {} bytes are no multiple of the {} of an entry",
                                   section.name, section.bytes, bytes));
    }
    for (std::uint32_t k = 0; k < section.relocations.size(); ++k) {
        const std::uint64_t entry = bytes == 0 ? k : section.relocations[k].offset / bytes;
        table.entries[entry].relocations.push_back(k);
    }
    return table;
}

// Marking, with the entries of weak tables as things that wait for a section to live.
class Marker {
public:
    Marker(const RelocatableObject& object, Reachability& reached)
        : m_object(object),
          m_reached(reached),
          m_waiting(object.sections.size()) {
        m_reached.live.assign(object.sections.size(), false);
    }

    Status add_table(TableContents contents, std::uint64_t subject_offset) {
        const std::uint32_t number = contents.section;
        m_reached.live[number] = true;
        m_reached.tables.push_back(std::move(contents));
        TableContents& table = m_reached.tables.back();
        for (auto& [key, entry] : table.entries) {
            const auto subject = subject_of(table, entry, subject_offset);
            if (!subject) {
                return failure(fmt::format("{}: entry {} names no code at its byte {}",
                                           m_object.sections[number].name, key, subject_offset));
            }
            m_waiting[*subject].emplace_back(m_reached.tables.size() - 1, key);
        }
        return {};
    }

    void mark_from(const std::vector<std::uint32_t>& roots) {
        enliven_waiting_for(0); // code that is in another object is taken to live
        for (const std::uint32_t root : roots) {
            mark(root);
        }
        while (!m_work.empty()) {
            const std::uint32_t section = m_work.back();
            m_work.pop_back();
            enliven_waiting_for(section);
            for (const ObjectRelocation& relocation : m_object.sections[section].relocations) {
                mark(relocation.target);
            }
        }
    }

private:
    const RelocatableObject& m_object;
    Reachability& m_reached;
    std::vector<std::vector<std::pair<std::size_t, std::uint64_t>>> m_waiting; // by section
    std::vector<std::uint32_t> m_work;

    [[nodiscard]] std::optional<std::uint32_t>
    subject_of(const TableContents& table, const TableEntry& entry, std::uint64_t offset) const {
        const auto bytes = static_cast<std::uint64_t>(table.entry_bytes);
        for (const std::uint32_t k : entry.relocations) {
            const ObjectRelocation& relocation = m_object.sections[table.section].relocations[k];
            if (bytes == 0 || relocation.offset % bytes == offset) {
                return relocation.target;
            }
        }
        return std::nullopt;
    }

    // Tables live from the beginning, so no mark ever takes their relocations as a whole.
    void mark(std::uint32_t section) {
        if (section != 0 && !m_reached.live[section]) {
            m_reached.live[section] = true;
            m_work.push_back(section);
        }
    }

    void enliven_waiting_for(std::uint32_t section) {
        for (const auto& [table_index, key] : m_waiting[section]) {
            const TableContents& table = m_reached.tables[table_index];
            TableEntry& entry = m_reached.tables[table_index].entries.at(key);
            entry.live = true;
            for (const std::uint32_t k : entry.relocations) {
                mark(m_object.sections[table.section].relocations[k].target);
            }
        }
        m_waiting[section].clear();
    }
};

} // namespace

Result<Reachability> find_reachable(const RelocatableObject& object,
                                    const std::vector<WeakTable>& weak_tables,
                                    const std::vector<std::uint32_t>& roots) {
    Reachability reached;
    Marker marker(object, reached);
    for (std::uint32_t i = 1; i < object.sections.size(); ++i) {
        const auto weak =
            std::ranges::find(weak_tables, object.sections[i].name, &WeakTable::section);
        if (weak == weak_tables.end()) {
            continue;
        }
        Result<TableContents> table = read_table(object, i, *weak);
        if (!table) {
            return tl::unexpected(table.error());
        }
        KLP_TRY(marker.add_table(std::move(*table), static_cast<std::uint64_t>(weak->subject)));
    }
    marker.mark_from(roots);
    return reached;
}

} // namespace klp
