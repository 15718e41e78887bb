// SPDX-License-Identifier: Apache-2.0
//
// Debian has Google Benchmark as a shared library only, so that kbench is an ordinary program and
// takes its libraries along.
#include "build/guest_programs.hpp"

#include "base/sha256.hpp"
#include "os/file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>
#include <string>
#include <utility>

namespace klp {
namespace fs = std::filesystem;
namespace {

constexpr double compile_limit_s = 300;
constexpr double ask_limit_s = 10;

using Words = std::vector<std::string>;

Result<ProcessResult> run_step(Words argv, const fs::path& folder, double limit_s,
                               ProcessRunner& runner) {
    ProcessRequest request;
    request.argv = std::move(argv);
    request.limit_s = limit_s;
    request.record_phase = "guest";
    ProcessResult result = runner.run(request);
    if (result.end == ProcessResult::End::interrupted) {
        return interrupted();
    }
    if (found_disk_full(result)) {
        return failure(fmt::format("building the guest's programs: no space left in {}: free some "
                                   "and run the same command again",
                                   folder.string()));
    }
    return result;
}

/// The files of a folder whose names end in .cpp or .hpp, sorted.
Result<std::vector<fs::path>> sources_of(const fs::path& folder) {
    std::vector<fs::path> files;
    std::error_code error;
    for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
        if (at->path().extension() == ".cpp" || at->path().extension() == ".hpp") {
            files.push_back(at->path());
        }
    }
    if (error) {
        return failure(fmt::format("{}: {}", folder.string(), error.message()));
    }
    std::sort(files.begin(), files.end());
    return files;
}

void append_units(Words& argv, const std::vector<fs::path>& files) {
    for (const fs::path& file : files) {
        if (file.extension() == ".cpp") {
            argv.push_back(file.string());
        }
    }
}

struct Sources {
    std::vector<fs::path> kbench;
    std::vector<fs::path> init;
    std::string key; ///< of their contents and of the compiler
};

Result<Sources> read_sources(const fs::path& folder, const fs::path& cxx, ProcessRunner& runner) {
    Sources sources;
    const Result<ProcessResult> banner =
        run_step({cxx.string(), "--version"}, folder, ask_limit_s, runner);
    if (!banner) {
        return tl::unexpected(banner.error());
    }
    if (!banner->ok()) {
        return failure(fmt::format("{} --version {}", cxx.string(), describe_end(*banner)));
    }
    Sha256 key;
    key.add_field(banner->output);
    for (auto [part, files] :
         {std::pair{folder, &sources.kbench}, std::pair{folder / "init", &sources.init}}) {
        Result<std::vector<fs::path>> found = sources_of(part);
        if (!found) {
            return tl::unexpected(found.error());
        }
        for (const fs::path& file : *found) {
            const Result<std::string> text = read_file(file);
            if (!text) {
                return tl::unexpected(text.error());
            }
            key.add_field(file.lexically_relative(folder).string());
            key.add_field(*text);
        }
        *files = std::move(*found);
    }
    sources.key = key.hex();
    return sources;
}

Status compile(Words argv, const fs::path& program, ProcessRunner& runner) {
    const Result<TemporaryFolder> scratch = TemporaryFolder::make(program.parent_path(), "build-");
    if (!scratch) {
        return tl::unexpected(scratch.error());
    }
    const fs::path unfinished = scratch->path() / program.filename();
    argv.insert(argv.end(), {"-o", unfinished.string()});
    const Result<ProcessResult> built =
        run_step(std::move(argv), program.parent_path(), compile_limit_s, runner);
    if (!built) {
        return tl::unexpected(built.error());
    }
    if (!built->ok()) {
        return failure(fmt::format("the guest's program {} does not build (g++ {}): {}",
                                   program.filename().string(), describe_end(*built),
                                   built->error_output));
    }
    return move_into_place(unfinished, program);
}

/// As ldd does it: the loader lists what it would load, one "NAME => PATH (ADDRESS)" or
/// "PATH (ADDRESS)" a line, and does not start the program.
Result<std::vector<fs::path>> libraries_of(const fs::path& program, ProcessRunner& runner) {
    ProcessRequest request;
    request.argv = {program.string()};
    request.environment = {{"LD_TRACE_LOADED_OBJECTS", "1"}};
    request.limit_s = ask_limit_s;
    request.record_phase = "ask";
    const ProcessResult result = runner.run(request);
    if (result.end == ProcessResult::End::interrupted) {
        return interrupted();
    }
    std::vector<fs::path> libraries;
    std::istringstream lines(result.output);
    for (std::string line; std::getline(lines, line);) {
        const std::size_t begin = line.find('/');
        const std::size_t end = line.rfind(" (");
        if (begin != std::string::npos && end != std::string::npos && begin < end) {
            libraries.emplace_back(line.substr(begin, end - begin));
        } else if (line.find("not found") != std::string::npos) {
            return failure("a library of the guest's benchmarks is missing: " + line);
        }
    }
    if (!result.ok() || libraries.empty()) {
        return failure(fmt::format("the dynamic loader does not list the libraries of {} ({})",
                                   program.string(), describe_end(result)));
    }
    std::sort(libraries.begin(), libraries.end());
    return libraries;
}

} // namespace

Result<GuestPrograms> build_guest_programs(const fs::path& folder, const fs::path& cache,
                                           ProcessRunner& runner) {
    const auto cxx = find_program("g++");
    if (!cxx) {
        return failure("the guest's benchmarks need a C++ compiler: apt-get install g++");
    }
    const Result<Sources> sources = read_sources(folder, *cxx, runner);
    if (!sources) {
        return tl::unexpected(sources.error());
    }
    const fs::path home = cache / "guests" / sources->key;
    KLP_TRY(make_folder(home));
    GuestPrograms programs{home / "init", home / "kbench", {}};
    if (!fs::exists(programs.init)) {
        Words argv{cxx->string(),          "-std=c++20", "-O2",     "-ffreestanding",
                   "-fno-stack-protector", "-nostdlib",  "-static", "-s"};
        append_units(argv, sources->init);
        KLP_TRY(compile(std::move(argv), programs.init, runner));
    }
    if (!fs::exists(programs.kbench)) {
        Words argv{cxx->string(), "-std=c++20", "-O2", "-s"};
        append_units(argv, sources->kbench);
        argv.emplace_back("-lbenchmark");
        KLP_TRY(compile(std::move(argv), programs.kbench, runner));
    }
    Result<std::vector<fs::path>> libraries = libraries_of(programs.kbench, runner);
    if (!libraries) {
        return tl::unexpected(libraries.error());
    }
    programs.libraries = std::move(*libraries);
    return programs;
}

} // namespace klp
