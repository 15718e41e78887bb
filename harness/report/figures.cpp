// SPDX-License-Identifier: Apache-2.0
#include "report/figures.hpp"

#include "base/units.hpp"
#include "model/metric.hpp"
#include "report/contrast_words.hpp"

#include <fmt/format.h>

#include <cmath>

namespace klp {
namespace {

constexpr int noisy_digits = 3;

template <typename Write>
std::string with_interval(double estimate, double low, double high, const Write& write) {
    if (!std::isfinite(high) && std::isfinite(estimate)) {
        return write(estimate) + " (no interval)";
    }
    return low == high ? write(estimate)
                       : fmt::format("{} [{}, {}]", write(estimate), write(low), write(high));
}

std::string plain_text(double value) {
    return fmt::format("{:.3g}", value);
}

} // namespace

std::string change_text(double ratio) {
    const double percent = (ratio - 1) * 100;
    const double size = std::fabs(percent);
    if (percent == 0) {
        return "0%";
    }
    if (size >= 999.5) {
        return fmt::format("x{:.3g}", ratio);
    }
    const std::string_view sign = percent > 0 ? "+" : minus_sign;
    if (size >= 99.95) {
        return fmt::format("{}{:.0f}%", sign, size);
    }
    if (size >= 0.05) {
        return fmt::format("{}{:.1f}%", sign, size);
    }
    return size >= 0.0005 ? fmt::format("{}{:.1g}%", sign, size) : fmt::format("{}<0.001%", sign);
}

std::string change_text(double ratio, double low, double high) {
    return with_interval(ratio, low, high, [](double value) { return change_text(value); });
}

std::string quantity_text(double value) {
    return format_quantity(value, "", noisy_digits);
}

std::string share_text(double share) {
    return fmt::format("{:.3g}%", share * 100);
}

std::string metric_text(const std::string& metric, double value) {
    const MetricInfo* info = find_metric(metric);
    const bool exact = info != nullptr && info->kind == MetricKind::exact;
    const std::string_view unit = info == nullptr ? "" : info->unit;
    if (exact && unit == "bytes") { // a mean of sizes is no size that anything has
        return value == std::floor(value) ? format_quantity(value, "B", 0)
                                          : format_quantity(value, unit, noisy_digits);
    }
    return format_quantity(value, unit, exact ? 0 : noisy_digits);
}

std::string series_text(const std::string& metric, const Series& series) {
    return series.values.empty() ? "skipped: " + series.skipped
                                 : metric_text(metric, median(series));
}

std::string estimate_text(const Evidence& evidence) {
    const auto text = [&evidence](const auto& write) {
        return with_interval(evidence.estimate, evidence.low, evidence.high, write);
    };
    std::string result;
    if (evidence.unit == "ratio") {
        result = text([](double value) { return change_text(value); });
    } else if (evidence.unit == "share") {
        result = text(share_text);
    } else {
        result = text(plain_text) + (evidence.unit.empty() ? "" : " " + evidence.unit);
    }
    return result + (evidence.realisation == Realisation::equivalent ? "=" : "");
}

bool is_primary_overall(const Evidence& evidence) {
    return evidence.workload.starts_with("overall") && evidence.judgement &&
           evidence.judgement->is_primary && evidence.judgement->finding != Finding::not_measured;
}

std::string overall_contrast(const Evidence& evidence) {
    const std::size_t comma = evidence.workload.find(", ");
    return (comma == std::string::npos ? "" : evidence.workload.substr(comma + 2) + ": ") +
           contrast_words(evidence.contrast);
}

std::string primary_line(const Evidence& evidence) {
    return fmt::format("{}, {}: {}", evidence.metric, overall_contrast(evidence),
                       evidence.judgement->line);
}

} // namespace klp
