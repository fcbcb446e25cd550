package io.rostrum.server.config;

import io.rostrum.server.auth.AddressRange;
import io.rostrum.server.playback.AddressRules;
import io.rostrum.server.playback.PlaybackConfig;
import io.rostrum.server.playback.RefererRules;
import io.rostrum.server.playback.StreamRules;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// What the configuration says about who may watch, and from where one may watch and publish.
final class PlaybackSettings {
    private PlaybackSettings() {}

    static PlaybackConfig read(Settings settings) throws ConfigException {
        PlaybackConfig otherwise = PlaybackConfig.DEFAULT;
        RefererRules referers = new RefererRules(
                each(settings, "playback.referers.allow", RefererRules::host, RefererRules.GRAMMAR),
                each(settings, "playback.referers.deny", RefererRules::host, RefererRules.GRAMMAR),
                settings.truth("playback.referers.empty", true));
        return new PlaybackConfig(
                settings.duration(
                        "playback.token_life", otherwise.tokenLife(), Duration.ofMinutes(5), Duration.ofDays(31)),
                settings.duration(
                        "playback.key_rotation", otherwise.keyRotation(), Duration.ofSeconds(5), Duration.ofHours(1)),
                new StreamRules(referers, addresses(settings, "playback"), addresses(settings, "publish")));
    }

    private static AddressRules addresses(Settings settings, String of) throws ConfigException {
        AddressRules rules = new AddressRules(
                networks(settings, of + ".networks.allow"),
                networks(settings, of + ".networks.deny"),
                countries(settings, of + ".countries.allow"),
                countries(settings, of + ".countries.deny"),
                settings.truth(of + ".countries.unknown", true));
        if (rules.asksCountries() && settings.text("audience.countries", "").isBlank()) {
            throw settings.refuse(
                    of + (rules.countries().isEmpty() ? ".countries.deny" : ".countries.allow"),
                    "none while audience.countries names no file that tells countries");
        }
        return rules;
    }

    private static List<AddressRange> networks(Settings settings, String key) throws ConfigException {
        return each(settings, key, AddressRange::parse, AddressRange.GRAMMAR);
    }

    private static Set<String> countries(Settings settings, String key) throws ConfigException {
        return Set.copyOf(each(settings, key, AddressRules::country, "codes of ISO 3166-1, such as DE"));
    }

    private static <T> List<T> each(Settings settings, String key, Function<String, Optional<T>> parse, String expected)
            throws ConfigException {
        List<T> made = new ArrayList<>();
        for (String text : settings.texts(key)) {
            made.add(parse.apply(text).orElseThrow(() -> settings.refuse(key, expected)));
        }
        return made;
    }
}
