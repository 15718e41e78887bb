// SPDX-License-Identifier: Apache-2.0
#include "measure/dump_prefetch.hpp"

#include "inspect/ipa_clones.hpp"
#include "inspect/repeated_tail.hpp"

namespace klp {

DumpPrefetch::DumpPrefetch(const std::vector<DumpPlace>& dumps)
    : m_dumps(dumps),
      m_thread([this] { read_all(); }) {}

DumpPrefetch::~DumpPrefetch() {
    {
        const std::lock_guard lock(m_mutex);
        m_stop = true;
    }
    m_changed.notify_all();
    m_thread.join();
}

PrefetchedDump& DumpPrefetch::next() {
    std::unique_lock lock(m_mutex);
    const std::size_t wanted = m_begun++;
    m_changed.notify_all(); // the slot before is free
    m_changed.wait(lock, [this, wanted] { return m_read > wanted; });
    return m_slots.at(wanted % ahead);
}

void DumpPrefetch::read_all() {
    for (std::size_t at = 0; at < m_dumps.size(); ++at) {
        {
            std::unique_lock lock(m_mutex);
            m_changed.wait(lock, [this, at] { return m_stop || at + 1 < m_begun + ahead; });
            if (m_stop) {
                return;
            }
        }
        PrefetchedDump& slot = m_slots.at(at % ahead);
        slot.status = slot.file.read(m_dumps[at].file);
        read_clones_dump(dump_lines(m_dumps[at].stage, slot.file.text()), slot.lines);
        {
            const std::lock_guard lock(m_mutex);
            m_read = at + 1;
        }
        m_changed.notify_all();
    }
}

} // namespace klp
