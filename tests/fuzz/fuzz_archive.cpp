// SPDX-License-Identifier: Apache-2.0
#include "kbuild/archive.hpp"
#include "require.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto members = klp::read_archive_members(klp::as_text(data, size));
    klp::require(members || !members.error().message.empty(), "an error has a message");
    klp::require(!members || members->size() <= size / 60, "each member has a header");
    return 0;
}
