// SPDX-License-Identifier: Apache-2.0
#include "inspect/callgrind.hpp"
#include "require.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto counts = klp::read_callgrind(klp::as_text(data, size));
    if (counts) {
        klp::require(!counts->contains(""), "a part that was asked for has a name");
        klp::require(counts->size() <= size, "a part takes some bytes");
    } else {
        klp::require(!counts.error().message.empty(), "an error has words");
    }
    return 0;
}
