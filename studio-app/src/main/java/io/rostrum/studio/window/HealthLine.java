package io.rostrum.studio.window;

import static io.rostrum.studio.words.Sentences.said;
import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.studio.engine.StudioSnapshot.Health;

/// What is said of a source beside its name.
///
/// @param tone its colour
/// @param text empty while all is well
record HealthLine(Tone tone, String text) {
    static HealthLine of(Health health) {
        return switch (health) {
            case Health.Running _ -> new HealthLine(Tone.NEUTRAL, "");
            case Health.Hampered(String why) -> new HealthLine(Tone.WARN, sentence(said(why)));
            case Health.Opening _ -> new HealthLine(Tone.ACCENT, tr("Opening…"));
            case Health.HeldBack _ -> new HealthLine(Tone.WARN, tr("Not opened"));
            case Health.Ended _ -> new HealthLine(Tone.NEUTRAL, tr("Played to its end"));
            case Health.Lost(String why) ->
                new HealthLine(Tone.LIVE, tr("Lost: {0}; tried again by itself", said(why)));
        };
    }

    private static String sentence(String why) {
        return why.isEmpty() ? why : Character.toUpperCase(why.charAt(0)) + why.substring(1);
    }

    boolean well() {
        return text.isEmpty();
    }
}
