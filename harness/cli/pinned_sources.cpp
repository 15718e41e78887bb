// SPDX-License-Identifier: Apache-2.0
#include "cli/pinned_sources.hpp"

#include "config/files.hpp"
#include "config/load_workload.hpp"
#include "os/file.hpp"

#include <fmt/format.h>

#include <system_error>

namespace klp {
namespace fs = std::filesystem;
namespace {

Status system_failure(const std::string& what, const fs::path& path, const std::error_code& error) {
    return failure(fmt::format("{}: cannot {}: {}", path.string(), what, error.message()));
}

// Drivers include what all suites share as "../support/…". It belongs to klpbench and not to the
// workload: both sides of a comparison have tonight's.
Status link_support(const Workload& workload, const fs::path& parent) {
    std::error_code error;
    const fs::path support = fs::canonical(workload.folder / ".." / "support", error);
    if (error) {
        return {}; // a suite elsewhere, without one
    }
    const fs::path link = parent / "support";
    if (fs::read_symlink(link, error) == support) {
        return {};
    }
    fs::remove(link, error);
    fs::create_directory_symlink(support, link, error);
    return error ? system_failure("link what suites share", link, error) : Status();
}

} // namespace

PinnedSources::PinnedSources(NightStore& store, const fs::path& database, std::int64_t series)
    : m_store(store),
      m_folder(fs::absolute(database.string() + ".nightly") / std::to_string(series)),
      m_series(series) {}

// The last folder has the name of the workload, as load_workload wants it.
fs::path PinnedSources::place_of(const Workload& workload, std::int64_t run) const {
    const std::string night = run == 0 ? "begin" : fmt::format("night-{}", run);
    return m_folder / night / workload.name / workload.name;
}

Status PinnedSources::save(const Workload& workload, std::int64_t run) {
    const auto known = m_store.pinned_source(m_series, run, workload.name);
    if (!known || *known) {
        return known ? Status() : tl::unexpected(known.error());
    }
    const fs::path place = place_of(workload, run);
    KLP_TRY(make_folder(place.parent_path()));
    const auto scratch = TemporaryFolder::make(place.parent_path(), "copy-");
    if (!scratch) {
        return tl::unexpected(scratch.error());
    }
    const fs::path copy = scratch->path() / workload.name;
    std::error_code error;
    fs::copy(workload.folder, copy, fs::copy_options::recursive, error);
    if (error) {
        return system_failure("copy the sources of " + workload.name, copy, error);
    }
    const Result<std::string> hash = content_hash({copy});
    if (!hash) {
        return tl::unexpected(hash.error());
    }
    fs::remove_all(place, error); // of a klpbench that was killed before it could tell the store
    fs::rename(copy, place, error);
    if (error) {
        return system_failure("keep the sources of " + workload.name, place, error);
    }
    return m_store.add_pinned_source(m_series, run, workload.name, *hash);
}

Result<Workload> PinnedSources::load(const Workload& workload, std::int64_t run) {
    const auto known = m_store.pinned_source(m_series, run, workload.name);
    if (!known) {
        return tl::unexpected(known.error());
    }
    const fs::path place = place_of(workload, run);
    const Result<std::string> found = content_hash({place});
    if (!*known || !found || *found != **known) {
        return failure(fmt::format("{}: the pinned sources of {} are {} since they were kept: "
                                   "restore them from a backup, or begin a new series with "
                                   "klpbench nightly EXP --new-series",
                                   place.string(), workload.name,
                                   fs::exists(place) ? "changed" : "gone"));
    }
    KLP_TRY(link_support(workload, place.parent_path()));
    Result<Workload> pinned = load_workload(place);
    if (pinned) {
        pinned->pinned = true;
    }
    return pinned;
}

} // namespace klp
