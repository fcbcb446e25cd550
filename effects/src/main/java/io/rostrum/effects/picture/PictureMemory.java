package io.rostrum.effects.picture;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC4;

import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.UMat;
import org.jspecify.annotations.Nullable;

/// Pixels in the machine's memory, on the OpenCL device of the thread, or both; the newest copy is known, and a copy
/// given out counts as written to.
/// When the device fails, its copy is given up with [#forgetDevice].
final class PictureMemory implements AutoCloseable {
    private final Mat host;
    private @Nullable UMat device;
    private boolean newestOnDevice;
    /// Whether memory ever had this picture, be it before the device changed it.
    private boolean hostHasIt = true;

    PictureMemory(PictureSize size) {
        host = new Mat(size.height(), size.width(), CV_8UC4);
    }

    synchronized Mat onHost() {
        if (newestOnDevice && device != null) {
            device.copyTo(host);
        }
        newestOnDevice = false;
        hostHasIt = true;
        return host;
    }

    synchronized UMat onDevice() {
        UMat there = device;
        if (there == null) {
            there = new UMat();
            device = there;
        }
        if (!newestOnDevice) {
            host.copyTo(there);
        }
        newestOnDevice = true;
        return there;
    }

    synchronized void copyTo(PictureMemory other) {
        if (newestOnDevice && device != null) {
            if (other.device == null) {
                other.device = new UMat();
            }
            device.copyTo(other.device);
            other.newestOnDevice = true;
            other.hostHasIt = false;
        } else {
            host.copyTo(other.host);
            other.newestOnDevice = false;
            other.hostHasIt = true;
        }
    }

    synchronized void reuse() {
        newestOnDevice = false;
        hostHasIt = true;
    }

    /// What memory had last is the picture now; black if it never had it.
    synchronized void forgetDevice() {
        if (device != null) {
            device.close();
            device = null;
        }
        newestOnDevice = false;
        if (!hostHasIt) {
            try (Scalar black = new Scalar(0, 0, 0, 255)) {
                host.put(black);
            }
            hostHasIt = true;
        }
    }

    @Override
    public synchronized void close() {
        host.close();
        if (device != null) {
            device.close();
        }
    }
}
