// SPDX-License-Identifier: Apache-2.0
#include "toolchain/plugin.hpp"

#include "base/sha256.hpp"
#include "os/file.hpp"
#include "toolchain/ask.hpp"

#include <fmt/format.h>

namespace klp {
namespace fs = std::filesystem;
namespace {

// g++-12 for /usr/bin/gcc-12; any g++ builds a plugin that loads, as the headers decide the ABI.
Result<fs::path> cxx_beside(const fs::path& compiler) {
    std::string name = compiler.filename().string();
    if (const std::size_t at = name.rfind("gcc"); at != std::string::npos) {
        name.replace(at, 3, "g++");
    }
    if (const auto sibling = find_program((compiler.parent_path() / name).string())) {
        return *sibling;
    }
    if (const auto fallback = find_program("g++")) {
        return *fallback;
    }
    return failure("the GCC plugin needs a C++ compiler: apt-get install g++");
}

} // namespace

Result<fs::path> build_plugin(const AxisValue& compiler, const CompilerIdentity& identity,
                              const fs::path& source, const fs::path& cache,
                              ProcessRunner& runner) {
    const std::string headers = ask(runner, {identity.path, "-print-file-name=plugin"});
    if (headers.empty() || !fs::exists(fs::path(headers) / "include" / "gcc-plugin.h")) {
        const std::string& package = compiler.compiler->plugin_package;
        return failure(fmt::format("{}: no plugin headers{}", compiler.name,
                                   package.empty() ? " and no package is known that has them"
                                                   : ": apt-get install " + package));
    }
    Result<std::string> text = read_file(source);
    if (!text) {
        return tl::unexpected(text.error());
    }
    Sha256 key;
    key.add_field(identity.identity);
    key.add_field(*text);
    const fs::path folder = cache / "plugins" / key.hex();
    fs::path library = folder / "klp_plugin.so";
    if (fs::exists(library)) {
        return library;
    }
    const Result<fs::path> cxx = cxx_beside(identity.path);
    if (!cxx) {
        return tl::unexpected(cxx.error());
    }
    KLP_TRY(make_folder(folder));
    // Another klpbench may build the same thing now.
    const Result<TemporaryFolder> scratch = TemporaryFolder::make(folder, "build-");
    if (!scratch) {
        return tl::unexpected(scratch.error());
    }
    const fs::path unfinished = scratch->path() / library.filename();
    ProcessRequest request;
    request.argv = {cxx->string(),  "-shared",
                    "-fPIC",        "-fno-rtti",
                    "-O2",          "-I" + headers + "/include",
                    "-o",           unfinished.string(),
                    source.string()};
    request.limit_s = 120;
    request.record_phase = "plugin";
    const ProcessResult built = runner.run(request);
    if (!built.ok()) {
        return failure(fmt::format("{}: the GCC plugin does not build (the compiler {}): {}",
                                   compiler.name, describe_end(built), built.error_output));
    }
    KLP_TRY(move_into_place(unfinished, library));
    return library;
}

} // namespace klp
