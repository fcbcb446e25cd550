package io.rostrum.capture.source.camera;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.effects.picture.PictureSize;
import io.rostrum.push.packet.Rational;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CameraFormatTest {
    /// What a Logitech C920 lists, the more telling part of it.
    private static final List<CameraFormat> C920 = Stream.of(
                    "yuyv422 640x480 30",
                    "yuyv422 640x360 30",
                    "yuyv422 1280x720 10",
                    "yuyv422 1920x1080 5",
                    "mjpeg 640x480 30",
                    "mjpeg 640x360 30",
                    "mjpeg 1280x720 30",
                    "mjpeg 1280x720 15",
                    "mjpeg 1920x1080 30",
                    "mjpeg 1920x1080 15")
            .map(CameraFormatTest::format)
            .toList();

    private static CameraFormat format(String text) {
        String[] parts = text.split(" ", -1);
        return new CameraFormat(
                parts[0], parts[0].equals("mjpeg"), PictureSize.parse(parts[1]), Rational.parse(parts[2]));
    }

    @ParameterizedTest
    @CsvSource({
        "1280x720,  30,         mjpeg 1280x720 30",
        "1280x720,  30000/1001, mjpeg 1280x720 30",
        "1280x720,  15,         mjpeg 1280x720 15",
        "1280x720,  10,         yuyv422 1280x720 10",
        "1920x1080, 30,         mjpeg 1920x1080 30",
        "1920x1080, 60,         mjpeg 1920x1080 30",
        "3840x2160, 30,         mjpeg 1920x1080 30",
        "640x360,   30,         yuyv422 640x360 30",
        "640x480,   30,         yuyv422 640x480 30",
        "854x480,   30,         mjpeg 1280x720 30"
    })
    void theNearestFormatServesTheProgramme(String size, String rate, String expected) {
        assertThat(CameraFormat.nearest(C920, PictureSize.parse(size), Rational.parse(rate)))
                .contains(format(expected));
    }

    @Test
    void fluentAndSmallIsBetterThanLargeAndHalting() {
        List<CameraFormat> old = Stream.of("yuyv422 640x480 30", "yuyv422 1280x720 5", "yuyv422 320x240 30")
                .map(CameraFormatTest::format)
                .toList();
        assertThat(CameraFormat.nearest(old, new PictureSize(1280, 720), new Rational(30, 1)))
                .contains(format("yuyv422 640x480 30"));
    }

    @Test
    void aCameraThatListsNothingIsLeftToItself() {
        assertThat(CameraFormat.nearest(List.of(), new PictureSize(1280, 720), new Rational(30, 1)))
                .isEmpty();
    }
}
