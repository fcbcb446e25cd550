package io.rostrum.capture.media;

import io.rostrum.effects.picture.ColourPlanes;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.effects.picture.VideoFrame;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// The pictures that a [MediaDecoder] writes into its pipe: of colour planes, or of BGRA where they may be
/// transparent. Confined to one thread.
final class PicturePipe implements AutoCloseable {
    private final MediaPipe pipe;
    private final @Nullable ColourPlanes planes;

    /// @param pipe  borrowed
    /// @param alpha whether pictures may be transparent
    PicturePipe(MediaPipe pipe, PictureSize size, boolean alpha) {
        this.pipe = pipe;
        planes = alpha ? null : new ColourPlanes(size);
    }

    /// {@return FFmpeg's name for how pixels lie in the pipe}
    static String format(boolean alpha) {
        return alpha ? "bgra" : "gbrp";
    }

    /// Reads the next picture into a frame of its size.
    ///
    /// @return false at the end; the frame has no picture then
    /// @throws IOException if the pipe breaks or is closed
    boolean read(VideoFrame frame) throws IOException {
        ColourPlanes woven = planes;
        if (woven == null) {
            return readPixels(frame);
        }
        if (!pipe.read(woven.bytes().asByteBuffer())) {
            return false;
        }
        woven.weaveInto(frame);
        return true;
    }

    private boolean readPixels(VideoFrame frame) throws IOException {
        ByteBuffer memory = frame.pixels()
                .capacity((long) frame.strideBytes() * frame.height())
                .asByteBuffer();
        int row = 4 * frame.width();
        if (frame.strideBytes() == row) {
            return pipe.read(memory);
        }
        for (int y = 0; y < frame.height(); y++) {
            if (!pipe.read(memory.slice(y * frame.strideBytes(), row))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() {
        if (planes != null) {
            planes.close();
        }
    }
}
