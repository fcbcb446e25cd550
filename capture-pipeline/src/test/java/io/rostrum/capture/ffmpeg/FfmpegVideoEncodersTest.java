package io.rostrum.capture.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.capture.encode.EncoderException;
import io.rostrum.capture.encode.VideoEncoders;
import io.rostrum.capture.encode.VideoEncoders.Candidate;
import io.rostrum.capture.encode.VideoEncoders.Probe;
import io.rostrum.push.packet.Codec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class FfmpegVideoEncodersTest {
    private static final EncoderModel GOOD = device("good");
    private static final EncoderModel BROKEN = device("broken");
    private static final EncoderModel SOFTWARE =
            new EncoderModel("soft", "libx264", false, PictureLayout.I420, true, _ -> Map.of());

    private static EncoderModel device(String name) {
        return EncoderModel.device(name, "h264_" + name, PictureLayout.NV12, Map.of());
    }

    @Test
    void onlyDevicesThatWereFoundToWorkAreCandidates() {
        AtomicInteger probed = new AtomicInteger();
        VideoEncoders encoders = new FfmpegVideoEncoders(List.of(BROKEN, GOOD, SOFTWARE), model -> {
            probed.incrementAndGet();
            return new Probe(model.name(), model.name().equals("good"), true, "");
        });
        assertThat(encoders.candidates()).containsExactly(new Candidate("soft", false));

        encoders.prepare();
        encoders.prepare();

        assertThat(encoders.candidates()).containsExactly(new Candidate("good", true), new Candidate("soft", false));
        assertThat(probed).as("each device is probed once").hasValue(2);
    }

    @Test
    void softwareEncodesRealPicturesAndADeviceThatIsNotThereSaysWhy() {
        VideoEncoders encoders = new FfmpegVideoEncoders();

        assertThat(encoders.probe("x264").detail()).startsWith("10 pictures of 640x360 in ");
        assertThat(encoders.probe("openh264").works()).isTrue();
        assertThat(encoders.names())
                .map(encoders::probe)
                .allSatisfy(probe -> assertThat(probe.detail()).isNotBlank())
                .filteredOn(probe -> !probe.works())
                .allSatisfy(probe -> assertThat(probe.detail()).startsWith("encoder "));
    }

    @Test
    void anEncoderThatHangsIsCountedOut() {
        CountDownLatch never = new CountDownLatch(1);
        Probe probe = EncoderProbe.of("stuck", true, Duration.ofMillis(50), () -> {
            awaitForever(never);
            return "";
        });

        assertThat(probe.works()).isFalse();
        assertThat(probe.detail()).startsWith("did not answer within");
        never.countDown();
    }

    private static void awaitForever(CountDownLatch latch) throws EncoderException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new EncoderException("interrupted", e);
        }
    }

    @Test
    void hevcAndAv1AreLookedForAndNotOffered() {
        assertThat(OtherCodecs.probe(Codec.HEVC)).anySatisfy(probe -> {
            assertThat(probe.name()).isEqualTo("x265");
            assertThat(probe.works()).as(probe.detail()).isTrue();
        });
        assertThat(OtherCodecs.probe(Codec.AV1)).anySatisfy(probe -> {
            assertThat(probe.name()).isEqualTo("aom");
            assertThat(probe.works()).as(probe.detail()).isTrue();
        });
        assertThat(new FfmpegVideoEncoders().names()).doesNotContain("x265", "aom");
    }
}
