package io.rostrum.effects.picture;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC4;

import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.UMat;
import org.jspecify.annotations.Nullable;

/// Pixels in the machine's memory, on the OpenCL device of the thread, or both; the newest copy is known, and a copy
/// given out counts as written to.
final class PictureMemory implements AutoCloseable {
    private final Mat host;
    private @Nullable UMat device;
    private boolean newestOnDevice;

    PictureMemory(PictureSize size) {
        host = new Mat(size.height(), size.width(), CV_8UC4);
    }

    synchronized Mat onHost() {
        if (newestOnDevice && device != null) {
            device.copyTo(host);
        }
        newestOnDevice = false;
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
        } else {
            host.copyTo(other.host);
            other.newestOnDevice = false;
        }
    }

    synchronized void reuse() {
        newestOnDevice = false;
    }

    @Override
    public synchronized void close() {
        host.close();
        if (device != null) {
            device.close();
        }
    }
}
