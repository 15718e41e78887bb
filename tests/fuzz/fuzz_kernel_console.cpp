// SPDX-License-Identifier: Apache-2.0
#include "inspect/kernel_console.hpp"
#include "inspect/symbol_at.hpp"
#include "require.hpp"

#include <algorithm>
#include <string>

namespace {

// The cut of a long line is marked with an ellipsis, three bytes of UTF-8.
bool is_text(std::string text) {
    if (text.ends_with(" …")) {
        text.resize(text.size() - 4);
    }
    return text.size() < 500 && std::all_of(text.begin(), text.end(), [](char byte) {
               return byte == '\t' || (byte >= ' ' && byte <= '~');
           });
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes = klp::as_text(data, size);
    const klp::KernelConsole console = klp::read_kernel_console(bytes);
    for (const std::string& words : {console.last_benchmark, console.failed, console.trouble,
                                     console.where, console.last_initcall, console.last_line}) {
        klp::require(is_text(words), "what goes into a reason is printable");
    }
    klp::require(!console.damaged || console.results.empty(), "damaged results are not given out");
    const std::string tail = klp::printable_tail(bytes, 20);
    klp::require(std::count(tail.begin(), tail.end(), '\n') <= 20, "a tail has its lines at most");
    klp::require(tail.size() <= 20 * 500, "lines of a tail are cut");
    klp::symbol_at(bytes, 0x1000);
    return 0;
}
