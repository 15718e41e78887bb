// SPDX-License-Identifier: Apache-2.0
#include "build/suite.hpp"

#include "model/command.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace klp {
namespace fs = std::filesystem;
namespace {

constexpr const char* clone_dumps = "-fdump-ipa-clones";

class SuiteBuilder {
public:
    SuiteBuilder(const SuiteBuildRequest& request, ProcessRunner& runner)
        : m_request(request),
          m_runner(runner) {
        m_build.artifacts.folder = request.folder;
        m_build.artifacts.image = request.folder / request.workload.name;
        m_build.artifacts.record_log = request.folder / "processes.log";
        m_build.artifacts.link_map = request.folder / "link.map";
        const std::vector<std::string>& link = request.flags.link;
        m_build.artifacts.section_gc = std::any_of(link.begin(), link.end(), [](const auto& flag) {
            return flag.find("--gc-sections") != std::string::npos;
        });
    }

    Result<Build> build() {
        for (const std::string& unit : m_request.workload.sources) {
            KLP_TRY(compile(unit));
            if (m_build.outcome != Outcome::ok) {
                return std::move(m_build);
            }
        }
        KLP_TRY(place_driver());
        KLP_TRY(link());
        return std::move(m_build);
    }

private:
    const SuiteBuildRequest& m_request;
    ProcessRunner& m_runner;
    Build m_build;

    Status compile(const std::string& unit) {
        ProcessRequest step;
        step.argv =
            compile_command(m_request.flags, m_request.workload, unit, object_of(m_request, unit));
        if (m_request.flags.clone_dumps) {
            step.argv.insert(step.argv.begin() + 1, clone_dumps);
        }
        step.limit_s = m_request.workload.limits.compile;
        step.record_phase = "compile";
        step.record_unit = unit;
        return run(std::move(step), "compiling " + unit);
    }

    // The image finds the driver beside itself and knows only its name: a path in it would make its
    // size depend on where klpbench lies.
    Status place_driver() {
        std::error_code error;
        fs::create_symlink(m_request.driver, m_request.folder / m_request.driver.filename(), error);
        return error ? Status(failure(fmt::format("cannot make a link in {}: {}",
                                                  m_request.folder.string(), error.message())))
                     : Status();
    }

    Status link() {
        std::vector<std::string> options;
        if (m_request.flags.clone_dumps) {
            options.emplace_back(clone_dumps);
        }
        options.insert(options.end(), {"-B" + m_request.link_shims.string(),
                                       "-frandom-seed=" + m_request.workload.name,
                                       "-Wl,-Map=" + m_build.artifacts.link_map.string()});
        std::vector<fs::path> objects;
        objects.reserve(m_request.workload.sources.size());
        for (const std::string& unit : m_request.workload.sources) {
            objects.push_back(object_of(m_request, unit));
        }
        ProcessRequest step;
        step.argv = link_command(m_request, options, objects, m_build.artifacts.image);
        step.environment = {{record_log_variable, m_build.artifacts.record_log.string()}};
        step.limit_s = m_request.workload.limits.link;
        step.record_phase = "link";
        return run(std::move(step), "linking");
    }

    Status run(ProcessRequest step, const std::string& what) {
        step.directory = m_request.workload.folder;
        step.cpu = m_request.cpu;
        step.record_log = m_build.artifacts.record_log;
        const auto result = run_step(std::move(step), what, "the compiler", m_runner, m_build);
        return result ? Status() : tl::unexpected(result.error());
    }
};

} // namespace

fs::path object_of(const SuiteBuildRequest& request, const std::string& unit) {
    return request.folder / (flat_name(unit) + ".o");
}

std::vector<std::string> link_command(const SuiteBuildRequest& request,
                                      const std::vector<std::string>& options,
                                      const std::vector<fs::path>& objects, const fs::path& image) {
    std::vector<std::string> argv{request.flags.compiler};
    for (const auto* words : {&request.workload.link, &request.flags.link, &options}) {
        argv.insert(argv.end(), words->begin(), words->end());
    }
    for (const fs::path& object : objects) {
        argv.push_back(object.string());
    }
    argv.insert(argv.end(),
                {"-L" + request.folder.string(), "-l:" + request.driver.filename().string(),
                 "-Wl,-rpath,$ORIGIN", "-o", image.string()});
    return argv;
}

Result<Build> build_suite(const SuiteBuildRequest& request, ProcessRunner& runner) {
    return SuiteBuilder(request, runner).build();
}

} // namespace klp
