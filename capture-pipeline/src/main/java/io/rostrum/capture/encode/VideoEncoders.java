package io.rostrum.capture.encode;

import com.google.errorprone.annotations.MustBeClosed;
import io.rostrum.capture.clock.MediaClock;
import io.rostrum.push.packet.PacketPool;
import io.rostrum.push.packet.PacketSink;
import java.util.List;

/// The ways of encoding pictures that this build has, by the names of the command line.
public interface VideoEncoders {
    /// The name that stands for the best of them here.
    String AUTO = "auto";

    /// What trying an encoder showed.
    ///
    /// @param name     as [#open] takes it
    /// @param works    whether it was opened and made packets of real pictures
    /// @param hardware whether it is a device's, not the processor's
    /// @param detail   what was made and how fast, or why it does not work
    record Probe(String name, boolean works, boolean hardware, String detail) {}

    /// Loads the native libraries, which takes a second or more the first time.
    void prepare();

    /// {@return the names of [#open] besides [#AUTO], the preferred one first}
    List<String> names();

    /// Opens an encoder.
    ///
    /// @param name  [#AUTO] or one of [#names()]
    /// @param clock stamps the packets
    /// @param pool  gives the packets' memory
    /// @param sink  takes the packets, on the thread that calls the encoder
    /// @throws EncoderException if there is none of that name, or it does not open with these settings
    @MustBeClosed
    VideoEncoder open(String name, VideoSettings settings, MediaClock clock, PacketPool pool, PacketSink sink)
            throws EncoderException;

    /// Opens the encoder `name` and has it encode real pictures.
    Probe probe(String name);
}
