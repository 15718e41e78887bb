// SPDX-License-Identifier: Apache-2.0
#include "build/layout.hpp"

#include "build/layout_objects.hpp"
#include "build/layout_script.hpp"
#include "os/file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

namespace klp {
namespace fs = std::filesystem;

struct LayoutLinker::Parts {
    std::vector<fs::path> objects;
    std::vector<std::string> sections; ///< of code, in all objects
    std::string script;                ///< the linker's own; empty for lld
    std::string obstacle;              ///< why there is no layout image; empty when there is
};

struct LayoutLinker::Entry {
    std::mutex mutex;
    std::optional<Parts> parts;
};

namespace {

bool links_with_lld(const SuiteBuildRequest& request) {
    const auto names_lld = [](const std::string& flag) { return flag == "-fuse-ld=lld"; };
    return std::any_of(request.workload.link.begin(), request.workload.link.end(), names_lld) ||
           std::any_of(request.flags.link.begin(), request.flags.link.end(), names_lld);
}

// Which default script ld takes depends on the link's flags. Without an object it then fails, for
// there is no main.
Result<std::optional<std::string>> ask_for_script(const SuiteBuildRequest& request,
                                                  const fs::path& folder, ProcessRunner& runner,
                                                  Build& steps) {
    ProcessRequest step;
    step.argv = link_command(request, {"-Wl,--verbose"}, {}, folder / "nothing");
    step.environment = {{"LC_ALL", "C"}};
    step.directory = request.workload.folder;
    step.cpu = request.cpu;
    step.limit_s = request.workload.limits.link;
    step.keep_output = std::size_t{4} << 20; // the script comes with a line for every file tried
    const ProcessResult result = runner.run(step);
    steps.children_s += result.wall_s;
    if (result.end == ProcessResult::End::interrupted) {
        return interrupted();
    }
    if (result.end == ProcessResult::End::not_started) {
        return failure("asking the linker for its script: " + result.error_output);
    }
    return script_in(result.output);
}

std::string describe(const Placement& placement, std::uint64_t seed) {
    return fmt::format("seed {}, {} code sections in {} {}, text +{}, rodata +{}, data +{}, "
                       "bss +{}",
                       seed, placement.sections.size(), placement.groups,
                       placement.groups == 1 ? "group" : "groups", placement.text_pad,
                       placement.rodata_pad, placement.data_pad, placement.bss_pad);
}

} // namespace

LayoutLinker::LayoutLinker(fs::path folder, CodeSections code_sections, ProcessRunner& runner)
    : m_folder(std::move(folder)),
      m_code_sections(std::move(code_sections)),
      m_runner(runner) {}

LayoutLinker::~LayoutLinker() = default;

Result<Layout> LayoutLinker::link(const SuiteBuildRequest& request, std::uint64_t seed,
                                  Build& build) {
    Build steps;
    steps.artifacts.folder = request.folder;
    const Result<Parts> parts = parts_of(request, steps);
    if (!parts) {
        return tl::unexpected(parts.error());
    }
    Result<Layout> layout = parts->obstacle.empty()
                                ? link_parts(request, *parts, seed, steps)
                                : Result<Layout>(Layout{{}, "none: " + parts->obstacle});
    build.children_s += steps.children_s;
    build.commands.insert(build.commands.end(), std::make_move_iterator(steps.commands.begin()),
                          std::make_move_iterator(steps.commands.end()));
    return layout;
}

Result<LayoutLinker::Parts> LayoutLinker::parts_of(const SuiteBuildRequest& request, Build& steps) {
    const Result<std::string> key = layout_objects_key(request);
    if (!key) {
        return tl::unexpected(key.error());
    }
    std::shared_ptr<Entry> entry;
    {
        const std::lock_guard lock(m_mutex);
        std::shared_ptr<Entry>& known = m_entries[*key];
        if (!known) {
            known = std::make_shared<Entry>();
        }
        entry = known;
    }
    const std::lock_guard lock(entry->mutex);
    if (!entry->parts) {
        Result<Parts> parts = make_parts(request, m_folder / *key, steps);
        if (!parts) {
            return parts;
        }
        entry->parts = std::move(*parts);
    }
    return *entry->parts;
}

Result<LayoutLinker::Parts> LayoutLinker::make_parts(const SuiteBuildRequest& request,
                                                     const fs::path& folder, Build& steps) {
    Parts parts;
    Result<std::vector<fs::path>> objects = make_layout_objects(request, folder, m_runner, steps);
    if (!objects) {
        return tl::unexpected(objects.error());
    }
    if (steps.outcome != Outcome::ok) {
        parts.obstacle = steps.reason;
        return parts;
    }
    parts.objects = std::move(*objects);
    if (links_with_lld(request)) {
        return parts;
    }
    for (const fs::path& object : parts.objects) {
        const Result<std::vector<std::string>> sections = m_code_sections(object);
        if (!sections) {
            return tl::unexpected(sections.error());
        }
        parts.sections.insert(parts.sections.end(), sections->begin(), sections->end());
    }
    Result<std::optional<std::string>> script = ask_for_script(request, folder, m_runner, steps);
    if (!script) {
        return tl::unexpected(script.error());
    }
    if (!*script) {
        parts.obstacle = "the linker does not show its script, as GNU ld does";
        return parts;
    }
    parts.script = std::move(**script);
    return parts;
}

Result<Layout> LayoutLinker::link_parts(const SuiteBuildRequest& request, const Parts& parts,
                                        std::uint64_t seed, Build& steps) {
    Layout layout;
    layout.image = request.folder / (request.workload.name + ".layout");
    std::vector<std::string> options{"-frandom-seed=" + request.workload.name};
    if (parts.script.empty()) {
        const std::uint64_t lld_seed = seed & 0x7fffffffU; // it takes 32 bits, and -1 reverses
        options.push_back(fmt::format("-Wl,--shuffle-sections=.text.*={}", lld_seed));
        layout.description = fmt::format("seed {}, shuffled by lld with seed {}", seed, lld_seed);
    } else {
        const Placement placement = draw_placement(parts.sections, seed);
        const Result<std::string> script = place(parts.script, placement);
        if (!script) {
            return Layout{{}, "none: " + script.error().message};
        }
        const fs::path file = request.folder / "layout.ld";
        KLP_TRY(write_file(file, *script));
        options.insert(options.end(), {"-T", file.string()});
        layout.description = describe(placement, seed);
    }
    ProcessRequest step;
    step.argv = link_command(request, options, parts.objects, layout.image);
    step.directory = request.workload.folder;
    step.cpu = request.cpu;
    step.limit_s = request.workload.limits.link;
    const auto result = run_step(std::move(step), "linking", "the compiler", m_runner, steps);
    if (!result) {
        return tl::unexpected(result.error());
    }
    if (steps.outcome != Outcome::ok) {
        return Layout{{}, "none: " + steps.reason};
    }
    return layout;
}

} // namespace klp
