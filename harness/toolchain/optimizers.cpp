// SPDX-License-Identifier: Apache-2.0
#include "toolchain/optimizers.hpp"

#include <algorithm>

namespace klp {

std::map<std::string, bool> read_optimizers(std::string_view text) {
    std::map<std::string, bool> optimizers;
    while (!text.empty()) {
        std::string_view line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(text.size(), line.size() + 1));
        const std::size_t start = line.find("-f");
        const std::size_t end = line.find_first_of(" \t", start);
        if (start == std::string_view::npos || end == std::string_view::npos) {
            continue;
        }
        const bool enabled = line.ends_with("[enabled]");
        if (enabled || line.ends_with("[disabled]")) {
            optimizers.emplace(line.substr(start, end - start), enabled);
        }
    }
    return optimizers;
}

std::vector<std::string> disabled_options(const std::map<std::string, bool>& without,
                                          const std::map<std::string, bool>& with) {
    std::vector<std::string> options;
    for (const auto& [name, enabled] : without) {
        const auto other = with.find(name);
        if (enabled && other != with.end() && !other->second) {
            options.push_back("-fno-" + name.substr(2));
        }
    }
    return options;
}

} // namespace klp
