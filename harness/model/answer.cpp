// SPDX-License-Identifier: Apache-2.0
#include "model/answer.hpp"

#include <algorithm>
#include <array>

namespace klp {

std::string_view to_string(Verdict verdict) {
    switch (verdict) {
    case Verdict::supported:
        return "supported";
    case Verdict::refuted:
        return "refuted";
    case Verdict::inconclusive:
        return "inconclusive";
    case Verdict::not_measured:
        return "not-measured";
    }
    return {};
}

namespace {

struct FindingName {
    Finding finding;
    std::string_view text;
    std::string_view json;
};

constexpr std::array names{
    FindingName{Finding::costs, "COSTS", "costs"},
    FindingName{Finding::saves, "SAVES", "saves"},
    FindingName{Finding::negligible, "NEGLIGIBLE", "negligible"},
    FindingName{Finding::inconclusive, "INCONCLUSIVE", "inconclusive"},
    FindingName{Finding::invalid, "INVALID", "invalid"},
    FindingName{Finding::not_measured, "not measured", "not-measured"},
};

const FindingName& name_of(Finding finding) {
    return *std::find_if(names.begin(), names.end(),
                         [finding](const FindingName& name) { return name.finding == finding; });
}

} // namespace

std::string_view to_string(Finding finding) {
    return name_of(finding).text;
}

std::string_view json_name(Finding finding) {
    return name_of(finding).json;
}

} // namespace klp
