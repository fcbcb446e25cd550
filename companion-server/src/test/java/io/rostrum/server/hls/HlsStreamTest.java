package io.rostrum.server.hls;

import static org.assertj.core.api.Assertions.assertThat;

import io.lindstrom.m3u8.model.MediaPlaylist;
import io.netty.buffer.ByteBuf;
import io.rostrum.push.flv.FlvTag;
import io.rostrum.push.flv.FlvTagType;
import io.rostrum.server.LeakGuard;
import io.rostrum.server.live.MediaMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Segments: what a stream lists of what its publishers sent, whatever they do.
@ExtendWith(LeakGuard.class)
class HlsStreamTest {
    private final FedStream fed = new FedStream();

    @AfterEach
    void forget() {
        fed.close();
    }

    @Test
    void listsWhatTheStreamHoldsFromItsFirstKeyFrameToItsEnd() throws Exception {
        long end = fed.feed(FedStream.tags("avc-aac.flv"), 0, _ -> true);
        fed.stream.end();

        MediaPlaylist playlist = fed.playlist();
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
                .isEqualTo(FedStream.NOON);
        assertThat(fed.multivariant()).contains("avc1.", "mp4a.40.2", "RESOLUTION=");
    }

    @Test
    void everySegmentListedIsThereAndIsAMovieFragment() throws Exception {
        fed.feed(FedStream.tags("avc-aac.flv"), 0, _ -> true);
        fed.stream.end();

        assertThat(fed.boxes("init-0.mp4")).containsExactly("ftyp", "moov");
        for (var segment : fed.playlist().mediaSegments()) {
            assertThat(fed.boxes(segment.uri()).subList(0, 3)).containsExactly("styp", "moof", "mdat");
        }
    }

    @Test
    void partsThatAreNotListedAreNotKept() throws Exception {
        fed.close();
        fed.stream = fed.stream(
                "whole",
                new MemoryBudget(HlsConfig.DEFAULT),
                FedStream.config(Duration.ZERO, Duration.ZERO, 64 << 20, 160 << 20));
        fed.feedTwice(0);

        assertThat(fed.playlist().mediaSegments()).isNotEmpty();
        assertThat(fed.stream.media("0.m4s")).hasValueSatisfying(ByteBuf::release);
        assertThat(fed.stream.media("0-0.m4s")).isEmpty();
    }

    @Test
    void aReturnOfThePublisherIsADiscontinuityWithoutANewInitializationSection() throws Exception {
        long end = fed.feedTwice(0);
        fed.stream.interrupted();
        fed.feed(FedStream.tags("avc-aac.flv"), end, _ -> true);
        fed.stream.end();

        assertThat(fed.playlist().mediaSegments().stream().filter(s -> s.discontinuity()))
                .hasSize(1);
        assertThat(fed.stream.media("init-1.mp4")).isEmpty();
    }

    @Test
    void otherParametersAreADiscontinuityWithANewInitializationSection() throws Exception {
        long end = fed.feedTwice(0);
        fed.feed(FedStream.tags("aac-mono-44100.flv"), end, _ -> true);
        fed.feed(FedStream.tags("avc-aac.flv"), end + 100, kind -> kind == MediaMessage.Kind.VIDEO);
        fed.stream.end();

        var changed = fed.playlist().mediaSegments().stream()
                .filter(s -> s.discontinuity())
                .toList();
        assertThat(changed).hasSize(1);
        assertThat(changed.getFirst().segmentMap().orElseThrow().uri()).isEqualTo("init-1.mp4");
    }

    /// The rate of sound is the time scale of its track: what waits in one must not be counted in the other.
    @Test
    void soundOfAnotherRateBeginsAnewAndTheStreamGoesOn() throws Exception {
        List<FlvTag> pictures = FedStream.tags("avc-aac.flv");
        List<FlvTag> otherSound = FedStream.tags("aac-mono-44100.flv");
        long at = fed.feedTwice(0);
        fed.feed(pictures.stream().filter(tag -> tag.timestampMillis() < 400).toList(), at, _ -> true);
        at += 440;
        for (int i = 0; i < 6; i++) {
            List<FlvTag> first =
                    pictures.stream().filter(tag -> tag.timestampMillis() < 20).toList();
            fed.feed(otherSound.subList(0, 2), at, _ -> true);
            fed.feed(first, at, kind -> kind == MediaMessage.Kind.VIDEO);
            fed.feed(otherSound, at, _ -> true);
            at = fed.feed(
                    pictures.subList(pictures.indexOf(first.getLast()) + 1, pictures.size()),
                    at,
                    kind -> kind == MediaMessage.Kind.VIDEO);
        }
        fed.stream.end();

        assertThat(fed.warned).isEmpty();
        assertThat(fed.playlist().mediaSegments().stream().filter(s -> s.discontinuity()))
                .hasSize(1);
        assertThat(fed.maps()).containsExactly("init-0.mp4", "init-1.mp4");
    }

    @Test
    void aHoleInSoundAloneIsADiscontinuityAndNoneOfItIsListed() throws Exception {
        List<FlvTag> tags = FedStream.tags("avc-aac.flv");
        long at = 0;
        for (int i = 0; i < 6; i++) {
            at = fed.feed(tags, at + (i == 3 ? 20_000 : 0), kind -> kind == MediaMessage.Kind.AUDIO);
        }
        fed.stream.end();

        assertThat(fed.playlist().mediaSegments().stream().filter(s -> s.discontinuity()))
                .hasSize(1);
        double seconds = fed.playlist().mediaSegments().stream()
                .mapToDouble(s -> s.duration())
                .sum();
        assertThat(seconds).isBetween(5.0, 7.0);
    }

    @Test
    void aPublisherWhoComesBackWithSoundOnlyIsHeard() throws Exception {
        List<FlvTag> tags = FedStream.tags("avc-aac.flv");
        long at = fed.feedTwice(0);
        fed.stream.interrupted();
        int before = fed.playlist().mediaSegments().size();
        for (int i = 0; i < 6; i++) {
            at = fed.feed(tags, at, kind -> kind == MediaMessage.Kind.AUDIO);
        }

        assertThat(fed.playlist().mediaSegments()).hasSizeGreaterThan(before + 2);
        assertThat(fed.maps()).containsExactly("init-0.mp4", "init-1.mp4");
        assertThat(fed.multivariant()).contains("CODECS=\"mp4a.40.2\"");
    }

    @Test
    void aPublisherWhoComesBackWithPicturesOnlyPromisesNoSound() throws Exception {
        List<FlvTag> tags = FedStream.tags("avc-aac.flv");
        long at = fed.feedTwice(0);
        fed.stream.interrupted();
        for (int i = 0; i < 2; i++) {
            at = fed.feed(tags, at, kind -> kind == MediaMessage.Kind.VIDEO);
        }

        assertThat(fed.maps()).containsExactly("init-0.mp4", "init-1.mp4");
        assertThat(fed.multivariant()).contains("avc1.").doesNotContain("mp4a");
    }

    @Test
    void anInterruptionOfTheFirstSegmentDoesNotSetTheTargetDuration() throws Exception {
        List<FlvTag> tags = FedStream.tags("avc-aac.flv");
        fed.feed(tags.stream().filter(tag -> tag.timestampMillis() < 300).toList(), 0, _ -> true);
        fed.stream.interrupted();
        assertThat(fed.stream.playlists()).isEmpty();
        List<FlvTag> firstKeyFrameOnly = new ArrayList<>();
        List<FlvTag> noKeyFrame = new ArrayList<>();
        for (FlvTag tag : tags) {
            if (tag.type() != FlvTagType.VIDEO) {
                continue;
            }
            boolean key =
                    MediaMessage.of(MediaMessage.Kind.VIDEO, 0, tag.body()).keyFrame();
            if (!key || firstKeyFrameOnly.size() < 2) {
                firstKeyFrameOnly.add(tag);
            }
            if (!key) {
                noKeyFrame.add(tag);
            }
        }
        long at = 300;
        for (int i = 0; i < 4; i++) { // key frames 2 s apart, which do not fit into segments of 1 s
            at = fed.feed(noKeyFrame, fed.feed(firstKeyFrameOnly, at, _ -> true), _ -> true);
        }

        assertThat(fed.playlist().targetDuration()).isEqualTo(2);
        assertThat(fed.playlist().mediaSegments())
                .allSatisfy(s -> assertThat(s.duration()).isGreaterThan(1.5));
    }

    @Test
    void aStreamThatEndsInItsFirstSegmentCanStillBeWatched() throws Exception {
        List<FlvTag> tags = FedStream.tags("avc-aac.flv");
        fed.feed(tags.stream().filter(tag -> tag.timestampMillis() < 700).toList(), 0, _ -> true);
        fed.stream.interrupted();
        fed.stream.end();

        assertThat(fed.playlist().mediaSegments()).hasSize(1);
        assertThat(fed.playlist().ongoing()).isFalse();
    }

    @Test
    void whatLeavesThePlaylistIsCounted() throws Exception {
        long at = 0;
        for (int i = 0; i < 10; i++) {
            at = fed.feedTwice(at);
            fed.stream.interrupted();
        }

        MediaPlaylist playlist = fed.playlist();
        long first = playlist.mediaSequence();
        assertThat(playlist.mediaSegments().getFirst().uri()).isEqualTo(first + ".m4s");
        assertThat(first).isPositive();
        long inIt =
                playlist.mediaSegments().stream().filter(s -> s.discontinuity()).count();
        assertThat(playlist.discontinuitySequence() + inIt).isEqualTo(9);
        assertThat(playlist.discontinuitySequence()).isPositive();
    }

    @Test
    void soundAloneIsEnough() throws Exception {
        fed.feed(FedStream.tags("aac-mono-44100.flv"), 0, _ -> true);
        fed.feed(FedStream.tags("aac-mono-44100.flv"), 2_000, kind -> kind == MediaMessage.Kind.AUDIO);
        fed.feed(FedStream.tags("aac-mono-44100.flv"), 4_000, kind -> kind == MediaMessage.Kind.AUDIO);
        fed.stream.end();

        assertThat(fed.multivariant()).contains("CODECS=\"mp4a.40.2\"").doesNotContain("RESOLUTION");
    }

    @Test
    void picturesAloneAreEnough() throws Exception {
        fed.feed(FedStream.tags("avc-aac.flv"), 0, kind -> kind == MediaMessage.Kind.VIDEO);
        fed.stream.end();

        assertThat(fed.multivariant()).doesNotContain("mp4a");
    }
}
