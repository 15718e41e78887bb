// SPDX-License-Identifier: Apache-2.0
#include "plan/layout_seed.hpp"

#include "base/sha256.hpp"
#include "base/shuffle.hpp"

namespace klp {

std::uint64_t layout_seed(const Experiment& experiment, const std::string& workload,
                          int replicate) {
    const int layouts = experiment.design.layouts;
    Sha256 hash;
    hash.add_field("layout");
    hash.add_field(std::to_string(experiment.seed));
    hash.add_field(workload);
    hash.add_field(std::to_string(layouts > 0 ? replicate % layouts : replicate));
    constexpr std::size_t digits_of_64_bits = 16;
    return std::stoull(hash.hex().substr(0, digits_of_64_bits), nullptr, 16);
}

std::pair<std::string, std::string> environment_pad(std::uint64_t layout_seed) {
    constexpr std::uint64_t page = 4096;
    // Not the sequence that the linker script is drawn from.
    std::mt19937_64 engine(~layout_seed);
    return {"KLPBENCH_PAD", std::string(draw_below(page, engine), 'x')};
}

} // namespace klp
