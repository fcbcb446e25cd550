package io.rostrum.capture.scene;

import io.rostrum.push.packet.Rational;
import java.time.Duration;

/// How one scene gives way to another.
///
/// Its length is a number of pictures: the one before them is all of the old scene, the one after them all of the
/// new one. Of *n* pictures the *k*-th is *k*/(*n*+1) of the way, so that an odd number has one exactly half-way.
///
/// @param kind     what is seen meanwhile
/// @param pictures how many are between the two scenes, 0 to [#MOST_PICTURES]; 0 for a cut
/// @param argb     the colour between the scenes, 0xAARRGGBB, its alpha ignored; [Kind#FADE_TO_COLOUR] alone uses it
public record Transition(Kind kind, int pictures, int argb) {
    /// The longest transition: 20 seconds at 60 pictures a second.
    public static final int MOST_PICTURES = 1200;

    /// The new scene is there with the next picture.
    public static final Transition CUT = new Transition(Kind.CUT, 0, 0);

    /// What is seen between two scenes.
    public enum Kind {
        /// Nothing.
        CUT,
        /// The new scene becomes visible in the place of the old one.
        FADE,
        /// The old scene becomes a colour, and the colour the new scene.
        FADE_TO_COLOUR,
        /// The new scene comes from the right and pushes the old one out.
        SLIDE,
        /// The new scene comes from the right over the old one, which stays where it is.
        SWIPE
    }

    public Transition {
        int most = kind == Kind.CUT ? 0 : MOST_PICTURES;
        if (pictures < 0 || pictures > most) {
            throw new IllegalArgumentException(
                    "transition " + kind + ": " + pictures + " pictures (expected: 0 to " + most + ")");
        }
    }

    /// {@return a transition of about this length, in whole pictures}
    ///
    /// @param length cut off at [#MOST_PICTURES]; a cut has none
    /// @param rate   pictures a second
    public static Transition lasting(Kind kind, Duration length, Rational rate, int argb) {
        if (kind == Kind.CUT) {
            return CUT;
        }
        long pictures = new Rational(/* numerator= */ rate.denominator(), /* denominator= */ rate.numerator())
                .nanosToTicks(length.toNanos());
        return new Transition(kind, Math.clamp(pictures, 0, MOST_PICTURES), argb);
    }

    /// {@return how much of the way picture `step` is, 0 to 1}
    ///
    /// @param step 1 for the first picture between the scenes
    double share(long step) {
        return step / (pictures + 1.0);
    }
}
