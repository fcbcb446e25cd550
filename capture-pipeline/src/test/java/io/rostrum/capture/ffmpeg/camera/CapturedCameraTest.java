package io.rostrum.capture.ffmpeg.camera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.rostrum.capture.clock.MediaClock;
import io.rostrum.capture.ffmpeg.FfmpegProgram;
import io.rostrum.capture.source.DeviceException;
import io.rostrum.capture.source.DrawnPicture;
import io.rostrum.capture.source.camera.CameraInfo;
import io.rostrum.capture.source.camera.OpenCamera;
import io.rostrum.effects.picture.FramePool;
import io.rostrum.effects.picture.VideoFrame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Colours and damage, in the formats that cameras have. The colour is 75 % yellow, RGB 191 191 0: by BT.601 Y 162,
/// Cb 44, Cr 142 (BT.801's bars), by BT.709 Y 168, Cb 44, Cr 136.
final class CapturedCameraTest {
    private static final CameraInfo CAMERA = new CameraInfo("test", "Test", "/dev/video0", List.of());

    @TempDir
    private Path folder;

    private final FramePool pool = new FramePool();
    private final MediaClock clock = MediaClock.startingNow();

    @AfterEach
    void everyFrameWasClosed() {
        pool.close();
        assertThat(pool.outstanding()).isZero();
    }

    private OpenCamera open(String device, Path file, Map<String, String> options) throws DeviceException {
        return new FfmpegCameraDriver(
                        new StandInSystem(CAMERA, new CameraSystem.Input(device, file.toString(), options)))
                .open(CAMERA, null);
    }

    private void assertYellow(OpenCamera camera) throws DeviceException {
        try (camera;
                VideoFrame frame = camera.read(pool, clock)) {
            assertThat(frame).isNotNull();
            int pixel = DrawnPicture.pixelsOf(frame).get(frame.width() * 20 + 20);
            assertThat(pixel >>> 24).isEqualTo(0xFF);
            assertThat(pixel >> 16 & 0xFF).isCloseTo(191, within(3));
            assertThat(pixel >> 8 & 0xFF).isCloseTo(191, within(3));
            assertThat(pixel & 0xFF).isCloseTo(0, within(3));
        }
    }

    private Path raw(String name, byte[] pattern, int bytes) throws IOException {
        byte[] all = new byte[bytes];
        for (int i = 0; i < bytes; i++) {
            all[i] = pattern[i % pattern.length];
        }
        return Files.write(folder.resolve(name), all);
    }

    @Test
    void packedPixelsOfACameraAreBt601() throws Exception {
        byte[] pixels = {(byte) 162, 44, (byte) 162, (byte) 142};
        Path file = raw("yuyv", pixels, 64 * 48 * 2);
        assertYellow(open("rawvideo", file, Map.of("pixel_format", "yuyv422", "video_size", "64x48")));
    }

    @Test
    void planarPixelsOfACameraAreBt601() throws Exception {
        byte[] luma = {(byte) 162};
        byte[] chroma = {44, (byte) 142};
        byte[] picture = Arrays.copyOf(Files.readAllBytes(raw("y", luma, 64 * 48)), 64 * 48 * 3 / 2);
        System.arraycopy(Files.readAllBytes(raw("c", chroma, 64 * 24)), 0, picture, 64 * 48, 64 * 24);
        Path file = Files.write(folder.resolve("nv12"), picture);
        assertYellow(open("rawvideo", file, Map.of("pixel_format", "nv12", "video_size", "64x48")));
    }

    /// Made by FFmpeg's program.
    private byte[] jpegs(int count) throws Exception {
        Path file = folder.resolve("made.mjpeg");
        Process program = new ProcessBuilder(
                        FfmpegProgram.path().toString(),
                        "-v",
                        "error",
                        "-f",
                        "lavfi",
                        "-i",
                        "color=c=0xBFBF00:s=64x48:r=30",
                        "-frames:v",
                        Integer.toString(count),
                        "-c:v",
                        "mjpeg",
                        "-q:v",
                        "2",
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("ffmpeg.log").toFile())
                .start();
        assertThat(program.waitFor()).isZero();
        return Files.readAllBytes(file);
    }

    @Test
    void jpegsAreDecodedWithTheirFullRange() throws Exception {
        Path file = Files.write(folder.resolve("one.mjpeg"), jpegs(1));
        assertYellow(open("mjpeg", file, Map.of()));
    }

    /// {@return where a JPEG says how many components it has: in the frame header, ISO 10918-1 B.2.2}
    private static int componentsOf(byte[] jpeg) {
        for (int i = 0; i < jpeg.length; i++) {
            if (jpeg[i] == (byte) 0xFF && jpeg[i + 1] == (byte) 0xC0) {
                return i + 9;
            }
        }
        throw new AssertionError("no frame header");
    }

    @Test
    void aDamagedPictureIsLeftOutAndTheEndOfAllIsALoss() throws Exception {
        byte[] good = jpegs(1);
        byte[] damaged = good.clone();
        damaged[componentsOf(damaged)] = 0;
        byte[] all = Arrays.copyOf(good, 3 * good.length);
        System.arraycopy(damaged, 0, all, good.length, good.length);
        System.arraycopy(good, 0, all, 2 * good.length, good.length);
        Path file = Files.write(folder.resolve("damaged.mjpeg"), all);
        try (OpenCamera camera = open("mjpeg", file, Map.of())) {
            List<Boolean> pictures = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                try (VideoFrame frame = camera.read(pool, clock)) {
                    pictures.add(frame != null);
                }
            }
            assertThat(pictures).containsExactly(true, false, true);
            assertThatThrownBy(() -> camera.read(pool, clock))
                    .isInstanceOf(DeviceException.class)
                    .hasMessageContaining("camera Test is gone");
        }
    }
}
