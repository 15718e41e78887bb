// SPDX-License-Identifier: Apache-2.0
#include "analyze/questions.hpp"

#include <algorithm>
#include <array>

namespace klp::analysis {
namespace {

using enum Across;

constexpr std::array table{
    Question{"flag-accepted", "the compiler refuses -flto with -flive-patching", every,
             find_flag_accepted},
    Question{"equals-section-gc",
             "-flto -flive-patching=inline-only-static is pretty much -ffunction-sections "
             "-fdata-sections with dead sections removed",
             agree, find_equals_section_gc},
    Question{"slower-to-compile",
             "-flto -flive-patching=inline-only-static is just slower at compile time than that",
             agree, find_slower_to_compile},
    Question{"clone-tracking-keeps-lto", "inline-clone does not prevent most optimizations", agree,
             find_clone_tracking_keeps_lto},
    Question{"dumps-work-under-lto", "-fdump-ipa-clones works with LTO", every,
             find_dumps_work_under_lto},
    Question{"more-copies", "considerably more clones and inline copies under LTO", agree,
             find_more_copies},
    Question{"cost-without-lto",
             "some level of -flive-patching costs runtime or text size without LTO", agree,
             find_cost_without_lto},
    Question{"cost-with-lto", "some level of -flive-patching costs runtime or text size with LTO",
             agree, find_cost_with_lto},
    Question{"more-pronounced", "the runtime cost of some level is more pronounced with LTO", agree,
             find_more_pronounced},
};

} // namespace

std::span<const Question> question_table() {
    return table;
}

Verdict agreed(const std::vector<Verdict>& verdicts) {
    if (verdicts.empty()) {
        return Verdict::not_measured;
    }
    const bool same = std::all_of(verdicts.begin(), verdicts.end(), [&verdicts](Verdict verdict) {
        return verdict == verdicts.front();
    });
    return same ? verdicts.front() : Verdict::inconclusive;
}

} // namespace klp::analysis
