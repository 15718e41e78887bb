// SPDX-License-Identifier: Apache-2.0
//
// clones.*: from the dumps of -fdump-ipa-clones that the compiles and the link left behind.
#include "impact/clone_census.hpp"
#include "inspect/elf.hpp"
#include "inspect/ipa_clones.hpp"
#include "measure/family.hpp"
#include "os/file.hpp"

#include <algorithm>
#include <deque>
#include <filesystem>

namespace klp {
namespace fs = std::filesystem;
namespace {

DumpStage stage_of(const std::string& file_name) {
    if (file_name.find(".wpa.") != std::string::npos) {
        return DumpStage::wpa;
    }
    return file_name.find(".ltrans") != std::string::npos ? DumpStage::ltrans : DumpStage::compile;
}

/// All dumps of a build. The records point into the texts, which a deque never moves.
struct BuildDumps {
    std::deque<std::string> texts;
    std::vector<CloneRecord> records;
};

Status read_dump(const fs::path& path, BuildDumps& dumps) {
    Result<std::string> text = read_file(path);
    if (!text) {
        return tl::unexpected(text.error());
    }
    dumps.texts.push_back(std::move(*text));
    const ClonesDump dump = read_clones_dump(dumps.texts.back());
    if (!dump.malformed.empty()) {
        return failure(path.string() + ":" + dump.malformed.front());
    }
    const DumpStage stage = stage_of(path.filename().string());
    for (const CloneEvent& event : dump.clones) {
        dumps.records.push_back({stage, event.original.name, event.original.file, event.clone.name,
                                 event.clone.file, event.reason});
    }
    return {};
}

std::vector<std::string> function_symbols(const fs::path& image) {
    std::vector<std::string> names;
    const Result<std::string> bytes = read_file(image);
    const Result<ElfFacts> facts = bytes ? read_elf(*bytes) : Result<ElfFacts>(failure(""));
    if (facts) {
        for (const ElfSymbol& symbol : facts->symbols) {
            if (symbol.function) {
                names.push_back(symbol.name);
            }
        }
    }
    return names;
}

} // namespace

Status measure_clones(const MeasureRequest& request, ProcessRunner&, VisitResult& visit) {
    BuildDumps dumps;
    for (const fs::directory_entry& entry : fs::directory_iterator(request.artifacts.folder)) {
        if (entry.path().extension() == ".ipa-clones") {
            KLP_TRY(read_dump(entry.path(), dumps));
        }
    }
    if (dumps.texts.empty()) {
        for (const char* metric :
             {"clones.inline_copies", "clones.inline_copies_cross_unit", "clones.constprop",
              "clones.isra", "clones.part", "clones.unexplained_symbols"}) {
            skip_sample(visit, metric, "the compiler wrote no -fdump-ipa-clones dump");
        }
        return {};
    }
    const std::vector<std::string>& sources = request.workload.sources;
    const CloneCensus census = count_clones(dumps.records, {sources.begin(), sources.end()});
    const std::vector<std::string> unexplained =
        unexplained_clone_symbols(dumps.records, function_symbols(request.artifacts.image));
    const auto add = [&visit](const char* metric, std::size_t count) {
        add_sample(visit, metric, static_cast<double>(count));
    };
    add("clones.inline_copies", static_cast<std::size_t>(census.inline_copies));
    add("clones.inline_copies_cross_unit",
        static_cast<std::size_t>(census.inline_copies_cross_unit));
    add("clones.constprop", static_cast<std::size_t>(census.constprop));
    add("clones.isra", static_cast<std::size_t>(census.isra));
    add("clones.part", static_cast<std::size_t>(census.part));
    add("clones.unexplained_symbols", unexplained.size());
    return {};
}

} // namespace klp
