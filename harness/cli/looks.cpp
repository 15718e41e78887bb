// SPDX-License-Identifier: Apache-2.0
#include "cli/looks.hpp"

#include <fmt/format.h>

namespace klp {

RunResult first_replicates(RunResult run, int replicates) {
    const auto is_later = [replicates](const auto& item) { return item.replicate >= replicates; };
    for (auto* cells : {&run.cells, &run.controls, &run.pinned}) {
        for (CellResult& cell : *cells) {
            for (auto& [metric, series] : cell.metrics) {
                std::erase_if(series.values, is_later);
            }
            std::erase_if(cell.layouts,
                          [&](const auto& layout) { return layout.first >= replicates; });
        }
    }
    std::erase_if(run.blocks, is_later);
    return run;
}

std::string undecided_text(const Look& look) {
    return fmt::format("look {} of {}: {} {} undecided, for example {}", look.index, look.of,
                       look.undecided.size(),
                       look.undecided.size() == 1 ? "contrast is" : "contrasts are",
                       look.undecided.front());
}

std::string decided_text(const Look& look) {
    return fmt::format("decided at look {} of {}", look.index, look.of);
}

} // namespace klp
