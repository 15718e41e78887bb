// SPDX-License-Identifier: Apache-2.0
#include "../support/suite.hpp"

extern "C" {
#include "conn.h"
#include "epoch.h"
#include "hash.h"
#include "table.h"
}

#include <benchmark/benchmark.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstddef>
#include <iterator>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace {

struct Item {
    rh_node node;
    std::uint64_t key;
    const char* name;
    std::uint32_t freed;
};

Item* to_item(rh_node* node) {
    return reinterpret_cast<Item*>(node); // the node comes first
}

void item_free(rh_node* node) {
    ++to_item(node)->freed;
}

using DomainPtr = std::unique_ptr<ep_domain, void (*)(ep_domain*)>;
using TablePtr = std::unique_ptr<rh_table, void (*)(rh_table*)>;
using TrackerPtr = std::unique_ptr<conn_tracker, void (*)(conn_tracker*)>;

DomainPtr make_domain() {
    return {ep_create(), ep_destroy};
}

rh_params item_params(std::uint32_t min_size, std::uint32_t max_size) {
    rh_params params{};
    params.keys = RH_KEY_U64;
    params.field = offsetof(Item, key);
    params.free = item_free;
    params.seed = {0x0706050403020100, 0x0f0e0d0c0b0a0908};
    params.min_size = min_size;
    params.max_size = max_size;
    return params;
}

TablePtr make_table(ep_domain* ep, std::uint32_t min_size, std::uint32_t max_size) {
    const rh_params params = item_params(min_size, max_size);
    return {rh_create(&params, ep), rh_destroy};
}

TrackerPtr make_tracker(ep_domain* ep, std::uint32_t max) {
    return {conn_tracker_create(max, ep), conn_tracker_destroy};
}

std::vector<Item> make_items(std::size_t n, std::uint64_t seed) {
    suite::Sequence random(seed);
    std::vector<Item> items(n);
    for (Item& item : items) {
        item.key = random.next();
    }
    return items;
}

void test_hashes(suite::SelfTest& test) {
    // The first of vectors_sip64 in the reference implementation: byte i of the key and of the
    // message is i, the message grows; github.com/veorq/SipHash, vectors.h.
    constexpr std::array sip = {
        0x726fdb47dd0e0e31u, 0x74f839c593dc67fdu, 0x0d6c8009d9a94f5au, 0x85676696d7fb7e2du,
        0xcf2794e0277187b7u, 0x18765564cd99a68du, 0xcbc9466e58fee3ceu, 0xab0200f58b01d137u,
    };
    const siphash_key key = {0x0706050403020100, 0x0f0e0d0c0b0a0908};
    std::array<std::uint8_t, 64> message;
    for (std::size_t i = 0; i < message.size(); ++i) {
        message[i] = static_cast<std::uint8_t>(i);
    }
    for (std::size_t i = 0; i < sip.size(); ++i) {
        test.equal(siphash(message.data(), i, &key), sip[i],
                   "SipHash of " + std::to_string(i) + " bytes");
    }
    // Aumasson, Bernstein: "SipHash: a fast short-input PRF", appendix A.
    test.equal(siphash(message.data(), 15, &key), 0xa129ca6149be45e5, "SipHash, the paper's");
    test.equal(siphash_1u64(0x0706050403020100, &key), siphash(message.data(), 8, &key),
               "SipHash of one word");

    // driver5() of Jenkins' lookup3.c, May 2006.
    const char* const text = "Four score and seven years ago";
    test.equal(jhash("", 0, 0), 0xdeadbeef, "lookup3 of nothing, 0");
    test.equal(jhash("", 0, 0xdeadbeef), 0xbd5b7dde, "lookup3 of nothing, deadbeef");
    test.equal(jhash(text, 30, 0), 0x17770551, "lookup3 of the address, 0");
    test.equal(jhash(text, 30, 1), 0xcd628161, "lookup3 of the address, 1");
    for (std::size_t n = 0; n <= 8; ++n) { // hashword() is hashlittle() of the same bytes
        std::array<std::uint32_t, 8> words;
        for (std::size_t i = 0; i < words.size(); ++i) {
            words[i] = static_cast<std::uint32_t>(0x03020100 + 0x04040404 * i);
        }
        test.equal(jhash_words(words.data(), n, 7), jhash(message.data(), 4 * n, 7),
                   "lookup3 of " + std::to_string(n) + " words");
    }
}

struct Deferred {
    ep_head head; // comes first
    int ran = 0;
    ep_domain* again = nullptr;
};

void deferred_run(ep_head* head) {
    auto* deferred = reinterpret_cast<Deferred*>(head);
    ++deferred->ran;
    if (ep_domain* ep = std::exchange(deferred->again, nullptr)) {
        ep_defer(ep, head, deferred_run);
    }
}

void test_epochs(suite::SelfTest& test) {
    const DomainPtr ep = make_domain();
    Deferred a{};
    Deferred b{};
    ep_enter(ep.get(), 3);
    ep_enter(ep.get(), 3);
    ep_defer(ep.get(), &a.head, deferred_run);
    test.equal(ep_poll(ep.get()), 0, "first epoch ends, nothing runs");
    test.equal(ep_now(ep.get()), 1, "epoch");
    ep_poll(ep.get());
    test.equal(ep_now(ep.get()), 1, "a reader inside holds the epoch");
    test.check(ep_barrier(ep.get()) == -EBUSY, "and a barrier cannot wait for it");
    ep_exit(ep.get(), 3);
    test.check(ep_inside(ep.get(), 3), "inside twice is still inside");
    ep_poll(ep.get());
    test.equal(ep_now(ep.get()), 1, "and holds the epoch");
    ep_exit(ep.get(), 3);
    test.check(!ep_inside(ep.get(), 3), "outside");
    test.equal(a.ran, 0, "not yet");
    ep_enter(ep.get(), 5); // sees epoch 1, so only what was deferred before may go
    ep_defer(ep.get(), &b.head, deferred_run);
    test.equal(ep_poll(ep.get()), 1, "the grace period of the first is over");
    test.equal(a.ran * 10 + b.ran, 10, "it ran, the second did not");
    ep_poll(ep.get());
    test.equal(b.ran, 0, "the reader may still see the second");
    test.equal(ep_pending(ep.get()), 1, "pending");
    ep_exit(ep.get(), 5);
    b.again = ep.get();
    test.check(ep_barrier(ep.get()) == 0, "barrier");
    test.equal(b.ran, 2, "a callback that defers itself runs again");
    test.equal(ep_pending(ep.get()), 0, "nothing is pending");
}

/// Random changes, against std::map; the table grows and shrinks all the time.
void test_changes(suite::SelfTest& test) {
    const DomainPtr ep = make_domain();
    std::vector<Item> items = make_items(1000, 11);
    TablePtr table = make_table(ep.get(), 4, 1024);
    std::map<std::uint64_t, Item*> model;
    suite::Sequence random(12);
    std::uint32_t largest = 0;
    std::uint32_t smallest_after = UINT32_MAX;
    bool same = true;
    for (int i = 0; i < 30000; ++i) {
        const std::uint64_t r = random.next();
        Item& item = items[r % items.size()];
        const bool growing = i / 5000 % 2 == 0;
        const bool there = model.count(item.key) != 0;
        if ((r >> 40) % 8 < (growing ? 6u : 2u)) {
            if (!there && ep_pending(ep.get()) != 0) {
                ep_barrier(ep.get()); // the item may be waiting for its grace period
            }
            if (!there) {
                same = same && rh_insert(table.get(), &item.node) == 0;
                model[item.key] = &item;
            }
        } else {
            same = same && rh_remove(table.get(), &item.key) == (there ? 0 : -ENOENT);
            model.erase(item.key);
        }
        const Item& probe = items[(r >> 20) % items.size()];
        const auto expected = model.find(probe.key);
        rh_node* found = rh_lookup(table.get(), &probe.key);
        same =
            same && (expected == model.end() ? found == nullptr : found == &expected->second->node);
        largest = std::max(largest, rh_size(table.get()));
        if (largest == 1024) {
            smallest_after = std::min(smallest_after, rh_size(table.get()));
        }
    }
    test.check(same, "the table agrees with std::map");
    test.equal(rh_count(table.get()), model.size(), "count");
    test.equal(largest, 1024, "it grew");
    test.check(smallest_after < 1024, "it shrank again");
    ep_barrier(ep.get());
    for (Item& item : items) {
        item.freed = 0;
    }
    table.reset();
    std::size_t freed = 0;
    for (const Item& item : items) {
        freed += item.freed;
    }
    test.equal(freed, model.size(), "destroying frees each node that was there, once");
}

void test_duplicates(suite::SelfTest& test) {
    const DomainPtr ep = make_domain();
    std::vector<Item> items = make_items(3, 21);
    const TablePtr table = make_table(ep.get(), 4, 64);
    items[1].key = items[0].key;
    test.check(rh_replace(table.get(), &items[0].node) == -ENOENT, "nothing to replace");
    test.check(rh_insert(table.get(), &items[0].node) == 0, "insert");
    test.check(rh_insert(table.get(), &items[1].node) == -EEXIST, "the same key again");
    ep_enter(ep.get(), 0);
    rh_node* seen = rh_lookup(table.get(), &items[0].key);
    test.check(rh_replace(table.get(), &items[1].node) == 0, "replace");
    test.check(seen == &items[0].node && items[0].freed == 0, "a reader keeps the old one");
    test.check(rh_lookup(table.get(), &items[0].key) == &items[1].node, "others find the new one");
    ep_exit(ep.get(), 0);
    test.check(ep_barrier(ep.get()) == 0 && items[0].freed == 1, "then it is freed");
    test.check(rh_remove_node(table.get(), &items[1].node) == 0, "remove by node");
    test.check(rh_remove_node(table.get(), &items[1].node) == -ENOENT, "but once");
    test.equal(rh_count(table.get()), 0, "empty");

    std::array<Item, 6> links{};
    const TablePtr chain = make_table(ep.get(), 1, 1);
    for (std::size_t i = 0; i < links.size(); ++i) {
        links[i].key = i % 3;
        test.check((i < 3 ? rh_insert : rh_replace)(chain.get(), &links[i].node) == 0, "a link");
    }
    for (std::size_t i = 3; i < links.size(); ++i) {
        test.check(rh_lookup(chain.get(), &links[i].key) == &links[i].node, "a link replaced");
    }

    rh_params params = item_params(3, 64);
    test.check(rh_create(&params, ep.get()) == nullptr, "sizes are powers of two");
    params = item_params(128, 64);
    test.check(rh_create(&params, ep.get()) == nullptr, "minimum above maximum");
    params = item_params(4, 64);
    params.keys = RH_NR_KEY_KINDS;
    test.check(rh_create(&params, ep.get()) == nullptr, "unknown kind of key");
}

/// Every node can be found, by lookups and by walks, whatever bucket a resize has got to.
void test_resize(suite::SelfTest& test) {
    const DomainPtr ep = make_domain();
    std::vector<Item> items = make_items(190, 31);
    const TablePtr table = make_table(ep.get(), 16, 1024);
    for (Item& item : items) {
        rh_insert(table.get(), &item.node);
    }
    rh_resize_step(table.get(), UINT32_MAX);
    test.equal(rh_size(table.get()), 256, "size for 190 nodes");
    test.check(rh_resize_start(table.get(), 100) == -EINVAL, "not a power of two");
    test.check(rh_resize_start(table.get(), 2048) == -EINVAL, "above the maximum");
    const auto all_found = [&] {
        return std::all_of(items.begin(), items.end(), [&](Item& item) {
            return rh_lookup(table.get(), &item.key) == &item.node;
        });
    };
    for (const std::uint32_t size : {16u, 1024u, 64u, 128u}) {
        test.check(rh_resize_start(table.get(), size) == 0, "resize starts");
        test.check(rh_resize_start(table.get(), 512) == -EBUSY, "one resize at a time");
        rh_walk walk;
        rh_walk_init(&walk, table.get(), 2);
        rh_walk_start(&walk);
        std::set<std::uint64_t> walked;
        bool found = true;
        while (rh_node* node = rh_walk_next(&walk)) {
            walked.insert(to_item(node)->key);
            rh_resize_step(table.get(), 1);
            ep_poll(ep.get());
            found = found && all_found();
        }
        rh_walk_stop(&walk);
        test.equal(walked.size(), items.size(), "walked to " + std::to_string(size));
        test.check(found, "found all the way to " + std::to_string(size));
        while (rh_resize_step(table.get(), 7)) {
            found = found && all_found();
        }
        test.check(found && !rh_resizing(table.get()), "found to the end of the resize");
        test.equal(rh_size(table.get()), size, "new size");
        test.check(rh_walk_start(&walk) == -EAGAIN, "the walk must begin again");
        rh_walk_stop(&walk);
        test.check(rh_walk_start(&walk) == 0, "which it does once");
        rh_walk_stop(&walk);
    }
    ep_barrier(ep.get());
    rh_resize_start(table.get(), 256);
    rh_resize_step(table.get(), 100);
    bool removed = true;
    for (Item& item : items) {
        removed = removed && rh_remove_node(table.get(), &item.node) == 0;
    }
    test.check(removed && rh_count(table.get()) == 0, "nodes removed during a resize");
    rh_resize_step(table.get(), UINT32_MAX);
    ep_barrier(ep.get());
    test.check(rh_resize_start(table.get(), 1024) == 0, "resize of nothing");
    rh_resize_step(table.get(), UINT32_MAX);
    test.equal(ep_pending(ep.get()), 1, "old buckets wait for their grace period");
}

/// Two keys with the same hash are two keys. Of 200,000 some have, as in the birthday problem.
void test_collisions(suite::SelfTest& test) {
    const DomainPtr ep = make_domain();
    std::vector<Item> items = make_items(200'000, 41);
    const rh_params params = item_params(4, 4);
    std::vector<std::pair<std::uint32_t, Item*>> hashes;
    for (Item& item : items) {
        const std::uint64_t hash = siphash_1u64(item.key, &params.seed);
        hashes.emplace_back(static_cast<std::uint32_t>(hash ^ hash >> 32), &item);
    }
    std::sort(hashes.begin(), hashes.end());
    const auto same = std::adjacent_find(hashes.begin(), hashes.end(),
                                         [](auto& a, auto& b) { return a.first == b.first; });
    test.check(same != hashes.end(), "there is a collision");
    if (same == hashes.end()) {
        return;
    }
    const TablePtr table(rh_create(&params, ep.get()), rh_destroy);
    Item* const first = same->second;
    Item* const second = std::next(same)->second;
    test.check(rh_insert(table.get(), &first->node) == 0, "insert one");
    test.check(rh_lookup(table.get(), &second->key) == nullptr, "the other is not there");
    test.check(rh_insert(table.get(), &second->node) == 0, "insert the other");
    test.check(rh_lookup(table.get(), &first->key) == &first->node, "find one");
    test.check(rh_lookup(table.get(), &second->key) == &second->node, "find the other");
    test.equal(first->node.hash, second->node.hash, "with the same hash");
}

void test_strings(suite::SelfTest& test) {
    constexpr std::array names = {"init", "kthreadd", "rcu_sched", "ksoftirqd/0", "migration/0"};
    const DomainPtr ep = make_domain();
    rh_params params = item_params(2, 8);
    params.keys = RH_KEY_STRING;
    params.field = offsetof(Item, name);
    std::array<Item, names.size()> items{};
    const TablePtr table(rh_create(&params, ep.get()), rh_destroy);
    for (std::size_t i = 0; i < names.size(); ++i) {
        items[i].name = names[i];
        test.check(rh_insert(table.get(), &items[i].node) == 0, "insert a string");
    }
    for (std::size_t i = 0; i < names.size(); ++i) {
        const std::string copy = names[i];
        test.check(rh_lookup(table.get(), copy.c_str()) == &items[i].node, "find " + copy);
    }
    test.check(rh_lookup(table.get(), "kthread") == nullptr, "a prefix is another key");
}

conn_key key_of(std::uint32_t client, std::uint32_t server, bool answer) {
    conn_key key;
    const std::uint32_t saddr = 0x0a000000 + client;
    const std::uint32_t daddr = 0xc0a80000 + server;
    if (answer) {
        conn_key_make(&key, daddr, 443, saddr, 40000, 1);
    } else {
        conn_key_make(&key, saddr, 40000, daddr, 443, 1);
    }
    return key;
}

void test_connections(suite::SelfTest& test) {
    const DomainPtr ep = make_domain();
    const TrackerPtr tracker = make_tracker(ep.get(), 100);
    conn_tracker* t = tracker.get();
    const conn_key there = key_of(1, 1, false);
    const conn_key back = key_of(1, 1, true);
    test.check(conn_packet(t, &there, CONN_ACK, 40, 0) == -ENOENT, "only SYN opens");
    test.equal(conn_packet(t, &there, CONN_SYN, 60, 0), CONN_OPENING, "SYN");
    test.equal(conn_packet(t, &back, CONN_SYN, 60, 0), CONN_OPENING, "SYN, ACK");
    test.equal(conn_packet(t, &there, CONN_ACK, 40, 1), CONN_ESTABLISHED, "ACK");
    test.check(conn_packet(t, &there, CONN_SYN, 60, 1) == -EINVAL, "SYN out of place");
    test.equal(conn_packet(t, &back, CONN_FIN, 40, 2), CONN_CLOSING, "FIN");
    test.equal(conn_packet(t, &there, CONN_FIN, 40, 3), CONN_CLOSED, "FIN of the other");
    const conn* found = conn_find(t, &back);
    test.check(found != nullptr && found->packets == 5 && found->bytes == 240 &&
                   found->expires == 13,
               "counters");
    test.equal(conn_expire(t, 12, 100), 0, "not over yet");
    test.equal(conn_expire(t, 13, 100), 1, "over");
    test.check(conn_find(t, &there) == nullptr, "gone");

    for (std::uint32_t i = 0; i < 101; ++i) {
        const conn_key key = key_of(i, 2, false);
        const int expected = i < 100 ? static_cast<int>(CONN_OPENING) : -ENOBUFS;
        test.check(conn_packet(t, &key, CONN_SYN, 60, i) == expected, "fills the pool");
    }
    test.equal(conn_count(t), 100, "full");
    std::uint32_t removed = 0;
    for (int i = 0; i < 100; ++i) {
        removed += conn_expire(t, 60 + 49, 1);
    }
    test.equal(removed, 50, "a small budget gets everywhere");
    test.equal(conn_count(t), 50, "half are left");
    for (std::uint32_t i = 0; i < 100; ++i) {
        const conn_key key = key_of(i, 2, true);
        test.check((conn_find(t, &key) != nullptr) == (i >= 50), "the younger half");
    }
    const conn_key key = key_of(200, 2, false);
    test.equal(conn_packet(t, &key, CONN_SYN, 60, 200), CONN_OPENING, "there is room again");
}

} // namespace

void suite::self_test(suite::SelfTest& test) {
    test_hashes(test);
    test_epochs(test);
    test_changes(test);
    test_duplicates(test);
    test_resize(test);
    test_collisions(test);
    test_strings(test);
    test_connections(test);
}

namespace {

constexpr std::size_t batch = 64;

/// 4096 keys in the table; looks up `batch` of those from `from` on.
void run_lookups(benchmark::State& state, std::size_t from) {
    const DomainPtr ep = make_domain();
    std::vector<Item> items = make_items(8192, 1);
    const TablePtr table = make_table(ep.get(), 16, 1 << 14);
    for (std::size_t i = 0; i < 4096; ++i) {
        rh_insert(table.get(), &items[i].node);
    }
    rh_resize_step(table.get(), UINT32_MAX);
    for (auto _ : suite::region(state)) {
        std::size_t found = 0;
        ep_enter(ep.get(), 0);
        for (std::size_t i = from; i < from + batch; ++i) {
            found += rh_lookup(table.get(), &items[i].key) != nullptr ? 1 : 0;
        }
        ep_exit(ep.get(), 0);
        benchmark::DoNotOptimize(found);
    }
}

void lookup_hit(benchmark::State& state) {
    run_lookups(state, 0);
}
BENCHMARK(lookup_hit);

void lookup_miss(benchmark::State& state) {
    run_lookups(state, 4096);
}
BENCHMARK(lookup_miss);

/// Takes `batch` nodes out of a table of 1024, waits for their grace period, puts them back.
void remove_insert(benchmark::State& state) {
    const DomainPtr ep = make_domain();
    std::vector<Item> items = make_items(1024, 2);
    const TablePtr table = make_table(ep.get(), 16, 1 << 12);
    for (Item& item : items) {
        rh_insert(table.get(), &item.node);
    }
    for (auto _ : suite::region(state)) {
        for (std::size_t i = 0; i < batch; ++i) {
            rh_remove(table.get(), &items[i].key);
        }
        ep_barrier(ep.get());
        for (std::size_t i = 0; i < batch; ++i) {
            rh_insert(table.get(), &items[i].node);
        }
        benchmark::DoNotOptimize(rh_count(table.get()));
    }
}
BENCHMARK(remove_insert);

/// From 256 buckets to 512 and back, with 300 nodes.
void resize_both_ways(benchmark::State& state) {
    const DomainPtr ep = make_domain();
    std::vector<Item> items = make_items(300, 3);
    const TablePtr table = make_table(ep.get(), 256, 512);
    for (Item& item : items) {
        rh_insert(table.get(), &item.node);
    }
    while (rh_resize_step(table.get(), UINT32_MAX)) {
    }
    for (auto _ : suite::region(state)) {
        for (const std::uint32_t size : {256u, 512u}) {
            rh_resize_start(table.get(), size);
            while (rh_resize_step(table.get(), 8)) {
            }
        }
        ep_barrier(ep.get());
        benchmark::DoNotOptimize(rh_size(table.get()));
    }
}
BENCHMARK(resize_both_ways);

/// Whole lives of 16 connections among 500 that stay, with garbage collection in between.
void track_connections(benchmark::State& state) {
    const DomainPtr ep = make_domain();
    const TrackerPtr tracker = make_tracker(ep.get(), 1024);
    std::uint64_t now = 0;
    for (std::uint32_t i = 0; i < 500; ++i) {
        const conn_key key = key_of(1000 + i, 9, false);
        conn_packet(tracker.get(), &key, CONN_SYN, 60, ~0ull >> 1);
    }
    constexpr std::array events = {CONN_SYN, CONN_ACK, CONN_ACK, CONN_FIN, CONN_FIN};
    for (auto _ : suite::region(state)) {
        std::uint64_t states = 0;
        for (std::uint32_t client = 0; client < 16; ++client) {
            for (std::size_t i = 0; i < events.size(); ++i) {
                const conn_key key = key_of(client, 9, i % 2 != 0);
                states += conn_packet(tracker.get(), &key, events[i], 100, now);
            }
        }
        now += 11;
        states += conn_expire(tracker.get(), now, 64);
        benchmark::DoNotOptimize(states);
    }
}
BENCHMARK(track_connections);

} // namespace
