// SPDX-License-Identifier: Apache-2.0
//
// A compiler that is missing excludes each of its cells: a page of configurations that differ in
// everything but what matters. Said as a product of values it is one line.
#include "report/findings.hpp"

#include "model/configuration.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace klp {
namespace {

/// Configurations, as texts, with the same workloads.
struct Alike {
    std::vector<std::string> configurations;
    std::vector<std::string> workloads;
};

struct AxisValues {
    std::string axis;
    std::vector<std::string> values;
};

std::vector<Alike> alike_of(const CellGroup& group) {
    std::vector<Alike> result;
    for (const auto& [configuration, workloads] : group.cells) {
        auto known =
            std::find_if(result.begin(), result.end(), [&workloads = workloads](const Alike& one) {
                return one.workloads == workloads;
            });
        if (known == result.end()) {
            known = result.insert(result.end(), {{}, workloads});
        }
        known->configurations.push_back(configuration);
    }
    return result;
}

/// Adds what is new in `configuration`; false when it has other axes.
bool add_values(std::vector<AxisValues>& axes, const Configuration& configuration) {
    if (axes.empty()) {
        for (const auto& [axis, value] : configuration.entries()) {
            axes.push_back({axis, {}});
        }
    }
    if (axes.size() != configuration.entries().size()) {
        return false;
    }
    for (std::size_t i = 0; i < axes.size(); ++i) {
        const auto& [axis, value] = configuration.entries()[i];
        std::vector<std::string>& values = axes[i].values;
        if (axis != axes[i].axis) {
            return false;
        }
        if (std::find(values.begin(), values.end(), value) == values.end()) {
            values.push_back(value);
        }
    }
    return true;
}

/// "lto={off,full},opt=O2" when the configurations, which are all different, are every combination
/// of their values; else empty.
std::string product_text(const std::vector<std::string>& configurations) {
    std::vector<AxisValues> axes;
    for (const std::string& text : configurations) {
        const auto configuration = Configuration::parse(text);
        if (!configuration || !add_values(axes, *configuration)) {
            return {};
        }
    }
    std::size_t combinations = 1;
    std::string text;
    for (const AxisValues& axis : axes) {
        combinations *= axis.values.size();
        const std::string values = fmt::format("{}", fmt::join(axis.values, ","));
        text += fmt::format("{}{}={}", text.empty() ? "" : ",", axis.axis,
                            axis.values.size() == 1 ? values : "{" + values + "}");
    }
    return combinations == configurations.size() ? text : "";
}

} // namespace

std::vector<std::string> cells_in_words(const CellGroup& group,
                                        const std::vector<std::string>& all) {
    constexpr std::size_t few = 3; // workloads that are named even when they are all
    std::vector<std::string> lines;
    for (const Alike& alike : alike_of(group)) {
        const std::string workloads = alike.workloads == all && all.size() > few
                                          ? fmt::format("all {} workloads", all.size())
                                          : fmt::format("{}", fmt::join(alike.workloads, ", "));
        const std::string product = product_text(alike.configurations);
        const std::vector<std::string> texts =
            product.empty() ? alike.configurations : std::vector<std::string>{product};
        for (const std::string& text : texts) {
            lines.push_back(fmt::format("{}: {}", text, workloads));
        }
    }
    return lines;
}

} // namespace klp
