package io.rostrum.capture.source.camera.v4l2;

import io.rostrum.capture.source.DeviceException;
import io.rostrum.capture.source.DeviceException.Reason;
import io.rostrum.capture.source.camera.CameraControl;
import io.rostrum.capture.source.camera.CameraFormat;
import io.rostrum.capture.source.camera.CameraInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The cameras of a Linux machine.
///
/// A camera's id is the name that udev gives it by maker, model and serial number (`/dev/v4l/by-id`), else by the
/// socket it is in (`by-path`), else that of its device. A device is asked once, and again when its file has
/// changed: opening it can wake a camera that sleeps. One that may not be opened is listed with the name that the
/// kernel shows to everybody. Thread-safe.
public final class V4l2Cameras {
    private static final Path DEVICES = Path.of("/dev");
    private static final Path KERNEL = Path.of("/sys/class/video4linux");

    private final Path devices;
    private final Path kernel;
    private final DeviceFile.Opener opener;
    private final Map<Path, Asked> known = new HashMap<>();

    /// @param file  tells whether this is still the same device with the same rights
    /// @param card  its name; null for a device that is no camera
    private record Asked(Map<String, Object> file, @Nullable String card, List<CameraFormat> formats) {}

    public V4l2Cameras() {
        this(DEVICES, KERNEL, KernelDevice::open);
    }

    V4l2Cameras(Path devices, Path kernel, DeviceFile.Opener opener) {
        this.devices = devices;
        this.kernel = kernel;
        this.opener = opener;
    }

    /// {@return what is plugged in now, in the order of the device numbers; empty on a machine without any}
    public synchronized List<CameraInfo> list() {
        List<Path> files = files();
        known.keySet().retainAll(files);
        Map<Path, String> names = new HashMap<>();
        udevNames("v4l/by-path", names);
        udevNames("v4l/by-id", names);
        List<CameraInfo> cameras = new ArrayList<>();
        for (Path file : files) {
            Asked asked = ask(file);
            if (asked != null && asked.card() != null) {
                String id = names.getOrDefault(file, String.valueOf(file.getFileName()));
                cameras.add(new CameraInfo(id, asked.card(), file.toString(), asked.formats()));
            }
        }
        return cameras;
    }

    private List<Path> files() {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(devices, "video[0-9]*")) {
            found.forEach(files::add);
        } catch (IOException | DirectoryIteratorException e) {
            return List.of();
        }
        files.sort((a, b) -> Integer.compare(number(a), number(b)));
        return files;
    }

    private static int number(Path file) {
        String digits = String.valueOf(file.getFileName()).substring("video".length());
        return digits.matches("[0-9]{1,6}") ? Integer.parseInt(digits) : Integer.MAX_VALUE;
    }

    private void udevNames(String folder, Map<Path, String> names) {
        try (DirectoryStream<Path> links = Files.newDirectoryStream(devices.resolve(folder))) {
            for (Path link : links) {
                Path target = link.resolveSibling(Files.readSymbolicLink(link));
                names.put(target.normalize(), String.valueOf(link.getFileName()));
            }
        } catch (IOException | DirectoryIteratorException e) {
            return; // no udev here, or it is at work: the other names serve
        }
    }

    private @Nullable Asked ask(Path file) {
        try {
            Map<String, Object> now = Files.readAttributes(file, "unix:ino,ctime,rdev");
            Asked before = known.get(file);
            if (before == null || !before.file().equals(now)) {
                before = ask(file, now);
                known.put(file, before);
            }
            return before;
        } catch (IOException | UncheckedIOException e) {
            return null;
        }
    }

    private Asked ask(Path file, Map<String, Object> now) {
        try (DeviceFile device = opener.open(file);
                Arena arena = Arena.ofConfined()) {
            CameraQuestions questions = new CameraQuestions(device, arena);
            Optional<String> card = questions.card();
            return new Asked(now, card.orElse(null), card.isPresent() ? questions.formats() : List.of());
        } catch (IOException e) {
            return new Asked(now, nameForEverybody(file), List.of());
        }
    }

    /// Of a device that does not open; the first device of a camera is the one that gives pictures.
    private @Nullable String nameForEverybody(Path file) {
        Path entry = kernel.resolve(String.valueOf(file.getFileName()));
        try {
            return Files.readString(entry.resolve("index")).strip().equals("0")
                    ? Files.readString(entry.resolve("name")).strip()
                    : null;
        } catch (IOException e) {
            return null;
        }
    }

    /// {@return what can be set on a camera now; empty when it does not open}
    public List<CameraControl> controls(CameraInfo camera) {
        try (DeviceFile device = opener.open(Path.of(camera.address()));
                Arena arena = Arena.ofConfined()) {
            return new CameraQuestions(device, arena).controls();
        } catch (IOException e) {
            return List.of();
        }
    }

    /// Sets something on a camera.
    ///
    /// @throws DeviceException if it does not open, has no such control or refuses the value
    public void set(CameraInfo camera, String control, int value) throws DeviceException {
        try (DeviceFile device = opener.open(Path.of(camera.address()));
                Arena arena = Arena.ofConfined()) {
            if (!new CameraQuestions(device, arena).set(control, value)) {
                throw new DeviceException(
                        Reason.FORMAT_NOT_SUPPORTED,
                        "camera " + camera.name() + " does not let " + control + " be set to " + value);
            }
        } catch (DeviceException e) {
            throw e;
        } catch (IOException e) {
            throw new DeviceException(
                    Reason.NOT_FOUND, "camera " + camera.name() + " cannot be set (" + e.getMessage() + ")", e);
        }
    }
}
