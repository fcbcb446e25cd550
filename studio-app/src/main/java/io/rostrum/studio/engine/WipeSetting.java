package io.rostrum.studio.engine;

import io.rostrum.effects.wipe.WipePattern;

/// Along what one scene gives way to another.
///
/// @param pattern      by a rule; not used where there is a file
/// @param quarterTurns how often the pattern is turned clockwise by 90 degrees, 0 to 3
/// @param reversed     whether what changes first otherwise changes last
/// @param softness     of the edge, as a part of the whole way, 0 to 1
/// @param file         a picture of the user's own whose dark parts change first; empty for the pattern
public record WipeSetting(WipePattern pattern, int quarterTurns, boolean reversed, double softness, String file) {
    private static final int QUARTERS = 4;

    public static final WipeSetting DEFAULT =
            new WipeSetting(WipePattern.LINE, 0, /* reversed= */ false, /* softness= */ 0.1, "");

    /// What a settings file does not say, or says wrongly, is put right.
    public WipeSetting {
        pattern = pattern == null ? WipePattern.LINE : pattern;
        quarterTurns = Math.floorMod(quarterTurns, QUARTERS);
        softness = Double.isFinite(softness) ? Math.clamp(softness, 0, 1) : 0;
        file = file == null ? "" : file.strip();
    }

    /// {@return the same along a pattern, and not along a picture}
    public WipeSetting withPattern(WipePattern to) {
        return new WipeSetting(to, quarterTurns, reversed, softness, "");
    }

    public WipeSetting withQuarterTurns(int to) {
        return new WipeSetting(pattern, to, reversed, softness, file);
    }

    public WipeSetting withReversed(boolean to) {
        return new WipeSetting(pattern, quarterTurns, to, softness, file);
    }

    public WipeSetting withSoftness(double to) {
        return new WipeSetting(pattern, quarterTurns, reversed, to, file);
    }

    public WipeSetting withFile(String to) {
        return new WipeSetting(pattern, quarterTurns, reversed, softness, to);
    }
}
