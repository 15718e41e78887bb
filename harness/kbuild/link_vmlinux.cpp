// SPDX-License-Identifier: Apache-2.0
//
// vmlinux.o is made in up to three steps, all of them before objtool looks at it, so that the
// tables objtool makes (unwind data, sites of calls to __fentry__, return thunks …) are about what
// is left and need no care:
//   1. with LTO, the compiler links everything into one object;
//   2. with section GC, what nothing refers to is collected;
//   3. the initcalls are put into the order of the archive, in the same script or in one of its
//   own.
#include "kbuild/link_vmlinux.hpp"

#include "kbuild/archive.hpp"
#include "kbuild/collection_report.hpp"
#include "kbuild/collection_script.hpp"
#include "kbuild/cut_tables.hpp"
#include "kbuild/debug_symbols.hpp"
#include "kbuild/initcall_order.hpp"
#include "kbuild/undefined_symbols.hpp"
#include "os/file.hpp"

#include <fmt/format.h>

namespace klp {
namespace {

constexpr const char* lto_object = ".klpbench.lto.o";
constexpr const char* apart_object = ".klpbench.apart.o"; // every collectable section by itself
constexpr const char* order_script = ".klpbench.initcalls.lds";
constexpr const char* collect_script = ".klpbench.gc.lds";

// A list of removed sections can have tens of thousands of lines, all of which are read.
constexpr std::size_t most_output = std::size_t{256} << 20;

Arguments with(Arguments list, const Arguments& more) {
    list.insert(list.end(), more.begin(), more.end());
    return list;
}

tl::unexpected<Error> about(const std::string& file, Error error) {
    error.file = file;
    return tl::unexpected(std::move(error));
}

// The members as they are called from the object tree: an archive's names begin in its own folder.
Status add_members(const std::string& file, std::vector<std::string>& members) {
    const Result<std::string> archive = read_file(file);
    if (!archive) {
        return tl::unexpected(archive.error());
    }
    const auto found = read_archive_members(*archive);
    if (!found) {
        return about(file, found.error());
    }
    const auto folder = std::filesystem::path(file).parent_path();
    for (const std::string& member : *found) {
        members.push_back((folder / member).lexically_normal().string());
    }
    return {};
}

} // namespace

ProcessResult VmlinuxLinker::run(const LinkRequest& link, Arguments argv, bool in_lto) {
    ProcessRequest request;
    request.argv = std::move(argv);
    request.keep_output = most_output;
    request.record_log = m_settings.log;
    request.record_phase = "link";
    request.record_unit = link.output;
    request.environment = {{"LC_ALL", "C"}}; // the messages are read
    if (in_lto) {
        request.environment.emplace_back(record_log_variable, m_settings.log.string());
    }
    return m_runner.run(request);
}

Status VmlinuxLinker::run_linker(const LinkRequest& link, const Arguments& arguments) {
    const ProcessResult result =
        run(link, with({m_settings.linker.string()}, arguments), /*in_lto=*/false);
    m_words << result.output << result.error_output;
    if (result.ok()) {
        return {};
    }
    const auto undefined = read_undefined_symbols(result.error_output);
    for (const UndefinedSymbol& symbol : undefined) {
        m_words << undefined_symbol_advice(symbol) << '\n';
    }
    return failure(fmt::format("the link of {} {}", link.output, describe_end(result)));
}

Status VmlinuxLinker::link_objects(const LinkRequest& link, const Arguments& arguments) {
    if (m_settings.lto) {
        KLP_TRY(link_by_lto(link));
        KLP_TRY(m_settings.section_gc ? collect(link, {lto_object}) : order(link));
        std::error_code ignored;
        std::filesystem::remove(lto_object, ignored);
        return {};
    }
    return m_settings.section_gc ? collect(link, link.inputs) : run_linker(link, arguments);
}

Status VmlinuxLinker::link_image(const LinkRequest& link, const Arguments& arguments) {
    return run_linker(link, image_arguments(arguments));
}

Status VmlinuxLinker::link_by_lto(const LinkRequest& link) {
    const Result<std::string> flags = read_file(codegen_flags_file);
    if (!flags) {
        return failure(fmt::format("{}: without the flags of an ordinary unit the LTO link would "
                                   "generate other code; was no unit compiled by klpbench-kcc?",
                                   flags.error().message));
    }
    const ProcessResult result =
        run(link, lto_link(link, m_settings, codegen_flags(*flags), lto_object), /*in_lto=*/true);
    m_words << result.output << result.error_output;
    return result.ok() ? mark_debug_symbols()
                       : Status(failure(fmt::format("the LTO link of {} {}", link.output,
                                                    describe_end(result))));
}

Status VmlinuxLinker::mark_debug_symbols() {
    Result<std::string> bytes = read_file(lto_object);
    if (!bytes) {
        return tl::unexpected(bytes.error());
    }
    const Result<RelocatableObject> object = read_relocatable(*bytes);
    if (!object) {
        return about(lto_object, object.error());
    }
    return make_debug_symbols_global(*bytes, *object) > 0 ? write_file(lto_object, *bytes)
                                                          : Status();
}

Result<std::string> VmlinuxLinker::initcall_lines(const LinkRequest& link,
                                                  const std::string& object_bytes) {
    const Result<RelocatableObject> object = read_relocatable(object_bytes);
    if (!object) {
        return about("the linked object", object.error());
    }
    // The archive comes first; members of the libraries follow in the order of the link.
    std::vector<std::string> members;
    for (const std::string& input : link.inputs) {
        if (input.ends_with(".a")) {
            KLP_TRY(add_members(input, members));
        }
    }
    std::vector<std::string_view> names;
    for (const ObjectSection& section : object->sections) {
        names.push_back(section.name);
    }
    InitcallOrder order = order_initcalls(names, members);
    for (const std::string& unit : order.strays) {
        m_words << fmt::format("klpbench-kld: the initcalls of {} come last: it is in no archive\n",
                               unit);
    }
    return std::move(order.lines);
}

Status VmlinuxLinker::order(const LinkRequest& link) {
    const Result<std::string> bytes = read_file(lto_object);
    if (!bytes) {
        return tl::unexpected(bytes.error());
    }
    const Result<std::string> lines = initcall_lines(link, *bytes);
    if (!lines) {
        return tl::unexpected(lines.error());
    }
    KLP_TRY(write_file(order_script, fmt::format("SECTIONS {{\n{}}}\n", *lines)));
    return run_linker(link,
                      with(link.flags, {"-r", "-T", order_script, "-o", link.output, lto_object}));
}

Status VmlinuxLinker::collect(const LinkRequest& link, const Arguments& inputs) {
    const KernelCollection& collection = m_settings.collection;
    Arguments apart = with(with(link.flags, {"-r"}), unique_options(collection));
    KLP_TRY(run_linker(link, with(with(apart, {"-o", apart_object}), inputs)));

    Result<std::string> bytes = read_file(apart_object);
    const Result<std::string> kernel_script = read_file(collection.script);
    if (!bytes || !kernel_script) {
        return tl::unexpected(!bytes ? bytes.error() : kernel_script.error());
    }
    const std::string original = *bytes;
    const Result<RelocatableObject> object = read_relocatable(original);
    if (!object) {
        return about(apart_object, object.error());
    }
    const CollectionRoots roots = find_collection_roots(*object, collection, *kernel_script);
    const auto reached = find_reachable(*object, collection.weak_tables, roots.in_sections);
    if (!reached) {
        return failure(fmt::format("{} (a weak_table of the workload is not as this kernel has it)",
                                   reached.error().message));
    }
    const Result<std::string> initcalls = initcall_lines(link, original);
    if (!initcalls) {
        return tl::unexpected(initcalls.error());
    }
    cut_dead_entries(*bytes, *object, *reached);
    KLP_TRY(write_file(apart_object, *bytes));
    KLP_TRY(write_file(collect_script, collection_script(*object, roots, *initcalls)));

    const ProcessResult result = run(link,
                                     with(with({m_settings.linker.string()}, link.flags),
                                          {"-r", "--gc-sections", "--print-gc-sections", "-T",
                                           collect_script, "-o", link.output, apart_object}),
                                     /*in_lto=*/false);
    m_words << result.output << other_messages(result.error_output);
    if (!result.ok()) {
        return failure(fmt::format("the collecting link of {} {}; its script is {}", link.output,
                                   describe_end(result), collect_script));
    }
    std::error_code ignored;
    std::filesystem::remove(apart_object, ignored);
    return write_file(
        collection_report_file,
        collection_report(*object, removed_sections(*object, reached->live, collection.drop,
                                                    result.error_output)));
}

} // namespace klp
