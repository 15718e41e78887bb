#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes clone dumps like those of a kernel that is built with LTO: 1500 units, WPA, 128 LTRANS.

    generate_dumps.py FOLDER [--copies N] [--seed S]

The same seed gives the same bytes. Each copy is of other source files, in a folder of its own
(FOLDER/0, FOLDER/1 ...), so that N copies are N times the work and nothing is shared. Calls go from
an earlier function to a later one only, so that there is no recursion, as in most of a kernel.
"""
import argparse
import pathlib
import random

UNITS = 1500
HEADER_FUNCTIONS = 1500
LTRANS = 128
AREAS = ["mm", "fs", "fs/ext4", "kernel", "kernel/sched", "kernel/bpf", "net/core", "net/ipv4",
         "drivers/base", "drivers/net/ethernet", "block", "security", "lib", "arch/x86/kernel"]
VERBS = "get put lock unlock alloc free init add remove find update set clear test read write".split()
NOUNS = ("page folio inode dentry skb task rq vma bio cpu irq timer list node entry queue map zone "
         "group event key").split()
ROOT = "/usr/src/linux-6.1"


class Function:
    """One function of the source; its order differs from dump to dump."""

    def __init__(self, name, file, line):
        self.name, self.place = name, f"{file};{line};{len(name) + 12}"


def name_of(rng, number, prefix=""):
    return f"{prefix}{rng.choice(VERBS)}_{rng.choice(NOUNS)}_{rng.choice(NOUNS)}_{number}"


def make_headers(rng):
    return [Function(name_of(rng, i, rng.choice(["", "__"])),
                     f"{ROOT}/include/linux/{rng.choice(NOUNS)}_{i % 250}.h", 20 + i * 7 % 900)
            for i in range(HEADER_FUNCTIONS)]


def make_unit(rng, number):
    file = f"{ROOT}/{rng.choice(AREAS)}/{rng.choice(NOUNS)}_{number}.c"
    functions = [Function(name_of(rng, f"{number}_{i}"), file, 30 + i * 23)
                 for i in range(rng.randrange(12, 45))]
    return file, functions


class Dump:
    """The lines of one dump; orders are given as functions first appear."""

    def __init__(self, first_order):
        self.lines, self.orders, self.next = [], {}, first_order

    def of(self, function, suffix=""):
        key = (function, suffix)
        if key not in self.orders:
            self.orders[key] = self.next
            self.next += 1
        return f"{function.name}{suffix};{self.orders[key]};{function.place}"

    def clone(self, original, clone, reason):
        self.lines.append(f"Callgraph clone;{original};{clone};{reason}")

    def removal(self, function):
        self.lines.append(f"Callgraph removal;{function}")

    def text(self):
        return "\n".join(self.lines) + "\n"


def inline(rng, dump, chain, reach, times):
    """Inlines two of three functions of `chain` into later ones, at most `reach` away; three of four
    times into the third that is inlined nowhere, since most chains of a kernel are short."""
    for i, callee in enumerate(chain[:-3]):
        if i % 3 == 2:
            continue
        for _ in range(rng.choice(times)):
            host = rng.randrange(i + 1, min(i + reach, len(chain)))
            if rng.random() < 0.75:
                host = min(host - host % 3 + 2, len(chain) - 1)
            dump.clone(dump.of(callee), dump.of(chain[host]), "inlining to")


def unit_dump(rng, headers, functions):
    dump = Dump(rng.randrange(10, 3000))
    used = sorted(rng.sample(range(HEADER_FUNCTIONS), 25))
    chain = [headers[i] for i in used] + functions
    inline(rng, dump, chain, 30, [1, 2, 2, 3, 4])
    for function in chain[:25]:
        dump.removal(dump.of(function))
    return dump.text()


def wpa_dump(rng, units):
    dump = Dump(100000)
    everything = [function for _, functions in units for function in functions]
    for function in rng.sample(everything, 1500):
        for reason in rng.choice([["constprop"], ["isra"], ["constprop", "isra"], ["part"]]):
            dump.clone(dump.of(function), dump.of(function, f".{reason}.0"), reason)
    inline(rng, dump, everything, 200, [0, 1, 2, 3])
    return dump.text()


def ltrans_dump(rng, units):
    dump = Dump(200000)
    for _, functions in rng.sample(units, 12):
        for function in functions:
            dump.clone(dump.of(function), dump.of(function, ".constprop.0"), "(null)")
            dump.removal(dump.of(function))
    return dump.text()


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("folder", type=pathlib.Path)
    arguments.add_argument("--copies", type=int, default=1)
    arguments.add_argument("--seed", type=int, default=1)
    given = arguments.parse_args()
    rng = random.Random(given.seed)
    headers = make_headers(rng)
    units = [make_unit(rng, number) for number in range(UNITS)]
    dumps = {file.removeprefix(ROOT + "/"): unit_dump(rng, headers, functions)
             for file, functions in units}
    dumps["vmlinux.o.wpa"] = wpa_dump(rng, units)
    for i in range(LTRANS):
        dumps[f"vmlinux.o.ltrans{i}.ltrans"] = ltrans_dump(rng, units)
    for copy in range(given.copies):
        for name, text in dumps.items():
            path = given.folder / str(copy) / (name + ".000i.ipa-clones")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text.replace(ROOT, f"{ROOT}.{copy}"))


main()
