// SPDX-License-Identifier: Apache-2.0
#include "cli/night_images.hpp"

#include "model/comparable.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace klp {
namespace {

bool has_same_image(const CellResult& cell, const RunResult& other) {
    const auto hash = cell.facts.find(std::string(image_fact));
    return hash != cell.facts.end() &&
           std::any_of(other.cells.begin(), other.cells.end(), [&](const CellResult& twin) {
               const auto found = twin.facts.find(std::string(image_fact));
               return twin.id == cell.id && found != twin.facts.end() &&
                      found->second == hash->second;
           });
}

} // namespace

Result<NightImages> load_night_images(Store& store, const RunResult& run, const RunResult& other) {
    NightImages images;
    for (std::size_t i = 0; i < run.cells.size(); ++i) {
        const CellResult& cell = run.cells[i];
        if (cell.outcome != Outcome::ok || has_same_image(cell, other)) {
            continue;
        }
        Result<std::vector<SymbolSize>> symbols = store.symbols(run.run_id, cell.id);
        if (!symbols) {
            return tl::unexpected(symbols.error());
        }
        ImageContents contents;
        contents.cell = i;
        contents.symbols = std::move(*symbols);
        images.images.push_back(std::move(contents));
    }
    return images;
}

} // namespace klp
