// SPDX-License-Identifier: Apache-2.0
#include "cli/worker_pool.hpp"

#include "os/interrupt.hpp"

#include <algorithm>
#include <mutex>
#include <thread>

namespace klp {

Status for_each_on(const std::vector<int>& cpus, std::size_t count,
                   const std::function<Status(std::size_t, std::optional<int>)>& task) {
    std::mutex mutex;
    std::size_t next = 0;
    Status first_error;
    const auto take = [&]() -> std::optional<std::size_t> {
        const std::lock_guard lock(mutex);
        if (first_error && interrupt_requested()) {
            first_error = interrupted();
        }
        return first_error && next < count ? std::optional(next++) : std::nullopt;
    };
    const auto work = [&](int cpu) {
        while (const auto index = take()) {
            const Status done = task(*index, cpu);
            const std::lock_guard lock(mutex);
            if (!done && first_error) {
                first_error = done;
            }
        }
    };
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < std::min(cpus.size(), count); ++i) {
        threads.emplace_back(work, cpus[i]);
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
    return first_error;
}

} // namespace klp
