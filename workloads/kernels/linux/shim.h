/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Included after kconfig.h by every unit of every cell, in C and in .S alike: what GCC LTO needs of
 * Linux. The cells without LTO include it too, so that nothing but the flags differs.
 */

/* Initcalls and exports become C objects; as asm they would name statics that LTO renames. */
#undef CONFIG_HAVE_ARCH_PREL32_RELOCATIONS

#if !defined(__ASSEMBLY__) && defined(__KERNEL__) && defined(CONFIG_MODULES) && !defined(__GENKSYMS__)
#include <linux/export.h>
#ifdef ___EXPORT_SYMBOL
/* The kernel writes an export's names into top-level asm, which LTO may put into another partition
 * than the struct that refers to them. */
#undef ___EXPORT_SYMBOL
#define ___EXPORT_SYMBOL(sym, sec, ns)                                                            \
	extern typeof(sym) sym;                                                                   \
	static const char __kstrtab_##sym[]                                                       \
		__attribute__((section("__ksymtab_strings"), used, aligned(1))) = #sym;           \
	static const char __kstrtabns_##sym[]                                                     \
		__attribute__((section("__ksymtab_strings"), used, aligned(1))) = ns;             \
	__KSYMTAB_ENTRY(sym, sec)
#endif
#endif
