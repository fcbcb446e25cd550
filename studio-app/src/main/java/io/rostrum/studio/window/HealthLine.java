package io.rostrum.studio.window;

import io.rostrum.studio.engine.StudioSnapshot.Health;

/// What is said of a source beside its name.
///
/// @param tone its colour
/// @param text empty while all is well
record HealthLine(Tone tone, String text) {
    static HealthLine of(Health health) {
        return switch (health) {
            case Health.Running _ -> new HealthLine(Tone.NEUTRAL, "");
            case Health.Hampered(String why) -> new HealthLine(Tone.WARN, sentence(why));
            case Health.Opening _ -> new HealthLine(Tone.ACCENT, "Opening…");
            case Health.HeldBack _ -> new HealthLine(Tone.WARN, "Not opened");
            case Health.Ended _ -> new HealthLine(Tone.NEUTRAL, "Played to its end");
            case Health.Lost(String why) -> new HealthLine(Tone.LIVE, "Lost: " + why + "; tried again by itself");
        };
    }

    private static String sentence(String why) {
        return why.isEmpty() ? why : Character.toUpperCase(why.charAt(0)) + why.substring(1);
    }

    boolean well() {
        return text.isEmpty();
    }
}
