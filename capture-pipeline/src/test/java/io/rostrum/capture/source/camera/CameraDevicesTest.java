package io.rostrum.capture.source.camera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.github.sarxos.webcam.WebcamDevice;
import com.github.sarxos.webcam.WebcamException;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.push.packet.Rational;
import java.awt.Dimension;
import java.awt.image.BufferedImage;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/// Our driver behind Webcam Capture.
final class CameraDevicesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int GREEN = 0xFF20C040;

    private final SubstituteCameras cameras = new SubstituteCameras(new PictureSize(320, 240), new Rational(30, 1));
    private final CameraDevices devices = new CameraDevices(cameras);

    @Test
    void tellsOfWhatIsPluggedInWhileSomebodyListens() throws Exception {
        cameras.plug("there before", GREEN);
        List<String> heard = new CopyOnWriteArrayList<>();
        List<String> heardToo = new CopyOnWriteArrayList<>();
        AutoCloseable first = devices.onPlugged(camera -> heard.add(camera.id()));
        AutoCloseable second = devices.onPlugged(camera -> heardToo.add(camera.id()));
        cameras.plug("new", GREEN);
        await().atMost(PATIENCE).until(() -> heard.contains("new") && heardToo.contains("new"));
        first.close();
        cameras.unplug("new");
        cameras.plug("newer", GREEN);
        await().atMost(PATIENCE).until(() -> heardToo.contains("newer"));
        assertThat(heard).containsExactly("new");
        cameras.plug("new", GREEN);
        await().atMost(PATIENCE).until(() -> heardToo.size() == 3);
        assertThat(heardToo).containsExactly("new", "newer", "new");
        second.close();
        second.close();
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("webcam-discovery-service");
    }

    @Test
    void thoseOfAnotherDriverAreNotMeant() throws Exception {
        SubstituteCameras others = new SubstituteCameras(new PictureSize(320, 240), new Rational(30, 1));
        List<String> heard = new CopyOnWriteArrayList<>();
        List<String> heardToo = new CopyOnWriteArrayList<>();
        try (AutoCloseable _ = devices.onPlugged(camera -> heard.add(camera.id()));
                AutoCloseable _ = new CameraDevices(others).onPlugged(camera -> heardToo.add(camera.id()))) {
            cameras.plug("one", GREEN);
            await().atMost(PATIENCE).until(() -> heard.contains("one"));
            others.plug("two", GREEN);
            await().atMost(PATIENCE).until(() -> heardToo.contains("two"));
        }
        assertThat(heard).containsExactly("one");
        assertThat(heardToo).containsExactly("two");
    }

    @Test
    void takesAPictureThroughTheirInterface() {
        cameras.plug("one", GREEN);
        WebcamDevice device = new DiscoveredCameras(cameras).getDevices().getFirst();
        assertThat(device.getName()).isEqualTo("Substitute one (one)");
        assertThat(device.getResolutions()).containsExactly(new Dimension(320, 240));
        assertThatThrownBy(device::getImage).isInstanceOf(WebcamException.class).hasMessageContaining("not open");
        device.setResolution(new Dimension(320, 240));
        device.open();
        assertThat(device.isOpen()).isTrue();
        BufferedImage image = device.getImage();
        assertThat(image).isNotNull();
        assertThat(image.getWidth()).isEqualTo(320);
        assertThat(image.getRGB(319, 239)).isEqualTo(GREEN);
        cameras.unplug("one");
        assertThatThrownBy(device::getImage).isInstanceOf(WebcamException.class);
        device.dispose();
        assertThat(device.isOpen()).isFalse();
        assertThat(cameras.open()).isZero();
    }
}
