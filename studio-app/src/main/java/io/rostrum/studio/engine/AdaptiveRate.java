package io.rostrum.studio.engine;

import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.capture.encode.VideoSettings;
import io.rostrum.push.target.SharedRate;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntConsumer;

/// The bit rate of the pictures while it follows the uplinks of the targets, and words for the user when it goes down
/// and when it is back. Thread-safe.
public final class AdaptiveRate {
    /// Of the rate that the user wants; less looks worse than pictures left out.
    private static final double FLOOR_SHARE = 0.25;

    private final SharedRate shared;
    private final IntConsumer encoder;
    private final Announcer announcer;
    private boolean told;

    /// @param bitsPerSecond what the user wants
    /// @param encoder       takes a new rate; any thread, never blocks
    /// @param announcer     hears when the rate goes down, and when it is back
    public AdaptiveRate(int bitsPerSecond, IntConsumer encoder, Announcer announcer) {
        this.encoder = encoder;
        this.announcer = announcer;
        shared = new SharedRate(bitsPerSecond, this::changed);
    }

    private void changed(SharedRate.Rate rate) {
        encoder.accept(rate.bitsPerSecond());
        Optional<SharedRate.Lowered> lowered = rate.lowered();
        if (lowered.isPresent() == told) {
            return;
        }
        told = lowered.isPresent();
        lowered.ifPresentOrElse(
                because -> announcer.began(this, words(because)),
                () -> announcer.over(this, tr("The pictures are sent at {0} again.", kilobits(rate.bitsPerSecond()))));
    }

    /// {@return why the rate is lower than the user wants, in a sentence}
    public static String words(SharedRate.Lowered lowered) {
        return tr(
                "The bit rate of the pictures is lowered to {0}, because the uplink of {1} takes no more than {2}.",
                kilobits(lowered.bitsPerSecond()), lowered.name(), kilobits(lowered.uplinkBits()));
    }

    private static String kilobits(int bitsPerSecond) {
        return Math.round(bitsPerSecond / 1000.0) + " kbit/s";
    }

    /// A target takes part from now on.
    ///
    /// @param name  in words for the user
    /// @param floor bits a second; empty for a quarter of what the user wants
    /// @param most  what the user wants, bits a second
    /// @return to be given to the target as a listener
    public SharedRate.Member join(String name, SharedRate.Say may, OptionalInt floor, int most) {
        int usual = Math.max(VideoSettings.LOWEST_BIT_RATE, (int) (FLOOR_SHARE * most));
        return shared.join(name, may, floor.orElse(usual));
    }

    /// The user wants another rate. It is aimed at at once, or when the uplinks take it.
    public void ceiling(int bitsPerSecond) {
        shared.ceiling(bitsPerSecond);
        encoder.accept(shared.rate().bitsPerSecond());
    }

    /// {@return why the rate is lower than the user wants; empty when it is not}
    public Optional<SharedRate.Lowered> lowered() {
        return shared.rate().lowered();
    }
}
