// SPDX-License-Identifier: Apache-2.0
#include "report/json_parts.hpp"

#include "report/report.hpp"

#include <algorithm>
#include <cmath>

namespace klp {
namespace {

constexpr double largest_exact_integer = 9007199254740992.0; // 2^53

std::string compact(const Json& value) {
    return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

bool is_plain_list(const Json& value) {
    return value.is_array() && std::all_of(value.begin(), value.end(), [](const Json& element) {
               return element.is_primitive();
           });
}

bool fits_one_line(const Json& value) {
    return value.is_primitive() || is_plain_list(value) ||
           (value.is_object() && std::all_of(value.begin(), value.end(), [](const Json& element) {
                return element.is_primitive() || is_plain_list(element);
            }));
}

void write(const Json& value, const std::string& indent, std::string& text) {
    if (fits_one_line(value)) {
        text += compact(value);
        return;
    }
    const std::string inner = indent + "  ";
    text += value.is_object() ? "{" : "[";
    bool first = true;
    for (const auto& [key, element] : value.items()) {
        text += (first ? "\n" : ",\n") + inner;
        text += value.is_object() ? compact(key) + ": " : "";
        write(element, inner, text);
        first = false;
    }
    text += "\n" + indent + (value.is_object() ? "}" : "]");
}

Json bounds_json(const RatioBounds& ratio) {
    return {{"estimate", number_json(ratio.estimate)},
            {"low", number_json(ratio.low)},
            {"high", number_json(ratio.high)}};
}

Json evidence_json(const Evidence& item) {
    Json json{{"workload", item.workload},
              {"metric", item.metric},
              {"contrast", item.contrast},
              {"estimate", number_json(item.estimate)},
              {"low", number_json(item.low)},
              {"high", number_json(item.high)},
              {"unit", item.unit},
              {"n", item.n},
              {"realisation", to_string(item.realisation)}};
    if (item.judgement) {
        json.update(judgement_json(*item.judgement));
    }
    if (!item.note.empty()) {
        json["note"] = item.note;
    }
    return json;
}

/// Our plugin is named by its hash: where its cache lies is the machine's affair, and two machines
/// that prove the same write the same.
Json flags_json(const std::vector<std::string>& flags) {
    constexpr std::string_view option = "-fplugin=";
    Json json = Json::array();
    for (const std::string& flag : flags) {
        if (flag.starts_with(option)) {
            const std::filesystem::path plugin(flag.substr(option.size()));
            const auto name = plugin.parent_path().filename() / plugin.filename();
            json.push_back(std::string(option) + name.string());
        } else {
            json.push_back(flag);
        }
    }
    return json;
}

} // namespace

Json configuration_json(const Configuration& configuration) {
    Json json = Json::object();
    for (const auto& [axis, value] : configuration.entries()) {
        json[axis] = value;
    }
    return json;
}

Json realisation_json(const std::map<std::string, Realisation>& realisation) {
    Json json = Json::object();
    for (const auto& [axis, how] : realisation) {
        json[axis] = to_string(how);
    }
    return json;
}

Json number_json(double value) {
    if (!std::isfinite(value)) {
        return nullptr;
    }
    if (value == std::floor(value) && std::fabs(value) < largest_exact_integer) {
        return static_cast<std::int64_t>(value);
    }
    return value;
}

Json judgement_json(const Judgement& judgement) {
    Json json{{"finding", json_name(judgement.finding)}, {"primary", judgement.is_primary}};
    if (judgement.confidence) {
        json["confidence"] = number_json(*judgement.confidence);
    }
    if (judgement.holm_m > 0) {
        json["holm_m"] = judgement.holm_m;
    }
    if (judgement.blocks > 0) {
        json["blocks"] = judgement.blocks;
    }
    if (judgement.layouts > 0) {
        json["layouts"] = judgement.layouts;
    }
    if (judgement.mde) {
        json["mde"] = number_json(*judgement.mde);
    }
    if (judgement.needed_blocks > 0) {
        json["needed_blocks"] = judgement.needed_blocks;
    }
    if (judgement.control) {
        json["control"] = bounds_json(*judgement.control);
    }
    if (judgement.worst) {
        Json worst{{"workload", judgement.worst->workload}};
        worst.update(bounds_json(judgement.worst->ratio));
        json["worst"] = std::move(worst);
    }
    if (!judgement.line.empty()) {
        json["line"] = judgement.line;
    }
    return json;
}

Json answer_json(const Answer& answer) {
    Json questions = Json::array();
    for (const QuestionAnswer& question : answer.questions) {
        Json evidence = Json::array();
        for (const Evidence& item : question.evidence) {
            evidence.push_back(evidence_json(item));
        }
        questions.push_back({{"id", question.id},
                             {"question", question.question},
                             {"verdict", to_string(question.verdict)},
                             {"summary", question.summary},
                             {"evidence", std::move(evidence)}});
    }
    return {{"questions", std::move(questions)}};
}

Json probes_json(const std::vector<Probe>& probes) {
    Json json = Json::array();
    for (const Probe& probe : probes) {
        json.push_back({{"compiler", probe.compiler},
                        {"flags", flags_json(probe.flags)},
                        {"accepted", probe.accepted},
                        {"diagnostic", probe.diagnostic}});
    }
    return json;
}

Json proofs_json(const std::vector<EquivalenceProof>& proofs) {
    Json json = Json::array();
    for (const EquivalenceProof& proof : proofs) {
        json.push_back({{"compiler", proof.compiler},
                        {"axis", proof.axis},
                        {"value", proof.value},
                        {"workload", proof.workload},
                        {"others", proof.others},
                        {"native_flags", flags_json(proof.native_flags)},
                        {"equivalent_flags", flags_json(proof.equivalent_flags)},
                        {"equal", proof.equal},
                        {"total", proof.total},
                        {"unequal", proof.unequal}});
    }
    return json;
}

std::string json_text(const Json& document) {
    std::string text;
    write(document, "", text);
    return text + "\n";
}

std::string render_answer_json(const Answer& answer) {
    return json_text(answer_json(answer));
}

} // namespace klp
