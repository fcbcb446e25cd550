package io.rostrum.capture.encode;

import io.rostrum.effects.picture.VideoFrame;
import io.rostrum.push.packet.CodecParameters;
import io.rostrum.push.packet.PacketStamps;

/// Turns programme pictures into packets, on the encoder's thread only; packets go to the sink given at construction,
/// in decoding order.
public interface VideoEncoder extends AutoCloseable {
    /// {@return what is made; the same instance for as long as the decoder's configuration stays the same}
    CodecParameters.Video parameters();

    /// Encodes one picture of the size the encoder was opened with.
    ///
    /// @param frame  taken; its time must lie one frame or more after the last one's
    /// @param stamps when its newest part was captured and when it was composed; the encoder adds its own time
    /// @throws EncoderException if the encoder failed and cannot go on
    void encode(VideoFrame frame, PacketStamps stamps) throws EncoderException;

    /// Gives away what is still inside.
    ///
    /// @throws EncoderException if the encoder failed
    void flush() throws EncoderException;

    /// Frees the encoder without flushing. Idempotent.
    @Override
    void close();
}
