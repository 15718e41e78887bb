// SPDX-License-Identifier: Apache-2.0
#include "impact/copies.hpp"

#include <catch2/catch.hpp>

#include <initializer_list>
#include <numeric>

using namespace klp;

namespace {

using Counts = std::vector<std::int64_t>;
using Events = std::vector<CopyEvent>;

enum Function : std::uint32_t { leaf, mid, top, a, b, c, clone_of_mid, functions };

CopyEvent inlined(std::uint32_t original, std::uint32_t host) {
    return {original, host, CopyKind::inlined};
}
CopyEvent cloned(std::uint32_t original, std::uint32_t clone) {
    return {original, clone, CopyKind::cloned};
}
CopyEvent split(std::uint32_t original, std::uint32_t part) {
    return {original, part, CopyKind::split};
}
CopyEvent removed(std::uint32_t function) {
    return {function, no_function, CopyKind::removed};
}

CopyHistory history(std::initializer_list<std::uint32_t> survivors) {
    CopyHistory result;
    result.survives.assign(functions, false);
    result.compiled_as.assign(functions, no_function);
    result.same_as.resize(functions);
    std::iota(result.same_as.begin(), result.same_as.end(), 0U);
    for (const std::uint32_t function : survivors) {
        result.survives[function] = true;
    }
    return result;
}

/// Of a unit without LTO.
Counts copies_in_unit(const Events& events, std::initializer_list<std::uint32_t> survivors) {
    CopyHistory unit = history(survivors);
    unit.compile.push_back({events, false});
    return inline_copies(unit);
}

/// At link time, nothing having been inlined before.
Counts copies_at_wpa(const Events& events, std::initializer_list<std::uint32_t> survivors) {
    CopyHistory image = history(survivors);
    image.wpa = events;
    return inline_copies(image);
}

} // namespace

TEST_CASE("an early copy goes wherever its host goes, unlisted") {
    // leaf is in mid twice, mid then in a, and in b: each has two of leaf.
    const Events events{inlined(leaf, mid), inlined(leaf, mid), inlined(mid, a), inlined(mid, b)};
    const Counts gone = copies_in_unit(events, {a, b});
    CHECK(gone[leaf] == 4);
    CHECK(gone[mid] == 2);
    CHECK(copies_in_unit(events, {a, b, mid})[leaf] == 6); // out of line as well
    CHECK(copies_in_unit(events, {a})[leaf] == 2);         // b was dropped
    CHECK(copies_in_unit(events, {})[leaf] == 0);
}

TEST_CASE("what a host gets after it was inlined early is in the host only") {
    const Counts counts = copies_in_unit({inlined(mid, a), inlined(leaf, mid)}, {a, mid});
    CHECK(counts[mid] == 1);
    CHECK(counts[leaf] == 1);
}

TEST_CASE("a late copy of a host lists again what the host holds") {
    // mid stays out of line: both its copies are real, and leaf is in all three.
    const Events events{inlined(leaf, mid), inlined(mid, a), inlined(leaf, a), inlined(mid, b),
                        inlined(leaf, b)};
    const Counts counts = copies_at_wpa(events, {a, b, mid});
    CHECK(counts[leaf] == 3);
    CHECK(counts[mid] == 2);
    // mid is dropped, but both hosts had copies: its own leaf is gone with it.
    CHECK(copies_at_wpa(events, {a, b})[leaf] == 2);
}

TEST_CASE("the last caller takes the body of a host, and what is in it moves along unlisted") {
    const Events events{inlined(leaf, mid), inlined(mid, a), inlined(leaf, a), inlined(mid, b)};
    CHECK(copies_at_wpa(events, {a, b})[leaf] == 2);
    CHECK(copies_at_wpa(events, {a, b})[mid] == 2);
    CHECK(copies_at_wpa(events, {a})[leaf] == 1); // b, which it moved to, was dropped
    // It moves on with its new host.
    const Events chain{inlined(leaf, mid), inlined(mid, top), inlined(top, a)};
    CHECK(copies_at_wpa(chain, {a})[leaf] == 1);
    CHECK(copies_at_wpa(chain, {b})[leaf] == 0);
}

TEST_CASE("a body that moved is listed again with its new host, and has not moved twice") {
    // leaf into mid; mid's body into top; top copied into a, all of it listed; top itself stays.
    const Events events{inlined(leaf, mid), inlined(mid, top), inlined(top, a), inlined(mid, a),
                        inlined(leaf, a)};
    const Counts counts = copies_at_wpa(events, {top, a});
    CHECK(counts[leaf] == 2);
    CHECK(counts[mid] == 2);
    CHECK(counts[top] == 1);
}

TEST_CASE("all levels of what a body holds are listed again with it") {
    // leaf into mid, mid's body into top, top's into b; b is copied into a and stays.
    const Events events{inlined(leaf, mid), inlined(mid, top), inlined(top, b), inlined(b, a),
                        inlined(top, a),    inlined(mid, a),   inlined(leaf, a)};
    const Counts counts = copies_at_wpa(events, {a, b});
    CHECK(counts[leaf] == 2);
    CHECK(counts[mid] == 2);
    CHECK(counts[top] == 2);
    CHECK(counts[b] == 1);
}

TEST_CASE("another line into the new host is no list of what the body holds") {
    const Events events{inlined(leaf, mid), inlined(mid, a), inlined(b, a)};
    CHECK(copies_at_wpa(events, {a})[leaf] == 1);
}

TEST_CASE("a function into which something is inlined had not moved") {
    // a has a copy of mid, which held nothing then; what mid got later went with it.
    CHECK(copies_at_wpa({inlined(mid, a), inlined(leaf, mid)}, {a})[leaf] == 0);
    CHECK(copies_at_wpa({inlined(mid, a), inlined(leaf, mid)}, {a, mid})[leaf] == 1);
}

TEST_CASE("a copy that is listed again has another order, and the early content of its original") {
    // leaf early into mid; mid late into top, which is copied into a with mid's copy, of order c.
    CopyHistory unit = history({top, a});
    unit.compile.push_back({{inlined(leaf, mid), cloned(b, clone_of_mid), inlined(mid, top),
                             inlined(top, a), inlined(c, a)},
                            false});
    unit.same_as[c] = mid;
    const Counts counts = inline_copies(unit);
    CHECK(counts[leaf] == 2);
    CHECK(counts[mid] + counts[c] == 2);
    // The same with top gone: it was copied, for its list follows, so that its own is gone too.
    unit.survives[top] = false;
    CHECK(inline_copies(unit)[leaf] == 1);
}

TEST_CASE("a clone has the early content of its original, a part has it instead") {
    const Events early{inlined(leaf, mid)};
    CHECK(copies_in_unit({early[0], cloned(mid, clone_of_mid)}, {mid, clone_of_mid})[leaf] == 2);
    CHECK(copies_in_unit({early[0], cloned(mid, clone_of_mid)}, {clone_of_mid})[leaf] == 1);
    CHECK(copies_in_unit({early[0], split(mid, clone_of_mid)}, {mid, clone_of_mid})[leaf] == 1);
    CHECK(copies_in_unit({early[0], split(mid, clone_of_mid)}, {mid})[leaf] == 0);
    // Clones of clones, the last of them inlined.
    CHECK(copies_in_unit({early[0], cloned(mid, b), cloned(b, c), inlined(c, a)}, {a})[leaf] == 1);
}

TEST_CASE("under LTO the units hold what was early, and WPA knows the rest") {
    // In its unit leaf went into mid, which WPA, knowing it as top, puts into a and b. a's unit put
    // leaf into a as well, and was followed by nothing.
    CopyHistory image = history({a, b, top});
    image.compile.push_back({{inlined(leaf, mid), inlined(leaf, mid)}, true});
    image.compile.push_back({{inlined(leaf, c)}, true});
    image.wpa = {inlined(top, a), inlined(top, b)};
    image.compiled_as[top] = mid;
    image.compiled_as[a] = c;
    const Counts counts = inline_copies(image);
    CHECK(counts[leaf] == 3 * 2 + 1);
    CHECK(counts[top] == 2);
}

TEST_CASE("where the late part of a unit's dump starts") {
    CHECK(late_start({}) == 0);
    CHECK(late_start({inlined(leaf, mid), inlined(mid, a)}) == 2); // nothing tells: all is early
    // A clone, however few removals stand before it; but a part is split early.
    CHECK(late_start({split(mid, top), inlined(leaf, mid), cloned(mid, clone_of_mid)}) == 2);
    // A line into a function that was inlined before; into one that others came after.
    CHECK(late_start({inlined(mid, a), inlined(leaf, mid)}) == 1);
    CHECK(late_start({inlined(leaf, a), inlined(leaf, b), inlined(mid, a)}) == 2);
    CHECK(late_start({inlined(leaf, a), inlined(leaf, a), inlined(mid, a)}) == 3);
}

TEST_CASE("lines that are listed again pull the start back, to the last removal at most") {
    const Events events{inlined(leaf, mid), inlined(leaf, b), inlined(mid, a), inlined(leaf, a),
                        inlined(top, b),    inlined(mid, c),  inlined(leaf, c)};
    CHECK(late_start(events) == 0); // b comes again at 4; leaf is listed again in c
    Events with_removal = events;
    with_removal.insert(with_removal.begin() + 1, removed(top));
    CHECK(late_start(with_removal) == 5); // the removal parts leaf's line into mid from it
}

TEST_CASE("a damaged dump ends: circles, and doubling") {
    CHECK(copies_at_wpa({inlined(mid, top), inlined(top, mid)}, {a})[mid] == 0);
    Events doubling;
    for (int i = 0; i < 100; ++i) {
        doubling.push_back(inlined(leaf, leaf));
    }
    CopyHistory unit = history({leaf});
    unit.compile.push_back({doubling, true});
    CHECK(inline_copies(unit)[leaf] == std::int64_t{1} << 62);
    copies_at_wpa(doubling, {a});
}
