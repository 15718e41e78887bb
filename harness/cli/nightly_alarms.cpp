// SPDX-License-Identifier: Apache-2.0
#include "cli/nightly_alarms.hpp"

#include "cli/output.hpp"
#include "os/clock.hpp"
#include "report/layout.hpp"
#include "report/table.hpp"
#include "store/night_store.hpp"
#include "store/store.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cstdint>
#include <system_error>

namespace klp {
namespace {

Result<std::int64_t> read_id(const std::string& text) {
    std::int64_t id = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
    if (text.empty() || error != std::errc{} || end != text.data() + text.size()) {
        return usage_error(fmt::format("--acknowledge {}: the number of an alarm, as "
                                       "klpbench nightly --list shows it, or several as 3,4",
                                       visible(text)));
    }
    return id;
}

std::string state_of(const NightAlarm& alarm) {
    if (!alarm.regression) {
        return alarm.kind == AlarmKind::exact ? "changed" : "better";
    }
    return alarm.is_open() ? "OPEN" : "acknowledged " + alarm.acknowledged + ": " + alarm.why;
}

} // namespace

Status acknowledge_alarms(const std::filesystem::path& database,
                          const std::vector<std::string>& ids, const std::string& why) {
    std::vector<std::int64_t> alarms;
    std::string text;
    for (const std::string& word : ids) {
        const Result<std::int64_t> id = read_id(word);
        if (!id) {
            return tl::unexpected(id.error());
        }
        alarms.push_back(*id);
        text.append(fmt::format("alarm {} is acknowledged\n", *id));
    }
    Result<Store> store = Store::open_existing(database);
    if (!store) {
        return tl::unexpected(store.error());
    }
    KLP_TRY(NightStore(*store).acknowledge(alarms, iso_time(epoch_now()), why));
    return print_answer(text);
}

Status list_alarms(const std::filesystem::path& database) {
    Result<Store> store = Store::open_existing(database);
    if (!store) {
        return tl::unexpected(store.error());
    }
    const Result<std::vector<NightAlarm>> alarms = NightStore(*store).alarms("");
    if (!alarms) {
        return tl::unexpected(alarms.error());
    }
    Table table({{"alarm", Align::right}, {"since"}, {"what"}, {"state"}});
    for (auto alarm = alarms->rbegin(); alarm != alarms->rend(); ++alarm) {
        table.add_row(
            {std::to_string(alarm->id), alarm->since,
             fmt::format("{} {} {}", alarm->watched.workload,
                         alarm->watched.configuration.short_text(), alarm->watched.metric),
             state_of(*alarm)});
    }
    return print_answer(table.empty() ? "no alarm was raised yet\n" : table.text(0));
}

} // namespace klp
