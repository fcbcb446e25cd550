package io.rostrum.capture.source.camera;

import io.rostrum.capture.source.DeviceException;
import io.rostrum.capture.source.DeviceException.Reason;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Which camera is meant: the named one, or the first one; and from then on that very one, wherever it is plugged in
/// again and whatever others come and go. Thread-safe.
public final class CameraChoice {
    private final String text;
    private volatile @Nullable CameraInfo kept;

    /// @param text id, address or name of a camera; empty for the first one
    public CameraChoice(String text) {
        this.text = text.strip();
    }

    /// {@return what this is called, for log lines}
    public String label() {
        return text.isEmpty() ? "camera" : "camera " + text;
    }

    /// {@return the camera that is meant}
    ///
    /// @param cameras that are plugged in
    /// @throws DeviceException if it is not among them; the message says which are
    CameraInfo among(List<CameraInfo> cameras) throws DeviceException {
        CameraInfo known = kept;
        if (known != null) {
            return same(cameras, known)
                    .orElseThrow(() -> new DeviceException(
                            Reason.NOT_FOUND, "camera " + known.name() + " is not plugged in; plug it in again"));
        }
        if (cameras.isEmpty()) {
            throw new DeviceException(
                    Reason.NOT_FOUND, "camera: none on this machine; plug one in, or use testcard, screen or a file");
        }
        return text.isEmpty()
                ? cameras.getFirst()
                : cameras.stream()
                        .filter(camera -> camera.isCalled(text))
                        .findFirst()
                        .orElseThrow(() -> new DeviceException(
                                Reason.NOT_FOUND, "camera: " + text + " (expected: one of " + names(cameras) + ")"));
    }

    private static Optional<CameraInfo> same(List<CameraInfo> cameras, CameraInfo known) {
        return cameras.stream().filter(camera -> camera.id().equals(known.id())).findFirst();
    }

    private static String names(List<CameraInfo> cameras) {
        return cameras.stream()
                .map(camera -> camera.id() + " (" + camera.name() + ", " + camera.address() + ")")
                .collect(Collectors.joining(", "));
    }

    /// From now on this one is meant.
    void keep(CameraInfo camera) {
        kept = camera;
    }
}
