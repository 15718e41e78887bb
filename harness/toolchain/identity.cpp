// SPDX-License-Identifier: Apache-2.0
#include "toolchain/identity.hpp"

#include "base/sha256.hpp"
#include "os/file.hpp"
#include "toolchain/ask.hpp"

#include <fmt/format.h>

#include <array>

namespace klp {
namespace {

// The programs whose contents decide what code comes out. Some compilers lack some of them.
constexpr std::array<const char*, 4> code_makers{"cc1", "lto1", "as", "ld"};

Result<std::string> hash_programs(const std::string& compiler, ProcessRunner& runner) {
    Sha256 hash;
    const auto add = [&hash](const std::filesystem::path& path) -> Status {
        Result<std::string> contents = read_file(path);
        if (!contents) {
            return tl::unexpected(contents.error());
        }
        hash.add_field(*contents);
        return {};
    };
    KLP_TRY(add(compiler));
    for (const char* name : code_makers) {
        const std::string printed =
            ask(runner, {compiler, std::string("-print-prog-name=") + name});
        // A name without a folder means "by PATH".
        if (const auto program = find_program(printed)) {
            KLP_TRY(add(*program));
        }
    }
    return hash.hex();
}

} // namespace

Result<CompilerIdentity> identify_compiler(const AxisValue& compiler, ProcessRunner& runner) {
    const CompilerCommand& command = *compiler.compiler;
    const auto path = find_program(command.command);
    if (!path) {
        return failure(fmt::format(
            "{}: command {} not found{}", compiler.name, command.command,
            command.package.empty() ? std::string() : ": apt-get install " + command.package));
    }
    CompilerIdentity identity;
    identity.value = compiler.name;
    identity.path = path->string();
    const std::string banner = ask(runner, {identity.path, "--version"});
    identity.version = banner.substr(0, banner.find('\n'));
    if (identity.version.empty()) {
        return failure(fmt::format("{}: {} --version printed nothing: not a compiler",
                                   compiler.name, identity.path));
    }
    identity.family = banner.find("clang") != std::string::npos ? "clang" : "gcc";
    identity.target = ask(runner, {identity.path, "-dumpmachine"});
    const std::string linker = ask(runner, {identity.path, "-print-prog-name=ld"});
    const std::string linker_banner = ask(runner, {linker, "--version"});
    identity.linker = linker_banner.substr(0, linker_banner.find('\n'));
    Result<std::string> digest = hash_programs(identity.path, runner);
    if (!digest) {
        return tl::unexpected(digest.error());
    }
    identity.identity = *digest;
    return identity;
}

} // namespace klp
