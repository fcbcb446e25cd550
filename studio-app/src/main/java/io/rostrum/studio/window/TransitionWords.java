package io.rostrum.studio.window;

import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.capture.scene.Transition;
import io.rostrum.effects.wipe.WipePattern;

/// What transitions are called in the window.
final class TransitionWords {
    private TransitionWords() {}

    static String of(Transition.Kind kind) {
        return switch (kind) {
            case CUT -> tr("Cut");
            case FADE -> tr("Fade");
            case FADE_TO_COLOUR -> tr("Colour");
            case SLIDE -> tr("Slide");
            case SWIPE -> tr("Swipe");
            case WIPE -> tr("Wipe");
            case STINGER -> tr("Stinger");
        };
    }

    /// {@return what is seen of it, in a sentence}
    static String explained(Transition.Kind kind) {
        return switch (kind) {
            case CUT -> tr("The new scene is there with the next picture.");
            case FADE -> tr("The new scene becomes visible in the place of the old one.");
            case FADE_TO_COLOUR -> tr("The old scene becomes a colour, and the colour the new scene.");
            case SLIDE -> tr("The new scene comes from the right and pushes the old one out.");
            case SWIPE -> tr("The new scene comes from the right over the old one.");
            case WIPE -> tr("The new scene appears along a pattern.");
            case STINGER ->
                tr("A film with transparent parts is played over the change, with its sound. It says itself "
                        + "how long it lasts.");
        };
    }

    static String of(WipePattern pattern) {
        return switch (pattern) {
            case LINE -> tr("Line");
            case DIAGONAL -> tr("Diagonal");
            case CLOCK -> tr("Clock");
            case IRIS -> tr("Iris");
            case DIAMOND -> tr("Diamond");
            case BARN_DOORS -> tr("Barn doors");
            case BLINDS -> tr("Blinds");
            case CHECKER -> tr("Checker");
            case BLOCKS -> tr("Blocks");
        };
    }
}
