// SPDX-License-Identifier: Apache-2.0
#include "os/conditions.hpp"

#include "os/clock.hpp"
#include "os/file.hpp"
#include "os/machine.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>

namespace klp {
namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

/// The first line that begins with `start`, what follows `start` in it.
std::optional<std::string_view> line_after(std::string_view text, std::string_view start) {
    while (!text.empty()) {
        const std::string_view line = text.substr(0, text.find('\n'));
        if (line.starts_with(start)) {
            return line.substr(start.size());
        }
        text.remove_prefix(std::min(line.size() + 1, text.size()));
    }
    return std::nullopt;
}

/// Takes a number off the front of `text`, with the blanks before it.
std::optional<double> take_number(std::string_view& text) {
    text.remove_prefix(std::min(text.find_first_not_of(" \t"), text.size()));
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || !std::isfinite(number) || number < 0) {
        return std::nullopt;
    }
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return number;
}

std::string text_of(const char* path) {
    return read_file(path).value_or(std::string());
}

double cpufreq_mhz(int cpu) {
    constexpr double khz_per_mhz = 1000;
    const std::string text =
        first_line(fmt::format("/sys/devices/system/cpu/cpu{}/cpufreq/scaling_cur_freq", cpu))
            .value_or("");
    std::string_view rest = text;
    return take_number(rest).value_or(unknown) / khz_per_mhz;
}

} // namespace

std::optional<ProcessorTicks> parse_ticks(std::string_view proc_stat, std::optional<int> cpu) {
    auto line = line_after(proc_stat, cpu ? fmt::format("cpu{} ", *cpu) : "cpu ");
    constexpr int steal_field = 8; // the last; "guest" behind it is part of "user"
    ProcessorTicks ticks;
    for (int field = 1; line && field <= steal_field; ++field) {
        const std::optional<double> value = take_number(*line);
        if (!value) {
            return std::nullopt;
        }
        ticks.all += *value;
        ticks.steal = *value;
    }
    return line ? std::optional(ticks) : std::nullopt;
}

double parse_pressure_us(std::string_view proc_pressure_cpu) {
    const auto line = line_after(proc_pressure_cpu, "some ");
    constexpr std::string_view key = "total=";
    const std::size_t at = line ? line->find(key) : std::string_view::npos;
    if (at == std::string_view::npos) {
        return unknown;
    }
    std::string_view rest = line->substr(at + key.size());
    return take_number(rest).value_or(unknown);
}

double parse_mhz(std::string_view proc_cpuinfo, int cpu) {
    const std::string wanted = fmt::format("processor\t: {}\n", cpu);
    std::size_t start = proc_cpuinfo.find(wanted);
    while (start != std::string_view::npos && start != 0 && proc_cpuinfo[start - 1] != '\n') {
        start = proc_cpuinfo.find(wanted, start + 1);
    }
    if (start == std::string_view::npos) {
        return unknown;
    }
    const std::string_view paragraph = proc_cpuinfo.substr(start);
    auto line = line_after(paragraph.substr(0, paragraph.find("\n\n")), "cpu MHz");
    if (!line) {
        return unknown;
    }
    line->remove_prefix(std::min(line->find_first_not_of("\t :"), line->size()));
    return take_number(*line).value_or(unknown);
}

Conditions read_conditions(std::optional<int> cpu) {
    Conditions now;
    now.at = monotonic_now();
    const double load = load_average();
    now.load = load < 0 ? unknown : load;
    now.ticks = parse_ticks(text_of("/proc/stat"), cpu);
    now.pressure_us = parse_pressure_us(text_of("/proc/pressure/cpu"));
    const int processor = cpu.value_or(0);
    now.mhz = cpufreq_mhz(processor);
    if (std::isnan(now.mhz)) {
        now.mhz = parse_mhz(text_of("/proc/cpuinfo"), processor);
    }
    return now;
}

ConditionsBetween between(const Conditions& start, const Conditions& end) {
    constexpr double us_per_s = 1e6;
    ConditionsBetween found{(start.load + end.load) / 2, unknown, unknown};
    if (start.ticks && end.ticks && end.ticks->all > start.ticks->all) {
        found.steal_share =
            (end.ticks->steal - start.ticks->steal) / (end.ticks->all - start.ticks->all);
    }
    if (end.at > start.at) {
        found.pressure_share =
            (end.pressure_us - start.pressure_us) / us_per_s / (end.at - start.at);
    }
    return found;
}

std::vector<std::pair<std::string, std::string>> system_settings() {
    struct Setting {
        const char* name;
        const char* file;
    };
    constexpr std::array settings{
        Setting{"aslr", "/proc/sys/kernel/randomize_va_space"},
        Setting{"governor", "/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor"},
        Setting{"boost", "/sys/devices/system/cpu/cpufreq/boost"},
        Setting{"smt", "/sys/devices/system/cpu/smt/active"},
    };
    std::vector<std::pair<std::string, std::string>> values;
    values.reserve(settings.size());
    for (const Setting& setting : settings) {
        values.emplace_back(setting.name, first_line(setting.file).value_or("unknown"));
    }
    return values;
}

} // namespace klp
