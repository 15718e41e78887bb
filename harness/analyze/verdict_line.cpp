// SPDX-License-Identifier: Apache-2.0
#include "analyze/verdict_line.hpp"

#include "analyze/control.hpp"
#include "analyze/evidence.hpp"
#include "analyze/signed_rank.hpp"
#include "analyze/stopping.hpp"
#include "analyze/validity.hpp"
#include "base/units.hpp"
#include "model/comparable.hpp"
#include "model/metric.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

namespace klp::analysis {
namespace {

/// So that the interval, or a number without one, keeps two digits.
int decimals_for(double percent) {
    const double size = std::abs(percent);
    return size >= 0.5 || size == 0 ? 1 : size >= 0.05 ? 2 : 3;
}

std::string signed_percent(double ratio, int decimals) {
    const double percent = (ratio - 1) * 100;
    const double half_a_digit = 0.5 * std::pow(10.0, -decimals);
    if (std::abs(percent) < half_a_digit) {
        return fmt::format("{:.{}f}", 0.0, decimals);
    }
    return fmt::format("{}{:.{}f}", percent < 0 ? minus_sign : "+", std::abs(percent), decimals);
}

std::string invalid_reason(const Judgement& judgement, const Effect& effect) {
    return judgement.finding == Finding::invalid ? fmt::format(" ({})", effect.invalid) : "";
}

/// "8 boot settings", "3 layouts".
std::string perturbations_of(const Effect& effect) {
    const auto units = units_of(effect).size();
    return fmt::format("{} {}{}", units, effect.is_of_boots ? "boot setting" : "layout",
                       units == 1 ? "" : "s");
}

/// What stands behind the change.
std::string qualifier(const Judgement& judgement, const Effect& effect, double margin) {
    const std::string inside = judgement.finding == Finding::negligible
                                   ? fmt::format("inside \u00b1{}", percent(margin))
                                   : "";
    if (effect.exact) {
        return inside.empty() ? "" : " " + inside;
    }
    if (!effect.is_interleaved) {
        return " (two runs, not interleaved: no interval)";
    }
    if (effect.is_counted) {
        return fmt::format(" spread over {}{}", perturbations_of(effect),
                           inside.empty() ? "" : ", " + inside);
    }
    const std::string equivalence = inside.empty() ? "" : ", 90% interval " + inside;
    if (!judgement.confidence) {
        return fmt::format(" ({}){}", too_few_units(effect), equivalence);
    }
    return fmt::format(
        " 95%{}{}", effect.family > 0 ? fmt::format(" Holm m={}", effect.family) : "", equivalence);
}

std::string blocks_in_words(const Judgement& judgement, const Effect& effect) {
    if (effect.is_of_boots) {
        return perturbations_of(effect);
    }
    std::string words =
        fmt::format("{} block{}", judgement.blocks, judgement.blocks == 1 ? "" : "s");
    if (judgement.layouts > 0) {
        words += fmt::format(", {} layout{}", judgement.layouts, judgement.layouts == 1 ? "" : "s");
    }
    return words;
}

std::string look_in_words(const Protocol& protocol) {
    const int looks = protocol.run().looks;
    const int planned = protocol.run().environment.replicates;
    const auto schedule = look_schedule(planned, looks);
    const int done = protocol.looks_done();
    const bool is_at_look =
        done > 0 && schedule[static_cast<std::size_t>(done) - 1] >= protocol.replicates_there();
    return is_at_look ? fmt::format("look {} of {}", done, looks)
                      : fmt::format("{} of {} blocks, after look {} of {}",
                                    protocol.replicates_there(), planned, done, looks);
}

std::string control_in_words(const Judgement& judgement) {
    if (!judgement.control) {
        return "no A/A";
    }
    return "A/A " + change_with_bounds(*judgement.control) +
           (std::isfinite(judgement.control->high) ? "" : ", too few for an A/A test");
}

/// What only a noisy metric has.
void add_noise_parts(std::vector<std::string>& parts, const Judgement& judgement,
                     const Effect& effect, const Protocol& protocol) {
    if (protocol.run().looks > 1) {
        parts.push_back(look_in_words(protocol));
    }
    parts.push_back(blocks_in_words(judgement, effect));
    if (judgement.needed_blocks > most_needed_blocks) {
        parts.push_back(fmt::format("over {} blocks would decide", most_needed_blocks));
    } else if (judgement.needed_blocks > 0) {
        parts.push_back(fmt::format("about {} blocks would decide", judgement.needed_blocks));
    }
    if (judgement.mde) {
        parts.push_back(
            fmt::format("MDE {:.{}f}%", *judgement.mde * 100, decimals_for(*judgement.mde * 100)));
    } else {
        parts.push_back(fmt::format("no MDE: fewer than {} units show nothing",
                                    least_to_reject(effect.levels.difference)));
    }
    if (!effect.is_of_boots) {
        parts.push_back(control_in_words(judgement));
    }
}

} // namespace

std::string change_with_bounds(const RatioBounds& ratio) {
    const bool has_bounds = std::isfinite(ratio.high) && ratio.low > 0 && ratio.low != ratio.high;
    const int decimals =
        decimals_for((has_bounds ? ratio.high - ratio.low : ratio.estimate - 1) * 100);
    const std::string change = signed_percent(ratio.estimate, decimals) + "%";
    return has_bounds ? fmt::format("{} [{}, {}]", change, signed_percent(ratio.low, decimals),
                                    signed_percent(ratio.high, decimals))
                      : change;
}

std::string source_of(const std::string& metric, const Protocol& protocol) {
    if (is_counted(metric)) {
        for (const CellResult& cell : protocol.run().cells) {
            if (const auto source = cell.facts.find(instructions_source_fact);
                source != cell.facts.end()) {
                return fmt::format("instructions ({})",
                                   source->second.substr(0, source->second.find(" (")));
            }
        }
        return "guest instructions";
    }
    if (!metric.starts_with("runtime.") || !metric.ends_with(".cpu_ns")) {
        return {};
    }
    return protocol.lacks_counters() ? "cpu time, no PMU" : "cpu time";
}

std::string missing_line(Finding finding, const std::string& why) {
    return fmt::format("{} ({})", to_string(finding), why);
}

std::string verdict_line(const Judgement& judgement, const Effect& effect,
                         const std::string& metric, const Protocol& protocol) {
    const Estimate numbers = estimate(effect);
    const RatioBounds ratio{std::exp(numbers.value), std::exp(numbers.low), std::exp(numbers.high)};
    std::vector<std::string> parts{
        fmt::format("{}{} {}{}", to_string(judgement.finding), invalid_reason(judgement, effect),
                    change_with_bounds(ratio), qualifier(judgement, effect, protocol.margin()))};
    if (!effect.exact && !effect.is_counted && effect.is_interleaved) {
        add_noise_parts(parts, judgement, effect, protocol);
    }
    if (std::string source = source_of(metric, protocol); !source.empty()) {
        parts.push_back(std::move(source));
    }
    if (!judgement.is_primary) {
        parts.emplace_back("not primary");
    }
    if (judgement.worst) {
        parts.push_back(fmt::format("worst: {} {}", judgement.worst->workload,
                                    change_with_bounds(judgement.worst->ratio)));
    }
    return fmt::format("{}", fmt::join(parts, " \u00b7 "));
}

} // namespace klp::analysis
