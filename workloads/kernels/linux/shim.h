/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Included after kconfig.h, in C and in .S alike: what GCC LTO needs of Linux. */
#undef CONFIG_HAVE_ARCH_PREL32_RELOCATIONS	/* initcalls and exports become C objects, not asm */
#if !defined(__ASSEMBLY__) && defined(__KERNEL__) && defined(CONFIG_MODULES) && !defined(__GENKSYMS__)
#include <linux/export.h>
#ifdef ___EXPORT_SYMBOL
/* 6.1 writes the names into top-level asm; LTO would tear them from the struct that refers to them. */
#undef ___EXPORT_SYMBOL
#define ___EXPORT_SYMBOL(sym, sec, ns)						\
	extern typeof(sym) sym;							\
	static const char __kstrtab_##sym[]					\
	__attribute__((section("__ksymtab_strings"), used, aligned(1))) = #sym;	\
	static const char __kstrtabns_##sym[]					\
	__attribute__((section("__ksymtab_strings"), used, aligned(1))) = ns;	\
	__KSYMTAB_ENTRY(sym, sec)
#endif
#endif
