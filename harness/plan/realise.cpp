// SPDX-License-Identifier: Apache-2.0
//
// The compiler's own flags are taken wherever it accepts them together. Where it refuses, the
// values that have an equivalent are replaced by it. What the equivalent must do is read from the
// compiler in a *relaxed* configuration: the one asked for, with the axes that cause the refusal
// set to their baseline (for -flive-patching with -flto: lto=off). There both ways exist, so that
// is also where their equality can be proven.
#include "plan/realise.hpp"

#include "plan/choices.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>
#include <optional>

namespace klp {
namespace {

using Flags = std::vector<std::string>;

/// How one choice is replaced, and what that claims.
struct Substitute {
    AxisFlags flags;
    EquivalenceClaim claim;
};

void append(Flags& flags, const Flags& more) {
    flags.insert(flags.end(), more.begin(), more.end());
}

Flags without(Flags flags, const std::string& flag) {
    std::erase(flags, flag);
    return flags;
}

Realised unsupported(std::string reason, std::string diagnostic) {
    Realised result;
    result.status = CellStatus::unsupported;
    result.reason = std::move(reason);
    result.diagnostic = std::move(diagnostic);
    return result;
}

/// The sets of choices to replace, fewest first: what can be native stays native.
std::vector<Choices> replaceable(const Choices& choices) {
    Choices candidates;
    std::copy_if(choices.begin(), choices.end(), std::back_inserter(candidates),
                 [](const Choice& choice) { return choice.value->equivalent.has_value(); });
    std::vector<Choices> sets;
    for (const Choice& candidate : candidates) {
        sets.push_back({candidate});
    }
    if (candidates.size() > 1) {
        sets.push_back(std::move(candidates));
    }
    return sets;
}

class Realiser {
public:
    Realiser(Choices choices, const AxisValue& compiler, std::string path, CompilerFacts& facts)
        : m_choices(std::move(choices)),
          m_compiler(compiler),
          m_path(std::move(path)),
          m_facts(facts) {}

    Realised realise() {
        const Flags native = flags_of(m_choices, m_path, {}).compile;
        const Probe probe = m_facts.probe(m_compiler, native);
        if (probe.accepted) {
            return planned({}, {});
        }
        Realised result = unsupported(
            fmt::format("{} refuses these flags: {}", m_compiler.name, fmt::join(native, " ")),
            probe.diagnostic);
        for (const Choices& replaced : replaceable(m_choices)) {
            result = with_equivalents(replaced, probe.diagnostic);
            if (result.status == CellStatus::planned) {
                break;
            }
        }
        return result;
    }

private:
    [[nodiscard]] Realised planned(const Replacements& replacements,
                                   std::vector<EquivalenceClaim> claims) const {
        Realised result;
        result.flags = flags_of(m_choices, m_path, replacements);
        result.claims = std::move(claims);
        for (const Choice& choice : m_choices) {
            result.realisation[choice.axis->name] = replacements.contains(choice.axis->name)
                                                        ? Realisation::equivalent
                                                        : Realisation::native;
        }
        return result;
    }

    /// `refusal` is what the compiler says of the native flags.
    Realised with_equivalents(const Choices& replaced, const std::string& refusal) {
        Replacements replacements;
        std::vector<EquivalenceClaim> claims;
        Flags names;
        for (const Choice& choice : replaced) {
            Result<Substitute> substitute = substitute_for(choice);
            if (!substitute) {
                return unsupported(substitute.error().message, refusal);
            }
            replacements[choice.axis->name] = std::move(substitute->flags);
            claims.push_back(std::move(substitute->claim));
            names.push_back(text_of(choice));
        }
        const Probe probe =
            m_facts.probe(m_compiler, flags_of(m_choices, m_path, replacements).compile);
        if (!probe.accepted) {
            return unsupported(fmt::format("{} refuses the flags, also with the equivalent of {}",
                                           m_compiler.name, fmt::join(names, ", ")),
                               probe.diagnostic == refusal ? refusal
                                                           : refusal + "\n" + probe.diagnostic);
        }
        Realised result = planned(replacements, std::move(claims));
        result.diagnostic = refusal;
        return result;
    }

    Result<Substitute> substitute_for(const Choice& choice) {
        const Equivalent& equivalent = *choice.value->equivalent;
        const std::string& flag = equivalent.options_disabled_by;
        const auto relaxed = relax(choice);
        if (!relaxed) {
            return failure(fmt::format("{} refuses {} with the baseline of every other axis too: "
                                       "there is no effect to copy",
                                       m_compiler.name, text_of(choice)));
        }
        Choices others = *relaxed;
        std::erase_if(others, [&](const Choice& other) { return other.axis == choice.axis; });
        const auto options =
            m_facts.options_disabled_by(m_compiler, flags_of(others, m_path, {}).compile, flag);
        if (!options) {
            return tl::unexpected(options.error());
        }
        AxisFlags flags{without(choice.value->compile, flag), without(choice.value->link, flag)};
        append(flags.compile, *options);
        append(flags.link, *options);
        if (!equivalent.plugin.empty()) {
            const auto plugin = m_facts.plugin_flags(m_compiler, equivalent.plugin);
            if (!plugin) {
                return tl::unexpected(plugin.error());
            }
            append(flags.compile, *plugin); // LTO carries the plugin's marks on to the link
        }
        EquivalenceClaim claim{choice.axis->name, choice.value->name, configuration_of(others),
                               flags_of(*relaxed, m_path, {}),
                               flags_of(*relaxed, m_path, {{choice.axis->name, flags}})};
        return Substitute{std::move(flags), std::move(claim)};
    }

    /// The configuration with only those axes set to their baseline without which the compiler
    /// takes `kept` natively; nothing when it never does.
    std::optional<Choices> relax(const Choice& kept) {
        Choices relaxed = m_choices;
        for (Choice& choice : relaxed) {
            if (choice.axis != kept.axis && choice.axis->name != compiler_axis) {
                choice.value = &value_of(*choice.axis, choice.axis->baseline);
            }
        }
        if (!accepts(relaxed)) {
            return std::nullopt;
        }
        for (std::size_t i = 0; i < relaxed.size(); ++i) {
            const AxisValue* const baseline = relaxed[i].value;
            relaxed[i].value = m_choices[i].value;
            if (!accepts(relaxed)) {
                relaxed[i].value = baseline;
            }
        }
        return relaxed;
    }

    bool accepts(const Choices& choices) {
        return m_facts.probe(m_compiler, flags_of(choices, m_path, {}).compile).accepted;
    }

    Choices m_choices;
    const AxisValue& m_compiler;
    std::string m_path;
    CompilerFacts& m_facts;
};

Realised absent(const ExperimentAxis& compilers, const AxisValue& compiler, const Error& error) {
    const auto& optional = compilers.optional;
    if (std::find(optional.begin(), optional.end(), compiler.name) == optional.end()) {
        return unsupported(error.message, {});
    }
    Realised result;
    result.status = CellStatus::excluded;
    result.reason = fmt::format("{} is not installed (optional)", compiler.name);
    if (compiler.compiler && !compiler.compiler->package.empty()) {
        result.reason += ": apt-get install " + compiler.compiler->package;
    }
    return result;
}

} // namespace

Realised realise(const std::vector<ExperimentAxis>& axes, const Configuration& configuration,
                 CompilerFacts& facts) {
    const auto compilers =
        std::find_if(axes.begin(), axes.end(), [](const ExperimentAxis& candidate) {
            return candidate.axis.name == compiler_axis;
        });
    if (compilers == axes.end()) {
        return unsupported("the experiment has no axis \"compiler\"", {});
    }
    const AxisValue& compiler = value_of(compilers->axis, configuration.get(compiler_axis));
    const Result<CompilerIdentity> identity = facts.identify(compiler);
    if (!identity) {
        return absent(*compilers, compiler, identity.error());
    }
    Choices choices = choose(axes, configuration);
    for (const Choice& choice : choices) {
        if (std::string why_not = restriction(choice, *identity); !why_not.empty()) {
            return unsupported(std::move(why_not), {});
        }
    }
    return Realiser(std::move(choices), compiler, identity->path, facts).realise();
}

} // namespace klp
