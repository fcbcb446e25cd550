package io.rostrum.capture.session;

import io.rostrum.capture.audio.mixer.TrackSet;
import io.rostrum.capture.clock.MediaClock;
import io.rostrum.capture.encode.EncoderException;
import io.rostrum.capture.encode.VideoEncoders;
import io.rostrum.effects.picture.VideoFrame;
import io.rostrum.push.packet.MediaKind;
import io.rostrum.push.packet.Packet;
import io.rostrum.push.packet.PacketPool;
import io.rostrum.push.packet.PacketSink;
import io.rostrum.push.packet.PacketStamps;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;

/// The pictures of a canvas encoded once more, with a size, a bit rate and filters of their own; the
/// sound of each track is the programme's, encoded once for all.
///
/// It ends with the programme's encoding, or earlier by [#close()]. An encoder of its own that cannot go on ends it
/// and nothing else. Thread-safe.
public final class Rendition implements AutoCloseable {
    private final TrackHubs hubs = new TrackHubs();
    private final TrackOrders orders;
    private final EncoderStage stage;
    private final Consumer<Rendition> closed;

    /// Opens the encoder and starts.
    ///
    /// @param kinds    what is going to come
    /// @param patience how long pictures wait for sound, or sound for pictures
    /// @param encoders which take pictures of any size
    /// @param failed   told once when no encoder is left to go on with
    /// @param closed   told when nothing may be handed to it any more
    /// @throws EncoderException if the encoder does not open
    Rendition(
            Encoding.Pictures pictures,
            Set<MediaKind> kinds,
            Duration patience,
            MediaClock clock,
            PacketPool packets,
            VideoEncoders encoders,
            Consumer<Throwable> failed,
            Consumer<Rendition> closed)
            throws EncoderException {
        this.closed = closed;
        orders = new TrackOrders(kinds, patience, hubs, clock::nanoTime);
        stage = new EncoderStage(pictures.encoder(), pictures.settings(), encoders, clock, packets, orders, failed);
        stage.start();
    }

    /// @param frame taken; one for which the encoder has no time is left out
    /// @return whether it had time
    boolean frame(VideoFrame frame, PacketStamps stamps) {
        return stage.frame(frame, stamps);
    }

    /// @param packet taken
    void sound(int track, Packet packet) {
        orders.sound(track, packet);
    }

    /// {@return the tracks that somebody takes}
    TrackSet taken() {
        return hubs.taken();
    }

    /// Adds a sink; it gets every packet from now on, on one thread at a time, and must not block.
    ///
    /// @param track whose sound it gets
    /// @throws IllegalArgumentException if there is no such track
    public void add(PacketSink sink, int track) {
        hubs.add(sink, track);
    }

    /// Removes a sink; it gets nothing more once this has returned, except a packet being handed over right now.
    public void remove(PacketSink sink) {
        hubs.remove(sink);
    }

    /// Aims at another bit rate of the pictures from the next one on.
    ///
    /// @throws IllegalArgumentException for a rate that [VideoSettings] does not take
    public void bitRate(int bitsPerSecond) {
        stage.bitRate(bitsPerSecond);
    }

    /// Makes a key frame of the next picture, for somebody who can only begin with one.
    public void keyFrame() {
        stage.keyFrame();
    }

    /// {@return which encoder runs, and what became of those before it}
    public EncoderState state() {
        return stage.state();
    }

    /// Encodes what waits, and gives away all that is inside. Idempotent.
    @Override
    public void close() {
        closed.accept(this);
        stage.close();
        orders.end();
    }
}
