// SPDX-License-Identifier: Apache-2.0
//
// check-closures DIR [COUNT SEED]: holds what klpbench says is affected, for every function of the
// dumps below DIR (units built without LTO) or for COUNT drawn by SEED, against a slow reading of
// the definition that shares no code with it: per dump, every function that a depth-first search
// along the lines comes to, unless the dump removes it.
#include "impact/find_functions.hpp"
#include "impact/survivors.hpp"
#include "measure/build_dumps.hpp"

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <map>
#include <random>
#include <set>
#include <sstream>

namespace {

namespace fs = std::filesystem;
using Function = std::array<std::string, 4>;                 // name, file, line, column
using Affected = std::set<std::pair<std::string, Function>>; // unit, function

std::vector<std::string> fields_of(const std::string& line) {
    std::vector<std::string> fields;
    std::istringstream stream(line);
    for (std::string field; std::getline(stream, field, ';');) {
        fields.push_back(field);
    }
    return fields;
}

Function function_at(const std::vector<std::string>& fields, std::size_t first) {
    return {fields.at(first), fields.at(first + 2), fields.at(first + 3), fields.at(first + 4)};
}

struct Dump {
    std::map<Function, std::set<Function>> into;
    std::map<Function, std::set<std::string>> orders;
    std::set<std::pair<Function, std::string>> removed;
};

Dump read_slowly(const fs::path& file) {
    Dump dump;
    std::ifstream stream(file);
    for (std::string line; std::getline(stream, line);) {
        const std::vector<std::string> fields = fields_of(line);
        const Function first = function_at(fields, 1);
        dump.orders[first].insert(fields.at(2));
        if (fields.at(0) == "Callgraph removal") {
            dump.removed.emplace(first, fields.at(2));
        } else {
            const Function second = function_at(fields, 6);
            dump.orders[second].insert(fields.at(7));
            dump.into[first].insert(second);
        }
    }
    return dump;
}

bool is_left(const Dump& dump, const Function& function) {
    for (const std::string& order : dump.orders.at(function)) {
        if (!dump.removed.contains({function, order})) {
            return true;
        }
    }
    return false;
}

void search(const Dump& dump, const Function& from, std::set<Function>& seen) {
    if (!seen.insert(from).second) {
        return;
    }
    const auto next = dump.into.find(from);
    if (next != dump.into.end()) {
        for (const Function& to : next->second) {
            search(dump, to, seen);
        }
    }
}

Affected by_definition(const std::map<std::string, Dump>& dumps, const Function& changed) {
    Affected affected;
    for (const auto& [unit, dump] : dumps) {
        std::set<Function> seen;
        if (dump.orders.contains(changed)) {
            search(dump, changed, seen);
        }
        for (const Function& function : seen) {
            if (is_left(dump, function)) {
                affected.emplace(unit, function);
            }
        }
    }
    return affected;
}

Function written(const klp::SourceFunction& function) {
    return {function.name, function.file, std::to_string(function.line),
            std::to_string(function.column)};
}

Affected by_graph(const klp::CloneGraph& graph, klp::ImpactWalk& walk,
                  const klp::SourceNodes& function) {
    Affected affected;
    for (const klp::AffectedNode& found : walk.affected_by(function.nodes)) {
        affected.emplace(graph.texts.text(graph.nodes[found.node].unit),
                         written(graph.source(found.node)));
    }
    return affected;
}

} // namespace

int main(int argc, char** argv) {
    const auto places = klp::find_dumps(argc > 1 ? argv[1] : ".");
    auto dumps = places ? klp::read_dumps(*places, false)
                        : klp::Result<klp::ReadDumps>(tl::unexpected(places.error()));
    if (!dumps || dumps->graph.lto || places->empty()) {
        std::cerr << (dumps ? "no dumps, or of LTO" : to_string(dumps.error())) << '\n';
        return EXIT_FAILURE;
    }
    klp::CloneGraph& graph = dumps->graph;
    klp::mark_survivors(graph);
    std::map<std::string, Dump> slow;
    for (const klp::DumpPlace& place : *places) {
        slow.emplace(place.name, read_slowly(place.file));
    }
    std::vector<klp::SourceNodes> functions = klp::source_functions(graph);
    if (argc > 3) {
        std::mt19937_64 random(std::stoull(argv[3]));
        std::shuffle(functions.begin(), functions.end(), random);
        functions.resize(std::min(functions.size(), std::size_t{std::stoull(argv[2])}));
    }
    klp::ImpactWalk walk(graph);
    std::size_t affected = 0;
    for (const klp::SourceNodes& function : functions) {
        const Function name = written(graph.source(function.nodes.front()));
        const Affected expected = by_definition(slow, name);
        if (by_graph(graph, walk, function) != expected) {
            std::cerr << name[0] << " (" << name[1] << ':' << name[2] << ") differs\n";
            return EXIT_FAILURE;
        }
        affected += expected.size();
    }
    std::cout << functions.size() << " functions, " << affected << " affected: as by definition\n";
    return functions.empty() ? EXIT_FAILURE : EXIT_SUCCESS;
}
