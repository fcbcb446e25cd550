package io.rostrum.studio.engine;

import io.rostrum.capture.encode.VideoSettings;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.effects.watermark.WatermarkSettings;
import java.util.Optional;
import java.util.OptionalInt;

/// What a target wants other than the programme has it. Targets with equal wishes share an encoder.
///
/// @param bitsPerSecond of the pictures
/// @param watermark     drawn over the programme as it is, filters and all
public record OwnPicture(Optional<PictureSize> size, OptionalInt bitsPerSecond, Optional<WatermarkSettings> watermark) {
    /// As the programme is.
    public static final OwnPicture NONE = new OwnPicture(Optional.empty(), OptionalInt.empty(), Optional.empty());

    /// {@return the programme's settings with the size and the bit rate wished for}
    ///
    /// @throws IllegalArgumentException in words for the user
    public VideoSettings of(VideoSettings programme) {
        VideoSettings sized = size.map(programme::withSize).orElse(programme);
        return bitsPerSecond.isPresent() ? sized.withBitRate(bitsPerSecond.getAsInt()) : sized;
    }
}
