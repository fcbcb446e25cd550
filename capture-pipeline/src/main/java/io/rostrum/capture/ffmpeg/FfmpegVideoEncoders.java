package io.rostrum.capture.ffmpeg;

import com.google.errorprone.annotations.MustBeClosed;
import io.rostrum.capture.clock.MediaClock;
import io.rostrum.capture.encode.EncoderException;
import io.rostrum.capture.encode.VideoEncoder;
import io.rostrum.capture.encode.VideoEncoders;
import io.rostrum.capture.encode.VideoSettings;
import io.rostrum.push.packet.PacketPool;
import io.rostrum.push.packet.PacketSink;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;

/// The encoders of FFmpeg's libraries: for H.264 those of devices, x264 and OpenH264; by name x265 and SVT-AV1. What
/// probing them showed is
/// kept for as long as this lives. Thread-safe.
public final class FfmpegVideoEncoders implements VideoEncoders {
    private final List<EncoderModel> models;
    private final Function<EncoderModel, Probe> probing;
    private final Map<String, Probe> probes = new ConcurrentHashMap<>();

    public FfmpegVideoEncoders() {
        this(EncoderModels.on(System.getProperty("os.name")), EncoderProbe::of);
    }

    /// @param probing tries a model; from several threads
    FfmpegVideoEncoders(List<EncoderModel> models, Function<EncoderModel, Probe> probing) {
        this.models = models;
        this.probing = probing;
    }

    /// Probes all devices at the same time, so that one that hangs costs its limit once.
    @Override
    public void prepare() {
        AvLog.install();
        CompletableFuture.allOf(models.stream()
                        .filter(EncoderModel::hardware)
                        .map(model -> CompletableFuture.runAsync(() -> probe(model), Thread::startVirtualThread))
                        .toArray(CompletableFuture[]::new))
                .join();
    }

    @Override
    public List<String> names() {
        return models.stream().map(EncoderModel::name).toList();
    }

    @Override
    public List<Candidate> candidates() {
        return models.stream()
                .filter(model -> !model.hardware() || worked(model))
                .map(model -> new Candidate(model.name(), model.hardware()))
                .toList();
    }

    /// {@return the names of encoders of HEVC and AV1, which are used only where they are asked for: not every target
    /// takes what they make}
    public static List<String> otherNames() {
        return EncoderModels.byName().stream().map(EncoderModel::name).toList();
    }

    @Override
    public boolean software(String name) {
        return Stream.concat(models.stream(), EncoderModels.byName().stream())
                .anyMatch(model -> model.name().equals(name) && !model.hardware());
    }

    private boolean worked(EncoderModel model) {
        Probe probe = probes.get(model.name());
        return probe != null && probe.works();
    }

    @Override
    @MustBeClosed
    public VideoEncoder open(String name, VideoSettings settings, MediaClock clock, PacketPool pool, PacketSink sink)
            throws EncoderException {
        return new PictureEncoder(model(name), settings, clock, pool, sink);
    }

    private EncoderModel model(String name) throws EncoderException {
        for (EncoderModel model : models) {
            if (model.name().equals(name)) {
                return model;
            }
        }
        for (EncoderModel model : EncoderModels.byName()) {
            if (model.name().equals(name)) {
                return model;
            }
        }
        throw new EncoderException("encoder: " + name + " (expected: one of " + String.join(", ", names()) + ")");
    }

    @Override
    public Probe probe(String name) {
        try {
            return probe(model(name));
        } catch (EncoderException e) {
            return new Probe(name, false, false, String.valueOf(e.getMessage()));
        }
    }

    private Probe probe(EncoderModel model) {
        return probes.computeIfAbsent(model.name(), _ -> probing.apply(model));
    }
}
