package io.rostrum.server.hls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.rostrum.push.flv.FlvTag;
import io.rostrum.push.flv.FlvTagType;
import io.rostrum.server.LeakGuard;
import io.rostrum.server.live.MediaMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Parts of segments, of the one being made too.
@ExtendWith(LeakGuard.class)
class HlsPartsTest {
    private final FedStream fed = new FedStream();

    @AfterEach
    void forget() {
        fed.close();
    }

    /// {@return all that was ever listed as a part, by segment, with its attributes}
    private Map<Long, List<String>> feedAndCollectParts(
            List<FlvTag> tags, int rounds, Predicate<MediaMessage.Kind> wanted) {
        TreeMap<Long, List<String>> parts = new TreeMap<>();
        long at = 0;
        for (int i = 0; i < rounds; i++) {
            for (FlvTag tag : tags) {
                fed.feed(List.of(tag), at, wanted);
                if (fed.stream.playlists().isPresent()) {
                    collect(parts);
                }
            }
            at += 40 + tags.stream().mapToLong(FlvTag::timestampMillis).max().orElseThrow();
        }
        return parts;
    }

    private void collect(Map<Long, List<String>> parts) {
        for (String part : fed.lines("#EXT-X-PART:")) {
            String uri = FedStream.quoted(part, "URI");
            List<String> ofSegment =
                    parts.computeIfAbsent(Long.parseLong(uri.substring(0, uri.indexOf('-'))), _ -> new ArrayList<>());
            if (!ofSegment.contains(part)) {
                ofSegment.add(part);
            }
        }
    }

    @Test
    void aSegmentIsWhatItsPartsWere() throws Exception {
        var parts = feedAndCollectParts(FedStream.tags("avc-aac.flv"), 5, _ -> true);
        fed.stream.end();
        collect(parts);

        double target =
                Double.parseDouble(fed.lines("#EXT-X-PART-INF:PART-TARGET=").getFirst());
        assertThat(parts).hasSizeGreaterThan(3);
        for (var segment : parts.entrySet()) {
            ByteBuf joined = Unpooled.buffer();
            double seconds = 0;
            List<String> listed = segment.getValue();
            for (int i = 0; i < listed.size(); i++) {
                byte[] part = fed.bytes(FedStream.quoted(listed.get(i), "URI"));
                joined.writeBytes(part);
                double duration = Double.parseDouble(listed.get(i)
                        .substring("DURATION=".length(), listed.get(i).indexOf(',')));
                seconds += duration;
                assertThat(duration).isLessThanOrEqualTo(target);
                if (i < listed.size() - 1) {
                    assertThat(duration).isGreaterThanOrEqualTo(0.85 * target);
                }
                assertThat(listed.get(i).contains("INDEPENDENT=YES")).isEqualTo(i == 0);
                assertThat(fed.boxes(FedStream.quoted(listed.get(i), "URI"))).endsWith("moof", "mdat");
            }
            assertThat(ByteBufUtil.getBytes(joined)).isEqualTo(fed.bytes(segment.getKey() + ".m4s"));
            joined.release();
            int index = (int) (segment.getKey() - fed.playlist().mediaSequence());
            assertThat(fed.playlist().mediaSegments().get(index).duration()).isEqualTo(seconds, within(0.0005));
        }
        assertThat(fed.store.bytes()).isEqualTo(held());
    }

    /// {@return bytes of what can be asked for, each counted once}
    private long held() throws Exception {
        long sum = fed.bytes("init-0.mp4").length;
        for (var segment : fed.playlist().mediaSegments()) {
            sum += fed.bytes(segment.uri()).length;
        }
        return sum;
    }

    @Test
    void soundAloneComesInPartsToo() throws Exception {
        var parts = feedAndCollectParts(FedStream.tags("avc-aac.flv"), 6, kind -> kind == MediaMessage.Kind.AUDIO);

        assertThat(parts).hasSizeGreaterThan(2);
        assertThat(parts.values())
                .allSatisfy(ofSegment -> assertThat(ofSegment)
                        .allSatisfy(part -> assertThat(part).contains("INDEPENDENT=YES")));
    }

    /// Players look for media up to a quarter of a second around a place, and take a hole of a tenth for none.
    @Test
    void soundAloneEndsInNoPartThatPlayersOverlook() throws Exception {
        List<FlvTag> second = FedStream.tags("avc-aac.flv").stream()
                .filter(tag -> tag.type() == FlvTagType.AUDIO)
                .toList();
        fed.feed(second.subList(0, 1), 0, _ -> true);
        for (int unit = 0; unit < 400; unit++) {
            long stamp = unit * 1_024_000L / 48_000;
            fed.stream.message(MediaMessage.of(
                    MediaMessage.Kind.AUDIO, stamp, second.get(1 + unit % 40).body()));
        }

        List<Double> lengths = fed.lines("#EXT-X-PART:DURATION=").stream()
                .map(part -> Double.valueOf(part.substring(0, part.indexOf(','))))
                .toList();
        assertThat(lengths)
                .hasSizeGreaterThan(10)
                .allSatisfy(length -> assertThat(length).isBetween(0.190, 0.193));
    }

    @Test
    void theNextPartIsHintedAndCanBeWaitedFor() throws Exception {
        long end = fed.feedTwice(0);
        String hinted =
                FedStream.quoted(fed.lines("#EXT-X-PRELOAD-HINT:TYPE=PART,").getFirst(), "URI");
        assertThat(fed.stream.media(hinted)).isEmpty();
        var there = fed.stream.awaitHinted(hinted).orElseThrow();
        assertThat(there).isNotDone();
        assertThat(fed.stream.awaitHinted("999-0.m4s")).isEmpty();

        fed.feed(FedStream.tags("avc-aac.flv"), end, _ -> true);

        assertThat(there).isDone();
        assertThat(fed.bytes(hinted)).isNotEmpty();
        assertThat(fed.lines("#EXT-X-PART:").stream().map(part -> FedStream.quoted(part, "URI")))
                .contains(hinted);
    }

    @Test
    void aReturnOfThePublisherIsADiscontinuityBeforeItsFirstPart() throws Exception {
        long end = fed.feedTwice(0);
        fed.stream.interrupted();
        String hinted =
                FedStream.quoted(fed.lines("#EXT-X-PRELOAD-HINT:TYPE=PART,").getFirst(), "URI");
        var there = fed.stream.awaitHinted(hinted).orElseThrow();
        List<FlvTag> tags = FedStream.tags("avc-aac.flv");
        fed.feed(tags.stream().filter(tag -> tag.timestampMillis() < 400).toList(), end + 5_000, _ -> true);

        assertThat(there).isDone();
        List<String> text = fed.stream.playlists().orElseThrow().media().lines().toList();
        int discontinuity = text.indexOf("#EXT-X-DISCONTINUITY");
        assertThat(text.get(discontinuity + 1)).startsWith("#EXT-X-PROGRAM-DATE-TIME:");
        assertThat(text.get(discontinuity + 2)).contains(hinted, "INDEPENDENT=YES");
    }

    @Test
    void withoutPartsThereAreOnlySegments() throws Exception {
        HlsConfig otherwise = HlsConfig.DEFAULT;
        HlsConfig config =
                FedStream.config(Duration.ZERO, otherwise.keepEnded(), otherwise.streamBytes(), otherwise.totalBytes());
        fed.stream = fed.stream("cam", new MemoryBudget(config), config);
        fed.feed(FedStream.tags("avc-aac.flv"), fed.feedTwice(0), _ -> true);

        assertThat(fed.stream.playlists().orElseThrow().media())
                .doesNotContain("PART")
                .contains("CAN-BLOCK-RELOAD=YES");
        for (var segment : fed.playlist().mediaSegments()) {
            assertThat(fed.boxes(segment.uri())).containsExactly("styp", "moof", "mdat");
        }
    }
}
