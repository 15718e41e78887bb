// SPDX-License-Identifier: Apache-2.0
//
// read-dumps LIST: reads the clone dumps that LIST names, NUL after each name, as `wc
// --files0-from=LIST` does, and prints how many lines of each kind they have.
#include "inspect/ipa_clones.hpp"
#include "inspect/repeated_tail.hpp"
#include "os/file_buffer.hpp"

#include <fmt/format.h>

namespace {

struct Totals {
    std::size_t clones = 0;
    std::size_t removals = 0;
    std::int64_t malformed = 0;
};

klp::Result<Totals> read_all(std::string_view names) {
    Totals totals;
    klp::FileBuffer file;
    klp::ClonesDump dump;
    while (!names.empty()) {
        const std::string_view name = names.substr(0, names.find('\0'));
        names.remove_prefix(std::min(names.size(), name.size() + 1));
        KLP_TRY(file.read(name));
        const bool wpa = name.find(".wpa.") != std::string_view::npos;
        klp::ClonesReader reader(wpa ? klp::without_repeated_tail(file.text()) : file.text());
        while (reader.next(dump)) {
            totals.clones += dump.clones.size();
            totals.removals += dump.removals.size();
            totals.malformed += dump.malformed_lines;
        }
    }
    return totals;
}

} // namespace

int main(int argc, char** argv) {
    klp::FileBuffer list;
    const klp::Status status = argc == 2 ? list.read(argv[1]) : klp::usage_error("read-dumps LIST");
    const klp::Result<Totals> totals =
        status ? read_all(list.text()) : klp::Result<Totals>(tl::unexpected(status.error()));
    if (!totals) {
        fmt::print(stderr, "{}\n", klp::to_string(totals.error()));
        return 2;
    }
    fmt::print("clones {} removals {} malformed {}\n", totals->clones, totals->removals,
               totals->malformed);
    return 0;
}
