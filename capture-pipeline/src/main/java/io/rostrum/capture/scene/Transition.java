package io.rostrum.capture.scene;

import io.rostrum.effects.picture.VideoFrame;
import io.rostrum.effects.wipe.WipeMap;
import io.rostrum.push.packet.Rational;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How one scene gives way to another.
///
/// Its length is a number of pictures: the one before them is all of the old scene, the one after them all of the
/// new one. Of *n* pictures the *k*-th is *k*/(*n*+1) of the way, so that an odd number has one exactly half-way.
///
/// @param kind     what is seen meanwhile
/// @param pictures how many are between the two scenes, 0 to [#MOST_PICTURES]; 0 for a cut
/// @param argb     the colour between the scenes, 0xAARRGGBB, its alpha ignored; [Kind#FADE_TO_COLOUR]
/// alone uses it
/// @param means    what a wipe or a stinger needs besides; null for the others
public record Transition(
        Kind kind, int pictures, int argb, @Nullable Means means) {
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
        SWIPE,
        /// The new scene appears along a pattern.
        WIPE,
        /// A film is played over the change.
        STINGER
    }

    /// What a transition needs besides its length.
    public sealed interface Means permits Wipe, Stinger {}

    /// A pattern along which the new scene appears.
    ///
    /// @param map      of the canvas' size
    /// @param softness of its edge, 0 to 1, as [WipeMixer#mix] has it
    public record Wipe(WipeMap map, double softness) implements Means {
        public Wipe {
            if (!(softness >= 0 && softness <= 1)) {
                throw new IllegalArgumentException("softness: " + softness + " (expected: 0 to 1)");
            }
        }
    }

    /// A film over the change.
    ///
    /// @param film     taken: whoever draws the transition closes it
    /// @param switchAt how many of its pictures lie over the old scene; the others lie over the new one
    public record Stinger(StingerFilm film, int switchAt) implements Means {}

    public Transition {
        int most = kind == Kind.CUT ? 0 : MOST_PICTURES;
        if (pictures < 0 || pictures > most) {
            throw new IllegalArgumentException(
                    "transition " + kind + ": " + pictures + " pictures (expected: 0 to " + most + ")");
        }
        boolean fits = switch (kind) {
            case WIPE -> means instanceof Wipe;
            case STINGER -> means instanceof Stinger;
            case CUT, FADE, FADE_TO_COLOUR, SLIDE, SWIPE -> means == null;
        };
        if (!fits) {
            throw new IllegalArgumentException("transition " + kind + ": by " + means + " (expected: what it needs)");
        }
    }

    /// One that needs nothing besides.
    public Transition(Kind kind, int pictures, int argb) {
        this(kind, pictures, argb, null);
    }

    /// {@return a transition of about this length, in whole pictures}
    ///
    /// @param length cut off at [#MOST_PICTURES]; a cut has none
    /// @param rate   pictures a second
    public static Transition lasting(Kind kind, Duration length, Rational rate, int argb) {
        return kind == Kind.CUT ? CUT : new Transition(kind, pictures(length, rate), argb);
    }

    /// {@return a wipe of about this length, in whole pictures}
    ///
    /// @param length cut off at [#MOST_PICTURES]
    /// @param rate   pictures a second
    public static Transition lasting(Wipe wipe, Duration length, Rational rate) {
        return new Transition(Kind.WIPE, pictures(length, rate), 0, wipe);
    }

    /// {@return a stinger that lasts as long as its film}
    ///
    /// @param film   taken
    /// @param before how long the old scene is beneath it
    /// @param rate   pictures a second
    public static Transition lasting(StingerFilm film, Duration before, Rational rate) {
        return new Transition(Kind.STINGER, film.pictures(), 0, new Stinger(film, pictures(before, rate)));
    }

    /// {@return the same for another canvas, which draws it at the same time: a stinger's film is played, heard and
    /// closed for the first one, and seen on both. A wipe needs a map of that canvas' own}
    public Transition alongside() {
        return means instanceof Stinger(StingerFilm film, int switchAt)
                ? new Transition(kind, pictures, argb, new Stinger(new SeenToo(film), switchAt))
                : this;
    }

    /// A film that another canvas plays.
    private record SeenToo(StingerFilm film) implements StingerFilm {
        @Override
        public int pictures() {
            return film.pictures();
        }

        @Override
        public void begin(long ptsNanos) {
            // has its beginning where it is played
        }

        @Override
        public @Nullable VideoFrame picture(long step) {
            return film.picture(step);
        }

        @Override
        public void close() {
            // ends where it is played
        }
    }

    /// Gives up what it needs; done by whoever draws it, or does not.
    void close() {
        if (means instanceof Stinger(StingerFilm film, int _)) {
            film.close();
        }
    }

    private static int pictures(Duration length, Rational rate) {
        long pictures = new Rational(/* numerator= */ rate.denominator(), /* denominator= */ rate.numerator())
                .nanosToTicks(length.toNanos());
        return Math.clamp(pictures, 0, MOST_PICTURES);
    }

    /// {@return how much of the way picture `step` is, 0 to 1}
    ///
    /// @param step 1 for the first picture between the scenes
    double share(long step) {
        return step / (pictures + 1.0);
    }
}
