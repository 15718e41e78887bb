// SPDX-License-Identifier: Apache-2.0
//
// size.* and symbols.*: from the linked executable. It holds the suite's C code and the C start-up
// code; the driver is a shared library and does not count.
#include "inspect/elf.hpp"
#include "measure/family.hpp"
#include "os/file.hpp"

namespace klp {

Status measure_image(const MeasureRequest& request, ProcessRunner&, VisitResult& visit) {
    const Result<std::string> bytes = read_file(request.artifacts.image);
    if (!bytes) {
        return tl::unexpected(bytes.error());
    }
    const Result<ElfFacts> facts = read_elf(*bytes);
    if (!facts) {
        Error error = facts.error();
        error.file = request.artifacts.image.string();
        return tl::unexpected(error);
    }
    const SizeSummary sizes = summarize_sizes(*facts);
    add_sample(visit, "size.text", static_cast<double>(sizes.text));
    add_sample(visit, "size.rodata", static_cast<double>(sizes.rodata));
    add_sample(visit, "size.data", static_cast<double>(sizes.data));
    add_sample(visit, "size.bss", static_cast<double>(sizes.bss));
    add_sample(visit, "size.file", static_cast<double>(bytes->size()));
    if (facts->symbols.empty()) {
        skip_sample(visit, "symbols.functions", no_symbols);
    } else {
        add_sample(visit, "symbols.functions", static_cast<double>(count_functions(*facts)));
    }
    for (const ElfSection& section : facts->sections) {
        if (section.allocated) {
            visit.sections.push_back({section.name, section.bytes});
        }
    }
    for (const ElfSymbol& symbol : facts->symbols) {
        if (symbol.bytes > 0) {
            visit.symbols.push_back(
                {symbol.name, symbol.function ? "function" : "object", symbol.bytes});
        }
    }
    return {};
}

} // namespace klp
