package io.rostrum.studio.cli;

import io.rostrum.capture.audio.source.AudioDevice;
import io.rostrum.capture.clock.MediaClock;
import io.rostrum.capture.encode.AudioSettings;
import io.rostrum.capture.encode.EncoderException;
import io.rostrum.capture.encode.VideoEncoders;
import io.rostrum.capture.ffmpeg.FfmpegVideoEncoders;
import io.rostrum.capture.ffmpeg.OtherCodecs;
import io.rostrum.capture.ffmpeg.audio.AacEncoder;
import io.rostrum.capture.ffmpeg.audio.AudioDevices;
import io.rostrum.capture.ffmpeg.camera.FfmpegCameraDriver;
import io.rostrum.capture.screen.ScreenSource;
import io.rostrum.capture.source.DeviceException;
import io.rostrum.capture.source.FrameSink;
import io.rostrum.capture.source.Source;
import io.rostrum.capture.source.camera.CameraDevices;
import io.rostrum.capture.source.screen.ScreenTarget;
import io.rostrum.capture.source.web.BrowserProgram;
import io.rostrum.effects.gpu.ComputePath;
import io.rostrum.effects.gpu.GpuMode;
import io.rostrum.effects.picture.FramePool;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.effects.picture.VideoFrame;
import io.rostrum.push.packet.Codec;
import io.rostrum.push.packet.PacketPool;
import io.rostrum.push.packet.Rational;
import io.rostrum.studio.cli.Finding.Health;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;

/// Looks at the machine. Everything is tried for real: encoders encode, the screen is captured, ports are bound.
final class Examination {
    private static final int WANTED_JAVA = 25;
    private static final long WANTED_FREE_BYTES = 2L << 30;
    private static final int HTTP_PORT = 8080;
    private static final int RTMP_PORT = 1935;
    private static final int FIRST_PICTURE_SECONDS = 5;

    private Examination() {}

    static List<Finding> run() {
        List<Finding> findings = new ArrayList<>();
        findings.add(java());
        findings.addAll(tried("GPU", Health.MISSING, () -> List.of(graphics())));
        findings.addAll(tried("video encoders", Health.MISSING, () -> {
            VideoEncoders encoders = new FfmpegVideoEncoders();
            encoders.prepare();
            return encoders(encoders.names().stream().map(encoders::probe).toList());
        }));
        findings.addAll(tried("encoder HEVC", Health.LACKING, () -> List.of(unused(Codec.HEVC))));
        findings.addAll(tried("encoder AV1", Health.LACKING, () -> List.of(unused(Codec.AV1))));
        findings.addAll(tried("encoder AAC", Health.MISSING, () -> List.of(aac())));
        findings.addAll(tried("screen", Health.LACKING, () -> List.of(screen())));
        findings.addAll(tried(
                "cameras",
                Health.LACKING,
                () -> CameraExamination.run(new CameraDevices(FfmpegCameraDriver.ofThisSystem()))));
        findings.addAll(tried("sound", Health.LACKING, Examination::sound));
        findings.add(webPages());
        findings.add(port("port HTTP", HTTP_PORT, "--http"));
        findings.add(port("port RTMP", RTMP_PORT, "--rtmp"));
        findings.add(disk());
        return findings;
    }

    /// {@return what `look` finds, or that its native library does not load}
    ///
    /// @param otherwise how the topic is without the library
    static List<Finding> tried(String topic, Health otherwise, Supplier<List<Finding>> look) {
        try {
            return look.get();
        } catch (LinkageError e) {
            return List.of(new Finding(
                    topic,
                    otherwise,
                    "its native library does not load: " + e.getMessage(),
                    "reinstall the package, or in a checkout run ./rostrum build: both bring the system's libraries"));
        }
    }

    private static Finding webPages() {
        return BrowserProgram.find()
                .map(program -> Finding.good("web pages", "drawn by " + program))
                .orElseGet(() -> Finding.lacking("web pages", "no browser that draws them", BrowserProgram.REMEDY));
    }

    private static Finding java() {
        int feature = Runtime.version().feature();
        String found = Runtime.version() + ", " + System.getProperty("java.vendor") + ", "
                + Runtime.getRuntime().availableProcessors() + " processors";
        return feature >= WANTED_JAVA
                ? Finding.good("JDK", found)
                : Finding.missing("JDK", found, "install JDK " + WANTED_JAVA);
    }

    private static Finding graphics() {
        ComputePath path = ComputePath.probe(GpuMode.AUTO);
        return switch (path) {
            case ComputePath.OpenCl _ -> Finding.good("GPU", path.describe());
            case ComputePath.Processor _ ->
                Finding.lacking("GPU", "none that OpenCL knows; filters run on the " + path.describe(), "");
        };
    }

    /// {@return how the video encoders are; one that works is enough}
    static List<Finding> encoders(List<VideoEncoders.Probe> probes) {
        boolean anyWorks = probes.stream().anyMatch(VideoEncoders.Probe::works);
        return probes.stream().map(probe -> encoder(probe, anyWorks)).toList();
    }

    private static Finding encoder(VideoEncoders.Probe probe, boolean anyWorks) {
        String topic = "encoder " + probe.name();
        if (probe.works()) {
            return Finding.good(topic, probe.detail());
        }
        return anyWorks
                ? Finding.lacking(topic, probe.detail(), probe.hardware() ? "" : "use another encoder")
                : Finding.missing(topic, probe.detail(), "no video encoder works here: reinstall");
    }

    /// What could encode a codec that no target and no recording carries yet.
    private static Finding unused(Codec codec) {
        List<String> working = OtherCodecs.probe(codec).stream()
                .filter(VideoEncoders.Probe::works)
                .map(probe -> probe.name() + ": " + probe.detail())
                .toList();
        String found = working.isEmpty() ? "none" : String.join("; ", working);
        return Finding.lacking("encoder " + codec, found + " (not used: targets and recordings carry H.264 only)", "");
    }

    private static Finding aac() {
        try (var encoder = new AacEncoder(
                AudioSettings.DEFAULT, MediaClock.startingNow(), new PacketPool(), packet -> packet.close())) {
            return Finding.good(
                    "encoder AAC",
                    encoder.parameters().sampleRate() + " Hz, "
                            + encoder.parameters().channels() + " channels");
        } catch (EncoderException e) {
            return Finding.missing("encoder AAC", String.valueOf(e.getMessage()), "reinstall");
        }
    }

    private static Finding screen() {
        return firstPicture(
                "screen",
                pool -> ScreenSource.of(ScreenTarget.parse("screen"), new Rational(30, 1), pool),
                "is the screen locked?");
    }

    /// {@return whether one picture of a source can be captured}
    ///
    /// @param ifSilent what to look at when it opens and delivers nothing
    static Finding firstPicture(String topic, Function<FramePool, Source> made, String ifSilent) {
        CompletableFuture<PictureSize> first = new CompletableFuture<>();
        try (FramePool pool = new FramePool();
                Source source = made.apply(pool)) {
            source.start(MediaClock.startingNow(), new FirstPicture(first));
            return Finding.good(topic, first.get(FIRST_PICTURE_SECONDS, TimeUnit.SECONDS) + " captured");
        } catch (DeviceException e) {
            return Finding.lacking(topic, String.valueOf(e.getMessage()), "");
        } catch (ExecutionException | TimeoutException e) {
            return Finding.lacking(topic, "it opens but delivers no picture", ifSilent);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Finding.lacking(topic, "not looked at", "");
        }
    }

    private record FirstPicture(CompletableFuture<PictureSize> size) implements FrameSink {
        @Override
        public void frame(VideoFrame frame) {
            try (frame) {
                size.complete(frame.size());
            }
        }

        @Override
        public void lost(DeviceException why) {
            size.completeExceptionally(why);
        }

        @Override
        public void ended() {
            size.completeExceptionally(new IllegalStateException("ended"));
        }
    }

    private static List<Finding> sound() {
        List<Finding> findings = new ArrayList<>();
        for (AudioDevice device : new AudioDevices().list()) {
            String kind = device.kind() == AudioDevice.Kind.MONITOR ? "desktop sound" : "microphone";
            findings.add(
                    Finding.good(kind, device.name() + " (" + device.id() + (device.isDefault() ? ", default)" : ")")));
        }
        if (findings.isEmpty()) {
            findings.add(Finding.lacking(
                    "sound", "no device", "start PulseAudio or PipeWire, or use --audio testcard, tone or none"));
        }
        return findings;
    }

    private static Finding port(String topic, int port, String option) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return Finding.good(topic, port + " is free");
        } catch (IOException e) {
            return Finding.lacking(
                    topic,
                    port + " is taken, perhaps by a Rostrum that runs",
                    "if not, end what uses it, or start with ./rostrum server " + option + " PORT");
        }
    }

    private static Finding disk() {
        Path home = Path.of(System.getProperty("user.home"));
        try {
            long free = Files.getFileStore(home).getUsableSpace();
            String found = "%.1f GB free at %s".formatted(free / 1e9, home);
            return free >= WANTED_FREE_BYTES
                    ? Finding.good("disk", found)
                    : Finding.lacking("disk", found, "free some space before you record");
        } catch (IOException e) {
            return Finding.lacking("disk", "cannot be read: " + e.getMessage(), "");
        }
    }
}
