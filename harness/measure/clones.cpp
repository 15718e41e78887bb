// SPDX-License-Identifier: Apache-2.0
//
// clones.*: from the dumps of -fdump-ipa-clones that the compiles and the link left behind.
#include "impact/clone_census.hpp"
#include "inspect/elf.hpp"
#include "inspect/ipa_clones.hpp"
#include "measure/family.hpp"
#include "model/unit_log.hpp"
#include "os/file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <filesystem>
#include <set>

namespace klp {
namespace fs = std::filesystem;
namespace {

// OUT.wpa.000i.ipa-clones, OUT.ltransN.ltrans.000i.ipa-clones, UNIT.c.c.000i.ipa-clones.
DumpStage stage_of(const fs::path& dump) {
    const std::string stage = dump.stem().stem().extension().string();
    return stage == ".wpa"      ? DumpStage::wpa
           : stage == ".ltrans" ? DumpStage::ltrans
                                : DumpStage::compile;
}

/// All dumps of a build. The records point into the texts, which a deque never moves.
struct BuildDumps {
    std::deque<std::string> texts;
    std::vector<CloneRecord> records;
    std::string malformed; ///< the first line that cannot be read, with its place
};

Status read_dump(const fs::path& path, BuildDumps& dumps) {
    Result<std::string> text = read_file(path);
    if (!text) {
        return tl::unexpected(text.error());
    }
    dumps.texts.push_back(std::move(*text));
    const ClonesDump dump = read_clones_dump(dumps.texts.back());
    if (!dump.malformed.empty() && dumps.malformed.empty()) {
        const MalformedLine& first = dump.malformed.front();
        dumps.malformed =
            fmt::format("{}:{}: {}", path.filename().string(), first.line, first.what);
    }
    const DumpStage stage = stage_of(path);
    for (const CloneEvent& event : dump.clones) {
        dumps.records.push_back({stage, event.original.name, event.original.file, event.clone.name,
                                 event.clone.file, event.reason});
    }
    return {};
}

Status read_all_dumps(const fs::path& folder, BuildDumps& dumps) {
    std::error_code error;
    for (fs::recursive_directory_iterator entry(folder, error), end; !error && entry != end;
         entry.increment(error)) {
        if (entry->path().extension() == ".ipa-clones") {
            KLP_TRY(read_dump(entry->path(), dumps));
        }
    }
    return error ? Status(failure("cannot read " + folder.string() + ": " + error.message()))
                 : Status();
}

// The main files of the units, as the dumps name them.
Result<std::set<std::string, std::less<>>> sources_of(const MeasureRequest& request) {
    const std::vector<std::string>& sources = request.workload.sources;
    if (!request.artifacts.kernel) {
        return std::set<std::string, std::less<>>{sources.begin(), sources.end()};
    }
    const Result<std::string> log = read_file(request.artifacts.kernel->unit_log);
    if (!log) {
        return tl::unexpected(log.error());
    }
    std::set<std::string, std::less<>> units;
    for (const LoggedUnit& unit : read_unit_log(*log)) {
        units.insert(unit.source());
    }
    return units;
}

// None only when the image has no symbol table: every executable has functions.
Result<std::vector<std::string>> function_symbols(const fs::path& image) {
    const Result<std::string> bytes = read_file(image);
    const Result<ElfFacts> facts =
        bytes ? read_elf(*bytes) : Result<ElfFacts>(tl::unexpected(bytes.error()));
    if (!facts) {
        Error error = facts.error();
        error.file = bytes ? image.string() : "";
        return tl::unexpected(error);
    }
    std::vector<std::string> names;
    for (const ElfSymbol& symbol : facts->symbols) {
        if (symbol.function) {
            names.push_back(symbol.name);
        }
    }
    return names;
}

} // namespace

Status measure_clones(const MeasureRequest& request, ProcessRunner&, VisitResult& visit) {
    BuildDumps dumps;
    KLP_TRY(read_all_dumps(request.artifacts.folder, dumps));
    if (dumps.texts.empty() || !dumps.malformed.empty()) {
        for (const char* metric :
             {"clones.inline_copies", "clones.inline_copies_cross_unit", "clones.constprop",
              "clones.isra", "clones.part", "clones.unexplained_symbols"}) {
            skip_sample(visit, metric,
                        dumps.texts.empty() ? "the compiler wrote no -fdump-ipa-clones dump"
                                            : dumps.malformed);
        }
        return {};
    }
    const auto sources = sources_of(request);
    if (!sources) {
        return tl::unexpected(sources.error());
    }
    const CloneCensus census = count_clones(dumps.records, *sources);
    const auto add = [&visit](const char* metric, std::int64_t count) {
        add_sample(visit, metric, static_cast<double>(count));
    };
    add("clones.inline_copies", census.inline_copies);
    add("clones.inline_copies_cross_unit", census.inline_copies_cross_unit);
    add("clones.constprop", census.constprop);
    add("clones.isra", census.isra);
    add("clones.part", census.part);
    const Result<std::vector<std::string>> symbols = function_symbols(request.artifacts.image);
    if (!symbols) {
        return tl::unexpected(symbols.error());
    }
    if (symbols->empty()) {
        skip_sample(visit, "clones.unexplained_symbols", no_symbols);
    } else {
        add("clones.unexplained_symbols",
            std::ssize(unexplained_clone_symbols(dumps.records, *symbols)));
    }
    return {};
}

} // namespace klp
