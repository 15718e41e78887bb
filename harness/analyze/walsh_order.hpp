// SPDX-License-Identifier: Apache-2.0
//
// Order statistics of the Walsh averages (x_i + x_j) / 2, i <= j, without making all n(n+1)/2 of
// them. With x ascending the averages are ascending in each row i and each column j, so that how
// many lie below a value is counted in O(n), and selection narrows each row around a pivot: O(n log
// n) expected (Johnson and Mizoguchi 1978; Monahan 1984, ACM Algorithm 616).
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace klp::analysis {

class WalshOrder {
public:
    explicit WalshOrder(std::span<const double> values);

    /// n(n+1)/2.
    [[nodiscard]] std::size_t size() const { return m_sorted.size() * (m_sorted.size() + 1) / 2; }

    /// The average that has `position` others before it. Precondition: position < size().
    [[nodiscard]] double at(std::size_t position) const;

    /// Mean of the middle two when their number is even. Precondition: there are values.
    [[nodiscard]] double median() const;

    [[nodiscard]] std::size_t count_below(double value) const;
    [[nodiscard]] std::size_t count_not_above(double value) const;

private:
    std::vector<double> m_sorted;
};

} // namespace klp::analysis
