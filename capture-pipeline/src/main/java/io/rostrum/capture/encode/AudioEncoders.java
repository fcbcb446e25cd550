package io.rostrum.capture.encode;

import com.google.errorprone.annotations.MustBeClosed;
import io.rostrum.capture.clock.MediaClock;
import io.rostrum.push.packet.PacketPool;
import io.rostrum.push.packet.PacketSink;

/// The way of encoding sound that this build has.
@FunctionalInterface
public interface AudioEncoders {
    /// Opens an encoder.
    ///
    /// @param clock stamps the packets
    /// @param pool  gives the packets' memory
    /// @param sink  takes the packets, on the thread that calls the encoder
    /// @throws EncoderException if it does not open with these settings
    @MustBeClosed
    AudioEncoder open(AudioSettings settings, MediaClock clock, PacketPool pool, PacketSink sink)
            throws EncoderException;
}
