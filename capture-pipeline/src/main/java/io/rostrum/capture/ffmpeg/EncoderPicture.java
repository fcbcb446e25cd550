package io.rostrum.capture.ffmpeg;

import io.rostrum.effects.picture.VideoFrame;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/// One picture as an encoder takes it, filled again for every frame. Confined to the encoder's thread.
interface EncoderPicture extends AutoCloseable {
    /// Says to an encoder that is not yet open what it is going to get.
    void announceTo(AVCodecContext context);

    /// Writes `picture` here.
    ///
    /// @param picture borrowed, of the size this was allocated for
    void fill(VideoFrame picture) throws AvError;

    /// {@return the picture as an encoder takes it; borrowed}
    AVFrame avFrame();

    @Override
    void close();
}
