package io.rostrum.studio.engine;

import io.rostrum.effects.picture.PictureSize;
import io.rostrum.push.target.PushUrl;
import io.rostrum.push.target.SharedRate;
import java.util.Optional;
import java.util.OptionalInt;

/// How it is sent to a destination, as it is saved.
///
/// @param adapt              while the uplink is too slow. [#AUTO]: the pictures are sent at a lower bit rate while
///                           this is the only destination; [#ALWAYS]: then too when there are others, to all;
///                           [#NEVER]: pictures are left out there
/// @param floorBitsPerSecond lowest bit rate for that; 0 for a quarter of what is set
/// @param backup             second address, `rtmp[s]://host[:port]/app` without the key, which is the same; empty
///                           for none
/// @param ownSize            `1280x720` for an encoder of its own with that size; empty for the programme's size
/// @param ownBitsPerSecond   for an encoder of its own with that bit rate; 0 for the programme's rate
public record DeliverySetting(
        String adapt, int floorBitsPerSecond, String backup, String ownSize, int ownBitsPerSecond) {
    public static final String AUTO = "auto";
    public static final String ALWAYS = "always";
    public static final String NEVER = "never";
    public static final DeliverySetting USUAL = new DeliverySetting(AUTO, 0, "", "", 0);

    /// {@return what is encoded for it and for nobody else}
    ///
    /// @throws IllegalArgumentException if the size is none
    OwnPicture own() {
        return new OwnPicture(
                ownSize.isBlank() ? Optional.empty() : Optional.of(PictureSize.parse(ownSize.strip())),
                ownBitsPerSecond > 0 ? OptionalInt.of(ownBitsPerSecond) : OptionalInt.empty());
    }

    SharedRate.Say may() {
        return switch (adapt) {
            case ALWAYS -> SharedRate.Say.ALWAYS;
            case NEVER -> SharedRate.Say.NEVER;
            default -> SharedRate.Say.WHEN_ALONE;
        };
    }

    OptionalInt floor() {
        return floorBitsPerSecond > 0 ? OptionalInt.of(floorBitsPerSecond) : OptionalInt.empty();
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
