package io.rostrum.capture.encode;

import io.rostrum.effects.picture.VideoFrame;
import io.rostrum.push.packet.PacketStamps;

/// Turns programme pictures into packets, on the encoder's thread only; packets go to the sink given at construction,
/// in decoding order. The first is a key frame. Parameters of packets are the same instance for as long as
/// nothing that is told of the stream changes.
public interface VideoEncoder extends AutoCloseable {
    /// Encodes one picture of the size the encoder was opened with.
    ///
    /// @param frame  taken; its time must lie one frame or more after the last one's
    /// @param stamps when its newest part was captured and when it was composed; the encoder adds its own time
    /// @throws EncoderException if the encoder failed and cannot go on
    void encode(VideoFrame frame, PacketStamps stamps) throws EncoderException;

    /// Aims at another bit rate from the next picture on, with neither a key frame nor another configuration of
    /// the decoder.
    ///
    /// @param bitsPerSecond one that [VideoSettings] takes
    /// @return whether this encoder can do that while it runs; where not, nothing has changed, and another
    /// has to be opened
    boolean changeBitRate(int bitsPerSecond);

    /// Makes a key frame of the next picture, though its time has not come. Those that follow come when they would
    /// have come without it.
    void keyFrameNext();

    /// Gives away what is still inside.
    ///
    /// @throws EncoderException if the encoder failed
    void flush() throws EncoderException;

    /// Frees the encoder without flushing. Idempotent.
    @Override
    void close();
}
