// SPDX-License-Identifier: Apache-2.0
//
// /init of the initramfs: no library, so that its first instruction is the first of user space. It
// reads the time stamp counter, says it on the console and becomes /kbench. Called as
// `/init exit` it ends at once: what the exec benchmark executes, so that it measures the kernel
// and not the dynamic linker.

namespace {

enum class Call : long { write = 1, execve = 59, exit = 60 };

#if !defined(__x86_64__)
#error "the system calls and the counter are those of x86_64"
#endif

long call(Call number, long a, long b, long c) {
    long result = static_cast<long>(number);
    asm volatile("syscall" : "+a"(result) : "D"(a), "S"(b), "d"(c) : "rcx", "r11", "memory");
    return result;
}

bool same(const char* a, const char* b) {
    while (*a != 0 && *a == *b) {
        ++a;
        ++b;
    }
    return *a == *b;
}

/// "kbench: WORD NUMBER" on a line of its own.
void say(const char* word, unsigned long number) {
    char line[64] = "\nkbench: ";
    long used = 9;
    while (*word != 0) {
        line[used++] = *word++;
    }
    line[used++] = ' ';
    char digits[24];
    int count = 0;
    do {
        digits[count++] = static_cast<char>('0' + number % 10);
        number /= 10;
    } while (number != 0);
    while (count > 0) {
        line[used++] = digits[--count];
    }
    line[used++] = '\n';
    call(Call::write, 1, reinterpret_cast<long>(line), used);
}

} // namespace

/// The stack as the kernel leaves it: argc, argv, a null, the environment, a null.
extern "C" [[noreturn]] void run(long* stack, unsigned long counter) {
    char** argv = reinterpret_cast<char**>(stack + 1);
    if (stack[0] != 2 || !same(argv[1], "exit")) {
        say("boot", counter);
        const long error =
            call(Call::execve, reinterpret_cast<long>("/kbench"), reinterpret_cast<long>(argv),
                 reinterpret_cast<long>(argv + stack[0] + 1));
        say("no-exec", static_cast<unsigned long>(-error));
    }
    for (;;) {
        call(Call::exit, 0, 0, 0);
    }
}

asm(".globl _start\n"
    "_start:\n"
    "    rdtsc\n"
    "    shlq $32, %rdx\n"
    "    leaq (%rax,%rdx), %rsi\n"
    "    movq %rsp, %rdi\n"
    "    xorl %ebp, %ebp\n"
    "    andq $-16, %rsp\n"
    "    call run\n");
