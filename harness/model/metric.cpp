// SPDX-License-Identifier: Apache-2.0
#include "model/metric.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace klp {
namespace {

using enum MetricKind;
constexpr Better lower = Better::lower;

constexpr std::array metrics{
    MetricInfo{"compile.wall_s", "s", lower, noisy,
               "wall time over the translation units and LTO's link-time compilation"},
    MetricInfo{"compile.cpu_s", "s", lower, noisy,
               "user and system time over the translation units and LTO's link-time compilation"},
    MetricInfo{"compile.peak_rss_bytes", "bytes", lower, noisy,
               "peak resident set of the largest single compiler process"},
    MetricInfo{"lto.wpa_cpu_s", "s", lower, noisy, "CPU time of whole-program analysis"},
    MetricInfo{"lto.ltrans_cpu_s", "s", lower, noisy,
               "CPU time of local transformation, its assembler included"},
    MetricInfo{"link.cpu_s", "s", lower, noisy, "CPU time of the link without LTO's compilation"},
    MetricInfo{"size.text", "bytes", lower, exact,
               "allocated executable sections of the image; of a kernel, of vmlinux.o"},
    MetricInfo{"size.rodata", "bytes", lower, exact,
               "allocated sections that are neither written nor executed"},
    MetricInfo{"size.data", "bytes", lower, exact, "allocated writable sections with contents"},
    MetricInfo{"size.bss", "bytes", lower, exact, "allocated writable sections without contents"},
    MetricInfo{"size.image", "bytes", lower, exact, "the compressed kernel image that is booted"},
    MetricInfo{"size.file", "bytes", lower, exact, "the image file"},
    MetricInfo{"symbols.functions", "", lower, exact,
               "function symbols defined in the image, aliases of one address counted once"},
    MetricInfo{"clones.inline_copies", "", lower, exact,
               "inlinings listed by -fdump-ipa-clones, compile-time and WPA stages joined"},
    MetricInfo{"clones.inline_copies_cross_unit", "", lower, exact,
               "of those, into a function of another translation unit"},
    MetricInfo{"clones.physical_copies", "", lower, exact,
               "inline copies that stand in functions of the image, those carried along by later "
               "inlinings counted too"},
    MetricInfo{"clones.constprop", "", lower, exact, "clones for constant propagation"},
    MetricInfo{"clones.isra", "", lower, exact, "clones for scalar replacement of aggregates"},
    MetricInfo{"clones.part", "", lower, exact, "clones split off for partial inlining"},
    MetricInfo{"clones.unexplained_symbols", "", lower, exact,
               "symbols of the image named as a clone that no line of the dumps explains"},
    MetricInfo{"clones.unexplained_inlines", "", lower, exact,
               "functions that others hold by the image's debug information and not by the dumps"},
    MetricInfo{"impact.mean", "", lower, exact,
               "functions to replace for a live patch of one, mean over all functions"},
    MetricInfo{"impact.p90", "", lower, exact, "as impact.mean, the 90th percentile"},
    MetricInfo{"impact.p99", "", lower, exact, "as impact.mean, the 99th percentile"},
    MetricInfo{"impact.max", "", lower, exact, "as impact.mean, the largest"},
    MetricInfo{"impact.selectively_inlined", "", lower, exact,
               "functions inlined somewhere that have a body of their own too"},
    MetricInfo{"runtime.BENCH.cpu_ns", "ns", lower, noisy,
               "CPU time per iteration, as Google Benchmark prints it"},
    MetricInfo{"runtime.BENCH.instructions", "instructions", lower, noisy,
               "instructions per iteration: exact for one layout or boot setting, and no time; "
               "source: the guest's count under -icount, callgrind, or the PMU"},
    MetricInfo{"runtime.BENCH.cycles", "cycles", lower, noisy,
               "cycles per iteration that the PMU counted in user space"},
    MetricInfo{"runtime.BENCH.task-clock", "ns", lower, noisy,
               "CPU time per iteration by the kernel's task clock, around the loop alone"},
    MetricInfo{"runtime.BENCH.EVENT", "events", lower, noisy,
               "another event of perf_event_open by its libpfm4 name, per iteration"},
    MetricInfo{"boot.instructions", "instructions", lower, noisy,
               "guest instructions from power-on to init, halted virtual time included; "
               "replicates are boot settings"},
    MetricInfo{"objtool.warnings", "", lower, exact, "warnings that objtool printed"},
    MetricInfo{"objtool.warnings.KIND", "", lower, exact,
               "of those, the ones of one kind, such as unreachable_instruction"},
    MetricInfo{"gc.removed_functions", "", Better::higher, exact,
               "code sections that the linker's section GC discarded"},
    MetricInfo{"gc.removed_bytes", "bytes", Better::higher, exact,
               "bytes of code and data sections that the linker's section GC discarded"},
};

constexpr std::string_view runtime_prefix = "runtime.";

/// Words in the name of a row that stand for any name.
constexpr std::array<std::string_view, 2> placeholders{"BENCH", "KIND"};

/// The row's name around its placeholder; `whole` when it has none.
struct RowName {
    std::string_view before;
    std::string_view after;
    bool whole = true;
};

constexpr RowName split(std::string_view row) {
    for (const std::string_view placeholder : placeholders) {
        if (const std::size_t at = row.find(placeholder); at != std::string_view::npos) {
            return {row.substr(0, at), row.substr(at + placeholder.size()), false};
        }
    }
    return {row, {}, true};
}

/// Of this row any event may be the last part of the name, except what ends like one of our units:
/// so that a misspelt "runtime.x.cpu_sn" or "runtime.x.wall_ns" is not taken for an event.
constexpr std::string_view event_row = "runtime.BENCH.EVENT";

bool may_be_event(std::string_view name) {
    return !name.empty() && !name.starts_with("cpu_") && !name.ends_with("_ns") &&
           !name.ends_with("_s") && !name.ends_with("_bytes");
}

bool names(std::string_view row, std::string_view metric) {
    if (row == event_row) {
        return !benchmark_of(metric).empty() && may_be_event(metric.substr(metric.rfind('.') + 1));
    }
    const RowName name = split(row);
    return !name.whole && metric.size() > name.before.size() + name.after.size() &&
           metric.starts_with(name.before) && metric.ends_with(name.after);
}

} // namespace

std::span<const MetricInfo> metric_table() {
    return metrics;
}

std::string_view benchmark_of(std::string_view metric) {
    const std::size_t dot = metric.rfind('.');
    if (!metric.starts_with(runtime_prefix) || dot < runtime_prefix.size()) {
        return {};
    }
    return metric.substr(runtime_prefix.size(), dot - runtime_prefix.size());
}

std::string event_metric(std::string_view benchmark, std::string event) {
    std::replace(event.begin(), event.end(), '.', ':'); // libpfm4 takes either
    return std::string(runtime_prefix).append(benchmark).append(".").append(event);
}

const MetricInfo* find_metric(std::string_view name) {
    for (const MetricInfo& metric : metrics) {
        if (metric.name == name || names(metric.name, name)) {
            return &metric;
        }
    }
    return nullptr;
}

bool patterns_overlap(std::string_view a, std::string_view b) {
    // overlaps[j]: the suffixes a[i..] and b[j..] overlap; rows are filled from the last i upwards.
    std::vector<bool> below(b.size() + 1, false);
    for (std::size_t i = a.size() + 1; i-- > 0;) {
        std::vector<bool> overlaps(b.size() + 1, false);
        for (std::size_t j = b.size() + 1; j-- > 0;) {
            const bool a_ends = i == a.size();
            const bool b_ends = j == b.size();
            if (a_ends && b_ends) {
                overlaps[j] = true;
            } else if (!a_ends && a[i] == '*') {
                overlaps[j] = below[j] || (!b_ends && overlaps[j + 1]);
            } else if (!b_ends && b[j] == '*') {
                overlaps[j] = overlaps[j + 1] || (!a_ends && below[j]);
            } else {
                overlaps[j] = !a_ends && !b_ends && a[i] == b[j] && below[j + 1];
            }
        }
        below = overlaps;
    }
    return below[0];
}

bool may_select(std::string_view pattern, const MetricInfo& metric) {
    if (metric.name == event_row) {
        const std::string_view last = pattern.substr(pattern.rfind('.') + 1);
        return patterns_overlap(pattern, "runtime.*.*") &&
               (last.find('*') != std::string_view::npos || may_be_event(last));
    }
    const RowName name = split(metric.name);
    return patterns_overlap(pattern,
                            name.whole ? std::string(metric.name)
                                       : std::string(name.before) + "*" + std::string(name.after));
}

bool may_select_family(const std::vector<std::string>& patterns, std::string_view prefix) {
    const std::string family = std::string(prefix) + "*";
    return std::any_of(patterns.begin(), patterns.end(), [&family](const std::string& pattern) {
        return patterns_overlap(pattern, family);
    });
}

std::string_view to_string(Better better) {
    return better == Better::lower ? "lower" : "higher";
}

std::string_view to_string(MetricKind kind) {
    return kind == exact ? "exact" : "noisy";
}

} // namespace klp
