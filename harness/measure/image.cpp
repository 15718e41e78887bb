// SPDX-License-Identifier: Apache-2.0
//
// size.* and symbols.*: from the linked executable. It holds the suite's C code and the C start-up
// code; the driver is a shared library and does not count. The text of a kernel is that of
// vmlinux.o: in vmlinux the linker script pads it to whole huge pages where user and kernel have
// page tables of their own, so that it grows by 2 MiB or not at all.
#include "inspect/elf.hpp"
#include "measure/build_dumps.hpp"
#include "measure/family.hpp"
#include "os/file.hpp"

namespace klp {

namespace {

struct Image {
    ElfFacts facts;
    std::size_t bytes = 0;
};

Result<Image> read_image(const std::filesystem::path& file) {
    const Result<std::string> bytes = read_file(file);
    if (!bytes) {
        return tl::unexpected(bytes.error());
    }
    Result<ElfFacts> facts = read_elf(*bytes);
    if (!facts) {
        facts.error().file = file.string();
        return tl::unexpected(facts.error());
    }
    return Image{std::move(*facts), bytes->size()};
}

Result<std::int64_t> text_of(const MeasureRequest& request, const Image& image) {
    if (!request.artifacts.kernel) {
        return summarize_sizes(image.facts).text;
    }
    const Result<Image> object = read_image(request.artifacts.kernel->object);
    return object ? Result<std::int64_t>(summarize_sizes(object->facts).text)
                  : tl::unexpected(object.error());
}

} // namespace

Status measure_image(const MeasureRequest& request, ProcessRunner&, VisitResult& visit) {
    const Result<Image> image = read_image(request.artifacts.image);
    const Result<std::int64_t> text =
        image ? text_of(request, *image) : tl::unexpected(image.error());
    if (!text) {
        return tl::unexpected(text.error());
    }
    const ElfFacts* const facts = &image->facts;
    const SizeSummary sizes = summarize_sizes(*facts);
    add_sample(visit, "size.text", static_cast<double>(*text));
    add_sample(visit, "size.rodata", static_cast<double>(sizes.rodata));
    add_sample(visit, "size.data", static_cast<double>(sizes.data));
    add_sample(visit, "size.bss", static_cast<double>(sizes.bss));
    add_sample(visit, "size.file", static_cast<double>(image->bytes));
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
    visit.symbols = symbol_sizes(*facts);
    return {};
}

} // namespace klp
