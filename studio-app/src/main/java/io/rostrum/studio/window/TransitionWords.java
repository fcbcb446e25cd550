package io.rostrum.studio.window;

import io.rostrum.capture.scene.Transition;
import io.rostrum.effects.wipe.WipePattern;

/// What transitions are called in the window.
final class TransitionWords {
    private TransitionWords() {}

    static String of(Transition.Kind kind) {
        return switch (kind) {
            case CUT -> "Cut";
            case FADE -> "Fade";
            case FADE_TO_COLOUR -> "Colour";
            case SLIDE -> "Slide";
            case SWIPE -> "Swipe";
            case WIPE -> "Wipe";
            case STINGER -> "Stinger";
        };
    }

    /// {@return what is seen of it, in a sentence}
    static String explained(Transition.Kind kind) {
        return switch (kind) {
            case CUT -> "The new scene is there with the next picture.";
            case FADE -> "The new scene becomes visible in the place of the old one.";
            case FADE_TO_COLOUR -> "The old scene becomes a colour, and the colour the new scene.";
            case SLIDE -> "The new scene comes from the right and pushes the old one out.";
            case SWIPE -> "The new scene comes from the right over the old one.";
            case WIPE -> "The new scene appears along a pattern.";
            case STINGER ->
                "A film with transparent parts is played over the change, with its sound. It says itself how long"
                        + " it lasts.";
        };
    }

    static String of(WipePattern pattern) {
        return switch (pattern) {
            case LINE -> "Line";
            case DIAGONAL -> "Diagonal";
            case CLOCK -> "Clock";
            case IRIS -> "Iris";
            case DIAMOND -> "Diamond";
            case BARN_DOORS -> "Barn doors";
            case BLINDS -> "Blinds";
            case CHECKER -> "Checker";
            case BLOCKS -> "Blocks";
        };
    }
}
