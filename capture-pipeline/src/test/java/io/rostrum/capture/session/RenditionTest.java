package io.rostrum.capture.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rostrum.capture.audio.mixer.TrackSet;
import io.rostrum.capture.audio.source.GeneratedAudioSource;
import io.rostrum.capture.encode.AudioSettings;
import io.rostrum.capture.encode.VideoSettings;
import io.rostrum.capture.ffmpeg.FfmpegVideoEncoders;
import io.rostrum.capture.ffmpeg.audio.AacEncoder;
import io.rostrum.capture.source.testcard.TestCardSource;
import io.rostrum.effects.filter.FilterChain;
import io.rostrum.effects.filter.VideoFilter;
import io.rostrum.effects.gpu.GpuMode;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.push.packet.CodecParameters;
import io.rostrum.push.packet.Packet;
import io.rostrum.push.packet.PacketSink;
import io.rostrum.push.packet.Rational;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/// One programme, encoded twice: a small picture for one who asks for it, and the sound once for both.
class RenditionTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final PictureSize SIZE = new PictureSize(320, 180);
    private static final PictureSize SMALL = new PictureSize(160, 120);
    private static final VideoSettings SETTINGS =
            VideoSettings.live(SIZE, new Rational(30, 1), 500_000, Duration.ofSeconds(2));

    /// @param size  of a picture; null for sound
    private record Got(String size, boolean key, long dtsNanos, int bitsPerSecond) {
        static Got of(Packet packet) {
            try (packet) {
                String size = packet.parameters() instanceof CodecParameters.Video video
                        ? video.width() + "x" + video.height()
                        : "sound";
                return new Got(
                        size,
                        packet.keyFrame(),
                        packet.dtsNanos(),
                        packet.parameters().bitsPerSecond());
            }
        }
    }

    private static BroadcastSession start(PacketSink sink) throws Exception {
        return BroadcastSession.start(
                new VideoPart(
                        "test card",
                        pool -> new TestCardSource(SIZE, SETTINGS.frameRate(), pool),
                        () -> FilterChain.create(List.of(), GpuMode.OFF),
                        "x264",
                        SETTINGS),
                new AudioPart(() -> GeneratedAudioSource.tone(440), AudioSettings.DEFAULT),
                new FfmpegVideoEncoders(),
                AacEncoder::new,
                Optional.empty(),
                List.of(sink));
    }

    @Test
    void oneThatIsAskedForWhenAllIsOverLeavesNoThreadBehind() throws Exception {
        BroadcastSession session = start(Packet::close);
        session.close();

        session.rendition("x264", SETTINGS.withSize(SMALL), () -> VideoFilter.NONE, trouble -> {
            throw new AssertionError(trouble);
        });

        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("rostrum-video-encoder");
    }

    @Test
    void aRenditionHasItsOwnPicturesAndTheSameSound() throws Exception {
        List<Got> programme = new CopyOnWriteArrayList<>();
        List<Got> own = new CopyOnWriteArrayList<>();
        try (BroadcastSession session = start(packet -> programme.add(Got.of(packet)))) {
            Rendition rendition = session.rendition(
                    "x264", SETTINGS.withSize(SMALL).withBitRate(200_000), () -> VideoFilter.NONE, trouble -> {
                        throw new AssertionError(trouble);
                    });
            rendition.add(packet -> own.add(Got.of(packet)), TrackSet.FIRST);
            await().atMost(SOON).until(() -> own.size() > 60);
            rendition.bitRate(100_000);
            await().atMost(SOON).until(() -> own.stream().anyMatch(got -> got.bitsPerSecond() == 100_000));
            long keysBefore = own.stream()
                    .filter(got -> got.key() && !got.size().equals("sound"))
                    .count();
            rendition.keyFrame();
            await().atMost(SOON)
                    .until(() -> own.stream()
                                    .filter(got -> got.key() && !got.size().equals("sound"))
                                    .count()
                            > keysBefore);
            assertThat(rendition.state().name()).isEqualTo("x264");
            rendition.close();
            int then = programme.size();
            await().atMost(SOON).until(() -> programme.size() > then + 10);
            assertThat(session.stats().packets())
                    .as("nothing is kept for who has left")
                    .isLessThan(60);
        }

        assertThat(own).extracting(Got::size).containsOnly("160x120", "sound");
        assertThat(own.stream()
                        .filter(got -> !got.size().equals("sound"))
                        .findFirst()
                        .orElseThrow()
                        .key())
                .isTrue();
        assertThat(programme).extracting(Got::size).containsOnly("320x180", "sound");
        assertThat(programme).extracting(Got::bitsPerSecond).doesNotContain(200_000, 100_000);
        List<Long> sounds = own.stream()
                .filter(got -> got.size().equals("sound"))
                .map(Got::dtsNanos)
                .toList();
        assertThat(programme.stream().filter(got -> got.size().equals("sound")).map(Got::dtsNanos))
                .containsAll(sounds);
    }
}
