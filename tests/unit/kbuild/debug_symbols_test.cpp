// SPDX-License-Identifier: Apache-2.0
#include "kbuild/debug_symbols.hpp"
#include "unit/kbuild/assembled.hpp"

#include <catch2/catch.hpp>

using namespace klp;

namespace {

constexpr const char* source = ".text\n"
                               ".weak weak_function\n"
                               "weak_function: ret\n"
                               ".weak undefined_function\n"
                               "call undefined_function\n"
                               ".section .debug_info,\"\",@progbits\n"
                               ".weak main.c.965c2b7d\n"
                               ".hidden main.c.965c2b7d\n"
                               "main.c.965c2b7d: .long 0\n"
                               "local_mark: .long local_mark\n";

// "W weak_function": what nm calls each symbol, in the order of their names.
std::string letters(const std::string& object) {
    const TemporaryFolder folder = fresh_folder();
    ProcessRequest request;
    request.argv = {"nm", "--format=posix", write_to(folder.path() / "a.o", object).string()};
    request.limit_s = 60;
    const ProcessResult result = real_runner().run(request);
    REQUIRE(result.ok());
    std::string words;
    for (std::size_t at = 0; at < result.output.size();) {
        const std::size_t end = result.output.find('\n', at);
        const std::string line = result.output.substr(at, end - at);
        const std::size_t space = line.find(' ');
        words.append(line.substr(space + 1, 1)).append(" ").append(line.substr(0, space));
        words += "\n";
        at = end + 1;
    }
    return words;
}

} // namespace

TEST_CASE("a weak symbol of debug information is shown as what it is, and no other changes") {
    std::string bytes = assembled(source);
    CHECK(letters(bytes) == "N local_mark\nW main.c.965c2b7d\nw undefined_function\n"
                            "W weak_function\n");
    const RelocatableObject object = read_relocatable(bytes).value();
    CHECK(make_debug_symbols_global(bytes, object) == 1);
    CHECK(letters(bytes) == "N local_mark\nN main.c.965c2b7d\nw undefined_function\n"
                            "W weak_function\n");
    CHECK(make_debug_symbols_global(bytes, read_relocatable(bytes).value()) == 0);
}
