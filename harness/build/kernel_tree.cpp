// SPDX-License-Identifier: Apache-2.0
#include "build/kernel_tree.hpp"

#include "base/sha256.hpp"
#include "os/file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>
#include <vector>

namespace klp {
namespace fs = std::filesystem;
namespace {

Result<ProcessResult> run(std::vector<std::string> argv, double limit_s, const std::string& what,
                          ProcessRunner& runner) {
    ProcessRequest request;
    request.argv = std::move(argv);
    request.environment = {{"LC_ALL", "C"}};
    request.limit_s = limit_s;
    request.record_phase = "prepare";
    ProcessResult result = runner.run(request);
    if (result.end == ProcessResult::End::interrupted) {
        return interrupted();
    }
    if (!result.ok()) {
        return failure(fmt::format("{}: {} {}: {}", what, request.argv.front(),
                                   describe_end(result), result.error_output));
    }
    return result;
}

// What dpkg --verify prints is what differs from the package as it was shipped.
Status verify_package(const KernelSource& source, ProcessRunner& runner) {
    if (source.package.empty() || !find_program("dpkg")) {
        return {};
    }
    const Result<ProcessResult> owner =
        run({"dpkg", "--search", source.archive.string()}, 60, "the kernel's source", runner);
    if (!owner || !owner->output.starts_with(source.package + ":")) {
        return {}; // an archive of the user's own
    }
    const Result<ProcessResult> verified =
        run({"dpkg", "--verify", source.package}, 120, "the kernel's source", runner);
    return verified && verified->output.empty()
               ? Status()
               : Status(failure(fmt::format("{} is not as its package ships it: apt-get install "
                                            "--reinstall {}",
                                            source.archive.string(), source.package)));
}

// The archive holds one folder, of whatever name.
Result<fs::path> only_folder_in(const fs::path& folder, const fs::path& archive) {
    std::vector<fs::path> entries;
    std::error_code error;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
         entry.increment(error)) {
        entries.push_back(entry->path());
    }
    if (entries.size() != 1 || !fs::is_regular_file(entries.front() / "Kbuild", error) ||
        !fs::is_regular_file(entries.front() / "Kconfig", error)) {
        return failure(archive.string() + " is no Linux source: there is no folder with a Kbuild "
                                          "and a Kconfig in it");
    }
    return entries.front();
}

Result<fs::path> unpack(const KernelWorkload& kernel, const fs::path& cache,
                        ProcessRunner& runner) {
    if (!kernel.source.tree.empty()) {
        return kernel.source.tree;
    }
    const fs::path folder = cache / "kernels" / kernel.source.sha256;
    const fs::path tree = folder / "linux";
    if (fs::exists(tree)) {
        return tree;
    }
    KLP_TRY(verify_package(kernel.source, runner));
    KLP_TRY(make_folder(folder));
    const Result<TemporaryFolder> scratch = TemporaryFolder::make(folder, "unpack-");
    if (!scratch) {
        return tl::unexpected(scratch.error());
    }
    const auto unpacked = run({"tar", "-C", scratch->path().string(), "-xf",
                               kernel.source.archive.string(), "--no-same-owner"},
                              kernel.limits.unpack, "unpacking the kernel", runner);
    if (!unpacked) {
        return tl::unexpected(unpacked.error());
    }
    Result<fs::path> whole = only_folder_in(scratch->path(), kernel.source.archive);
    if (!whole) {
        return whole;
    }
    std::error_code error;
    fs::rename(*whole, tree, error);
    return error && !fs::exists(tree)
               ? Result<fs::path>(
                     failure(fmt::format("cannot make {}: {}", tree.string(), error.message())))
               : tree;
}

bool is_symbol_character(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

/// A line of a .config: "CONFIG_X=value", or "# CONFIG_X is not set", whose value is "n".
struct Assignment {
    std::string symbol; ///< empty when the line assigns nothing
    std::string value;
};

Assignment read_assignment(const std::string& line) {
    const std::string off = " is not set";
    const std::size_t begin = line.starts_with("# CONFIG_") ? 2 : 0;
    if (line.compare(begin, 7, "CONFIG_") != 0) {
        return {};
    }
    std::size_t end = begin;
    while (end < line.size() && is_symbol_character(line[end])) {
        ++end;
    }
    std::string symbol = line.substr(begin, end - begin);
    if (begin == 2) {
        return line.substr(end) == off ? Assignment{std::move(symbol), "n"} : Assignment{};
    }
    return end < line.size() && line[end] == '='
               ? Assignment{std::move(symbol), line.substr(end + 1)}
               : Assignment{};
}

// make olddefconfig takes the last assignment of a symbol, so the fragment is appended.
Status configure(const Workload& workload, const fs::path& source, const std::string& compiler,
                 const fs::path& objects, const std::string& fragment, ProcessRunner& runner) {
    const KernelWorkload& kernel = *workload.kernel;
    const std::vector<std::string> make{"make",
                                        "-C",
                                        source.string(),
                                        "O=" + objects.string(),
                                        "ARCH=" + kernel.architecture,
                                        "CC=" + compiler};
    const auto target = [&](const std::string& name) -> Status {
        std::vector<std::string> argv = make;
        argv.push_back(name);
        const auto made = run(argv, kernel.limits.configure,
                              "configuring " + workload.name + " (make " + name + ")", runner);
        return made ? Status() : tl::unexpected(made.error());
    };
    KLP_TRY(target(kernel.base_configuration));
    const Result<std::string> base = read_file(objects / ".config");
    if (!base) {
        return tl::unexpected(base.error());
    }
    KLP_TRY(write_file(objects / ".config", *base + "\n" + fragment));
    return target("olddefconfig");
}

} // namespace

std::string unmet_symbol(const std::string& fragment, const std::string& configuration) {
    std::vector<Assignment> found;
    std::istringstream config(configuration);
    for (std::string line; std::getline(config, line);) {
        if (Assignment assignment = read_assignment(line); !assignment.symbol.empty()) {
            found.push_back(std::move(assignment));
        }
    }
    std::istringstream wanted(fragment);
    int number = 0;
    for (std::string line; std::getline(wanted, line);) {
        ++number;
        const Assignment want = read_assignment(line);
        if (want.symbol.empty()) {
            continue;
        }
        const auto is = std::find_if(found.begin(), found.end(), [&want](const Assignment& one) {
            return one.symbol == want.symbol;
        });
        const std::string value = is == found.end() ? "n" : is->value;
        if (value != want.value) {
            return is == found.end()
                       ? fmt::format("{}: {} did not stick: this kernel has no such symbol, or "
                                     "what it depends on is off",
                                     number, line)
                       : fmt::format("{}: {} did not stick: it is {}, because of what it depends "
                                     "on or what selects it",
                                     number, line, value);
        }
    }
    return {};
}

Result<KernelTree> prepare_kernel(const Workload& workload, const std::string& compiler,
                                  const fs::path& cache, ProcessRunner& runner) {
    const KernelWorkload& kernel = *workload.kernel;
    const Result<std::string> fragment = read_file(kernel.fragment);
    const Result<fs::path> source =
        fragment ? unpack(kernel, cache, runner) : tl::unexpected(fragment.error());
    if (!source) {
        return tl::unexpected(source.error());
    }
    Sha256 key;
    key.add_field(kernel.source.sha256);
    key.add_field(kernel.base_configuration);
    key.add_field(*fragment);
    key.add_field(compiler);
    const fs::path folder = cache / "kernels" / "configurations";
    KernelTree tree{*source, folder / (key.hex() + ".config")};
    if (fs::exists(tree.configuration)) {
        return tree;
    }
    KLP_TRY(make_folder(folder));
    const Result<TemporaryFolder> objects = TemporaryFolder::make(folder, "configure-");
    if (!objects) {
        return tl::unexpected(objects.error());
    }
    KLP_TRY(configure(workload, *source, compiler, objects->path(), *fragment, runner));
    const Result<std::string> made = read_file(objects->path() / ".config");
    if (!made) {
        return tl::unexpected(made.error());
    }
    if (const std::string unmet = unmet_symbol(*fragment, *made); !unmet.empty()) {
        return failure(kernel.fragment.string() + ":" + unmet);
    }
    KLP_TRY(write_file(tree.configuration, *made));
    return tree;
}

} // namespace klp
