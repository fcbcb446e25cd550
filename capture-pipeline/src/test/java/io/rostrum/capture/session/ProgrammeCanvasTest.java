package io.rostrum.capture.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.rostrum.capture.audio.mixer.TrackSet;
import io.rostrum.capture.encode.AudioSettings;
import io.rostrum.capture.encode.VideoSettings;
import io.rostrum.capture.ffmpeg.FfmpegVideoEncoders;
import io.rostrum.capture.ffmpeg.audio.AacEncoder;
import io.rostrum.capture.scene.Crop;
import io.rostrum.capture.scene.Fit;
import io.rostrum.capture.scene.SceneItem;
import io.rostrum.capture.scene.SourceSlot;
import io.rostrum.capture.scene.Transform;
import io.rostrum.capture.source.testcard.TestCardSource;
import io.rostrum.effects.filter.VideoFilter;
import io.rostrum.effects.picture.PictureRect;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.effects.picture.Turn;
import io.rostrum.push.packet.CodecParameters;
import io.rostrum.push.packet.Packet;
import io.rostrum.push.packet.Rational;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Two canvases of a programme, each encoded by itself, with the sound of both.
class ProgrammeCanvasTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final PictureSize WIDE = new PictureSize(320, 180);
    private static final PictureSize TALL = new PictureSize(180, 320);
    private static final VideoSettings SETTINGS =
            VideoSettings.live(WIDE, new Rational(30, 1), 500_000, Duration.ofSeconds(1));

    /// @param what size of a picture, or `sound`
    private record Got(String what, boolean key, long ptsNanos) {
        static Got of(Packet packet) {
            try (packet) {
                return new Got(
                        packet.parameters() instanceof CodecParameters.Video video
                                ? video.width() + "x" + video.height()
                                : "sound",
                        packet.keyFrame(),
                        packet.ptsNanos());
            }
        }
    }

    private static void defect(Throwable trouble) {
        throw new AssertionError(trouble);
    }

    private static List<Long> times(List<Got> all, String what) {
        return all.stream()
                .filter(got -> got.what().equals(what))
                .map(Got::ptsNanos)
                .toList();
    }

    /// {@return times of pictures that both canvases have}
    private static Set<Long> common(List<Got> wide, List<Got> tall) {
        Set<Long> common = new HashSet<>(times(wide, "320x180"));
        common.retainAll(times(tall, "180x320"));
        return common;
    }

    /// {@return whether it is the time of a tick, but for a nanosecond of rounding}
    private static boolean isTick(long nanos) {
        long tick = Math.round(nanos * SETTINGS.frameRate().toDouble() / 1e9);
        return Math.abs(nanos - SETTINGS.frameRate().nanosOfTick(tick)) <= 1;
    }

    @Test
    void bothHaveTheSameTimesAndTheSameSoundAndTheSourceIsOpenOnce() throws Exception {
        AtomicInteger openings = new AtomicInteger();
        List<Got> wide = new CopyOnWriteArrayList<>();
        List<Got> tall = new CopyOnWriteArrayList<>();
        Programme programme = new Programme(WIDE, SETTINGS.frameRate(), VideoFilter.NONE, ProgrammeCanvasTest::defect);
        try (programme) {
            programme.start();
            SourceSlot card = programme.addSource(
                    "card",
                    pool -> {
                        openings.incrementAndGet();
                        return new TestCardSource(WIDE, SETTINGS.frameRate(), pool);
                    },
                    VideoFilter.NONE);
            programme.scene(List.of(new SceneItem(card, Transform.fullCanvas(WIDE))));
            ProgrammeCanvas second = programme.addCanvas(TALL, VideoFilter.NONE);
            second.scenes()
                    .scene(List.of(new SceneItem(
                            card, new Transform(PictureRect.of(TALL), Fit.COVER, 1, Crop.NONE, Turn.NONE))));
            assertThatThrownBy(() ->
                            second.rendition("x264", SETTINGS, () -> VideoFilter.NONE, ProgrammeCanvasTest::defect))
                    .hasMessageContaining("not encoded");
            programme.encode("x264", SETTINGS, AudioSettings.DEFAULT, new FfmpegVideoEncoders(), AacEncoder::new);
            programme.add(packet -> wide.add(Got.of(packet)), TrackSet.FIRST);
            Rendition rendition = second.rendition(
                    "x264", SETTINGS.withSize(TALL), () -> VideoFilter.NONE, ProgrammeCanvasTest::defect);
            rendition.add(packet -> tall.add(Got.of(packet)), TrackSet.FIRST);
            // where the machine is slow either encoder leaves pictures out
            await().atMost(SOON)
                    .until(() -> common(wide, tall).size() > 20
                            && times(tall, "sound").size() > 20);
            programme.endEncoding();
            assertThat(second.scenes().stats().frames()).isPositive();
            programme.removeCanvas(second);
        }

        assertThat(openings).hasValue(1);
        assertThat(wide).extracting(Got::what).containsOnly("320x180", "sound");
        assertThat(tall).extracting(Got::what).containsOnly("180x320", "sound");
        assertThat(tall.stream().filter(got -> got.what().equals("180x320")).findFirst())
                .hasValueSatisfying(first -> assertThat(first.key()).isTrue());
        assertThat(Stream.of(times(wide, "320x180"), times(tall, "180x320")).flatMap(List::stream))
                .as("times of ticks")
                .allMatch(ProgrammeCanvasTest::isTick);
        assertThat(times(wide, "sound")).containsAll(times(tall, "sound"));
        assertThat(programme.stats().pictures()).isZero();
        assertThat(programme.stats().packets()).isZero();
    }
}
