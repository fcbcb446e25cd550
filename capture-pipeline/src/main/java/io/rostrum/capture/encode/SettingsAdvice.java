package io.rostrum.capture.encode;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/// What viewers or platforms would suffer from, though an encoder takes it.
///
/// @param name  of the kind of trouble, always the same: `LongKeyInterval`
/// @param words what it does and what to choose instead, one sentence or two
public record SettingsAdvice(String name, String words) {
    /// The platforms' guides ask for 2 s; from there a viewer joins within a second on average.
    private static final Duration SHORTEST_KEY_INTERVAL = Duration.ofSeconds(1);

    private static final Duration LONGEST_KEY_INTERVAL = Duration.ofSeconds(4);
    /// Bits for each pixel of each picture. The guides of Twitch and YouTube for H.264 are between 0.05 (1080p60
    /// at 6 Mbit/s) and 0.15 (720p30 at 4 Mbit/s).
    private static final double FEWEST_BITS = 0.03;

    private static final double MOST_BITS = 0.4;

    /// {@return what is to be said of these settings; nothing for most}
    ///
    /// @param refreshHertz how often the captured screen changes its picture at most; empty for other sources and
    ///                     where it is unknown
    public static List<SettingsAdvice> of(VideoSettings settings, OptionalInt refreshHertz) {
        List<SettingsAdvice> advice = new ArrayList<>();
        Duration interval = settings.keyInterval();
        if (interval.compareTo(LONGEST_KEY_INTERVAL) > 0) {
            advice.add(new SettingsAdvice(
                    "LongKeyInterval",
                    "Key frames %s apart let viewers wait that long to join, and many platforms refuse them; choose 2 s."
                            .formatted(seconds(interval))));
        } else if (interval.compareTo(SHORTEST_KEY_INTERVAL) < 0) {
            advice.add(new SettingsAdvice(
                    "ShortKeyInterval",
                    "Key frames %s apart take bits that the pictures between them miss; choose 2 s."
                            .formatted(seconds(interval))));
        }
        double rate = settings.frameRate().toDouble();
        double pixels = settings.size().width() * settings.size().height() * rate;
        double bits = settings.bitsPerSecond() / pixels;
        if (bits < FEWEST_BITS) {
            advice.add(new SettingsAdvice(
                    "LowBitRate",
                    "%s is little for %s at %.4g fps, motion will look blocky; choose %s or more, or a smaller picture."
                            .formatted(
                                    bitRate(settings.bitsPerSecond()),
                                    settings.size(),
                                    rate,
                                    bitRate(2 * FEWEST_BITS * pixels))));
        } else if (bits > MOST_BITS) {
            advice.add(new SettingsAdvice(
                    "HighBitRate",
                    "%s is more than %s at %.4g fps gains from; %s looks the same and reaches more viewers."
                            .formatted(
                                    bitRate(settings.bitsPerSecond()),
                                    settings.size(),
                                    rate,
                                    bitRate(MOST_BITS / 2 * pixels))));
        }
        if (refreshHertz.isPresent() && rate > refreshHertz.getAsInt() + 0.5) {
            advice.add(new SettingsAdvice(
                    "FrameRateAboveDisplay",
                    "The screen changes %d times a second at most, so %.4g fps repeats pictures; choose %d."
                            .formatted(refreshHertz.getAsInt(), rate, refreshHertz.getAsInt())));
        }
        return advice;
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.3g s", time.toMillis() / 1000.0);
    }

    private static String bitRate(double bitsPerSecond) {
        return Math.round(bitsPerSecond / 1000) + "k";
    }
}
