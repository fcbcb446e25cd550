package io.rostrum.studio.engine;

import io.rostrum.capture.encode.VideoEncoders;
import io.rostrum.capture.ffmpeg.FfmpegVideoEncoders;
import java.util.List;
import java.util.stream.Stream;

/// The encoders that work on this machine: each device is tried once, whoever asks first. Thread-safe.
final class WorkingEncoders {
    private final FfmpegVideoEncoders all = new FfmpegVideoEncoders();
    private volatile List<String> names = List.of(VideoEncoders.AUTO);
    private volatile List<VideoEncoders.Probe> working = List.of();

    /// Tries them all; takes some seconds, off the caller's thread.
    void probe() {
        Thread.ofVirtual().name("probe-encoders").start(() -> {
            List<VideoEncoders.Probe> found = all.names().stream()
                    .map(all::probe)
                    .filter(VideoEncoders.Probe::works)
                    .toList();
            names = Stream.concat(Stream.of(VideoEncoders.AUTO), found.stream().map(VideoEncoders.Probe::name))
                    .toList();
            working = found;
        });
    }

    /// {@return all encoders, with what trying them has shown}
    VideoEncoders all() {
        return all;
    }

    /// {@return their names, best first; only `auto` until they were tried}
    List<String> names() {
        return names;
    }

    /// {@return what trying them has shown, best first; none until they were tried}
    List<VideoEncoders.Probe> working() {
        return working;
    }
}
