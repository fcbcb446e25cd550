package io.rostrum.studio.engine;

import io.rostrum.capture.encode.VideoEncoders;
import io.rostrum.capture.ffmpeg.FfmpegVideoEncoders;
import java.util.ArrayList;
import java.util.List;

/// The encoders that work on this machine: each device is tried once, whoever asks first. Thread-safe.
final class WorkingEncoders {
    private final FfmpegVideoEncoders all = new FfmpegVideoEncoders();
    private volatile List<String> names = List.of(VideoEncoders.AUTO);

    /// Tries them all; takes some seconds, off the caller's thread.
    void probe() {
        Thread.ofVirtual().name("probe-encoders").start(() -> {
            List<String> working = new ArrayList<>(List.of(VideoEncoders.AUTO));
            for (String name : all.names()) {
                if (all.probe(name).works()) {
                    working.add(name);
                }
            }
            names = List.copyOf(working);
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
}
