package io.rostrum.studio.engine;

import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.capture.audio.source.AudioDevice;
import io.rostrum.capture.ffmpeg.audio.AudioDevices;
import io.rostrum.capture.ffmpeg.camera.FfmpegCameraDriver;
import io.rostrum.capture.screen.ScreenSource;
import io.rostrum.capture.source.camera.CameraInfo;
import io.rostrum.capture.source.screen.X11ScreenSource.Seen;
import io.rostrum.studio.engine.AvailableSource.Kind;
import java.util.ArrayList;
import java.util.List;

/// What could be added to a programme on this machine now.
final class Discovery {
    private Discovery() {}

    /// {@return cameras, screens, windows, sound devices and the tests; takes up to some seconds}
    static List<AvailableSource> run() {
        List<AvailableSource> found = new ArrayList<>();
        for (Seen seen : ScreenSource.list()) {
            boolean window = seen.target().text().startsWith("window:");
            String size = seen.width() > 0 ? seen.width() + " x " + seen.height() : "";
            found.add(new AvailableSource(
                    window ? Kind.WINDOW : Kind.SCREEN,
                    seen.name(),
                    size,
                    seen.target().text()));
        }
        for (CameraInfo camera : FfmpegCameraDriver.ofThisSystem().list()) {
            found.add(new AvailableSource(Kind.CAMERA, camera.name(), camera.address(), "camera:" + camera.id()));
        }
        List<AudioDevice> devices = new AudioDevices().list();
        if (devices.stream().anyMatch(device -> device.kind() == AudioDevice.Kind.INPUT)) {
            found.add(
                    new AvailableSource(Kind.MICROPHONE, tr("Default microphone"), tr("follows the system"), "device"));
        }
        if (devices.stream().anyMatch(device -> device.kind() == AudioDevice.Kind.MONITOR)) {
            found.add(new AvailableSource(
                    Kind.DESKTOP_SOUND, tr("Desktop sound"), tr("what this computer plays"), "desktop"));
        }
        for (AudioDevice device : devices) {
            Kind kind = device.kind() == AudioDevice.Kind.INPUT ? Kind.MICROPHONE : Kind.DESKTOP_SOUND;
            found.add(new AvailableSource(
                    kind,
                    device.name(),
                    device.isDefault() ? tr("the system's default") : "",
                    "device:" + device.id()));
        }
        found.add(new AvailableSource(
                Kind.TEST, tr("Test card"), tr("colour bars, a counter, a flash each second"), "testcard"));
        return found;
    }
}
