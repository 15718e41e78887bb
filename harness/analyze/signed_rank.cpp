// SPDX-License-Identifier: Apache-2.0
//
// T counts the Walsh averages above the centre under test, so inverting the test gives order
// statistics of the Walsh averages. Its null distribution is that of a sum over i = 1 … n of i
// times a fair coin; adding one coin at a time costs O(n^3) in all.
#include "analyze/signed_rank.hpp"

#include "analyze/walsh_order.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <map>

namespace klp::analysis {
namespace {

// A run asks for few n, thousands of times each.
const std::vector<double>& remembered_cdf(int n) {
    thread_local std::map<int, std::vector<double>> by_n;
    auto found = by_n.find(n);
    if (found == by_n.end()) {
        found = by_n.emplace(n, signed_rank_cdf(n)).first;
    }
    return found->second;
}

} // namespace

std::vector<double> signed_rank_cdf(int n) {
    const auto size = static_cast<std::size_t>(n);
    std::vector<double> probability(size * (size + 1) / 2 + 1, 0.0);
    probability[0] = 1.0;
    for (std::size_t coin = 1; coin <= size; ++coin) {
        // Downwards, so that the smaller sums read here do not hold this coin yet.
        for (std::size_t sum = coin * (coin + 1) / 2; sum > 0; --sum) {
            const double with_coin = sum >= coin ? probability[sum - coin] : 0.0;
            probability[sum] = (probability[sum] + with_coin) / 2;
        }
        probability[0] /= 2;
    }
    for (std::size_t sum = 1; sum < probability.size(); ++sum) {
        probability[sum] += probability[sum - 1];
    }
    return probability;
}

std::optional<WalshRank> walsh_rank(int n, double confidence) {
    const std::vector<double>& cdf = remembered_cdf(n);
    const double tail = (1.0 - confidence) / 2;
    const auto first_above = std::upper_bound(cdf.begin(), cdf.end(), tail);
    const auto rank = static_cast<int>(first_above - cdf.begin());
    if (n < 1 || rank < 1) {
        return std::nullopt;
    }
    return WalshRank{rank, 1.0 - 2 * cdf[static_cast<std::size_t>(rank) - 1]};
}

bool can_reject(int n, double level) {
    return n >= 1 && std::ldexp(1.0, 1 - n) <= level;
}

int least_to_reject(double level) {
    int n = 1;
    while (!can_reject(n, level)) {
        ++n;
    }
    return n;
}

double signed_rank_p(std::span<const double> values) {
    if (values.empty()) {
        return 1;
    }
    const WalshOrder averages(values);
    const std::size_t not_below = averages.size() - averages.count_below(0);
    const std::size_t not_above = averages.count_not_above(0);
    const std::vector<double>& cdf = remembered_cdf(static_cast<int>(values.size()));
    return std::min(1.0, 2 * cdf[std::min(not_below, not_above)]);
}

std::vector<double> walsh_averages(std::span<const double> values) {
    std::vector<double> averages;
    averages.reserve(values.size() * (values.size() + 1) / 2);
    for (std::size_t i = 0; i < values.size(); ++i) {
        for (std::size_t j = i; j < values.size(); ++j) {
            averages.push_back((values[i] + values[j]) / 2);
        }
    }
    return averages;
}

double hodges_lehmann(std::span<const double> values) {
    return WalshOrder(values).median();
}

std::optional<Interval> signed_rank_interval(const WalshOrder& averages, int n, double confidence) {
    const auto rank = walsh_rank(n, confidence);
    if (!rank) {
        return std::nullopt;
    }
    const auto position = static_cast<std::size_t>(rank->rank);
    return Interval{averages.at(position - 1), averages.at(averages.size() - position),
                    rank->confidence};
}

std::optional<Interval> signed_rank_interval(std::span<const double> values, double confidence) {
    return signed_rank_interval(WalshOrder(values), static_cast<int>(values.size()), confidence);
}

} // namespace klp::analysis
