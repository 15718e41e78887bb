// SPDX-License-Identifier: GPL-3.0-or-later
//
// GCC plugin: the parts of -flive-patching that no option of the compiler brings about.
//
//   -fplugin-arg-klp_plugin-inline-only-static
//       No public function is inlined, as -flive-patching=inline-only-static has it: GCC's
//       inliner then asks TREE_PUBLIC, which under LTO is lost once WPA makes symbols local. The
//       mark set here, at the end of parsing, is streamed into the LTO bytecode, so that WPA
//       still knows what was static in the source. Functions that are always_inline are left
//       alone, as the flag leaves them.
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

} // namespace

int plugin_init(plugin_name_args* info, plugin_gcc_version* version) {
    if (!plugin_default_version_check(version, &gcc_version)) {
        error("%s: built for another compiler than this one", info->base_name);
        return 1;
    }
    for (int i = 0; i < info->argc; ++i) {
        if (strcmp(info->argv[i].key, "inline-only-static") == 0) {
            register_callback(info->base_name, PLUGIN_PRE_GENERICIZE,
                              keep_public_function_out_of_line, nullptr);
        } else {
            error("%s: unknown argument %qs", info->base_name, info->argv[i].key);
            return 1;
        }
    }
    return 0;
}
