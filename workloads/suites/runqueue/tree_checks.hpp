// SPDX-License-Identifier: Apache-2.0
//
// The red-black tree against a sorted multimap.
#pragma once

#include "../support/suite.hpp"

extern "C" {
#include "entity.h"
}

#include <map>
#include <vector>

namespace checks {

// Black nodes on every path below `node`, or -1 where a rule is broken. Independent of rb_check.
inline int black_height(const rb_node* node, const rb_node* parent) {
    if (node == nullptr) {
        return 0;
    }
    const bool red = (node->parent_color & 1) != 0;
    const bool parent_red = parent != nullptr && (parent->parent_color & 1) != 0;
    const int left = black_height(node->child[RB_LEFT], node);
    const int right = black_height(node->child[RB_RIGHT], node);
    const bool linked =
        (node->parent_color & ~std::uintptr_t{1}) == reinterpret_cast<std::uintptr_t>(parent);
    if (!linked || (red && parent_red) || left < 0 || left != right) {
        return -1;
    }
    return left + (red ? 0 : 1);
}

using Expected = std::multimap<std::uint64_t, entity*>;

inline bool same_order(const rb_tree& tree, const Expected& expected) {
    const rb_node* node = rb_first(&tree);
    const rb_node* last = nullptr;
    for (const auto& [key, se] : expected) {
        if (node != &se->node) {
            return false;
        }
        last = node;
        node = rb_next(node);
    }
    return node == nullptr && rb_last(&tree) == last;
}

inline void test_tree(suite::SelfTest& test) {
    suite::Sequence random(1);
    std::vector<entity> entities(300);
    std::vector<Expected::iterator> where(entities.size());
    Expected expected;
    rb_tree tree;
    rb_init(&tree);
    for (auto& iterator : where) {
        iterator = expected.end();
    }
    bool ordered = true;
    bool balanced = true;
    for (int i = 0; i < 6000; ++i) {
        const std::size_t n = random.next() % entities.size();
        if (where[n] == expected.end()) {
            entities[n].vruntime = random.next() % 100; // many equal keys
            rb_add(&tree, &entities[n].node, entity_before);
            where[n] = expected.emplace(entities[n].vruntime, &entities[n]);
        } else {
            rb_erase(&tree, &entities[n].node);
            expected.erase(where[n]);
            where[n] = expected.end();
        }
        balanced = balanced && black_height(tree.root, nullptr) >= 0;
        ordered = ordered && (i % 8 != 0 || same_order(tree, expected));
    }
    test.check(balanced, "tree: black heights and links");
    test.check(ordered, "tree: order, equal keys first in first out");
    while (!expected.empty()) {
        rb_erase(&tree, rb_first(&tree));
        expected.erase(expected.begin());
        ordered = ordered && same_order(tree, expected);
    }
    test.check(ordered && tree.root == nullptr, "tree: emptied from the left");
    test.check(rb_last(&tree) == nullptr, "tree: an empty one has no last node");
}

} // namespace checks
