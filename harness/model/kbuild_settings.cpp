// SPDX-License-Identifier: Apache-2.0
//
// One table of fields serves the writer and the reader, so that neither can know a key that the
// other does not.
#include "model/kbuild_settings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <concepts>

namespace klp {
namespace {

// `Settings` is KbuildSettings, const or not.
template <typename Settings, typename Visitor>
void visit_fields(Settings& settings, Visitor&& visit) {
    visit("compiler", settings.compiler);
    visit("linker", settings.linker);
    visit("source", settings.source);
    visit("shim", settings.shim);
    visit("plugin", settings.plugin);
    visit("log", settings.log);
    visit("units", settings.units);
    visit("link_shims", settings.link_shims);
    visit("codegen_unit", settings.codegen_unit);
    visit("lto", settings.lto);
    visit("section_gc", settings.section_gc);
    visit("clone_dumps", settings.clone_dumps);
    visit("lto_jobs", settings.lto_jobs);
    visit("compile", settings.compile);
    visit("link", settings.link);
    visit("keep_out", settings.keep_out);
    visit("after_link", settings.after_link);
    visit("apart", settings.apart);
    visit("collection.script", settings.collection.script);
    visit("collection.root", settings.collection.roots);
    visit("collection.collect", settings.collection.collect);
    visit("collection.drop", settings.collection.drop);
    visit("collection.weak_table", settings.collection.weak_tables);
}

std::string escaped(std::string_view value) {
    std::string out;
    for (const char c : value) {
        if (c == '\\' || c == '\n') {
            out += '\\';
        }
        out += c == '\n' ? 'n' : c;
    }
    return out;
}

std::string unescaped(std::string_view value) {
    std::string out;
    for (std::size_t i = 0; i < value.size(); ++i) {
        const bool escape = value[i] == '\\' && i + 1 < value.size();
        i += escape ? 1 : 0;
        out += escape && value[i] == 'n' ? '\n' : value[i];
    }
    return out;
}

struct Writer {
    std::string text;

    void operator()(std::string_view key, const std::string& value) {
        if (!value.empty()) {
            text += fmt::format("{}\t{}\n", key, escaped(value));
        }
    }
    void operator()(std::string_view key, const std::filesystem::path& value) {
        (*this)(key, value.string());
    }
    void operator()(std::string_view key, std::same_as<bool> auto value) {
        (*this)(key, std::string(value ? "1" : "0"));
    }
    void operator()(std::string_view key, std::same_as<int> auto value) {
        (*this)(key, std::to_string(value));
    }
    void operator()(std::string_view key, const WeakTable& value) {
        (*this)(key, fmt::format("{} {} {}", value.section, value.entry_bytes, value.subject));
    }
    template <typename T> void operator()(std::string_view key, const std::vector<T>& values) {
        for (const T& value : values) {
            (*this)(key, value);
        }
    }
};

bool read_value(const std::string& value, std::string& out) {
    out = value;
    return true;
}

bool read_value(const std::string& value, std::filesystem::path& out) {
    out = value;
    return true;
}

bool read_value(const std::string& value, bool& out) {
    out = value == "1";
    return out || value == "0";
}

bool read_value(std::string_view value, int& out) {
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), out);
    return error == std::errc() && end == value.data() + value.size() && out >= 0;
}

bool read_value(const std::string& value, WeakTable& out) {
    const std::size_t last = value.rfind(' ');
    const std::size_t middle =
        last == std::string::npos || last == 0 ? std::string::npos : value.rfind(' ', last - 1);
    if (middle == std::string::npos || middle == 0) {
        return false;
    }
    out.section = value.substr(0, middle);
    const std::string_view view(value);
    return read_value(view.substr(middle + 1, last - middle - 1), out.entry_bytes) &&
           read_value(view.substr(last + 1), out.subject);
}

template <typename T> bool read_value(const std::string& value, std::vector<T>& out) {
    return read_value(value, out.emplace_back());
}

struct Reader {
    std::string_view wanted;
    std::string value;
    bool known = false;
    bool right = false;

    template <typename T> void operator()(std::string_view key, T& field) {
        if (key == wanted) {
            known = true;
            right = read_value(value, field);
        }
    }
};

} // namespace

std::string kbuild_settings_text(const KbuildSettings& settings) {
    Writer writer;
    visit_fields(settings, writer);
    return writer.text;
}

Result<KbuildSettings> parse_kbuild_settings(std::string_view text) {
    KbuildSettings settings;
    for (int number = 1; !text.empty(); ++number) {
        const std::string_view line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(text.size(), line.size() + 1));
        const std::size_t tab = line.find('\t');
        if (tab == std::string_view::npos) {
            return failure(fmt::format("line {} is not KEY<TAB>VALUE", number));
        }
        Reader reader{line.substr(0, tab), unescaped(line.substr(tab + 1))};
        visit_fields(settings, reader);
        if (!reader.known) {
            return failure(fmt::format("line {}: no setting \"{}\"", number, reader.wanted));
        }
        if (!reader.right) {
            return failure(fmt::format("line {}: \"{}\" cannot be \"{}\"", number, reader.wanted,
                                       reader.value));
        }
    }
    return settings;
}

} // namespace klp
