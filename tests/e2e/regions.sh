#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# What is counted, and suites of which it cannot be: each costs one clear line and nothing else.
. "$(dirname "$0")/support.bash"

# suite NAME BENCHMARK: the fixture "tiny" under another name, with this function in its driver.
suite() {
    cp -r "$fixtures/tiny" "$scratch/$1"
    sed -i "s/\"tiny\"/\"$1\"/" "$scratch/$1/workload.toml"
    sed -i '/^static void sum/,$d' "$scratch/$1/driver.cpp"
    printf '#include <cstdlib>\n#include <sys/mman.h>\n%s\n' "$2" >>"$scratch/$1/driver.cpp"
    sed -e "s/\"counted\"/\"$1\"/" -e "s,\"suites/ringtrace\"\\, \"./tiny\",\"./$1\"," \
        -e 's/, "full"//' "$fixtures/counted.toml" >"$scratch/$1.toml"
}
# skipped NAME: why its instructions have no value.
skipped() { jq -r ".cells[0].metrics[\"runtime.$1.instructions\"].skipped" "$out"; }
work='benchmark::DoNotOptimize(table_sum(2));'

suite faults 'static void touch(benchmark::State& state) {
    constexpr std::size_t size = 4 * 4096;
    char* const pages = static_cast<char*>(mmap(nullptr, size, PROT_READ | PROT_WRITE,
                                                MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
    madvise(pages, size, MADV_NOHUGEPAGE);
    for (auto _ : suite::region(state)) {
        for (std::size_t at = 0; at < size; at += 4096) {
            static_cast<volatile char*>(pages)[at] = 1;
        }
        madvise(pages, size, MADV_DONTNEED);
    }
}
BENCHMARK(touch);
static void plain(benchmark::State& state) {
    for (auto _ : state) { '"$work"' }
}
BENCHMARK(plain);
static void last(benchmark::State& state) {
    for (auto _ : suite::region(state)) { '"$work"' }
}
BENCHMARK(last);'
klp 0 run "$scratch/faults.toml" --db "$scratch/r.db" --counters page-faults,task-clock --json
faults=$(jq -c '.cells[0].metrics["runtime.touch.page-faults"]' "$out")
case $faults in
*'not permitted'*) echo "page-faults: not permitted here" ;;
*)
    # Four an iteration, and what the kernel adds on its own, say to its page tables.
    expect_all "$out" '.cells[0].metrics["runtime.touch.page-faults"].values[]' '. >= 4 and . < 4.5'
    expect_all "$out" '.cells[0].metrics["runtime.last.task-clock"].values[]' '. > 0'
    expect_json "$out" '.cells[0].metrics["runtime.plain.page-faults"].skipped' \
        '"benchmark plain never entered suite::region"'
    ;;
esac
expect_json "$out" '.cells[0].metrics["runtime.plain.cpu_ns"].n' 2
if command -v valgrind >/dev/null; then
    expect plain "$(skipped plain)" "benchmark plain never entered suite::region"
    # The benchmarks around it keep their own counts.
    expect_json "$out" '.cells[0].metrics | [.["runtime.last.instructions"].values[]] |
        length == 2 and .[0] == .[1] and .[0] < 1000' true

    suite fragile 'static void count(benchmark::State& state) {
        if (std::getenv("KLPBENCH_REGION_ITERATIONS") != nullptr) { std::abort(); }
        for (auto _ : suite::region(state)) { '"$work"' }
    }
    BENCHMARK(count);'
    klp 0 run "$scratch/fragile.toml" --db "$scratch/r.db" --json
    expect fragile "$(skipped count)" "under valgrind the benchmark was killed by signal 6 (Aborted)"
    expect_json "$out" '.cells[0].metrics["runtime.count.cpu_ns"].n' 2
fi

suite idle 'static void nothing(benchmark::State& state) { static_cast<void>(state); '"$work"' }
BENCHMARK(nothing);'
klp 1 run "$scratch/idle.toml" --db "$scratch/r.db" --json
expect_json "$out" '.cells[0].outcome' '"run-failed"'
expect_json "$out" '.cells[0].reason' \
    '"a benchmark made no iteration, or left its loop before the end"'

# Without Valgrind the counts are skipped, and doctor says what is missing.
mkdir "$scratch/bin"
cp -s /usr/bin/* "$scratch/bin" 2>/dev/null || true
rm -f "$scratch/bin/valgrind"
missing="valgrind is not installed"
PATH=$scratch/bin klp 0 run "$fixtures/counted.toml" --db "$scratch/without.db" --json
expect_all "$out" '.cells[].metrics | to_entries[] | select(.key | endswith(".instructions")).value' \
    ".skipped == \"$missing: apt-get install valgrind\""
PATH=$scratch/bin klp 0 doctor --db "$scratch/without.db"
grep -A 1 "instruction counts  *$missing" "$out" | grep -q 'apt-get install valgrind' ||
    fail "doctor does not say that valgrind is missing"

# An event that nobody knows is told before anything is built.
klp 2 run --db "$scratch/none.db" --counters cycles,branch-mises "$fixtures/counted.toml"
expect_error 'libpfm4 knows no event "branch-mises" on this machine; the nearest: branch-misses'
[ ! -e "$scratch/none.db" ] || fail "a database was made"
