package io.rostrum.server.playback;

import io.rostrum.server.auth.AddressRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// [StreamRules] as the API and the database have them. What is null is as of [StreamRules#NONE].
record RulesJson(
        @Nullable Referers referers,
        @Nullable Addresses play,
        @Nullable Addresses publish) {
    /// Of each list.
    static final int MOST = 200;

    record Referers(
            @Nullable List<@Nullable String> allow,
            @Nullable List<@Nullable String> deny,
            @Nullable Boolean empty) {}

    record Addresses(
            @Nullable List<@Nullable String> allow,
            @Nullable List<@Nullable String> deny,
            @Nullable List<@Nullable String> countries,
            @Nullable List<@Nullable String> notCountries,
            @Nullable Boolean unknownCountry) {}

    static RulesJson of(StreamRules rules) {
        RefererRules referers = rules.referers();
        return new RulesJson(
                new Referers(List.copyOf(referers.allowed()), List.copyOf(referers.denied()), referers.empty()),
                addresses(rules.play()),
                addresses(rules.publish()));
    }

    private static Addresses addresses(AddressRules rules) {
        return new Addresses(
                rules.allowed().stream().map(AddressRange::text).toList(),
                rules.denied().stream().map(AddressRange::text).toList(),
                rules.countries().stream().sorted().toList(),
                rules.notFrom().stream().sorted().toList(),
                rules.unknownCountry());
    }

    /// {@return the rules}
    ///
    /// @param objections given a line for each entry that is none
    StreamRules read(List<String> objections) {
        return new StreamRules(
                referers == null
                        ? RefererRules.NONE
                        : new RefererRules(
                                hosts("referers.allow", referers.allow(), objections),
                                hosts("referers.deny", referers.deny(), objections),
                                referers.empty() == null || referers.empty()),
                addresses("play", play, objections),
                addresses("publish", publish, objections));
    }

    private static AddressRules addresses(String name, @Nullable Addresses from, List<String> objections) {
        return from == null
                ? AddressRules.NONE
                : new AddressRules(
                        networks(name + ".allow", from.allow(), objections),
                        networks(name + ".deny", from.deny(), objections),
                        Set.copyOf(countries(name + ".countries", from.countries(), objections)),
                        Set.copyOf(countries(name + ".notCountries", from.notCountries(), objections)),
                        from.unknownCountry() == null || from.unknownCountry());
    }

    private static List<String> hosts(String field, @Nullable List<@Nullable String> texts, List<String> objections) {
        return each(field, texts, RefererRules::host, RefererRules.GRAMMAR, objections);
    }

    private static List<AddressRange> networks(
            String field, @Nullable List<@Nullable String> texts, List<String> objections) {
        return each(field, texts, AddressRange::parse, AddressRange.GRAMMAR, objections);
    }

    private static List<String> countries(
            String field, @Nullable List<@Nullable String> texts, List<String> objections) {
        return each(field, texts, AddressRules::country, "two letters of ISO 3166-1, such as DE", objections);
    }

    private static <T> List<T> each(
            String field,
            @Nullable List<@Nullable String> texts,
            Function<String, Optional<T>> parse,
            String expected,
            List<String> objections) {
        List<T> made = new ArrayList<>();
        for (String text : texts == null ? List.<@Nullable String>of() : texts) {
            Optional<T> one = parse.apply(text == null ? "" : text);
            if (one.isEmpty()) {
                String shown = text == null || text.length() > 60 ? "one that is none" : text;
                objections.add(field + ": " + shown + " (expected: " + expected + ").");
            }
            one.ifPresent(made::add);
        }
        if (made.size() > MOST) {
            objections.add(field + ": " + made.size() + " (expected: at most " + MOST + ").");
        }
        return made;
    }
}
