// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/answer.hpp"
#include "model/configuration.hpp"
#include "model/outcome.hpp"
#include "model/results.hpp"

#include <nlohmann/json.hpp>

#include <map>
#include <string>

namespace klp {

/// Keys keep the order in which they are written.
using Json = nlohmann::ordered_json;

Json configuration_json(const Configuration& configuration);
Json realisation_json(const std::map<std::string, Realisation>& realisation);

/// A whole number without a fraction, null for what is not finite.
Json number_json(double value);

/// The fields of a finding, to be put beside the numbers of its row; what there is not is left out.
Json judgement_json(const Judgement& judgement);

Json probes_json(const std::vector<Probe>& probes);
Json proofs_json(const std::vector<EquivalenceProof>& proofs);

/// `{"questions":[…]}`.
Json answer_json(const Answer& answer);

/// The document with a newline at its end: objects and lists that hold only plain values on one
/// line. Bytes that are not UTF-8 become U+FFFD.
std::string json_text(const Json& document);

} // namespace klp
