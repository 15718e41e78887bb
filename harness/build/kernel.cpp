// SPDX-License-Identifier: Apache-2.0
//
// kbuild does the building, as it would for anyone. What is changed comes in from outside: make
// variables that the workload.toml lists, and programs in place of the compiler and the linker.
#include "build/kernel.hpp"

#include "model/kbuild_settings.hpp"
#include "os/file.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <sstream>

namespace klp {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t kept_output = std::size_t{8} << 20;

bool has_flag(const std::vector<std::string>& flags, std::string_view prefix) {
    return std::any_of(flags.begin(), flags.end(),
                       [prefix](const std::string& flag) { return flag.starts_with(prefix); });
}

bool is_lto(const BuildFlags& flags) {
    return has_flag(flags.compile, "-flto");
}

bool is_section_gc(const BuildFlags& flags) {
    return has_flag(flags.link, "-Wl,--gc-sections");
}

// The linker wrapper makes these links itself, with a job count of its own.
std::vector<std::string> code_generation_flags(std::vector<std::string> link) {
    std::erase_if(link, [](const std::string& flag) {
        return flag.starts_with("-flto") || flag.starts_with("-Wl,");
    });
    return link;
}

std::vector<std::string> units_of(const std::vector<KeptOut>& kept_out) {
    std::vector<std::string> units;
    units.reserve(kept_out.size());
    for (const KeptOut& row : kept_out) {
        units.push_back(row.unit);
    }
    return units;
}

// /usr/bin/gcc-ar-12 for /usr/bin/gcc-12: an archive of LTO objects needs the compiler's plugin.
std::string tool_beside(const fs::path& compiler, const std::string& tool) {
    std::string name = compiler.filename().string();
    if (const std::size_t at = name.rfind("gcc"); at != std::string::npos) {
        name.replace(at, 3, tool);
    }
    return (compiler.parent_path() / name).string();
}

std::vector<std::string> make_command(const KernelBuildRequest& request) {
    const KernelWorkload& kernel = *request.workload.kernel;
    const bool lto = is_lto(request.flags);
    std::vector<std::string> argv{
        "make",
        fmt::format("-j{}", request.jobs),
        "-C",
        request.tree.source.string(),
        "O=" + kernel_objects(request.folder).string(),
        "ARCH=" + kernel.architecture,
        "CC=" + request.tools.compiler_wrapper.string(),
        "LD=" + request.tools.linker_wrapper.string(),
        fmt::format("KCFLAGS={}-include {}", lto ? "-flto " : "", kernel.shim.string()),
        "KAFLAGS=-include " + kernel.shim.string()};
    argv.insert(argv.end(), kernel.make.begin(), kernel.make.end());
    if (lto) {
        argv.push_back("AR=" + tool_beside(request.flags.compiler, "gcc-ar"));
        argv.push_back("NM=" + tool_beside(request.flags.compiler, "gcc-nm"));
        argv.insert(argv.end(), kernel.make_lto.begin(), kernel.make_lto.end());
    }
    argv.push_back(fs::path(kernel.image).filename().string());
    return argv;
}

/// The first record of a process that failed: "mm/shmem.c".
std::string failed_unit(const fs::path& log) {
    const Result<std::string> text = read_file(log);
    if (!text) {
        return {};
    }
    std::istringstream lines(*text);
    for (std::string line; std::getline(lines, line);) {
        std::istringstream fields(line);
        std::string phase;
        std::string unit;
        std::getline(fields, phase, '\t');
        std::getline(fields, unit, '\t');
        if (!line.ends_with("\t0")) {
            return fmt::format("{} of {}", phase, unit);
        }
    }
    return {};
}

std::string tail(const std::string& text, std::size_t most) {
    return text.size() <= most ? text : text.substr(text.size() - most);
}

} // namespace

fs::path kernel_objects(const fs::path& folder) {
    return folder / "objects";
}

fs::path kernel_units(const fs::path& folder) {
    return folder / "units.log";
}

Status write_kbuild_settings(const KernelBuildRequest& request, const fs::path& file) {
    const KernelWorkload& kernel = *request.workload.kernel;
    const auto linker = find_program("ld");
    if (!linker) {
        return failure("no linker: apt-get install binutils");
    }
    KbuildSettings settings;
    settings.compiler = request.flags.compiler;
    settings.linker = *linker;
    settings.source = request.tree.source;
    settings.shim = kernel.shim;
    settings.plugin = request.tools.plugin;
    settings.log = request.folder / "processes.log";
    settings.units = kernel_units(request.folder);
    settings.link_shims = request.tools.link_shims;
    settings.codegen_unit = kernel.typical_unit;
    settings.lto = is_lto(request.flags);
    settings.section_gc = is_section_gc(request.flags);
    settings.clone_dumps = request.flags.clone_dumps;
    settings.lto_jobs = request.jobs;
    settings.compile = request.flags.compile;
    settings.link = code_generation_flags(request.flags.link);
    settings.keep_out = units_of(kernel.keep_out);
    settings.after_link = kernel.after_link;
    settings.apart = kernel.apart;
    settings.collection = kernel.collection;
    return write_file(file, kbuild_settings_text(settings));
}

Result<Build> build_kernel(const KernelBuildRequest& request, ProcessRunner& runner) {
    const fs::path objects = kernel_objects(request.folder);
    const fs::path settings = request.folder / "kbuild.settings";
    Build build;
    build.artifacts.folder = objects;
    build.artifacts.image = objects / "vmlinux";
    build.artifacts.record_log = request.folder / "processes.log";
    build.artifacts.section_gc = is_section_gc(request.flags);
    build.artifacts.kernel = KernelArtifacts{objects / request.workload.kernel->image,
                                             objects / "vmlinux.o",
                                             objects / "System.map",
                                             request.folder / "make.log",
                                             kernel_units(request.folder),
                                             objects / ".klpbench.gc",
                                             {}};
    KLP_TRY(make_folder(objects));
    const Result<std::string> configuration = read_file(request.tree.configuration);
    if (!configuration) {
        return tl::unexpected(configuration.error());
    }
    KLP_TRY(write_file(objects / ".config", *configuration));
    KLP_TRY(write_kbuild_settings(request, settings));
    ProcessRequest make;
    make.argv = make_command(request);
    make.directory = request.folder;
    make.environment = {{kbuild_settings_variable, settings.string()},
                        {"KBUILD_BUILD_TIMESTAMP", "Mon Jan  1 00:00:00 UTC 2024"},
                        {"KBUILD_BUILD_USER", "klpbench"},
                        {"KBUILD_BUILD_HOST", "klpbench"},
                        {"KBUILD_BUILD_VERSION", "1"},
                        {"TMPDIR", request.folder.string()}};
    make.limit_s = request.workload.kernel->limits.build;
    make.keep_output = kept_output;
    make.record_phase = "make";
    const Result<ProcessResult> made = run_step(std::move(make), "building", "make", runner, build);
    if (!made) {
        return tl::unexpected(made.error());
    }
    KLP_TRY(write_file(build.artifacts.kernel->build_log, made->error_output));
    if (build.outcome == Outcome::build_failed) {
        const std::string failed = failed_unit(build.artifacts.record_log);
        build.reason += failed.empty() ? "" : "; " + failed + " failed";
        constexpr std::size_t told = std::size_t{16} << 10;
        build.diagnostic = tail(build.diagnostic, told);
    }
    return build;
}

} // namespace klp
