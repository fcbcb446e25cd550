package io.rostrum.server.hls;

import io.rostrum.server.live.MediaMessage;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// A lower quality of a live stream as HLS, made elsewhere and given in here with the stream's own times.
///
/// It has a segment for each of the stream's from its beginning on, under the same number; one that does not come in
/// time is a gap, and while the newest is one, the multivariant playlist leaves the rendition out. Used on the stream's
/// loop.
public final class HlsRendition {
    /// How long a multivariant playlist waits at the beginning for the first segment of each rendition.
    private static final long BEGIN_MILLIS = 3_000;

    private final HlsStream source;
    private final HlsStream stream;
    private final long mostBitsPerSecond;
    private final CompletableFuture<Void> begun =
            new CompletableFuture<Void>().completeOnTimeout(null, BEGIN_MILLIS, TimeUnit.MILLISECONDS);
    private boolean sourceEnded;
    private boolean ended;

    HlsRendition(HlsStream source, HlsStream stream, long mostBitsPerSecond) {
        this.source = source;
        this.stream = stream;
        this.mostBitsPerSecond = mostBitsPerSecond;
    }

    /// The next message.
    ///
    /// @param message borrowed; its time is the stream's
    public void message(MediaMessage message) {
        stream.message(message);
        if (!begun.isDone() && stream.playlists().isPresent()) {
            begun.complete(null);
        }
    }

    /// What made it broke off: what has come since the newest whole segment comes again, or will be missing.
    public void restart() {
        stream.discardPending();
    }

    /// All has come that the publisher sent so far: what there is becomes segments.
    public void flush() {
        stream.interrupted();
        if (sourceEnded) {
            end();
        }
    }

    /// {@return the stream's time up to which segments are whole, milliseconds; 0 before the first}
    public long wholeUpToMillis() {
        return stream.wholeUpToMillis();
    }

    void sourceEnded() {
        sourceEnded = true;
    }

    /// Nothing follows. Idempotent.
    void end() {
        if (!ended) {
            ended = true;
            begun.complete(null);
            stream.end();
        }
    }

    HlsStream stream() {
        return stream;
    }

    /// {@return done when players can be told of it, or need not wait for it any longer}
    CompletableFuture<Void> begun() {
        return begun;
    }

    /// {@return how the multivariant playlist lists it; empty while it has nothing to show}
    Optional<MultivariantPlaylist.Variant> variant() {
        return stream.playlists().filter(playlists -> !playlists.gap()).map(playlists -> {
            MultivariantPlaylist.Variant own = playlists.variant();
            return new MultivariantPlaylist.Variant(
                    own.codecs(),
                    Math.max(own.peakBitsPerSecond(), mostBitsPerSecond),
                    own.averageBitsPerSecond(),
                    own.video().map(this::atRateOfSource),
                    own.uri());
        });
    }

    /// A rendition has the pictures of its source, whatever its own headers say of their rate.
    private MultivariantPlaylist.Picture atRateOfSource(MultivariantPlaylist.Picture own) {
        double rate = source.playlists()
                .flatMap(playlists -> playlists.variant().video())
                .map(MultivariantPlaylist.Picture::frameRate)
                .orElse(own.frameRate());
        return new MultivariantPlaylist.Picture(own.width(), own.height(), rate);
    }
}
