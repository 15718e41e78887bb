// SPDX-License-Identifier: Apache-2.0
//
// The layout image: the code of a suite's own image with functions and data in other places. One
// image is one sample of code placement, however often it runs (docs/adr/0008).
#pragma once

#include "base/result.hpp"
#include "build/step.hpp"
#include "build/suite.hpp"
#include "os/process.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace klp {

struct Layout {
    std::filesystem::path image; ///< beside the suite's own image; empty when there is none
    std::string description;     ///< one line: what was placed, or why there is no layout image
};

/// The names of the code sections of an object file.
using CodeSections =
    std::function<Result<std::vector<std::string>>(const std::filesystem::path& object)>;

/// Links layout images. The objects that they are made of, with a section for each function, are
/// made once for equal own objects and flags and then kept: they are the same in each replicate,
/// and only the link, of some hundredths of a second, is done anew. Safe from several threads.
class LayoutLinker {
public:
    /// Keeps the objects below `folder`, which may go with this.
    LayoutLinker(std::filesystem::path folder, CodeSections code_sections, ProcessRunner& runner);
    ~LayoutLinker();
    LayoutLinker(const LayoutLinker&) = delete;
    LayoutLinker& operator=(const LayoutLinker&) = delete;

    /// Links the suite that `request` has built, with the layout of `seed`. Adds the time and the
    /// commands to `build`; its processes are not recorded, for they are no cost of the
    /// configuration. Where it cannot be done (another linker, a step that fails) there is no image
    /// and the reason is told. An error means that it could not be judged: the user interrupted it,
    /// a step could not be started, or the disk is full.
    Result<Layout> link(const SuiteBuildRequest& request, std::uint64_t seed, Build& build);

private:
    struct Parts; ///< what the layouts of a cell are linked from
    struct Entry; ///< parts that are made, or being made by one thread

    std::filesystem::path m_folder;
    CodeSections m_code_sections;
    ProcessRunner& m_runner;
    std::mutex m_mutex; ///< guards the map, not its entries
    std::map<std::string, std::shared_ptr<Entry>> m_entries;

    Result<Parts> parts_of(const SuiteBuildRequest& request, Build& steps);
    Result<Parts> make_parts(const SuiteBuildRequest& request, const std::filesystem::path& folder,
                             Build& steps);
    Result<Layout> link_parts(const SuiteBuildRequest& request, const Parts& parts,
                              std::uint64_t seed, Build& steps);
};

} // namespace klp
