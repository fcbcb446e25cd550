package io.rostrum.server.hls;

import io.lindstrom.m3u8.model.MediaPlaylist;
import io.lindstrom.m3u8.parser.MediaPlaylistParser;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.rostrum.push.flv.FlvReader;
import io.rostrum.push.flv.FlvTag;
import io.rostrum.server.encryption.SegmentEncryption;
import io.rostrum.server.live.MediaMessage;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/// A stream as HLS that is fed with what FFmpeg made, and read as players read it.
final class FedStream implements AutoCloseable {
    /// Wall time, which stands still.
    static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    final MemoryStore store = new MemoryStore();
    final AtomicLong nanos = new AtomicLong();
    /// `NAME WARNING` of each.
    final List<String> warned = new ArrayList<>();
    /// The one that is fed and read.
    HlsStream stream = stream("cam", new MemoryBudget(HlsConfig.DEFAULT), HlsConfig.DEFAULT);

    HlsStream stream(String name, MemoryBudget budget, HlsConfig config) {
        return stream(name, budget, config, SegmentEncryption.NONE);
    }

    HlsStream stream(String name, MemoryBudget budget, HlsConfig config, SegmentEncryption encryption) {
        return new HlsStream(
                name,
                "t",
                config,
                store,
                budget,
                encryption,
                warning -> warned.add(name + " " + warning.name()),
                InstantSource.fixed(NOON),
                nanos::get);
    }

    static HlsConfig memory(int streamBytes, int totalBytes) {
        return config(HlsConfig.DEFAULT.part(), HlsConfig.DEFAULT.keepEnded(), streamBytes, totalBytes);
    }

    /// {@return the defaults but for these}
    static HlsConfig config(Duration part, Duration keepEnded, int streamBytes, int totalBytes) {
        HlsConfig otherwise = HlsConfig.DEFAULT;
        return new HlsConfig(
                otherwise.segment(), part, otherwise.longest(), otherwise.window(), keepEnded, streamBytes, totalBytes);
    }

    @Override
    public void close() {
        stream.end();
        stream.forget();
    }

    /// {@return the tags of a file of FFmpeg's (`foreign/README.md`)}
    static List<FlvTag> tags(String file) throws Exception {
        try (InputStream in = FedStream.class.getResourceAsStream("/foreign/" + file)) {
            ByteBuf bytes = Unpooled.wrappedBuffer(in.readAllBytes());
            FlvReader reader = new FlvReader(FlvReader.Limits.DEFAULT);
            List<FlvTag> tags = new ArrayList<>();
            while (true) {
                switch (reader.read(bytes)) {
                    case FlvReader.Result.Tag(FlvTag tag) -> tags.add(tag);
                    case FlvReader.Result.NeedMoreData _ -> {
                        return tags;
                    }
                    case FlvReader.Result.Header _, FlvReader.Result.Unused _ -> {}
                }
            }
        }
    }

    /// {@return time after the last tag}
    long feed(List<FlvTag> tags, long offsetMillis, Predicate<MediaMessage.Kind> wanted) {
        long last = offsetMillis;
        for (FlvTag tag : tags) {
            MediaMessage.Kind kind = switch (tag.type()) {
                case AUDIO -> MediaMessage.Kind.AUDIO;
                case VIDEO -> MediaMessage.Kind.VIDEO;
                case SCRIPT -> MediaMessage.Kind.DATA;
            };
            if (wanted.test(kind)) {
                last = Math.max(last, offsetMillis + tag.timestampMillis());
                stream.message(MediaMessage.of(kind, offsetMillis + tag.timestampMillis(), tag.body()));
            }
        }
        return last + 40;
    }

    /// Two seconds, so that the first segment ends.
    long feedTwice(long offsetMillis) throws Exception {
        List<FlvTag> tags = tags("avc-aac.flv");
        return feed(tags, feed(tags, offsetMillis, _ -> true), _ -> true);
    }

    String multivariant() {
        return new MultivariantPlaylist(List.of(stream.playlists().orElseThrow().variant())).render();
    }

    MediaPlaylist playlist() throws Exception {
        return new MediaPlaylistParser()
                .readPlaylist(stream.playlists().orElseThrow().media());
    }

    List<String> boxes(String file) {
        ByteBuf bytes = stream.media(file).orElseThrow();
        List<String> types = new ArrayList<>();
        while (bytes.isReadable()) {
            int size = bytes.readInt();
            types.add(bytes.readCharSequence(4, StandardCharsets.US_ASCII).toString());
            bytes.skipBytes(size - 8);
        }
        bytes.release();
        return types;
    }

    /// Lines of the newest playlist that begin so, without that.
    List<String> lines(String tag) {
        return stream.playlists()
                .orElseThrow()
                .media()
                .lines()
                .filter(line -> line.startsWith(tag))
                .map(line -> line.substring(tag.length()))
                .toList();
    }

    static String quoted(String attributes, String name) {
        int from = attributes.indexOf(name + "=\"") + name.length() + 2;
        return attributes.substring(from, attributes.indexOf('"', from));
    }

    byte[] bytes(String file) {
        ByteBuf media = stream.media(file).orElseThrow();
        byte[] bytes = ByteBufUtil.getBytes(media);
        media.release();
        return bytes;
    }

    List<String> maps() throws Exception {
        return playlist().mediaSegments().stream()
                .flatMap(s -> s.segmentMap().stream())
                .map(map -> map.uri())
                .toList();
    }
}
