// SPDX-License-Identifier: Apache-2.0
#include "analyze/night_sums.hpp"

namespace klp::analysis {

void NightSums::add(double value) {
    if (m_values.empty()) {
        m_origin = value;
    }
    const double last = m_values.empty() ? 0 : m_values.back();
    m_values.push_back(value - m_origin);
    m_sums.push_back(m_sums.back() + m_values.back());
    m_squares.push_back(m_squares.back() + m_values.back() * m_values.back());
    m_products.push_back(m_products.back() + m_values.back() * last);
}

SegmentSums NightSums::segment(std::size_t begin, std::size_t end) const {
    return {static_cast<double>(end - begin),
            m_values[begin],
            m_values[end - 1],
            m_sums[end] - m_sums[begin],
            m_squares[end] - m_squares[begin],
            m_products[end] - m_products[begin + 1]};
}

} // namespace klp::analysis
