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

    /// An encoder that may be used.
    ///
    /// @param name     as [#open] takes it
    /// @param hardware whether it is a device's, not the processor's
    record Candidate(String name, boolean hardware) {}

    /// Loads the native libraries and probes the encoders of devices, which takes a second or more the first
    /// time.
    void prepare();

    /// {@return the names of [#open] on this system, the preferred one first, whether they work here or not}
    List<String> names();

    /// {@return the encoders to use here, the preferred one first: those of devices that were found to work, then
    /// those in software. Does not block once [#prepare()] has returned}
    List<Candidate> candidates();

    /// {@return whether an encoder is the processor's work and not a device's}
    default boolean software(String name) {
        return candidates().contains(new Candidate(name, false));
    }

    /// Opens an encoder. Blocks for as long as the device's driver takes.
    ///
    /// @param name  one of [#names()]
    /// @param clock stamps the packets
    /// @param pool  gives the packets' memory
    /// @param sink  takes the packets, on the thread that calls the encoder
    /// @throws EncoderException if there is none of that name, or it does not open with these settings
    @MustBeClosed
    VideoEncoder open(String name, VideoSettings settings, MediaClock clock, PacketPool pool, PacketSink sink)
            throws EncoderException;

    /// Opens the encoder `name` and has it encode real pictures, on a thread that is left alone when it takes too
    /// long: a driver that hangs costs that thread and nothing else.
    Probe probe(String name);
}
