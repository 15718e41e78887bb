// SPDX-License-Identifier: Apache-2.0
#include "measure/boot.hpp"

#include "measure/kvm.hpp"
#include "measure/machine_arguments.hpp"
#include "support/error_of.hpp"
#include "support/fake_process_runner.hpp"
#include "support/fresh_folder.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cstdint>

using namespace klp;
using End = ProcessResult::End;

namespace {

/// A console whose kbench printed `benchmarks`, the inside of the JSON array.
std::string console_of(const std::string& benchmarks) {
    const std::string json = R"({"benchmarks": [)" + benchmarks + "]}\n";
    std::uint64_t sum = 0xcbf29ce484222325U; // FNV-1a
    for (const char byte : json) {
        sum = (sum ^ static_cast<unsigned char>(byte)) * 0x100000001b3U;
    }
    return fmt::format("\r\nkbench: boot 410531369\r\n\r\nkbench: ran getppid\r\n\r\nkbench| {}\r\n"
                       "kbench: results {} {:016x}\r\n\r\nkbench: end\r\n",
                       json.substr(0, json.size() - 1), json.size(), sum);
}

const std::string one_benchmark =
    R"({"name": "getppid", "real_time": 255.5, "cpu_time": 1, "time_unit": "ns"})";

std::string failing(const std::string& words) {
    return R"({"name": "tcp", "error_occurred": true, "error_message": ")" + words + R"("})";
}

struct BootedKernel {
    TemporaryFolder folder = fresh_folder();
    FakeProcessRunner runner;
    Workload workload;
    Artifacts artifacts;
    VisitResult visit;
    Accelerator accelerator = Accelerator::tcg;
    std::string no_accelerator;

    explicit BootedKernel(const ProcessResult& boot) {
        workload.kernel.emplace();
        workload.kernel->limits.boot = 100;
        KernelMachine& machine = workload.kernel->machine;
        machine.emulator = "qemu";
        machine.package = "qemu-system-x86";
        machine.arguments = {"-cpu", "Westmere-v1"};
        machine.command_line = "quiet";
        machine.command_line_counted = "tsc=1";
        machine.command_line_diagnosis = "initcall_debug";
        artifacts.folder = folder.path();
        artifacts.kernel.emplace();
        artifacts.kernel->boot_image = "bzImage";
        artifacts.kernel->initramfs = "guest.cpio";
        artifacts.kernel->system_map =
            write_to(folder.path() / "System.map", "ffffffff81000100 t genl_init\n");
        runner.on({"qemu"}, boot);
    }

    Status boot() {
        visit = VisitResult();
        return measure_boot({workload, artifacts, {320, 20}, accelerator, 0.01, 1, no_accelerator},
                            runner, visit);
    }

    /// Boots and gives "OUTCOME: REASON".
    std::string judgement() {
        must(boot());
        CHECK((visit.outcome == Outcome::ok || visit.samples.empty()));
        return std::string(to_string(visit.outcome)) + ": " + visit.reason;
    }

    /// What the boot with the words of diagnosis prints.
    void talks(const std::string& console) {
        m_console = console;
        runner.on({"qemu", "-append",
                   "quiet tsc=1 initcall_debug klpbench.pad=xxxxxx -- kbench.min_time=0.01"},
                  exited(0, m_console));
    }

private:
    std::string m_console;
};

} // namespace

TEST_CASE("a boot counts instructions, and says what the kernel was built without") {
    BootedKernel kernel(
        exited(0, console_of(one_benchmark + "," + failing("unsupported: socket(AF_INET): none"))));
    CHECK(kernel.judgement() == "ok: ");
    REQUIRE(kernel.visit.samples.size() == 3);
    CHECK(kernel.visit.samples[0].metric == "boot.instructions");
    CHECK(kernel.visit.samples[0].value == 410531369);
    CHECK(kernel.visit.samples[1].metric == "runtime.kbench.getppid.instructions");
    CHECK(kernel.visit.samples[1].value == 255.5);
    CHECK(kernel.visit.samples[2].metric == "runtime.kbench.tcp.instructions");
    CHECK(kernel.visit.samples[2].skipped == "unsupported: socket(AF_INET): none");
    CHECK(kernel.visit.children_s == 0.5);
    CHECK(kernel.visit.commands ==
          std::vector<std::vector<std::string>>{
              {"qemu", "-accel", "tcg", "-icount", "shift=0,align=off,sleep=off", "-cpu",
               "Westmere-v1", "-m", "320", "-kernel", "bzImage", "-initrd", "guest.cpio", "-append",
               "quiet tsc=1 klpbench.pad=xxxxxx -- kbench.min_time=0.01"}});
    CHECK(kernel.runner.requests[0].limit_s == 100);
    CHECK(kernel.runner.requests[0].cpu == 1);
}

TEST_CASE("with KVM it is time, and nothing is said of instructions") {
    BootedKernel kernel(exited(0, console_of(one_benchmark)));
    kernel.accelerator = Accelerator::kvm;
    CHECK(kernel.judgement() == "ok: ");
    REQUIRE(kernel.visit.samples.size() == 1);
    CHECK(kernel.visit.samples[0].metric == "runtime.kbench.getppid.cpu_ns");
    CHECK(kernel.visit.commands[0][2] == "kvm");
    CHECK(kernel.visit.commands[0].back() == "quiet klpbench.pad=xxxxxx -- kbench.min_time=0.01");

    kernel.no_accelerator = "KVM hangs here";
    CHECK(kernel.judgement() == "ok: ");
    CHECK(kernel.runner.requests.size() == 1);
    CHECK(kernel.visit.samples.at(0).skipped == "KVM hangs here");
    CHECK(kernel.visit.samples.at(1).metric == "runtime.kbench.cpu_ns");
}

TEST_CASE("padding has the length that was asked for") {
    const BootedKernel kernel(exited(0));
    const auto length = [&kernel](int padding) {
        return kernel_command_line(
                   {kernel.workload.kernel->machine, *kernel.artifacts.kernel, {256, padding}})
            .size();
    };
    for (const int padding : {1, 14, 15, 400}) {
        CHECK(length(padding) == length(0) + static_cast<std::size_t>(padding));
    }
}

TEST_CASE("a benchmark that fails or finds a wrong answer is the outcome") {
    CHECK(BootedKernel(exited(0, console_of(one_benchmark + "," + failing("fork: no memory"))))
              .judgement() == "run-failed: benchmark tcp: fork: no memory");
    CHECK(
        BootedKernel(exited(0, console_of(failing("wrong: another byte came back")))).judgement() ==
        "wrong-result: benchmark tcp: wrong: another byte came back");
    CHECK(BootedKernel(exited(0, console_of(""))).judgement() ==
          "run-failed: kbench printed no usable result: the output of Google Benchmark holds no "
          "benchmark");
}

TEST_CASE("a kernel that panics before user space is booted again to say where") {
    BootedKernel kernel(exited(0, "Kernel panic - not syncing: no init\r\n"));
    kernel.talks("calling  0xffffffff81000108 @ 1\r\n");
    CHECK(kernel.judgement() == "run-failed: the kernel printed: Kernel panic - not syncing: no "
                                "init; the last initcall was genl_init");
    CHECK(kernel.visit.commands.size() == 2);
    CHECK(kernel.visit.diagnostic == "Kernel panic - not syncing: no init\n\n"
                                     "(booted again with initcall_debug)\n"
                                     "calling  0xffffffff81000108 @ 1\n");
}

TEST_CASE("a kernel that hangs") {
    BootedKernel silent(lasting(101));
    silent.talks("calling  genl_init+0x0/0x40 @ 1\nRIP: 0010:spin_lock+0x5/0x10\n");
    CHECK(silent.judgement() ==
          "timeout: the boot was ended at its time limit with all its children; it was in "
          "spin_lock; the last initcall was genl_init");

    ProcessResult late = ended(End::timed_out);
    late.output = "kbench: boot 5\n\nkbench: ran getppid\n";
    BootedKernel in_benchmark(late);
    CHECK(in_benchmark.judgement() ==
          "timeout: the boot was ended at its time limit with all its children; the last "
          "benchmark that ended was getppid");
    CHECK(in_benchmark.visit.commands.size() == 1);
}

TEST_CASE("a kernel that ends the machine without a word, or talks nonsense") {
    BootedKernel nonsense(exited(0, std::string(1024, '\xff')));
    CHECK(nonsense.judgement() == "run-failed: the machine ended before user space; its last "
                                  "line was: [1024 bytes]");
    CHECK(nonsense.visit.diagnostic.starts_with("[1024 bytes]\n"));
    CHECK(BootedKernel(exited(0, "kbench: boot 5\n")).judgement() ==
          "run-failed: the machine ended before kbench did; no benchmark had ended");
    CHECK(BootedKernel(exited(0, "kbench: boot 5\nkbench: no-exec 2\n")).judgement() ==
          "run-failed: init cannot execute kbench: error 2; no benchmark had ended");
    std::string damaged = console_of(one_benchmark);
    damaged.replace(damaged.find("255.5"), 3, "155");
    CHECK(BootedKernel(exited(0, damaged)).judgement() ==
          "run-failed: kbench's results were damaged on the console");
    CHECK(BootedKernel(exited(0, "BUG: scheduling while atomic\n" + console_of(one_benchmark)))
              .judgement() == "run-failed: the kernel printed: BUG: scheduling while atomic");
}

TEST_CASE("an emulator that gives up, is missing or is stopped") {
    BootedKernel refused(exited(1, "", "qemu: bad kernel"));
    CHECK(refused.judgement() == "run-failed: the virtual machine exited with status 1");
    CHECK(refused.visit.diagnostic == "qemu: bad kernel\n");
    CHECK(refused.visit.commands.size() == 1);
    CHECK(BootedKernel(ended(End::signalled, 9))
              .judgement()
              .starts_with("run-failed: the virtual machine was killed by signal 9"));
    BootedKernel missing(exited(127, "", "qemu: No such file"));
    CHECK(error_of(missing.boot()).message ==
          "no virtual machine: qemu: No such file (apt-get install qemu-system-x86)");
    BootedKernel stopped(ended(End::interrupted));
    CHECK(error_of(stopped.boot()).kind == ErrorKind::interrupted);
}

TEST_CASE("the probe of KVM says why it does not work") {
    const TemporaryFolder folder = fresh_folder();
    const auto probe = [&folder](const ProcessResult& result) {
        FakeProcessRunner runner;
        runner.on({"-accel", "kvm"}, result);
        Result<std::string> words = probe_kvm("qemu", folder.path(), runner);
        CHECK(runner.requests[0].limit_s == 10);
        return words ? *words : to_string(words.error());
    };
    CHECK(probe(exited(33)).empty());
    CHECK(probe(exited(0)) == "KVM does not work here: qemu exited with status 0");
    CHECK(probe(exited(1, "", "no access to KVM\nmore")) ==
          "KVM does not work here: no access to KVM");
    CHECK(probe(lasting(11)) ==
          "KVM hangs here: a guest of three instructions did not end within 10 seconds");
    CHECK(probe(ended(End::interrupted)) == "interrupted");
}
