// SPDX-License-Identifier: Apache-2.0
#include "report/contrast_words.hpp"

#include "model/configuration.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>
#include <vector>

namespace klp {
namespace {

using Entries = std::vector<Configuration::Entry>;

struct Pair {
    Entries b;      ///< where they differ
    Entries a;      ///< the same axes
    Entries shared; ///< where they agree
};

std::string text_of(const Entries& entries) {
    return Configuration(entries).text();
}

bool contains(const Entries& entries, const Configuration::Entry& entry) {
    return std::find(entries.begin(), entries.end(), entry) != entries.end();
}

Entries without(const Entries& entries, const Entries& others) {
    Entries left;
    std::copy_if(entries.begin(), entries.end(), std::back_inserter(left),
                 [&others](const auto& entry) { return !contains(others, entry); });
    return left;
}

std::optional<std::pair<std::string_view, std::string_view>> split(std::string_view text,
                                                                   std::string_view separator) {
    const std::size_t at = text.find(separator);
    if (at == std::string_view::npos) {
        return std::nullopt;
    }
    return std::pair{text.substr(0, at), text.substr(at + separator.size())};
}

std::optional<Pair> pair_of(std::string_view text) {
    const auto sides = split(text, " vs ");
    if (!sides) {
        return std::nullopt;
    }
    const auto b = Configuration::parse(sides->first);
    const auto a = Configuration::parse(sides->second);
    if (!b || !a) {
        return std::nullopt;
    }
    const Entries differing = without(b->entries(), a->entries());
    return Pair{differing, without(a->entries(), b->entries()), without(b->entries(), differing)};
}

/// "live_patching=inline-clone vs off".
std::string difference_words(const Pair& pair) {
    const bool is_one_axis =
        pair.b.size() == 1 && pair.a.size() == 1 && pair.b.front().first == pair.a.front().first;
    return text_of(pair.b) + " vs " + (is_one_axis ? pair.a.front().second : text_of(pair.a));
}

std::string with_words(const Entries& entries) {
    return entries.empty() ? "without" : "with " + text_of(entries);
}

std::string at_words(const Entries& shared) {
    return shared.empty() ? "" : ", at " + text_of(shared);
}

std::optional<std::string> double_difference_words(std::string_view contrast) {
    const auto sides = split(contrast, ") minus (");
    if (!sides || !contrast.starts_with('(') || !contrast.ends_with(')')) {
        return std::nullopt;
    }
    const auto first = pair_of(sides->first.substr(1));
    const auto second = pair_of(sides->second.substr(0, sides->second.size() - 1));
    if (!first || !second || first->a != second->a || first->b != second->b) {
        return std::nullopt;
    }
    const Entries own = without(first->shared, second->shared);
    return difference_words(*first) + ", " + with_words(own) + " minus " +
           with_words(without(second->shared, first->shared)) +
           at_words(without(first->shared, own));
}

} // namespace

std::string contrast_words(std::string_view contrast) {
    if (const auto words = double_difference_words(contrast)) {
        return *words;
    }
    const auto pair = pair_of(contrast);
    // Where neither side names what the other does, there is nothing to say once.
    if (!pair || pair->b.empty() || pair->a.empty()) {
        return std::string(contrast);
    }
    return difference_words(*pair) + at_words(pair->shared);
}

} // namespace klp
