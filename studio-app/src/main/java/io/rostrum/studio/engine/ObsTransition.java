package io.rostrum.studio.engine;

import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.capture.scene.Transition;
import io.rostrum.effects.wipe.WipePattern;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/// What transitions of OBS Studio are here.
final class ObsTransition {
    private static final double USUAL_SOFTNESS = 0.03;
    private static final double MILLIS_A_SECOND = 1000;
    private static final String USUAL_WIPE = "linear-h.png";

    private final ObsImport.Files files;
    private final Consumer<String> left;

    /// @param left told in a sentence what is not taken over
    ObsTransition(ObsImport.Files files, Consumer<String> left) {
        this.files = files;
        this.left = left;
    }

    /// {@return the transition that a scene collection uses}
    TransitionSetting of(ObsTree collection) {
        String name = collection.text("current_transition", "Fade");
        Optional<ObsTree> own = collection.all("transitions").stream()
                .filter(one -> one.name().equals(name))
                .findFirst();
        String kind = own.map(ObsTree::kind).orElse(name.equals("Cut") ? "cut_transition" : "fade_transition");
        ObsTree settings = own.map(one -> one.in("settings")).orElseGet(() -> collection.in("no settings"));
        int millis = (int) collection.number("transition_duration", 300);
        return switch (kind) {
            case "cut_transition" -> new TransitionSetting(Transition.Kind.CUT, millis, 0);
            case "fade_transition" -> new TransitionSetting(Transition.Kind.FADE, millis, 0);
            case "fade_to_color_transition" ->
                new TransitionSetting(Transition.Kind.FADE_TO_COLOUR, millis, settings.argb("color", 0xFF000000L));
            case "slide_transition" -> new TransitionSetting(Transition.Kind.SLIDE, millis, 0);
            case "swipe_transition" -> new TransitionSetting(Transition.Kind.SWIPE, millis, 0);
            case "wipe_transition" -> wipe(name, settings, millis);
            case "obs_stinger_transition" -> stinger(name, settings, millis);
            default -> {
                left.accept(tr("The transition “{0}” ({1}) became a fade.", name, kind));
                yield new TransitionSetting(Transition.Kind.FADE, millis, 0);
            }
        };
    }

    private TransitionSetting wipe(String name, ObsTree settings, int millis) {
        WipeSetting along = along(name, settings.text("luma_image", USUAL_WIPE))
                .withSoftness(settings.number("luma_softness", USUAL_SOFTNESS))
                .withReversed(settings.flag("luma_invert", false));
        return new TransitionSetting(Transition.Kind.WIPE, millis, 0).withWipe(along);
    }

    /// Some of its pictures are patterns here; the others are used where they are there.
    private WipeSetting along(String name, String picture) {
        Optional<WipeSetting> same = switch (picture) {
            case "linear-h.png" -> pattern(WipePattern.LINE, 0);
            case "linear-v.png" -> pattern(WipePattern.LINE, 1);
            case "linear-topleft.png" -> pattern(WipePattern.DIAGONAL, 0);
            case "linear-topright.png" -> pattern(WipePattern.DIAGONAL, 1);
            case "barndoor-h.png" -> pattern(WipePattern.BARN_DOORS, 0);
            case "barndoor-v.png" -> pattern(WipePattern.BARN_DOORS, 1);
            case "clock.png" -> pattern(WipePattern.CLOCK, 0);
            case "iris.png" -> pattern(WipePattern.IRIS, 0);
            default -> Optional.empty();
        };
        return same.or(() -> files.wipe(picture).map(WipeSetting.DEFAULT::withFile))
                .orElseGet(() -> {
                    left.accept(tr(
                            "The picture {0} of the transition “{1}” is not on this computer; it became the pattern that is"
                                    + " nearest to it.",
                            picture, name));
                    return nearest(picture);
                });
    }

    private static Optional<WipeSetting> pattern(WipePattern pattern, int quarterTurns) {
        return Optional.of(WipeSetting.DEFAULT.withPattern(pattern).withQuarterTurns(quarterTurns));
    }

    private static WipeSetting nearest(String picture) {
        WipePattern pattern = Arrays.stream(WipePattern.values())
                .filter(each -> picture.startsWith(
                        switch (each) {
                            case LINE -> "linear";
                            case DIAGONAL -> "box";
                            case CLOCK -> "fan";
                            case IRIS -> "circles";
                            case DIAMOND -> "square.";
                            case BARN_DOORS -> "barndoor";
                            case BLINDS -> "blinds";
                            case CHECKER -> "checkerboard";
                            case BLOCKS -> "squares";
                        }))
                .findFirst()
                .orElse(WipePattern.LINE);
        boolean upright = picture.equals("blinds-h.png") || picture.endsWith("-v.png");
        return WipeSetting.DEFAULT.withPattern(pattern).withQuarterTurns(upright ? 1 : 0);
    }

    /// Its switch point is a time in milliseconds, or the number of a picture of the film.
    private TransitionSetting stinger(String name, ObsTree settings, int millis) {
        String film = settings.text("path", "");
        double point = settings.number("transition_point", 0);
        int switched;
        if (settings.number("tp_type", 0) == 0) {
            switched = (int) point;
        } else {
            OptionalDouble rate = film.isBlank() ? OptionalDouble.empty() : files.rate(film);
            switched = rate.isPresent()
                    ? (int) Math.round(point * MILLIS_A_SECOND / rate.getAsDouble())
                    : StingerSetting.DEFAULT.switchMillis();
            if (rate.isEmpty()) {
                left.accept(tr(
                        "The transition “{0}” changes scenes at picture {1} of a film that is not there, so its time is"
                                + " not known; half a second was taken.",
                        name, Math.round(point)));
            }
        }
        return new TransitionSetting(Transition.Kind.STINGER, millis, 0)
                .withStinger(new StingerSetting(film, switched, 0));
    }
}
