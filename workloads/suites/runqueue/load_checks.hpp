// SPDX-License-Identifier: Apache-2.0
//
// Weights and decayed load against real arithmetic.
#pragma once

#include "../support/suite.hpp"
#include "machine.hpp"

extern "C" {
#include "load.h"
#include "weight.h"
}

#include <cmath>
#include <string>

namespace checks {

inline void test_weights(suite::SelfTest& test) {
    for (int nice = NICE_MIN; nice <= NICE_MAX; ++nice) {
        const auto weight = static_cast<std::uint64_t>(std::llround(1024 * std::pow(1.25, -nice)));
        const std::string name = "weight: nice " + std::to_string(nice);
        test.equal(nice_weight(nice), weight, name);
        load_weight load{};
        weight_set_nice(&load, nice);
        test.equal(load.inverse, (std::uint64_t{1} << 32) / weight, name + " inverse");
        for (const std::uint64_t delta : {1 * ms, 4 * ms + 7, 100 * ms + 1}) {
            const double exact = static_cast<double>(delta) * 1024 / static_cast<double>(weight);
            const double off = static_cast<double>(weight_virtual(delta, &load)) - exact;
            test.check(off <= 0 && off > -1 - exact * 3e-5, name + " virtual time");
        }
    }
    test.check(!nice_valid(-21) && nice_valid(-20) && nice_valid(19) && !nice_valid(20),
               "weight: valid nice values");
    load_weight sum{};
    weight_add(&sum, 3072);
    weight_add(&sum, 1024);
    test.equal(weight_share(6 * ms, 1024, &sum), 1500000, "weight: a quarter of 6 ms");
    weight_sub(&sum, 3072);
    test.equal(weight_share(6 * ms, 512, &sum), 3000000, "weight: half of 6 ms");
    load_weight huge{};
    weight_add(&huge, std::uint64_t{1} << 40);
    test.equal(weight_share(6 * ms, 1024, &huge), 1, "weight: a share of a sum past 32 bits");
}

inline void test_load(suite::SelfTest& test) {
    bool decays = true;
    for (std::uint64_t periods = 0; periods < 2100; ++periods) {
        const double exact = 1e12 * std::pow(0.5, static_cast<double>(periods) / 32);
        const auto got = static_cast<double>(load_decay(1000000000000, periods));
        decays = decays && std::abs(got - exact) <= 2 + exact * 1e-9;
    }
    test.check(decays, "load: decay by any number of periods");
    test.equal(load_decay(UINT64_MAX, 32), UINT64_MAX / 2, "load: half of all bits");

    // Unit by unit, in floating point: the sum decays whenever a period of 1024 units ends.
    suite::Sequence random(2);
    load_avg avg;
    load_init(&avg, 0);
    const double y = std::pow(0.5, 1.0 / 32);
    double load_sum = 0;
    double running_sum = 0;
    std::uint64_t unit = 0;
    bool close = true;
    for (int i = 0; i < 400; ++i) {
        const std::uint64_t span = random.next() % (i % 10 == 0 ? 60000 : 3000);
        const std::uint64_t weight = random.next() % 3 == 0 ? 0 : 1024;
        const bool running = weight != 0 && random.next() % 2 == 0;
        bool period_ended = false;
        for (std::uint64_t n = 0; n < span; ++n) {
            load_sum += static_cast<double>(weight);
            running_sum += running ? 1 : 0;
            if (++unit % 1024 == 0) {
                load_sum *= y;
                running_sum *= y;
                period_ended = true;
            }
        }
        close = close && load_update(&avg, unit * 1024 + 5, weight, running) == period_ended;
        close = close && avg.period_part == unit % 1024;
        close = close && std::abs(static_cast<double>(avg.load_sum) / 1024 - load_sum / 1024) < 200;
        close = close && std::abs(static_cast<double>(avg.running_sum) - running_sum) < 200;
    }
    test.check(close, "load: random history against a sum unit by unit");

    load_init(&avg, 12345);
    load_update(&avg, 12345 + 1000 * LOAD_PERIOD_NS, 2048, true);
    test.check(avg.utilisation >= 1020 && avg.utilisation <= 1024, "load: always running");
    test.check(avg.load >= 2040 && avg.load <= 2048, "load: always runnable");
    const std::uint32_t busy = avg.running_sum;
    load_update(&avg, 12345 + 1032 * LOAD_PERIOD_NS, 0, false);
    test.equal(avg.running_sum, busy / 2, "load: half of it after 32 periods");
    test.check(!load_update(&avg, 5, 0, false), "load: a clock that is behind changes nothing");

    load_avg queue = avg;
    load_attach(&queue, &avg);
    test.equal(queue.load_sum, 2 * avg.load_sum, "load: attach");
    queue.load_sum = 1;
    queue.load = 1;
    load_detach(&queue, &avg);
    test.equal(queue.load_sum + queue.load, 0, "load: detach stops at nothing");
}

} // namespace checks
