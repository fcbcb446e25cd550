package io.rostrum.server.config;

import io.rostrum.server.audience.AudienceConfig;
import io.rostrum.server.audience.AudienceConfig.Addresses;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Reads what is kept of viewers: `audience`.
final class AudienceSettings {
    private static final Duration LONGEST = Duration.ofDays(3_650);
    private static final Pattern COUNT = Pattern.compile("[1-9][0-9]{0,6}");

    private AudienceSettings() {}

    static AudienceConfig read(Settings settings) throws ConfigException {
        AudienceConfig otherwise = AudienceConfig.DEFAULT;
        String addresses = settings.text("audience.addresses", "truncated");
        List<Integer> thresholds = new ArrayList<>();
        for (String text : settings.texts("audience.thresholds")) {
            if (!COUNT.matcher(text).matches()) {
                throw settings.refuse("audience.thresholds", "whole numbers from 1");
            }
            thresholds.add(Integer.valueOf(text));
        }
        return new AudienceConfig(
                Addresses.of(addresses)
                        .orElseThrow(() -> settings.refuse("audience.addresses", "truncated, full or none")),
                settings.duration("audience.keep_viewers", otherwise.sessions(), Duration.ofHours(1), LONGEST),
                settings.duration("audience.keep_reports", otherwise.reports(), Duration.ofHours(1), LONGEST),
                thresholds.isEmpty() ? otherwise.thresholds() : thresholds,
                settings.optionalPath("audience.countries"));
    }
}
