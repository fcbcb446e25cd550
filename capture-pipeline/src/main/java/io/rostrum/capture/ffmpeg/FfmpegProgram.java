package io.rostrum.capture.ffmpeg;

import java.nio.file.Path;
import org.bytedeco.javacpp.Loader;

/// The `ffmpeg` program that comes with the presets, unpacked on first use beside its libraries.
public final class FfmpegProgram {
    private FfmpegProgram() {}

    /// {@return where the program is; the first call of all unpacks it into JavaCPP's cache}
    public static Path path() {
        return Path.of(Loader.load(org.bytedeco.ffmpeg.ffmpeg.class));
    }
}
