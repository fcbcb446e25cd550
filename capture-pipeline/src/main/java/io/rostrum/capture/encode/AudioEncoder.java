package io.rostrum.capture.encode;

import io.rostrum.capture.audio.AudioBlock;
import io.rostrum.push.packet.CodecParameters;

/// Turns mixed sound into packets, on the mixer's thread only; packets go to the sink given at construction.
public interface AudioEncoder extends AutoCloseable {
    CodecParameters.Audio parameters();

    /// Encodes one block of 1024 sample times that follows the last one without a gap.
    ///
    /// @param block taken
    /// @throws EncoderException if the encoder failed and cannot go on
    void encode(AudioBlock block) throws EncoderException;

    /// Gives away what is still inside.
    ///
    /// @throws EncoderException if the encoder failed
    void flush() throws EncoderException;

    /// Frees the encoder without flushing. Idempotent.
    @Override
    void close();
}
