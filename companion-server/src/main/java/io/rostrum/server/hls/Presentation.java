package io.rostrum.server.hls;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/// A live stream in all its qualities. Thread-safe, but for what is said to happen on the stream's loop.
final class Presentation {
    private final HlsStream source;
    /// Best first.
    private final List<HlsRendition> renditions = new CopyOnWriteArrayList<>();

    Presentation(HlsStream source) {
        this.source = source;
    }

    HlsStream source() {
        return source;
    }

    List<HlsStream> streams() {
        List<HlsStream> all = new ArrayList<>();
        all.add(source);
        renditions.forEach(rendition -> all.add(rendition.stream()));
        return all;
    }

    /// Adds one below those there are. On the stream's loop.
    HlsRendition add(String take, String label, long mostBitsPerSecond) {
        HlsRendition rendition = new HlsRendition(source, source.rendition(take, label), mostBitsPerSecond);
        renditions.add(rendition);
        return rendition;
    }

    /// {@return done when the renditions have begun, or need not be waited for}
    CompletableFuture<Void> begun() {
        return CompletableFuture.allOf(
                renditions.stream().map(HlsRendition::begun).toArray(CompletableFuture<?>[]::new));
    }

    /// {@return every quality that has something to show, the source first; empty until its first segment is whole}
    List<Quality> qualities() {
        Instant begins = source.begins().orElse(Instant.EPOCH);
        List<Quality> qualities = new ArrayList<>();
        source.playlists()
                .ifPresent(now -> qualities.add(new Quality(
                        source.take(), begins, now.variant(), now.version().playlist())));
        if (!qualities.isEmpty()) {
            for (HlsRendition rendition : renditions) {
                HlsStream stream = rendition.stream();
                stream.playlists()
                        .ifPresent(now -> rendition
                                .variant()
                                .ifPresent(variant -> qualities.add(new Quality(
                                        stream.take(),
                                        begins,
                                        variant,
                                        now.version().playlist()))));
            }
        }
        return qualities;
    }

    /// {@return the multivariant playlist; empty until the first segment is whole}
    Optional<String> multivariant() {
        return source.playlists().map(playlists -> {
            List<MultivariantPlaylist.Variant> variants = new ArrayList<>();
            variants.add(playlists.variant());
            renditions.forEach(rendition -> rendition.variant().ifPresent(variants::add));
            return new MultivariantPlaylist(variants).render();
        });
    }

    /// Gives up requests that have waited too long.
    void expireRequests() {
        source.expireRequests();
        renditions.forEach(rendition -> rendition.stream().expireRequests());
    }

    boolean hasRenditions() {
        return !renditions.isEmpty();
    }

    /// The stream has ended, and what its renditions lack is on its way. On the stream's loop.
    void sourceEnded() {
        source.end();
        renditions.forEach(HlsRendition::sourceEnded);
    }

    /// Nothing follows for any of them. On the stream's loop.
    void endRenditions() {
        renditions.forEach(HlsRendition::end);
    }
}
