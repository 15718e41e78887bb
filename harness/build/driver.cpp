// SPDX-License-Identifier: Apache-2.0
#include "build/driver.hpp"

#include "base/sha256.hpp"
#include "os/file.hpp"

#include <fmt/format.h>

namespace klp {
namespace fs = std::filesystem;
namespace {

constexpr double driver_limit_s = 300;

Result<std::string> cxx_banner(const fs::path& cxx, ProcessRunner& runner) {
    ProcessRequest request;
    request.argv = {cxx.string(), "--version"};
    request.limit_s = 10;
    request.record_phase = "ask";
    const ProcessResult result = runner.run(request);
    if (!result.ok()) {
        return failure(fmt::format("{} --version {}", cxx.string(), describe_end(result)));
    }
    return result.output;
}

} // namespace

Result<fs::path> build_driver(const Workload& workload, const fs::path& support,
                              const fs::path& cache, ProcessRunner& runner) {
    const auto cxx = find_program("g++");
    if (!cxx) {
        return failure("the suites' drivers need a C++ compiler: apt-get install g++");
    }
    const Result<std::string> banner = cxx_banner(*cxx, runner);
    if (!banner) {
        return tl::unexpected(banner.error());
    }
    Sha256 key;
    key.add_field(workload.content_hash);
    key.add_field(*banner);
    // Without it the driver tells an emulator nothing of its regions.
    key.add_field(fs::exists("/usr/include/valgrind/callgrind.h") ? "callgrind" : "");
    const fs::path folder = cache / "drivers" / key.hex();
    fs::path library = folder / ("lib" + workload.name + "-driver.so");
    if (fs::exists(library)) {
        return library;
    }
    KLP_TRY(make_folder(folder));
    // Another klpbench may build the same thing now.
    const Result<TemporaryFolder> scratch = TemporaryFolder::make(folder, "build-");
    if (!scratch) {
        return tl::unexpected(scratch.error());
    }
    const fs::path unfinished = scratch->path() / library.filename();
    ProcessRequest request;
    request.argv = {cxx->string(), "-std=c++20", "-O2",
                    "-fPIC",       "-shared",    "-I" + support.string()};
    for (const std::string& include : workload.include) {
        request.argv.push_back("-I" + (workload.folder / include).string());
    }
    request.argv.push_back((workload.folder / workload.driver).string());
    for (const char* source : {"main.cpp", "suite.cpp", "region.cpp", "counters.cpp"}) {
        request.argv.push_back((support / source).string());
    }
    request.argv.insert(request.argv.end(), {"-lbenchmark", "-o", unfinished.string()});
    request.limit_s = driver_limit_s;
    request.record_phase = "driver";
    const ProcessResult built = runner.run(request);
    if (built.end == ProcessResult::End::interrupted) {
        return interrupted();
    }
    if (found_disk_full(built)) {
        return failure(fmt::format("building the driver of {}: no space left in {}: free some and "
                                   "run the same command again",
                                   workload.name, folder.string()));
    }
    if (!built.ok()) {
        return failure(fmt::format("the driver of {} does not build (g++ {}): {}", workload.name,
                                   describe_end(built), built.error_output));
    }
    KLP_TRY(move_into_place(unfinished, library));
    return library;
}

} // namespace klp
