package io.rostrum.capture.audio.filter;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// What filters of sound there are, and what each is set by.
@SuppressWarnings("ImmutableEnumChecker") // a list of records that List.of made
public enum SoundFilterKind {
    /// Louder or quieter.
    GAIN("Gain", decibels("gain", "Gain", -30, 30, 0, 0.5)),

    /// Silences what is too quiet to be meant: opens above one level, closes below another.
    GATE(
            "Noise gate",
            decibels("open", "Opens at", -96, 0, -26, 1),
            decibels("close", "Closes at", -96, 0, -32, 1),
            millis("attack", "Attack", 0, 1000, 25),
            millis("hold", "Hold", 0, 3000, 200),
            millis("release", "Release", 0, 3000, 150)),

    /// Makes what is quiet quieter still, by so many decibels for each below the threshold.
    EXPANDER(
            "Expander",
            decibels("threshold", "Threshold", -60, 0, -40, 1),
            ratio("ratio", 1, 20, 2),
            millis("attack", "Attack", 1, 100, 10),
            millis("release", "Release", 1, 1000, 50),
            decibels("gain", "Output", -32, 32, 0, 0.5)),

    /// Makes what is loud less loud; by another channel's loudness where it has a key (ducking).
    COMPRESSOR(
            "Compressor",
            decibels("threshold", "Threshold", -60, 0, -18, 1),
            ratio("ratio", 1, 32, 10),
            millis("attack", "Attack", 1, 500, 6),
            millis("release", "Release", 1, 2000, 60),
            decibels("gain", "Output", -32, 32, 0, 0.5)),

    /// Lets nothing pass that is louder than the ceiling.
    LIMITER("Limiter", decibels("ceiling", "Ceiling", -60, 0, -6, 0.5), millis("release", "Release", 1, 1000, 60)),

    /// Five bands, the outer two shelves.
    EQ(
            "Equaliser",
            decibels("low", "100 Hz", -20, 20, 0, 0.5),
            decibels("lowmid", "300 Hz", -20, 20, 0, 0.5),
            decibels("mid", "1 kHz", -20, 20, 0, 0.5),
            decibels("highmid", "3.5 kHz", -20, 20, 0, 0.5),
            decibels("high", "10 kHz", -20, 20, 0, 0.5)),

    /// Takes a steady noise out: a fan, hum, hiss.
    DENOISE("Noise suppression", decibels("most", "At most", -60, -6, -30, 1));

    private final String words;
    private final List<SoundParameter> parameters;

    SoundFilterKind(String words, SoundParameter... parameters) {
        this.words = words;
        this.parameters = List.of(parameters);
    }

    private static SoundParameter decibels(
            String key, String name, double least, double most, double standard, double step) {
        return new SoundParameter(key, name, "dB", least, most, standard, step);
    }

    private static SoundParameter millis(String key, String name, double least, double most, double standard) {
        return new SoundParameter(key, name, "ms", least, most, standard, 1);
    }

    private static SoundParameter ratio(String key, double least, double most, double standard) {
        return new SoundParameter(key, "Ratio", ":1", least, most, standard, 0.5);
    }

    /// {@return the filter of that name}
    public static Optional<SoundFilterKind> of(String name) {
        return Stream.of(values()).filter(kind -> kind.key().equals(name)).findFirst();
    }

    /// {@return its name as it is written: `gate`}
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// {@return its name for people: `Noise gate`}
    public String words() {
        return words;
    }

    /// {@return what it is set by, in the order of [SoundFilterSpec#values()]}
    public List<SoundParameter> parameters() {
        return parameters;
    }
}
