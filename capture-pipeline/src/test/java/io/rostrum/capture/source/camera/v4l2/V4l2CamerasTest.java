package io.rostrum.capture.source.camera.v4l2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rostrum.capture.source.DeviceException;
import io.rostrum.capture.source.camera.CameraInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
final class V4l2CamerasTest {
    private static final String ID = "usb-046d_HD_Pro_Webcam_C920_1A2B3C4D-video-index0";

    @TempDir
    private Path folder;

    private final PlayedKernel kernel = new PlayedKernel();
    private V4l2Cameras cameras;

    @BeforeEach
    void plugIn() throws IOException {
        Files.createDirectories(folder.resolve("dev/v4l/by-id"));
        Files.createDirectories(folder.resolve("dev/v4l/by-path"));
        Files.createDirectories(folder.resolve("sys"));
        device("video0", 0);
        device("video1", 1);
        Files.createSymbolicLink(folder.resolve("dev/v4l/by-id").resolve(ID), Path.of("../../video0"));
        Files.createSymbolicLink(
                folder.resolve("dev/v4l/by-path/pci-0000:00:14.0-usb-0:1:1.0-video-index0"), Path.of("../../video0"));
        cameras = new V4l2Cameras(folder.resolve("dev"), folder.resolve("sys"), kernel);
    }

    private void device(String name, int index) throws IOException {
        Files.createFile(folder.resolve("dev").resolve(name));
        Path entry = Files.createDirectories(folder.resolve("sys").resolve(name));
        Files.writeString(entry.resolve("index"), index + "\n");
        Files.writeString(entry.resolve("name"), "HD Pro Webcam C920\n");
    }

    @Test
    void aCameraHasItsCardsNameItsStableIdAndItsFormats() {
        assertThat(cameras.list()).singleElement().satisfies(camera -> {
            assertThat(camera.id()).isEqualTo(ID);
            assertThat(camera.name()).isEqualTo("HD Pro Webcam C920");
            assertThat(camera.address()).isEqualTo(folder.resolve("dev/video0").toString());
            assertThat(camera.formats())
                    .extracting(Object::toString)
                    .containsExactly("yuyv422 640x480@30", "mjpeg 1280x720@30", "mjpeg 1280x720@15");
            assertThat(camera.formats().getFirst().compressed()).isFalse();
            assertThat(camera.formats().getLast().compressed()).isTrue();
        });
    }

    @Test
    void controlsAreListedWithTheirValues() {
        assertThat(cameras.controls(cameras.list().getFirst()))
                .extracting(Object::toString)
                .containsExactly("Brightness 140 (0..255)", "Power Line Frequency 60 Hz (Disabled, 50 Hz, 60 Hz)");
    }

    @Test
    void aControlIsSetByItsName() throws Exception {
        CameraInfo camera = cameras.list().getFirst();
        cameras.set(camera, "Brightness", 7);
        assertThat(cameras.controls(camera).getFirst().value()).isEqualTo(7);

        assertThatThrownBy(() -> cameras.set(camera, "Brightness", 300))
                .isInstanceOf(DeviceException.class)
                .hasMessage("camera HD Pro Webcam C920 does not let Brightness be set to 300");
        assertThatThrownBy(() -> cameras.set(camera, "Focus", 1)).hasMessageContaining("Focus");
        kernel.forbid(true);
        assertThatThrownBy(() -> cameras.set(camera, "Brightness", 1)).hasMessageContaining("error 13");
    }

    @Test
    void aCameraIsAskedOnceAndAgainWhenItWasPluggedIn() throws IOException {
        CameraInfo before = cameras.list().getFirst();
        assertThat(cameras.list()).containsExactly(before);
        assertThat(kernel.opened()).containsExactly("video0", "video1");

        Files.delete(folder.resolve("dev/video0"));
        Files.delete(folder.resolve("dev/video1"));
        assertThat(cameras.list()).isEmpty();

        device("video3", 0);
        Path link = folder.resolve("dev/v4l/by-id").resolve(ID);
        Files.delete(link);
        Files.createSymbolicLink(link, Path.of("../../video3"));
        assertThat(cameras.list()).singleElement().satisfies(camera -> {
            assertThat(camera.id()).isEqualTo(before.id());
            assertThat(camera.address()).isEqualTo(folder.resolve("dev/video3").toString());
        });
    }

    @Test
    void aForbiddenCameraIsListedByTheNameThatEverybodyMayRead() {
        kernel.forbid(true);
        assertThat(cameras.list()).singleElement().satisfies(camera -> {
            assertThat(camera.name()).isEqualTo("HD Pro Webcam C920");
            assertThat(camera.formats()).isEmpty();
        });
        assertThat(cameras.controls(cameras.list().getFirst())).isEmpty();
    }

    @Test
    void withoutUdevACameraIsCalledAsItsDevice() throws IOException {
        Files.delete(folder.resolve("dev/v4l/by-id").resolve(ID));
        assertThat(cameras.list().getFirst().id()).isEqualTo("pci-0000:00:14.0-usb-0:1:1.0-video-index0");
        Files.delete(folder.resolve("dev/v4l/by-path/pci-0000:00:14.0-usb-0:1:1.0-video-index0"));
        assertThat(cameras.list().getFirst().id()).isEqualTo("video0");
    }

    @Test
    void aMachineWithoutCamerasHasNone() {
        assertThat(new V4l2Cameras(folder.resolve("nothing"), folder.resolve("nothing"), kernel).list())
                .isEmpty();
    }
}
