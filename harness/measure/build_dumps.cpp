// SPDX-License-Identifier: Apache-2.0
#include "measure/build_dumps.hpp"

#include "impact/join_dumps.hpp"
#include "inspect/ipa_clones.hpp"
#include "inspect/repeated_tail.hpp"
#include "measure/dump_prefetch.hpp"
#include "os/mapped_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace klp {
namespace fs = std::filesystem;
namespace {

constexpr std::string_view dump_suffix = ".000i.ipa-clones";
constexpr unsigned section_shift = 48; // the addresses of a user program and of a kernel differ
                                       // below it

// OUT.wpa.000i.ipa-clones, OUT.ltransN.ltrans.000i.ipa-clones, UNIT.c.c.000i.ipa-clones.
DumpStage stage_of(const fs::path& dump) {
    const std::string stage = dump.stem().stem().extension().string();
    return stage == ".wpa"      ? DumpStage::wpa
           : stage == ".ltrans" ? DumpStage::ltrans
                                : DumpStage::compile;
}

bool lies_in(std::string_view unit, const std::vector<std::string>& paths) {
    return std::any_of(paths.begin(), paths.end(), [unit](const std::string& path) {
        return unit.starts_with(path) && (path.ends_with('/') || unit.size() == path.size() ||
                                          unit[path.size()] == '/' || unit[path.size()] == '.');
    });
}

/// Joins dumps one after the other, and counts what it goes over.
class CountingJoiner {
public:
    explicit CountingJoiner(ReadDumps& into) : m_into(into) {}

    Status add(DumpStage stage, const std::string& name, std::size_t bytes, const ClonesDump& dump,
               bool apart) {
        m_into.bytes += static_cast<std::int64_t>(bytes);
        m_into.malformed_lines += dump.malformed_lines;
        if (!dump.malformed.empty()) {
            const MalformedLine& line = dump.malformed.front();
            m_into.malformed.push_back(
                fmt::format("{}{}:{}: {}", name, dump_suffix, line.line, line.what));
        }
        return m_joiner.add(stage, name, dump, apart);
    }

    Status finish() {
        Result<CloneGraph> graph = m_joiner.finish();
        if (!graph) {
            return tl::unexpected(graph.error());
        }
        m_into.graph = std::move(*graph);
        return {};
    }

private:
    ReadDumps& m_into;
    DumpJoiner m_joiner;
};

// A number for the code of a symbol: those at one place are aliases.
std::uint64_t body_number(const ElfSymbol& symbol) {
    return symbol.address ^ (std::uint64_t{symbol.section} << section_shift);
}

} // namespace

Result<std::vector<DumpPlace>> find_dumps(const fs::path& folder,
                                          const std::vector<std::string>& apart) {
    std::vector<DumpPlace> dumps;
    std::error_code error;
    for (fs::recursive_directory_iterator entry(folder, error), end; !error && entry != end;
         entry.increment(error)) {
        if (!entry->path().filename().string().ends_with(dump_suffix)) {
            continue;
        }
        std::string name = entry->path().lexically_relative(folder).string();
        name.resize(name.size() - dump_suffix.size());
        const bool is_apart = lies_in(name, apart);
        dumps.push_back({entry->path(), stage_of(entry->path()), std::move(name), is_apart});
    }
    if (error) {
        return failure("cannot read " + folder.string() + ": " + error.message());
    }
    std::sort(dumps.begin(), dumps.end(), [](const DumpPlace& a, const DumpPlace& b) {
        return std::tie(a.stage, a.name) < std::tie(b.stage, b.name);
    });
    return dumps;
}

Result<ReadDumps> read_dumps(const std::vector<DumpPlace>& dumps, bool keep_texts) {
    ReadDumps read;
    CountingJoiner joiner(read);
    DumpPrefetch prefetch(dumps);
    for (const DumpPlace& dump : dumps) {
        const PrefetchedDump& ready = prefetch.next();
        KLP_TRY(ready.status);
        const std::string_view text = ready.file.text();
        KLP_TRY(joiner.add(dump.stage, dump.name, text.size(), ready.lines, dump.apart));
        if (keep_texts) {
            read.texts.push_back({dump.stage, dump.name, std::string(text), dump.apart});
        }
    }
    KLP_TRY(joiner.finish());
    return read;
}

Result<ReadDumps> read_dumps(const std::vector<DumpText>& dumps) {
    ReadDumps read;
    CountingJoiner joiner(read);
    ClonesDump lines;
    for (const DumpText& dump : dumps) {
        read_clones_dump(dump_lines(dump.stage, dump.text), lines);
        KLP_TRY(joiner.add(dump.stage, dump.name, dump.text.size(), lines, dump.apart));
    }
    KLP_TRY(joiner.finish());
    return read;
}

std::vector<SymbolSize> symbol_sizes(const ElfFacts& facts) {
    std::vector<SymbolSize> sizes;
    for (const ElfSymbol& symbol : facts.symbols) {
        if (symbol.bytes > 0) {
            sizes.push_back({symbol.name, symbol.function ? "function" : "object", symbol.bytes,
                             symbol.file, static_cast<std::int64_t>(body_number(symbol))});
        }
    }
    return sizes;
}

std::vector<FunctionSymbol> function_symbols(const std::vector<SymbolSize>& symbols) {
    std::vector<FunctionSymbol> functions;
    for (const SymbolSize& symbol : symbols) {
        if (symbol.kind == "function") {
            functions.push_back(
                {symbol.symbol, symbol.file, static_cast<std::uint64_t>(symbol.body)});
        }
    }
    return functions;
}

Result<std::vector<SymbolSize>> read_symbols(const fs::path& image) {
    const auto file = MappedFile::open(image);
    if (!file) {
        return tl::unexpected(file.error());
    }
    Result<ElfFacts> facts = read_elf(file->bytes());
    if (!facts) {
        facts.error().file = image.string();
        return tl::unexpected(facts.error());
    }
    return symbol_sizes(*facts);
}

} // namespace klp
