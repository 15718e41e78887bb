// SPDX-License-Identifier: Apache-2.0
//
// Running sums of a series of nights, from which a step at any night is fitted in constant time:
// years of nights are scanned every night.
#pragma once

#include <cstddef>
#include <vector>

namespace klp::analysis {

/// Sums over some successive nights, values taken from the first night of the series.
struct SegmentSums {
    double nights = 0;
    double first = 0;
    double last = 0;
    double values = 0;
    double squares = 0;
    double products = 0; ///< of a night and the night before, both in the segment

    [[nodiscard]] double mean() const { return values / nights; }
};

class NightSums {
public:
    void add(double value);

    [[nodiscard]] std::size_t size() const { return m_values.size(); }
    [[nodiscard]] double value(std::size_t night) const { return m_values[night]; }

    /// Of the nights begin … end - 1. Precondition: begin < end <= size().
    [[nodiscard]] SegmentSums segment(std::size_t begin, std::size_t end) const;

private:
    double m_origin = 0; // keeps squares small
    std::vector<double> m_values;
    std::vector<double> m_sums{0}; ///< over the nights before, as the next two
    std::vector<double> m_squares{0};
    std::vector<double> m_products{0};
};

} // namespace klp::analysis
