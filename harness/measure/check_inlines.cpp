// SPDX-License-Identifier: Apache-2.0
#include "measure/check_inlines.hpp"

#include "impact/explain_by_graph.hpp"
#include "inspect/dwarf.hpp"
#include "os/mapped_file.hpp"

namespace klp {

Result<InlineCheck> check_inlines(const CloneGraph& graph, const std::filesystem::path& image) {
    const Result<MappedFile> file = MappedFile::open(image);
    if (!file) {
        return tl::unexpected(file.error());
    }
    InlineCheck check;
    const Result<DebugFacts> facts = read_debug_info(file->bytes());
    if (!facts || facts->empty()) {
        check.skipped = facts ? "the image has no debug information" : facts.error().message;
        return check;
    }
    const InlineExplanation explanation = explain_inlines(graph, *facts);
    check.checked = explanation.checked;
    check.unexplained.reserve(explanation.unexplained.size());
    for (const HeldInline& held : explanation.unexplained) {
        check.unexplained.push_back(to_string(held));
    }
    return check;
}

} // namespace klp
