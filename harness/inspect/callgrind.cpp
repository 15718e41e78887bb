// SPDX-License-Identifier: Apache-2.0
#include "inspect/callgrind.hpp"

#include <charconv>
#include <optional>

namespace klp {
namespace {

using Counts = std::map<std::string, std::uint64_t>;

class Reader {
public:
    Result<Counts> read(std::string_view text) {
        while (!text.empty()) {
            ++m_line;
            const std::size_t end = text.find('\n');
            KLP_TRY(take(text.substr(0, end)));
            text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        }
        KLP_TRY(end_part());
        if (m_parts == 0) {
            return wrong("no \"part:\": not what callgrind writes with --combine-dumps=yes");
        }
        return std::move(m_counts);
    }

private:
    int m_line = 0;
    int m_parts = 0;
    std::string m_name;                   ///< of the part, when the program asked for it
    std::optional<std::uint64_t> m_total; ///< of the part
    bool m_has_events = false;            ///< the part counts instructions
    Counts m_counts;

    [[nodiscard]] tl::unexpected<Error> wrong(std::string message) const {
        return tl::unexpected<Error>(Error{ErrorKind::failure, std::move(message), {}, m_line, 0});
    }

    static bool take_prefix(std::string_view& line, std::string_view prefix) {
        if (!line.starts_with(prefix)) {
            return false;
        }
        line.remove_prefix(prefix.size());
        return true;
    }

    Status take(std::string_view line) {
        if (take_prefix(line, "part:")) {
            KLP_TRY(end_part());
            ++m_parts;
        } else if (take_prefix(line, "desc: Trigger: Client Request: ")) {
            m_name = line;
        } else if (take_prefix(line, "events: ")) {
            m_has_events = line == "Ir" || line.starts_with("Ir ");
        } else if (take_prefix(line, "totals: ")) {
            std::uint64_t total = 0;
            const char* const end = line.data() + line.size();
            const auto [stop, error] = std::from_chars(line.data(), end, total);
            if (error != std::errc() || (stop != end && *stop != ' ')) {
                return wrong("\"totals:\" is not followed by a count");
            }
            m_total = total;
        }
        return {};
    }

    Status end_part() {
        if (!m_name.empty()) {
            if (!m_has_events || !m_total) {
                return wrong("part \"" + m_name + "\" has no total of instructions (Ir)");
            }
            if (!m_counts.emplace(m_name, *m_total).second) {
                return wrong("part \"" + m_name + "\" stands twice");
            }
        }
        m_name.clear();
        m_total.reset();
        m_has_events = false;
        return {};
    }
};

} // namespace

Result<Counts> read_callgrind(std::string_view text) {
    return Reader().read(text);
}

} // namespace klp
