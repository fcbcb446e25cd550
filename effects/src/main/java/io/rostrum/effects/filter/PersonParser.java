package io.rostrum.effects.filter;

import io.rostrum.effects.background.BackgroundSettings;
import io.rostrum.effects.background.BackgroundSettings.Instead;
import io.rostrum.effects.beauty.BeautySettings;
import io.rostrum.effects.framing.FramingSettings;
import io.rostrum.effects.light.LowLightSettings;

/// Reads what is done about the person in a picture and the light on it; see [FilterSpec#parse].
final class PersonParser {
    private static final String COLOUR = "color:";
    private static final String INSTEAD = "remove, color:RRGGBB or a picture file";

    private final FilterWords words;

    PersonParser(FilterWords words) {
        this.words = words;
    }

    FilterSettings background() {
        String value = words.onlyValue(INSTEAD);
        Instead instead;
        if (value.equals("remove")) {
            instead = new Instead.Nothing();
        } else if (value.startsWith(COLOUR)) {
            instead = new Instead.Colour(ColourParser.rgb(value.substring(COLOUR.length())));
        } else {
            instead = new Instead.Picture(FilterParser.picture(value, INSTEAD));
        }
        return new FilterSettings.Background(new BackgroundSettings(
                instead,
                words.number("edge", 0),
                words.number("smoothness", BackgroundSettings.USUAL_SMOOTHNESS),
                words.number("spill", BackgroundSettings.USUAL_SPILL)));
    }

    FilterSettings beauty() {
        double strength = FilterWords.number("strength", words.onlyValue("a strength 0..1"));
        return new FilterSettings.Beauty(new BeautySettings(
                strength, words.number("brighten", strength), words.number("whiten", 0), words.number("eyes", 0)));
    }

    FilterSettings lowLight() {
        double strength = FilterWords.number("strength", words.onlyValue("a strength 0..1"));
        return new FilterSettings.LowLight(new LowLightSettings(strength, words.number("denoise", 0)));
    }

    FilterSettings framing() {
        double closeness = FilterWords.number("closeness", words.onlyValue("a closeness 0..1"));
        return new FilterSettings.Framing(
                new FramingSettings(closeness, words.number("speed", FramingSettings.USUAL_SPEED)));
    }
}
