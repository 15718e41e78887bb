// SPDX-License-Identifier: Apache-2.0
#include "build/link_shims.hpp"

#include "base/sha256.hpp"
#include "os/file.hpp"

#include <fmt/format.h>

#include <unistd.h>

namespace klp {
namespace fs = std::filesystem;
namespace {

// Replaces `link` whatever it was; concurrent makers write the same thing.
Status set_link(const fs::path& target, const fs::path& link) {
    std::error_code error;
    if (fs::read_symlink(link, error) == target) {
        return {};
    }
    const fs::path temporary = link.string() + fmt::format(".{}.tmp", getpid());
    fs::remove(temporary, error);
    fs::create_symlink(target, temporary, error);
    if (!error) {
        fs::rename(temporary, link, error);
    }
    return error
               ? Status(failure(fmt::format("cannot make {}: {}", link.string(), error.message())))
               : Status();
}

} // namespace

Result<fs::path> make_link_shims(const std::string& compiler, const fs::path& recorder,
                                 const fs::path& cache, ProcessRunner& runner) {
    fs::path folder = cache / "shims" / sha256_hex(compiler + "\n" + recorder.string());
    KLP_TRY(make_folder(folder));
    for (const char* name : {"lto1", "as"}) {
        ProcessRequest request;
        request.argv = {compiler, std::string("-print-prog-name=") + name};
        request.limit_s = 10;
        request.record_phase = "ask";
        std::string printed = runner.run(request).output;
        printed.erase(printed.find_last_not_of('\n') + 1);
        // A compiler without lto1 prints the bare name: nothing to stand in front of.
        if (const auto real = find_program(printed)) {
            KLP_TRY(set_link(*real, folder / (std::string(name) + ".real")));
            KLP_TRY(set_link(recorder, folder / name));
        }
    }
    return folder;
}

} // namespace klp
