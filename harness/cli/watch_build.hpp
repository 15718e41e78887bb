// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <filesystem>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

namespace klp {

/// While it lives, tells every second what a long build has got to, from the log of its processes:
/// "compile of mm/shmem.c, the 412th, in".
class BuildWatch {
public:
    BuildWatch(std::filesystem::path log, std::function<void(const std::string&)> tell);
    BuildWatch(const BuildWatch&) = delete;
    BuildWatch& operator=(const BuildWatch&) = delete;
    ~BuildWatch();

private:
    std::filesystem::path m_log;
    std::function<void(const std::string&)> m_tell;
    std::mutex m_mutex;
    std::condition_variable m_over_changed;
    bool m_over = false;
    std::thread m_thread;

    void watch();
};

/// What the last whole line of a log of processes says, with the number of lines; empty when there
/// is none.
std::string last_process(const std::string& log);

} // namespace klp
