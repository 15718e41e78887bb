// SPDX-License-Identifier: Apache-2.0
#include "measure/find_image.hpp"

#include "impact/one_build.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace klp {
namespace fs = std::filesystem;
namespace {

constexpr std::string_view wpa_suffix = ".wpa";

// What LTO wrote beside its WPA dump; else a kernel, in the folder or one folder below.
std::optional<fs::path> image_in(const fs::path& folder, const std::vector<DumpPlace>& dumps) {
    std::vector<fs::path> candidates;
    for (const DumpPlace& dump : dumps) {
        if (dump.stage == DumpStage::wpa) {
            const std::string& name = dump.name;
            candidates.push_back(folder / name.substr(0, name.size() - wpa_suffix.size()));
        }
    }
    std::error_code error;
    std::vector<fs::path> folders{folder};
    for (const fs::directory_entry& entry : fs::directory_iterator(folder, error)) {
        if (entry.is_directory(error)) {
            folders.push_back(entry.path());
        }
    }
    for (const fs::path& at : folders) {
        candidates.push_back(at / "vmlinux");
        candidates.push_back(at / "vmlinux.o");
    }
    const auto found =
        std::find_if(candidates.begin(), candidates.end(),
                     [&error](const fs::path& file) { return fs::is_regular_file(file, error); });
    return found == candidates.end() ? std::nullopt : std::optional(*found);
}

// GCC names the dump of `gcc -c x.c -o a/b.o` a/b.c.000i.ipa-clones, and leaves it at a/x.c.… when
// it makes several objects at once.
std::optional<fs::path> object_beside(const DumpPlace& dump) {
    fs::path stem = dump.file;
    while (stem.has_extension() && stem.extension() != ".c" && stem.extension() != ".cc" &&
           stem.extension() != ".cpp") {
        stem.replace_extension(); // .ipa-clones, .000i
    }
    for (const fs::path& name :
         {fs::path(stem).replace_extension(".o"), fs::path(stem.string() + ".o"),
          fs::path(stem).replace_extension().concat(".o")}) {
        std::error_code error;
        if (fs::is_regular_file(name, error)) {
            return name;
        }
    }
    return std::nullopt;
}

// Every symbol of a unit's object is that unit's: global ones are told by the unit too.
FoundSymbols of_objects(const std::vector<DumpPlace>& dumps) {
    constexpr unsigned object_shift = 40;
    FoundSymbols found;
    std::uint64_t object = 0;
    for (const DumpPlace& dump : dumps) {
        const auto file =
            dump.stage == DumpStage::compile ? object_beside(dump) : std::optional<fs::path>();
        auto symbols = file ? read_symbols(*file) : tl::unexpected(Error{});
        if (!symbols) {
            continue;
        }
        ++object;
        for (FunctionSymbol& symbol : function_symbols(*symbols)) {
            symbol.file = dump.name;
            symbol.body ^= object << object_shift;
            found.symbols.push_back(std::move(symbol));
        }
    }
    return found;
}

} // namespace

Result<FoundSymbols> find_symbols(const fs::path& folder, const std::vector<DumpPlace>& dumps,
                                  const std::string& image) {
    const std::optional<fs::path> file =
        image.empty() ? image_in(folder, dumps) : std::optional<fs::path>(image);
    if (!file) {
        const bool lto = std::any_of(dumps.begin(), dumps.end(), [](const DumpPlace& dump) {
            return dump.stage != DumpStage::compile;
        });
        return lto ? FoundSymbols{} : of_objects(dumps);
    }
    auto symbols = read_symbols(*file);
    if (!symbols) {
        Error error = symbols.error();
        error.kind = image.empty() ? error.kind : ErrorKind::usage;
        return tl::unexpected(error);
    }
    FoundSymbols found{function_symbols(*symbols), file->string()};
    if (found.symbols.empty()) {
        return usage_error(fmt::format("{}: no function in its symbol table (stripped?): name the "
                                       "linked image with --image",
                                       file->string()));
    }
    return found;
}

} // namespace klp
