// SPDX-License-Identifier: Apache-2.0
#include "base/units.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>

namespace klp {
namespace {

struct Scale {
    double factor;
    std::string_view suffix;
};

constexpr std::array<Scale, 4> second_scales{
    {{1.0, "s"}, {1e-3, "ms"}, {1e-6, "us"}, {1e-9, "ns"}}};
constexpr std::array<Scale, 4> byte_scales{
    {{1024.0 * 1024 * 1024, "GiB"}, {1024.0 * 1024, "MiB"}, {1024.0, "KiB"}, {1.0, "B"}}};

// `value` with its last significant digit rounded; digits before the point are all kept.
double rounded(double value, int digits) {
    if (value == 0.0 || !std::isfinite(value)) {
        return value;
    }
    const int magnitude = static_cast<int>(std::floor(std::log10(std::fabs(value))));
    const double step = std::pow(10.0, std::max(0, digits - 1 - magnitude));
    return std::isfinite(step) ? std::round(value * step) / step : 0.0;
}

std::string significant(double value, int digits) {
    value = rounded(value, digits);
    if (value == 0.0 || !std::isfinite(value)) {
        return fmt::format("{}", value == 0.0 ? 0.0 : value);
    }
    const int magnitude = static_cast<int>(std::floor(std::log10(std::fabs(value))));
    return fmt::format("{:.{}f}", value, std::max(0, digits - 1 - magnitude));
}

template <std::size_t N>
std::string scaled(double value, const std::array<Scale, N>& scales, int digits) {
    for (const Scale& scale : scales) {
        // Rounded first: 999.96 ns is 1.00 us, not 1000 ns.
        if (std::fabs(rounded(value / scale.factor, digits)) >= 1.0 ||
            scale.suffix == scales.back().suffix) {
            return significant(value / scale.factor, digits) + " " + std::string(scale.suffix);
        }
    }
    return {};
}

} // namespace

std::string format_quantity(double value, std::string_view unit, int digits) {
    if (digits == 0) {
        const std::string number = value == std::floor(value) ? fmt::format("{:.0f}", value)
                                                              : fmt::format("{:.2f}", value);
        return unit.empty() ? number : number + " " + std::string(unit);
    }
    if (unit == "s") {
        return scaled(value, second_scales, digits);
    }
    if (unit == "ns") {
        return scaled(value * 1e-9, second_scales, digits);
    }
    if (unit == "bytes") {
        return scaled(value, byte_scales, digits);
    }
    const std::string number = significant(value, digits);
    return unit.empty() ? number : number + " " + std::string(unit);
}

std::string format_change(double ratio, int digits) {
    const double percent = (ratio - 1.0) * 100.0;
    const std::string size = fmt::format("{:.{}f}%", std::fabs(percent), digits);
    // "-0.0%" reads as a direction that was not seen.
    const bool is_zero = std::stod(size) == 0.0;
    return (is_zero ? "" : percent < 0 ? std::string(minus_sign) : "+") + size;
}

std::string format_duration(double seconds) {
    if (seconds < 59.95) {
        return fmt::format("{:.1f} s", seconds);
    }
    const long whole = std::lround(seconds);
    if (whole < 3600) {
        return fmt::format("{} min {} s", whole / 60, whole % 60);
    }
    return fmt::format("{} h {} min", whole / 3600, whole % 3600 / 60);
}

} // namespace klp
