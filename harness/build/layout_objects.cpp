// SPDX-License-Identifier: Apache-2.0
#include "build/layout_objects.hpp"

#include "base/sha256.hpp"
#include "model/command.hpp"
#include "os/file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace klp {
namespace fs = std::filesystem;
namespace {

constexpr const char* function_sections = "-ffunction-sections";

// Of an option and its opposite the last one counts.
bool ends_on(const SuiteBuildRequest& request, std::string_view option, std::string_view opposite) {
    bool on = false;
    for (const auto* flags : {&request.workload.compile, &request.flags.compile}) {
        for (const std::string& flag : *flags) {
            const bool is_option = flag == option || flag.starts_with(std::string(option) + "=");
            on = is_option || (on && flag != opposite);
        }
    }
    return on;
}

// "tree.ltrans2.ltrans.o" comes before "tree.ltrans10.ltrans.o".
Result<std::vector<fs::path>> native_objects(const fs::path& folder) {
    std::vector<fs::path> objects;
    std::error_code error;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder, error)) {
        if (entry.path().filename().string().ends_with(".ltrans.o")) {
            objects.push_back(entry.path());
        }
    }
    if (error) {
        return failure(fmt::format("{}: {}", folder.string(), error.message()));
    }
    std::sort(objects.begin(), objects.end(), [](const fs::path& a, const fs::path& b) {
        return std::pair(a.native().size(), a.native()) < std::pair(b.native().size(), b.native());
    });
    return objects;
}

class ObjectMaker {
public:
    ObjectMaker(const SuiteBuildRequest& request, const fs::path& folder, ProcessRunner& runner,
                Build& steps)
        : m_request(request),
          m_folder(folder),
          m_runner(runner),
          m_steps(steps) {}

    Result<std::vector<fs::path>> make() {
        if (ends_on(m_request, "-flto", "-fno-lto")) {
            return link_bytecode();
        }
        const bool have_sections = ends_on(m_request, function_sections, "-fno-function-sections");
        std::vector<fs::path> objects;
        objects.reserve(m_request.workload.sources.size());
        for (const std::string& unit : m_request.workload.sources) {
            const fs::path own = object_of(m_request, unit);
            objects.push_back(m_folder / own.filename());
            KLP_TRY(have_sections ? copy(own, objects.back()) : compile(unit, objects.back()));
            if (m_steps.outcome != Outcome::ok) {
                return std::vector<fs::path>();
            }
        }
        return objects;
    }

private:
    const SuiteBuildRequest& m_request;
    const fs::path& m_folder;
    ProcessRunner& m_runner;
    Build& m_steps;

    static Status copy(const fs::path& from, const fs::path& to) {
        const Result<std::string> bytes = read_file(from);
        return bytes ? write_file(to, *bytes) : tl::unexpected(bytes.error());
    }

    Status compile(const std::string& unit, const fs::path& object) {
        BuildFlags flags = m_request.flags;
        flags.compile.emplace_back(function_sections);
        ProcessRequest step;
        step.argv = compile_command(flags, m_request.workload, unit, object);
        step.limit_s = m_request.workload.limits.compile;
        return run(std::move(step), "compiling " + unit);
    }

    Result<std::vector<fs::path>> link_bytecode() {
        std::vector<fs::path> own;
        own.reserve(m_request.workload.sources.size());
        for (const std::string& unit : m_request.workload.sources) {
            own.push_back(object_of(m_request, unit));
        }
        ProcessRequest step;
        step.argv = link_command(
            m_request,
            {"-frandom-seed=" + m_request.workload.name, function_sections, "-save-temps"}, own,
            m_folder / m_request.workload.name);
        step.limit_s = m_request.workload.limits.link;
        KLP_TRY(run(std::move(step), "linking"));
        if (m_steps.outcome != Outcome::ok) {
            return std::vector<fs::path>();
        }
        Result<std::vector<fs::path>> objects = native_objects(m_folder);
        if (objects && objects->empty()) {
            m_steps.outcome = Outcome::build_failed;
            m_steps.reason = "the LTO link leaves no native objects";
        }
        return objects;
    }

    Status run(ProcessRequest step, const std::string& what) {
        step.directory = m_request.workload.folder;
        step.cpu = m_request.cpu;
        const auto result = run_step(std::move(step), what, "the compiler", m_runner, m_steps);
        return result ? Status() : tl::unexpected(result.error());
    }
};

} // namespace

Result<std::string> layout_objects_key(const SuiteBuildRequest& request) {
    Sha256 key;
    key.add_field(request.flags.compiler);
    for (const auto* flags : {&request.workload.compile, &request.flags.compile,
                              &request.workload.link, &request.flags.link}) {
        key.add_field(std::to_string(flags->size()));
        for (const std::string& flag : *flags) {
            key.add_field(flag);
        }
    }
    for (const std::string& unit : request.workload.sources) {
        const Result<std::string> bytes = read_file(object_of(request, unit));
        if (!bytes) {
            return tl::unexpected(bytes.error());
        }
        key.add_field(unit);
        key.add_field(*bytes);
    }
    key.add_field(request.driver.string()); // its name holds a hash of its contents
    return key.hex();
}

Result<std::vector<fs::path>> make_layout_objects(const SuiteBuildRequest& request,
                                                  const fs::path& folder, ProcessRunner& runner,
                                                  Build& steps) {
    KLP_TRY(make_folder(folder));
    return ObjectMaker(request, folder, runner, steps).make();
}

} // namespace klp
