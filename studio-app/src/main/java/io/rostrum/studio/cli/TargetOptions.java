package io.rostrum.studio.cli;

import io.rostrum.capture.audio.mixer.TrackSet;
import io.rostrum.capture.encode.VideoSettings;
import io.rostrum.effects.filter.FilterSettings;
import io.rostrum.effects.filter.FilterSpec;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.effects.watermark.WatermarkSettings;
import io.rostrum.push.target.DelayedSink;
import io.rostrum.push.target.PushUrl;
import io.rostrum.push.target.SharedRate;
import io.rostrum.studio.engine.OwnPicture;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What is said of one target: `--to`, and what belongs to it.
final class TargetOptions {
    /// When the pictures may be sent at a lower rate because of this target.
    enum Adapt {
        auto,
        always,
        never
    }

    @Option(
            names = "--to",
            paramLabel = "URL",
            required = true,
            description = "rtmp:// or rtmps:// target; may be repeated")
    private String to = "";

    @Option(
            names = "--backup",
            paramLabel = "URL",
            description = "second address of this target, tried in turn with the first while there is no connection")
    private @Nullable String backup;

    @Option(
            names = "--adapt",
            paramLabel = "WHEN",
            description = "lower the bit rate of the pictures while the uplink to this target is too slow, and raise it"
                    + " again: auto (while it is the only target), always (for all targets) or never (leave pictures"
                    + " out there instead)")
    private Adapt adapt = Adapt.auto;

    @Option(
            names = "--floor",
            paramLabel = "RATE",
            converter = Quantities.BitRate.class,
            description = "the lowest bit rate for that; a quarter of --bitrate where it is not given")
    private @Nullable Integer floor;

    @Option(
            names = "--own-bitrate",
            paramLabel = "RATE",
            converter = Quantities.BitRate.class,
            description =
                    "encode the pictures once more, at this bit rate, for this target and those that want the same;"
                            + " costs the processor another encode")
    private @Nullable Integer ownBitRate;

    @Option(names = "--own-size", paramLabel = "WxH", description = "the same with another size")
    private @Nullable String ownSize;

    @Option(
            names = "--watermark",
            paramLabel = "FILE",
            description = "draw this over the pictures that this target gets, and those that want the same, with the"
                    + " options of --filter watermark=; costs the processor another encode")
    private @Nullable String watermark;

    @Option(
            names = "--delay",
            paramLabel = "TIME",
            converter = Quantities.Time.class,
            description = "send to this target so much later than it is made, one minute at most")
    private @Nullable Duration delay;

    @Option(
            names = "--track",
            paramLabel = "N",
            description = "the track, 1 to 6, whose sound this target gets; see --tracks")
    private int track = TrackSet.FIRST;

    /// @throws IllegalArgumentException in words for the user
    WantedTarget wanted() {
        if (delay != null && (!delay.isPositive() || delay.compareTo(DelayedSink.LONGEST) > 0)) {
            throw new IllegalArgumentException("--delay: " + delay.toMillis() / 1e3
                    + " s (expected: more than 0, at most " + DelayedSink.LONGEST.toSeconds() + ")");
        }
        if (floor != null && floor < VideoSettings.LOWEST_BIT_RATE) {
            throw new IllegalArgumentException(
                    "--floor: " + floor + " (expected: at least " + VideoSettings.LOWEST_BIT_RATE + " bits a second)");
        }
        return new WantedTarget(
                PushUrl.parse(to),
                Optional.ofNullable(backup).map(PushUrl::parse),
                switch (adapt) {
                    case auto -> SharedRate.Say.WHEN_ALONE;
                    case always -> SharedRate.Say.ALWAYS;
                    case never -> SharedRate.Say.NEVER;
                },
                number(floor),
                new OwnPicture(Optional.ofNullable(ownSize).map(PictureSize::parse), number(ownBitRate), watermark()),
                Optional.ofNullable(delay),
                TrackSet.requireTrack(track));
    }

    private Optional<WatermarkSettings> watermark() {
        if (watermark == null) {
            return Optional.empty();
        }
        return FilterSpec.parse("watermark=" + watermark).settings() instanceof FilterSettings.Watermark(var settings)
                ? Optional.of(settings)
                : Optional.empty();
    }

    private static OptionalInt number(@Nullable Integer value) {
        return value == null ? OptionalInt.empty() : OptionalInt.of(value);
    }
}
