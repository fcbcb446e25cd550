package io.rostrum.capture.ffmpeg;

import java.nio.file.Path;
import org.bytedeco.javacpp.Loader;

/// The programs `ffmpeg` and `ffprobe` that come with the presets, unpacked on first use beside their libraries.
public final class FfmpegProgram {
    private FfmpegProgram() {}

    /// {@return where the program `ffmpeg` is; the first call of all unpacks it into JavaCPP's cache}
    public static Path path() {
        return Path.of(Loader.load(org.bytedeco.ffmpeg.ffmpeg.class));
    }

    /// {@return where the program `ffprobe` is}
    public static Path probe() {
        return Path.of(Loader.load(org.bytedeco.ffmpeg.ffprobe.class));
    }
}
