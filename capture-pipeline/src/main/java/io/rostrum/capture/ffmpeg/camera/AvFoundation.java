package io.rostrum.capture.ffmpeg.camera;

import io.rostrum.capture.source.camera.CameraControl;
import io.rostrum.capture.source.camera.CameraFormat;
import io.rostrum.capture.source.camera.CameraInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// macOS: cameras are read from what the program `ffmpeg` prints of them, at most every two seconds; the system chooses
/// the format. Built by the documents, not tried on macOS yet.
final class AvFoundation implements CameraSystem {
    private static final Pattern DEVICE = Pattern.compile("\\[(\\d+)] (.+)");
    private static final String VIDEO = "AVFoundation video devices:";
    private static final String AUDIO = "AVFoundation audio devices:";
    private static final String SCREEN = "Capture screen";
    private static final long KEEP_NANOS = Duration.ofSeconds(2).toNanos();

    private List<CameraInfo> known = List.of();
    private long askedNanos = System.nanoTime() - KEEP_NANOS;

    @Override
    public synchronized List<CameraInfo> list() {
        if (System.nanoTime() - askedNanos >= KEEP_NANOS) {
            known = cameras(ListedDevices.said("-f", "avfoundation", "-list_devices", "true", "-i", ""));
            askedNanos = System.nanoTime();
        }
        return known;
    }

    static List<CameraInfo> cameras(List<String> lines) {
        List<CameraInfo> cameras = new ArrayList<>();
        boolean video = false;
        for (String line : lines) {
            String text = line.substring(line.indexOf(']') + 1).strip();
            video = (video || text.equals(VIDEO)) && !text.equals(AUDIO);
            Matcher device = DEVICE.matcher(text);
            if (video && device.matches() && !device.group(2).startsWith(SCREEN)) {
                String name = device.group(2);
                cameras.add(new CameraInfo(name, name, device.group(1), List.of()));
            }
        }
        return cameras;
    }

    @Override
    public List<CameraControl> controls(CameraInfo camera) {
        return List.of();
    }

    @Override
    public Input input(CameraInfo camera, @Nullable CameraFormat format) {
        return new Input("avfoundation", camera.address() + ":none", Map.of("framerate", "30"));
    }

    @Override
    public String permissionRemedy() {
        return "allow it under System Settings, Privacy & Security, Camera";
    }
}
