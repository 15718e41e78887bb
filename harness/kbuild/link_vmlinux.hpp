// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.hpp"
#include "kbuild/link_arguments.hpp"
#include "model/kbuild_settings.hpp"
#include "os/process.hpp"

#include <ostream>
#include <string>

namespace klp {

/// The links of vmlinux, in the current folder, which is the object tree. Each process goes through
/// `runner` and is recorded as phase "link"; what the tools print goes to `words`. An error is one
/// line that says what to look at. Intermediate files are named .klpbench.*, and are left where
/// they are when a link fails.
class VmlinuxLinker {
public:
    VmlinuxLinker(const KbuildSettings& settings, ProcessRunner& runner, std::ostream& words)
        : m_settings(settings),
          m_runner(runner),
          m_words(words) {}

    /// Makes vmlinux.o: by LTO, with the initcalls in link order, with what is not needed
    /// collected, as the settings say. `arguments` are those that `link` was read from.
    Status link_objects(const LinkRequest& link, const Arguments& arguments);

    /// Makes the image from vmlinux.o.
    Status link_image(const LinkRequest& link, const Arguments& arguments);

private:
    const KbuildSettings& m_settings;
    ProcessRunner& m_runner;
    std::ostream& m_words;

    ProcessResult run(const LinkRequest& link, Arguments argv, bool in_lto);
    Status run_linker(const LinkRequest& link, const Arguments& arguments);
    Status link_by_lto(const LinkRequest& link);
    Status mark_debug_symbols();
    Status order(const LinkRequest& link);
    Status collect(const LinkRequest& link, const Arguments& inputs);
    Result<std::string> initcall_lines(const LinkRequest& link, const std::string& object_bytes);
};

} // namespace klp
