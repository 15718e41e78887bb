// SPDX-License-Identifier: Apache-2.0
#include "cli/checks.hpp"
#include "cli/commands.hpp"
#include "cli/installation.hpp"
#include "cli/output.hpp"
#include "os/interrupt.hpp"
#include "report/table.hpp"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <memory>

namespace klp {
namespace {

struct DoctorOptions {
    std::string database = default_database;
    bool json = false;
};

std::string render_text(const std::vector<Check>& checks) {
    Table table({{""}, {""}, {""}});
    for (const Check& check : checks) {
        table.add_row({std::string(to_string(check.state)), check.subject, check.finding});
        if (!check.remedy.empty()) {
            table.add_row({"", "", "remedy: " + check.remedy});
        }
    }
    return table.text(0);
}

std::string render_json(const std::vector<Check>& checks) {
    nlohmann::ordered_json rows = nlohmann::ordered_json::array();
    for (const Check& check : checks) {
        rows.push_back({{"state", to_string(check.state)},
                        {"subject", check.subject},
                        {"finding", check.finding},
                        {"remedy", check.remedy}});
    }
    return nlohmann::ordered_json{{"checks", rows}}.dump(2, ' ', false,
                                                         nlohmann::json::error_handler_t::replace);
}

Result<int> examine(const DoctorOptions& options) {
    watch_interrupts();
    const Result<Installation> installation = find_installation();
    if (!installation) {
        return tl::unexpected(installation.error());
    }
    SystemProcessRunner runner(installation->recorder);
    const Result<std::vector<Check>> checks =
        check_machine(*installation, options.database, runner);
    if (!checks) {
        return tl::unexpected(checks.error());
    }
    KLP_TRY(print_answer(options.json ? render_json(*checks) : render_text(*checks)));
    const bool missing = std::any_of(checks->begin(), checks->end(), [](const Check& check) {
        return check.state == CheckState::missing;
    });
    return missing ? exit_failure : 0;
}

} // namespace

void add_doctor_command(CLI::App& app, Result<int>& exit_code) {
    auto options = std::make_shared<DoctorOptions>();
    CLI::App* command =
        app.add_subcommand("doctor", "Say what is missing, and what disturbs measuring.");
    command->add_option("--db", options->database, "where results would be stored")
        ->capture_default_str();
    command->add_flag("--json", options->json, "print JSON");
    command->footer("Example: klpbench doctor\n"
                    "Exit code 1 when something that the default experiment needs is missing.");
    command->callback([options, &exit_code] { exit_code = examine(*options); });
}

} // namespace klp
