// SPDX-License-Identifier: Apache-2.0
//
// Event descriptors. Nothing here waits: a processor that halts makes virtual time jump.
#include "descriptor.hpp"
#include "kbench.hpp"

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/timerfd.h>

#include <array>
#include <cstdint>

namespace kbench {
namespace {

/// A number into an event descriptor and out of it again.
void eventfd_write_read(benchmark::State& state) {
    const Descriptor event(eventfd(0, 0));
    if (!event.ok()) {
        return give_up(state, "eventfd");
    }
    for (auto _ : state) {
        const std::uint64_t sent = 7;
        std::uint64_t got = 0;
        if (write(event.get(), &sent, sizeof sent) != sizeof sent) {
            return give_up(state, "write");
        }
        if (read(event.get(), &got, sizeof got) != sizeof got) {
            return give_up(state, "read");
        }
        if (got != sent) {
            return wrong(state, "an event descriptor gave another number");
        }
    }
}

/// A wait for 16 descriptors of which one is ready.
void epoll_ready(benchmark::State& state) {
    const Descriptor poller(epoll_create1(0));
    if (!poller.ok()) {
        return give_up(state, "epoll_create1");
    }
    std::array<Descriptor, 16> events;
    for (std::size_t i = 0; i < events.size(); ++i) {
        events[i] = Descriptor(eventfd(i == 5 ? 1 : 0, 0));
        if (!events[i].ok()) {
            return give_up(state, "eventfd");
        }
        epoll_event interest{};
        interest.events = EPOLLIN;
        interest.data.u32 = static_cast<std::uint32_t>(i);
        if (epoll_ctl(poller.get(), EPOLL_CTL_ADD, events[i].get(), &interest) != 0) {
            return give_up(state, "epoll_ctl");
        }
    }
    for (auto _ : state) {
        std::array<epoll_event, 4> ready{};
        const int count = epoll_wait(poller.get(), ready.data(), ready.size(), 0);
        if (count < 0) {
            return give_up(state, "epoll_wait");
        }
        if (count != 1 || ready[0].data.u32 != 5) {
            return wrong(state, "epoll_wait named another descriptor");
        }
    }
}

/// A timer armed an hour ahead and disarmed.
void timer_arm(benchmark::State& state) {
    const Descriptor timer(timerfd_create(CLOCK_MONOTONIC, 0));
    if (!timer.ok()) {
        return give_up(state, "timerfd_create");
    }
    itimerspec armed{};
    armed.it_value.tv_sec = 3600;
    const itimerspec off{};
    for (auto _ : state) {
        itimerspec before{};
        if (timerfd_settime(timer.get(), 0, &armed, nullptr) != 0 ||
            timerfd_settime(timer.get(), 0, &off, &before) != 0) {
            return give_up(state, "timerfd_settime");
        }
        if (before.it_value.tv_sec < 3500) {
            return wrong(state, "the timer was not armed");
        }
    }
}

constexpr std::array entries{
    Entry{"eventfd", eventfd_write_read},
    Entry{"epoll", epoll_ready},
    Entry{"timer", timer_arm},
};

} // namespace

std::span<const Entry> event_benchmarks() {
    return entries;
}

} // namespace kbench
