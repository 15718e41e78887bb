// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "measure/build_dumps.hpp"
#include "model/clone_dump.hpp"
#include "os/file_buffer.hpp"

#include <array>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <thread>
#include <vector>

namespace klp {

/// A dump that was read ahead.
struct PrefetchedDump {
    FileBuffer file;
    ClonesDump lines; ///< of `file`, of a WPA dump without its repeated end
    Status status;    ///< of reading; the lines are empty when it failed
};

/// Reads dumps in a thread of its own, in their order and some ahead of who uses them: reading is
/// half of the work on the dumps of a kernel, joining the other half.
class DumpPrefetch {
public:
    /// Begins at once; `dumps` must outlive it.
    explicit DumpPrefetch(const std::vector<DumpPlace>& dumps);
    DumpPrefetch(const DumpPrefetch&) = delete;
    DumpPrefetch& operator=(const DumpPrefetch&) = delete;
    ~DumpPrefetch(); ///< waits for the dump that is being read

    /// The next dump, until the next call. Precondition: fewer calls than dumps.
    PrefetchedDump& next();

private:
    static constexpr std::size_t ahead = 4;

    void read_all();

    const std::vector<DumpPlace>& m_dumps;
    std::array<PrefetchedDump, ahead> m_slots;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::size_t m_read = 0;  ///< dumps that are ready or were used
    std::size_t m_begun = 0; ///< dumps that next() gave; the last of them is still in use
    bool m_stop = false;
    std::thread m_thread;
};

} // namespace klp
