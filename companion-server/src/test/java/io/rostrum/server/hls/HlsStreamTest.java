package io.rostrum.server.hls;

import static org.assertj.core.api.Assertions.assertThat;

import io.lindstrom.m3u8.model.MediaPlaylist;
import io.lindstrom.m3u8.parser.MediaPlaylistParser;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.rostrum.push.flv.FlvReader;
import io.rostrum.push.flv.FlvTag;
import io.rostrum.server.live.MediaMessage;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/// Streams that FFmpeg made (`foreign/README.md`), put through the segmenter.
class HlsStreamTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private final MemoryStore store = new MemoryStore();
    private final HlsStream stream =
            new HlsStream("cam", "t", HlsConfig.DEFAULT, store, InstantSource.fixed(NOON), () -> 0L);

    private static List<FlvTag> tags(String file) throws Exception {
        try (InputStream in = HlsStreamTest.class.getResourceAsStream("/foreign/" + file)) {
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
    private long feed(List<FlvTag> tags, long offsetMillis, Predicate<MediaMessage.Kind> wanted) {
        long last = offsetMillis;
        for (FlvTag tag : tags) {
            MediaMessage.Kind kind = switch (tag.type()) {
                case AUDIO -> MediaMessage.Kind.AUDIO;
                case VIDEO -> MediaMessage.Kind.VIDEO;
                case SCRIPT -> MediaMessage.Kind.DATA;
            };
            if (wanted.test(kind)) {
                last = Math.max(last, offsetMillis + tag.timestampMillis());
                stream.segmenter().message(MediaMessage.of(kind, offsetMillis + tag.timestampMillis(), tag.body()));
            }
        }
        return last + 40;
    }

    private MediaPlaylist playlist() throws Exception {
        return new MediaPlaylistParser()
                .readPlaylist(stream.playlists().orElseThrow().media());
    }

    @Test
    void listsWhatTheStreamHoldsFromItsFirstKeyFrameToItsEnd() throws Exception {
        long end = feed(tags("avc-aac.flv"), 0, _ -> true);
        stream.end();

        MediaPlaylist playlist = playlist();
        double seconds =
                playlist.mediaSegments().stream().mapToDouble(s -> s.duration()).sum();
        assertThat(seconds).isBetween(end / 1000.0 - 0.1, end / 1000.0 + 0.1);
        assertThat(playlist.ongoing()).isFalse();
        assertThat(playlist.mediaSegments())
                .allSatisfy(s -> assertThat(Math.round(s.duration())).isLessThanOrEqualTo(playlist.targetDuration()));
        assertThat(playlist.mediaSegments()
                        .getFirst()
                        .programDateTime()
                        .orElseThrow()
                        .toInstant())
                .isEqualTo(NOON);
        assertThat(stream.playlists().orElseThrow().multivariant()).contains("avc1.", "mp4a.40.2", "RESOLUTION=");
    }

    @Test
    void everySegmentListedIsThereAndIsAMovieFragment() throws Exception {
        feed(tags("avc-aac.flv"), 0, _ -> true);
        stream.end();

        assertThat(boxes("init-0.mp4")).containsExactly("ftyp", "moov");
        for (var segment : playlist().mediaSegments()) {
            assertThat(boxes(segment.uri())).containsExactly("styp", "moof", "mdat");
        }
    }

    private List<String> boxes(String file) {
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

    @Test
    void aReturnOfThePublisherIsADiscontinuityWithoutANewInitializationSection() throws Exception {
        long end = feed(tags("avc-aac.flv"), 0, _ -> true);
        stream.segmenter().interrupted();
        feed(tags("avc-aac.flv"), end, _ -> true);
        stream.end();

        assertThat(playlist().mediaSegments().stream().filter(s -> s.discontinuity()))
                .hasSize(1);
        assertThat(stream.media("init-1.mp4")).isEmpty();
    }

    @Test
    void otherParametersAreADiscontinuityWithANewInitializationSection() throws Exception {
        long end = feed(tags("avc-aac.flv"), 0, _ -> true);
        feed(tags("aac-mono-44100.flv"), end, _ -> true);
        feed(tags("avc-aac.flv"), end + 100, kind -> kind == MediaMessage.Kind.VIDEO);
        stream.end();

        var changed = playlist().mediaSegments().stream()
                .filter(s -> s.discontinuity())
                .toList();
        assertThat(changed).hasSize(1);
        assertThat(changed.getFirst().segmentMap().orElseThrow().uri()).isEqualTo("init-1.mp4");
    }

    @Test
    void soundAloneIsEnough() throws Exception {
        feed(tags("aac-mono-44100.flv"), 0, _ -> true);
        feed(tags("aac-mono-44100.flv"), 2_000, kind -> kind == MediaMessage.Kind.AUDIO);
        feed(tags("aac-mono-44100.flv"), 4_000, kind -> kind == MediaMessage.Kind.AUDIO);
        stream.end();

        assertThat(stream.playlists().orElseThrow().multivariant())
                .contains("CODECS=\"mp4a.40.2\"")
                .doesNotContain("RESOLUTION");
    }

    @Test
    void picturesAloneAreEnough() throws Exception {
        feed(tags("avc-aac.flv"), 0, kind -> kind == MediaMessage.Kind.VIDEO);
        stream.end();

        assertThat(stream.playlists().orElseThrow().multivariant()).doesNotContain("mp4a");
    }

    @Test
    void whatLeftTheWindowIsForgottenInTheEnd() throws Exception {
        List<FlvTag> tags = tags("avc-aac.flv");
        long at = 0;
        for (int i = 0; i < 40; i++) {
            at = feed(tags, at, _ -> true);
        }
        stream.end();
        assertThat(playlist().mediaSequence()).isPositive();

        stream.forget();

        assertThat(store.bytes()).isZero();
        assertThat(stream.playlists()).isEmpty();
    }
}
