// SPDX-License-Identifier: Apache-2.0
//
// Published fixes of the Linux kernel, taken back from 6.1.192: the functions are those that live
// patches of them replace. Places of functions are as GCC 12's dumps of clones give them.
#include "impact/patched_functions.hpp"

#include "inspect/unified_diff.hpp"
#include "os/file.hpp"
#include "support/error_of.hpp"
#include "written_tree.hpp"

#include <catch2/catch.hpp>

namespace {

using Names = std::vector<std::string>;

const klp::PatchedBuild linux_build{
    {{"seq_set_overflow", "/linux/fs/seq_file.c", 28, 13},
     {"seq_buf_alloc", "/linux/fs/seq_file.c", 33, 14},
     {"seq_open", "/linux/fs/seq_file.c", 57, 5},
     {"legacy_parse_param", "/linux/fs/fs_context.c", 546, 12},
     {"cgroup_transfer_tasks", "/linux/kernel/cgroup/cgroup-v1.c", 94, 5},
     {"cgroup_release_agent_write", "/linux/kernel/cgroup/cgroup-v1.c", 544, 16},
     {"cgroup_release_agent_show", "/linux/kernel/cgroup/cgroup-v1.c", 572, 12},
     {"cgroup1_parse_param", "/linux/kernel/cgroup/cgroup-v1.c", 920, 5},
     {"proc_dostring", "/linux/kernel/sysctl.c", 264, 5},
     {"proc_skip_spaces", "/linux/kernel/sysctl.c", 274, 13},
     {"proc_skip_char", "/linux/kernel/sysctl.c", 284, 13},
     {"__do_proc_dointvec", "/linux/kernel/sysctl.c", 491, 12},
     {"do_proc_dointvec", "/linux/kernel/sysctl.c", 564, 12},
     {"do_proc_douintvec_w", "/linux/kernel/sysctl.c", 574, 12},
     {"__do_proc_doulongvec_minmax", "/linux/kernel/sysctl.c", 1047, 12},
     {"do_proc_doulongvec_minmax", "/linux/kernel/sysctl.c", 1120, 12}},
    {}};

Names changed_by(const std::string& fix) {
    const auto text =
        klp::read_file(std::string(KLPBENCH_TESTS_DIR) + "/fixtures/patches/" + fix + ".diff");
    REQUIRE(text);
    const auto patch = klp::read_unified_diff(*text);
    INFO(error_of(patch).message);
    REQUIRE(patch);
    klp::WrittenTree no_sources(klp::WrittenTree::Texts{});
    const auto found = patched_functions(*patch, linux_build, no_sources);
    INFO(error_of(found).message);
    REQUIRE(found);
    CHECK(found->untouched.empty());
    Names names;
    for (const klp::PatchedFunction& row : found->functions) {
        names.push_back(row.function.name);
    }
    return names;
}

} // namespace

TEST_CASE("published fixes: the functions that their live patches replace") {
    CHECK(changed_by("cve-2021-33909") == Names{"seq_buf_alloc"});
    CHECK(changed_by("cve-2022-0185") == Names{"legacy_parse_param"});
    CHECK(changed_by("cve-2022-0492") ==
          Names{"cgroup1_parse_param", "cgroup_release_agent_write"});
    CHECK(changed_by("cve-2022-4378") == Names{"__do_proc_dointvec", "__do_proc_doulongvec_minmax",
                                               "do_proc_douintvec_w", "proc_skip_spaces"});
}
