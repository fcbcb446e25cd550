package io.rostrum.studio.engine;

import io.rostrum.capture.encode.VideoSettings;
import io.rostrum.effects.picture.PictureSize;
import java.util.Optional;
import java.util.OptionalInt;

/// What a target wants other than the programme has it. Targets with equal wishes share an encoder.
///
/// @param bitsPerSecond of the pictures
public record OwnPicture(Optional<PictureSize> size, OptionalInt bitsPerSecond) {
    /// As the programme is.
    public static final OwnPicture NONE = new OwnPicture(Optional.empty(), OptionalInt.empty());

    /// {@return the programme's settings with these wishes}
    ///
    /// @throws IllegalArgumentException in words for the user
    public VideoSettings of(VideoSettings programme) {
        VideoSettings sized = size.map(programme::withSize).orElse(programme);
        return bitsPerSecond.isPresent() ? sized.withBitRate(bitsPerSecond.getAsInt()) : sized;
    }
}
