package io.rostrum.capture.ffmpeg;

import com.google.errorprone.annotations.MustBeClosed;
import io.rostrum.effects.picture.PictureSize;

/// In what form an encoder takes pictures; all are YUV 4:2:0, BT.709, limited range.
enum PictureLayout {
    /// Three planes in the system's memory.
    I420,
    /// Two planes in the system's memory, the second with both colour differences in turns.
    NV12,
    /// A surface of VAAPI, in the device's memory.
    VAAPI;

    /// @throws AvError if there is no such device, or no memory
    @MustBeClosed
    EncoderPicture allocate(PictureSize size) throws AvError {
        return switch (this) {
            case I420, NV12 -> PlanarPicture.allocate(this, size);
            case VAAPI -> VaapiPicture.allocate(size);
        };
    }
}
