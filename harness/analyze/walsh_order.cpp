// SPDX-License-Identifier: Apache-2.0
#include "analyze/walsh_order.hpp"

#include <algorithm>
#include <cstdint>

namespace klp::analysis {
namespace {

/// Below this many candidates a value, all are made and the one sought is selected.
constexpr std::size_t most_selected = 4;

/// Of row i the averages with x[i] … x[n-1]: positions in the row are counted from i.
struct Row {
    std::uint32_t begin = 0; ///< the first candidate
    std::uint32_t end = 0;   ///< behind the last
};

double average(double x, double y) {
    return (x + y) / 2;
}

/// For each row the end of the averages for which `is_before` holds; they begin each row. The ends
/// fall from row to row, down to the row itself.
template <typename Before>
std::size_t ends_of(const std::vector<double>& x, const Before& is_before,
                    std::vector<std::uint32_t>& ends) {
    std::size_t count = 0;
    std::size_t end = x.size();
    for (std::size_t i = 0; i < x.size(); ++i) {
        while (end > i && !is_before(average(x[i], x[end - 1]))) {
            --end;
        }
        end = std::max(end, i);
        ends[i] = static_cast<std::uint32_t>(end);
        count += end - i;
        if (end == i) { // and in all rows below
            for (std::size_t rest = i + 1; rest < x.size(); ++rest) {
                ends[rest] = static_cast<std::uint32_t>(rest);
            }
            break;
        }
    }
    return count;
}

/// Numbers that look random enough for a choice of pivots; the result does not depend on them.
class Pivots {
public:
    std::size_t below(std::size_t bound) {
        m_state = m_state * 6364136223846793005ULL + 1442695040888963407ULL;
        return static_cast<std::size_t>((m_state >> 33U) % bound);
    }

private:
    std::uint64_t m_state = 1;
};

/// The candidate that has `position` of them before it.
double select(const std::vector<double>& x, const std::vector<Row>& rows, std::size_t candidates,
              std::size_t position) {
    std::vector<double> averages;
    averages.reserve(candidates);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        for (std::size_t j = rows[i].begin; j < rows[i].end; ++j) {
            averages.push_back(average(x[i], x[j]));
        }
    }
    const auto found = averages.begin() + static_cast<std::ptrdiff_t>(position);
    std::nth_element(averages.begin(), found, averages.end());
    return *found;
}

double candidate(const std::vector<double>& x, const std::vector<Row>& rows, std::size_t index) {
    std::size_t i = 0;
    while (index >= rows[i].end - rows[i].begin) {
        index -= rows[i].end - rows[i].begin;
        ++i;
    }
    return average(x[i], x[rows[i].begin + index]);
}

} // namespace

WalshOrder::WalshOrder(std::span<const double> values) : m_sorted(values.begin(), values.end()) {
    std::sort(m_sorted.begin(), m_sorted.end());
}

double WalshOrder::at(std::size_t position) const {
    const std::size_t n = m_sorted.size();
    std::vector<Row> rows(n);
    for (std::size_t i = 0; i < n; ++i) {
        rows[i] = {static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(n)};
    }
    std::vector<std::uint32_t> ends(n);
    std::size_t candidates = size();
    std::size_t before = 0; // averages that are no candidates because they are too small
    Pivots pivots;
    while (candidates > most_selected * n) {
        const double pivot = candidate(m_sorted, rows, pivots.below(candidates));
        const std::size_t below = ends_of(
            m_sorted, [pivot](double value) { return value < pivot; }, ends);
        const bool is_before = position < below;
        if (!is_before) {
            const std::size_t not_above = ends_of(
                m_sorted, [pivot](double value) { return value <= pivot; }, ends);
            if (position < not_above) {
                return pivot;
            }
        }
        candidates = 0;
        before = 0;
        for (std::size_t i = 0; i < n; ++i) {
            if (is_before) {
                rows[i].end = std::max(rows[i].begin, std::min(rows[i].end, ends[i]));
            } else {
                rows[i].begin = std::min(rows[i].end, std::max(rows[i].begin, ends[i]));
            }
            candidates += rows[i].end - rows[i].begin;
            before += rows[i].begin - i;
        }
    }
    return select(m_sorted, rows, candidates, position - before);
}

double WalshOrder::median() const {
    const std::size_t middle = size() / 2;
    return size() % 2 == 1 ? at(middle) : (at(middle - 1) + at(middle)) / 2;
}

std::size_t WalshOrder::count_below(double value) const {
    std::vector<std::uint32_t> ends(m_sorted.size());
    return ends_of(
        m_sorted, [value](double average) { return average < value; }, ends);
}

std::size_t WalshOrder::count_not_above(double value) const {
    std::vector<std::uint32_t> ends(m_sorted.size());
    return ends_of(
        m_sorted, [value](double average) { return average <= value; }, ends);
}

} // namespace klp::analysis
