#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes clone dumps like those of a kernel that is built with LTO: 1500 units, WPA, 128 LTRANS.

    generate_dumps.py FOLDER [--copies N] [--seed S]

The same seed gives the same bytes. Each copy is of other source files, in a folder of its own
(FOLDER/0, FOLDER/1 ...), so that N copies are N times the work and nothing is shared. WPA numbers
the functions of all copies differently: with the WPA dumps of N copies written one behind the other,
and the rest side by side, they are the dumps of one large program. Calls go from an earlier function
to a later one only, so that there is no recursion, as in most of a kernel.
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

    def order(self, function, suffix):
        if (function, suffix) not in self.orders:
            self.orders[function, suffix] = self.next
            self.next += 1
        return self.orders[function, suffix]

    def of(self, function, suffix=""):
        return f"{function.name}{suffix};{self.order(function, suffix)};{function.place}"

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


class Unit:
    """A unit's functions and those of headers that it uses; `numbers`: their orders in its dump."""

    def __init__(self, rng, number, headers):
        self.file, self.functions = make_unit(rng, number)
        used = [headers[i] for i in sorted(rng.sample(range(HEADER_FUNCTIONS), 25))]
        chain = used + self.functions
        self.dump = Dump(rng.randrange(10, 3000))
        inline(rng, self.dump, chain, 30, [1, 2, 2, 3, 4])
        for function in chain[:25]:
            self.dump.removal(self.dump.of(function))
        for function in chain:  # those that are named later only, in the dump of WPA
            self.dump.of(function)
        self.left = chain[2:-3:3] + chain[-3:]  # for WPA: what the unit inlines nowhere


class LinkDump(Dump):
    """A dump of the link: it numbers a unit's functions as the unit did, from a base of its own."""

    def __init__(self, units, first_order, root):
        super().__init__(first_order)
        self.root = root
        self.bases = {}
        for unit in units:
            self.bases[unit] = self.next - min(unit.dump.orders.values())
            self.next += len(unit.dump.orders)

    def of(self, function, suffix=""):
        unit, of = function
        order = (self.order(function, suffix) if suffix
                 else self.bases[unit] + unit.dump.orders[of, ""])
        return f"{of.name}{suffix};{order};{of.place.replace(ROOT, self.root)}"


def link_dumps(seed, units, copy):
    """The dumps of WPA and LTRANS, by name."""
    rng = random.Random(f"link {seed}")
    first_order = 100000 + copy * 10**6
    functions = [(unit, function) for unit in units for function in unit.left]
    dumps = {"vmlinux.o.wpa": LinkDump(units, first_order, f"{ROOT}.{copy}")}
    wpa = dumps["vmlinux.o.wpa"]
    for function in rng.sample(functions, 1500):
        for reason in rng.choice([["constprop"], ["isra"], ["constprop", "isra"], ["part"]]):
            wpa.clone(wpa.of(function), wpa.of(function, f".{reason}.0"), reason)
    inline(rng, wpa, functions, 200, [1, 1, 2, 3])
    for i in range(LTRANS):
        dump = LinkDump(units, first_order, f"{ROOT}.{copy}")
        for unit in rng.sample(units, 12):
            for function in unit.functions:
                dump.clone(dump.of((unit, function)), dump.of((unit, function), ".constprop.0"),
                           "(null)")
                dump.removal(dump.of((unit, function)))
        dumps[f"vmlinux.o.ltrans{i}.ltrans"] = dump
    return dumps


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("folder", type=pathlib.Path)
    arguments.add_argument("--copies", type=int, default=1)
    arguments.add_argument("--seed", type=int, default=1)
    given = arguments.parse_args()
    rng = random.Random(given.seed)
    headers = make_headers(rng)
    units = [Unit(rng, number, headers) for number in range(UNITS)]
    for copy in range(given.copies):
        dumps = {unit.file.removeprefix(ROOT + "/"): unit.dump for unit in units}
        dumps.update(link_dumps(given.seed, units, copy))
        for name, dump in dumps.items():
            path = given.folder / str(copy) / (name + ".000i.ipa-clones")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(dump.text().replace(f"{ROOT}/", f"{ROOT}.{copy}/"))


main()
