// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "support/fresh_folder.hpp"
#include "unit/os/real_process.hpp"

#include <string>
#include <string_view>

namespace klp {

/// Runs a tool in `folder`; its failure ends the test with its words.
inline void must_run(const std::filesystem::path& folder, std::vector<std::string> argv) {
    ProcessRequest request;
    request.argv = std::move(argv);
    request.directory = folder;
    request.limit_s = 60;
    const ProcessResult result = real_runner().run(request);
    if (!result.ok()) {
        throw std::runtime_error(request.argv.front() + ": " + result.error_output);
    }
}

/// Assembles `source` for x86_64 to FOLDER/NAME.
inline void assemble(const std::filesystem::path& folder, const std::string& name,
                     std::string_view source) {
    write_to(folder / (name + ".s"), source);
    must_run(folder, {"as", "--64", "-o", name, name + ".s"});
}

/// The bytes of the object that `as` makes of `source`.
inline std::string assembled(std::string_view source) {
    const TemporaryFolder folder = fresh_folder();
    assemble(folder.path(), "a.o", source);
    return read_file(folder.path() / "a.o").value();
}

} // namespace klp
