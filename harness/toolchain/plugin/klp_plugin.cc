// SPDX-License-Identifier: GPL-3.0-or-later
//
// GCC plugin: what no option of the compiler brings about. Each feature has an argument.
//
//   -fplugin-arg-klp_plugin-inline-only-static
//       No public function is inlined, as -flive-patching=inline-only-static has it: GCC's
//       inliner then asks TREE_PUBLIC, which under LTO is lost once WPA makes symbols local. The
//       mark set here, at the end of parsing, is streamed into the LTO bytecode, so that WPA
//       still knows what was static in the source. Functions that are always_inline are left
//       alone, as the flag leaves them.
//   -fplugin-arg-klp_plugin-no-reorder
//       File-scope variables in a section of their programmer's choice keep their order, in the
//       unit and through LTO: the order of Linux' initcalls is the order of such variables.
//       Variables of a function stay as they are: a jump table of labels must stay with its
//       function.
//   -fplugin-arg-klp_plugin-initcall-unit=UNIT
//       With no-reorder: what goes to a section .initcall… or .con_initcall… goes to
//       SECTION..UNIT, so that the linker can put the units back into the order of the link, which
//       LTO gives up for units that it did not see.
#include "gcc-plugin.h"
#include "plugin-version.h"

#include "diagnostic-core.h"
#include "tree.h"

#include "stringpool.h"

#include "attribs.h"

int plugin_is_GPL_compatible;

namespace {

void keep_public_function_out_of_line(void* gcc_data, void*) {
    tree function = static_cast<tree>(gcc_data);
    if (TREE_CODE(function) != FUNCTION_DECL || !TREE_PUBLIC(function)) {
        return;
    }
    if (lookup_attribute("always_inline", DECL_ATTRIBUTES(function)) != NULL_TREE) {
        return;
    }
    DECL_UNINLINABLE(function) = 1;
    if (lookup_attribute("noinline", DECL_ATTRIBUTES(function)) == NULL_TREE) {
        DECL_ATTRIBUTES(function) =
            tree_cons(get_identifier("noinline"), NULL_TREE, DECL_ATTRIBUTES(function));
    }
}

const char* initcall_unit = nullptr;

void keep_order_of_variable(void* gcc_data, void*) {
    tree variable = static_cast<tree>(gcc_data);
    if (TREE_CODE(variable) != VAR_DECL || !TREE_STATIC(variable) ||
        !DECL_FILE_SCOPE_P(variable) ||
        lookup_attribute("section", DECL_ATTRIBUTES(variable)) == NULL_TREE) {
        return;
    }
    if (lookup_attribute("no_reorder", DECL_ATTRIBUTES(variable)) == NULL_TREE) {
        DECL_ATTRIBUTES(variable) =
            tree_cons(get_identifier("no_reorder"), NULL_TREE, DECL_ATTRIBUTES(variable));
    }
    const char* section = DECL_SECTION_NAME(variable);
    if (initcall_unit == nullptr || section == nullptr || strstr(section, "..") != nullptr) {
        return;
    }
    if (startswith(section, ".initcall") || startswith(section, ".con_initcall")) {
        set_decl_section_name(variable, ACONCAT((section, "..", initcall_unit, NULL)));
    }
}

} // namespace

int plugin_init(plugin_name_args* info, plugin_gcc_version* version) {
    if (!plugin_default_version_check(version, &gcc_version)) {
        error("%s: built for another compiler than this one", info->base_name);
        return 1;
    }
    for (int i = 0; i < info->argc; ++i) {
        const plugin_argument& argument = info->argv[i];
        if (strcmp(argument.key, "inline-only-static") == 0) {
            register_callback(info->base_name, PLUGIN_PRE_GENERICIZE,
                              keep_public_function_out_of_line, nullptr);
        } else if (strcmp(argument.key, "no-reorder") == 0) {
            register_callback(info->base_name, PLUGIN_FINISH_DECL, keep_order_of_variable, nullptr);
        } else if (strcmp(argument.key, "initcall-unit") == 0 && argument.value != nullptr) {
            initcall_unit = argument.value;
        } else {
            error("%s: unknown argument %qs", info->base_name, argument.key);
            return 1;
        }
    }
    return 0;
}
