package io.rostrum.effects.picture;

import org.bytedeco.opencv.global.opencv_core;

/// How many threads OpenCV divides an operation between.
///
/// An operation on one picture takes a fraction of a millisecond. On a computer of two processors, of which an encoder
/// and the sources' threads keep both busy, waking a second thread for it and waiting for that costs more than it
/// saves:
/// beauty and background blur took 1.3 to 2 times as long with two threads as with one.
final class OpenCvThreads {
    /// Up to so many processors OpenCV works on the thread that calls it.
    private static final int FEW = 2;

    static {
        if (Runtime.getRuntime().availableProcessors() <= FEW) {
            opencv_core.setNumThreads(1);
        }
    }

    private OpenCvThreads() {}

    /// Decides it, for the whole process, the first time that it is called.
    static void settle() {}
}
