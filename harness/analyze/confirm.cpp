// SPDX-License-Identifier: Apache-2.0
#include "analyze/confirm.hpp"

#include "analyze/contrast.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace klp {
namespace {

using analysis::Effect;
using analysis::Estimate;
using analysis::Measured;

Measured<const CellResult*> ok_cell(const std::vector<CellResult>& cells, const Watched& watched,
                                    const char* whose) {
    const auto found = std::find_if(cells.begin(), cells.end(), [&watched](const CellResult& cell) {
        return cell.workload == watched.workload && cell.configuration == watched.configuration;
    });
    if (found == cells.end()) {
        return tl::unexpected(fmt::format("the confirmation has no {} code", whose));
    }
    if (found->outcome != Outcome::ok) {
        return tl::unexpected(fmt::format("{} code: {}{}{}", whose, to_string(found->outcome),
                                          found->reason.empty() ? "" : ": ", found->reason));
    }
    return &*found;
}

Measured<Effect> side_by_side(const RunResult& run, const Watched& watched) {
    const auto pinned = ok_cell(run.pinned, watched, "pinned");
    if (!pinned) {
        return tl::unexpected(pinned.error());
    }
    const auto tonight = ok_cell(run.cells, watched, "tonight's");
    if (!tonight) {
        return tl::unexpected(tonight.error());
    }
    return analysis::contrast(**pinned, **tonight, watched.metric);
}

} // namespace

Confirmation confirmation_of(const RunResult& run, const Watched& watched) {
    Confirmation result;
    result.run = run.run_id;
    Measured<Effect> effect = side_by_side(run, watched);
    if (!effect) {
        result.failure = effect.error();
        return result;
    }
    if (!effect->invalid.empty()) {
        result.failure = effect->invalid;
        return result;
    }
    effect->is_counted = false; // a spread has no confidence, and an alarm must state one
    const Estimate numbers = analysis::estimate(*effect, analysis::confirmation_confidence);
    result.estimate = numbers.value;
    result.low = numbers.low;
    result.high = numbers.high;
    result.confidence = numbers.confidence;
    result.units = numbers.n;
    if (!std::isfinite(numbers.low)) {
        result.confidence = 0;
        result.failure = fmt::format("{} units are too few for an interval of {}%", numbers.n,
                                     100 * analysis::confirmation_confidence);
    }
    return result;
}

} // namespace klp
