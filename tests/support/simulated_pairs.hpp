// SPDX-License-Identifier: Apache-2.0
//
// Seeded samples of two cells, for tests of what the statistics promise.
#pragma once

#include "analyze/contrast.hpp"
#include "analyze/effect.hpp"
#include "analyze/validity.hpp"
#include "model/results.hpp"

#include <cmath>
#include <cstdint>
#include <functional>
#include <random>
#include <string>
#include <vector>

namespace klp::testing {

inline const std::string simulated_metric = "runtime.find.cpu_ns";

/// Two cells of one workload, value r of each being replicate r.
struct SimulatedPair {
    CellResult a;
    CellResult b;
};

inline CellResult cell_of(const std::vector<double>& values) {
    CellResult cell;
    for (const double value : values) {
        auto& samples = cell.metrics[simulated_metric].values;
        samples.push_back({static_cast<int>(samples.size()), value});
    }
    return cell;
}

using Random = std::mt19937_64;
/// Draws the logarithm of a disturbance.
using Noise = std::function<double(Random&)>;

inline Noise normal_noise(double deviation) {
    return [deviation](Random& random) {
        return std::normal_distribution<double>(0.0, deviation)(random);
    };
}

/// Student's t with three degrees of freedom and this standard deviation.
inline Noise heavy_noise(double deviation) {
    return [deviation](Random& random) {
        return deviation / std::sqrt(3.0) * std::student_t_distribution<double>(3.0)(random);
    };
}

/// n pairs around 1000 ns; B is slower by the factor exp(effect). `noise` is that of one side, so
/// that a pair has sqrt(2) of its deviation.
inline SimulatedPair simulated_pair(Random& random, int n, double effect, const Noise& noise) {
    std::vector<double> a;
    std::vector<double> b;
    for (int replicate = 0; replicate < n; ++replicate) {
        a.push_back(1000 * std::exp(noise(random)));
        b.push_back(1000 * std::exp(effect + noise(random)));
    }
    return {cell_of(a), cell_of(b)};
}

/// The effect that the pipeline makes of it.
inline analysis::Effect effect_of(const SimulatedPair& pair) {
    return analysis::contrast(pair.a, pair.b, simulated_metric).value();
}

/// Of 2,000 trials with seeds of their own, the share in which `holds`.
inline double rate_of(std::uint64_t seed, const std::function<bool(Random&)>& holds) {
    constexpr int trials = 2000;
    int count = 0;
    for (int trial = 0; trial < trials; ++trial) {
        Random random(seed * 1'000'003 + static_cast<std::uint64_t>(trial));
        count += holds(random) ? 1 : 0;
    }
    return static_cast<double>(count) / trials;
}

} // namespace klp::testing
