package io.rostrum.studio.engine;

import io.rostrum.capture.audio.mixer.TrackSet;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.push.target.DelayedSink;
import io.rostrum.push.target.PushUrl;
import io.rostrum.push.target.SharedRate;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// How it is sent to a destination, as it is saved.
///
/// @param adapt              while the uplink is too slow. [#AUTO]: the pictures are sent at a lower bit rate while
///                           this is the only destination, and not on this computer; [#ALWAYS]: then too when there are
/// others, to all;
///                           [#NEVER]: pictures are left out there
/// @param floorBitsPerSecond lowest bit rate for that; 0 for a quarter of what is set
/// @param backup             second address, `rtmp[s]://host[:port]/app` without the key, which is the same; empty
///                           for none
/// @param ownSize            `1280x720` for an encoder of its own with that size; empty for the programme's size
/// @param ownBitsPerSecond   for an encoder of its own with that bit rate; 0 for the programme's rate
/// @param byServer           whether the bundled server sends it on, so that it is uploaded once for all such
///                           destinations; what is said above counts only otherwise, and false is what it is in files
///                           of before there was a choice, as it is 0 for the delay
/// @param delaySeconds       how much later it is sent than it is made, at most [#LONGEST_DELAY]; 0 for not
/// @param start              what going live does with its switch: [#AS_SWITCHED], nothing; [#WITH_EVERY], it goes on;
///                           [#BY_HAND], it goes off; null, as in older files, for nothing
/// @param minutes            after which its switch goes off by itself; 0 for never
/// @param watermark          for an encoder of its own that draws this over the programme; null, as in older files,
///                           for none
/// @param track              of the sound; 0, as in older files, for the first
/// @param secondCanvas       whether it gets the pictures of the second canvas; those are never sent on
///                           by the server
public record DeliverySetting(
        String adapt,
        int floorBitsPerSecond,
        String backup,
        String ownSize,
        int ownBitsPerSecond,
        boolean byServer,
        int delaySeconds,
        @Nullable String start,
        int minutes,
        @Nullable WatermarkSetting watermark,
        int track,
        boolean secondCanvas) {
    public static final String AUTO = "auto";
    public static final String ALWAYS = "always";
    public static final String NEVER = "never";
    public static final String AS_SWITCHED = "switched";
    public static final String WITH_EVERY = "every";
    public static final String BY_HAND = "hand";
    /// Seconds.
    public static final int LONGEST_DELAY = (int) DelayedSink.LONGEST.toSeconds();

    public static final DeliverySetting USUAL =
            new DeliverySetting(AUTO, 0, "", "", 0, false, 0, AS_SWITCHED, 0, /* watermark= */ null, TrackSet.FIRST);

    public DeliverySetting {
        byServer &= !secondCanvas;
    }

    /// One that gets the programme.
    public DeliverySetting(
            String adapt,
            int floorBitsPerSecond,
            String backup,
            String ownSize,
            int ownBitsPerSecond,
            boolean byServer,
            int delaySeconds,
            @Nullable String start,
            int minutes,
            @Nullable WatermarkSetting watermark,
            int track) {
        this(
                adapt,
                floorBitsPerSecond,
                backup,
                ownSize,
                ownBitsPerSecond,
                byServer,
                delaySeconds,
                start,
                minutes,
                watermark,
                track,
                /* secondCanvas= */ false);
    }

    /// {@return the same with the pictures of the second canvas, or with those of the programme}
    public DeliverySetting withSecondCanvas(boolean to) {
        return new DeliverySetting(
                adapt,
                floorBitsPerSecond,
                backup,
                ownSize,
                ownBitsPerSecond,
                byServer,
                delaySeconds,
                start,
                minutes,
                watermark,
                track,
                to);
    }

    /// {@return the same, started otherwise}
    ///
    /// @param how     [#AS_SWITCHED], [#WITH_EVERY] or [#BY_HAND]
    /// @param longest minutes; 0 for no end of its own
    public DeliverySetting started(String how, int longest) {
        return new DeliverySetting(
                adapt,
                floorBitsPerSecond,
                backup,
                ownSize,
                ownBitsPerSecond,
                byServer,
                delaySeconds,
                how,
                longest,
                watermark,
                track,
                secondCanvas);
    }

    /// {@return the same with another bit rate of its own}
    public DeliverySetting withOwnBits(int bits) {
        return new DeliverySetting(
                adapt,
                floorBitsPerSecond,
                backup,
                ownSize,
                bits,
                byServer,
                delaySeconds,
                start,
                minutes,
                watermark,
                track,
                secondCanvas);
    }

    /// {@return what is encoded for it and for nobody else}
    ///
    /// @throws IOException              if the watermark's file cannot be used, in words for the user
    /// @throws IllegalArgumentException if the size is none
    OwnPicture own() throws IOException {
        return new OwnPicture(
                ownSize.isBlank() ? Optional.empty() : Optional.of(PictureSize.parse(ownSize.strip())),
                ownBitsPerSecond > 0 ? OptionalInt.of(ownBitsPerSecond) : OptionalInt.empty(),
                watermark == null ? Optional.empty() : Optional.of(watermark.settings()));
    }

    /// {@return [#start()], where it is said}
    public String starts() {
        return start == null ? AS_SWITCHED : start;
    }

    /// {@return whether its switch is on once the broadcast begins}
    ///
    /// @param before whether it was on
    public boolean onAtStart(boolean before) {
        return switch (starts()) {
            case WITH_EVERY -> true;
            case BY_HAND -> false;
            default -> before;
        };
    }

    /// {@return the track that it gets}
    public int heard() {
        return Math.clamp(track, TrackSet.FIRST, TrackSet.MOST);
    }

    /// {@return whether it may lower the pictures of all that share its encoder}
    ///
    /// @param onThisComputer where no uplink is in the way: what is slow there wants for the processor, and would
    ///                       still with smaller pictures
    SharedRate.Say may(boolean onThisComputer) {
        return switch (adapt) {
            case ALWAYS -> SharedRate.Say.ALWAYS;
            case NEVER -> SharedRate.Say.NEVER;
            default -> onThisComputer ? SharedRate.Say.NEVER : SharedRate.Say.WHEN_ALONE;
        };
    }

    OptionalInt floor() {
        return floorBitsPerSecond > 0 ? OptionalInt.of(floorBitsPerSecond) : OptionalInt.empty();
    }

    /// {@return how much later it is sent; empty for not}
    Optional<Duration> delay() {
        int seconds = Math.min(delaySeconds, LONGEST_DELAY);
        return seconds > 0 ? Optional.of(Duration.ofSeconds(seconds)) : Optional.empty();
    }

    /// {@return the second address with the key}
    ///
    /// @throws IllegalArgumentException if it is no address
    Optional<PushUrl> backupOf(DestinationSetting destination) {
        return backup.isBlank()
                ? Optional.empty()
                : Optional.of(PushUrl.parse((backup.strip().endsWith("/") ? backup.strip() : backup.strip() + "/")
                        + destination.key().strip()));
    }
}
