// SPDX-License-Identifier: Apache-2.0
#include "cli/watch_build.hpp"

#include "os/file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

namespace klp {

BuildWatch::BuildWatch(std::filesystem::path log, std::function<void(const std::string&)> tell)
    : m_log(std::move(log)),
      m_tell(std::move(tell)),
      m_thread([this] { watch(); }) {}

BuildWatch::~BuildWatch() {
    {
        const std::lock_guard lock(m_mutex);
        m_over = true;
    }
    m_over_changed.notify_one();
    m_thread.join();
}

void BuildWatch::watch() {
    std::unique_lock lock(m_mutex);
    while (!m_over_changed.wait_for(lock, std::chrono::seconds(1), [this] { return m_over; })) {
        const auto log = read_file(m_log);
        const std::string last = log ? last_process(*log) : "";
        m_tell(last.empty() ? "configuring" : last);
    }
}

std::string last_process(const std::string& log) {
    const std::size_t end = log.rfind('\n');
    if (end == std::string::npos) {
        return {};
    }
    const std::size_t before = end == 0 ? std::string::npos : log.rfind('\n', end - 1);
    const std::size_t begin = before == std::string::npos ? 0 : before + 1;
    const std::string line = log.substr(begin, end - begin);
    const std::size_t unit = std::min(line.find('\t'), line.size());
    const std::size_t after =
        std::min(line.find('\t', std::min(unit + 1, line.size())), line.size());
    const std::string name = unit < line.size() ? line.substr(unit + 1, after - unit - 1) : "";
    return fmt::format("{}{}{}, process {}, of", line.substr(0, unit), name.empty() ? "" : " of ",
                       name, std::count(log.begin(), log.end(), '\n'));
}

} // namespace klp
