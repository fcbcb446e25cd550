package io.rostrum.server.hls;

import io.rostrum.push.fmp4.Fmp4Track;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Pictures and sound that wait to become a part of a segment. Owns them. Confined to one thread.
final class PendingMedia {
    private final List<HeldSample> video = new ArrayList<>();
    private final List<HeldSample> audio = new ArrayList<>();
    private long bytes;

    /// What was taken out, the taker's.
    record Taken(List<HeldSample> video, List<HeldSample> audio) {
        boolean isEmpty() {
            return video.isEmpty() && audio.isEmpty();
        }
    }

    /// @param sample taken
    void addVideo(HeldSample sample) {
        video.add(sample);
        bytes += sample.bytes().readableBytes();
    }

    /// @param sample taken
    void addAudio(HeldSample sample) {
        audio.add(sample);
        bytes += sample.bytes().readableBytes();
    }

    /// {@return bytes that wait}
    long bytes() {
        return bytes;
    }

    /// {@return whether anything is decoded before `endMillis`}
    boolean hasBefore(long endMillis, @Nullable Fmp4Track pictures, @Nullable Fmp4Track sound) {
        return isBefore(video, pictures, endMillis) || isBefore(audio, sound, endMillis);
    }

    private static boolean isBefore(List<HeldSample> samples, @Nullable Fmp4Track track, long endMillis) {
        return track != null && !samples.isEmpty() && samples.getFirst().decodeTime() < track.ticksOfMillis(endMillis);
    }

    /// Takes out what is decoded before `endMillis`.
    Taken takeBefore(long endMillis, @Nullable Fmp4Track pictures, @Nullable Fmp4Track sound) {
        return new Taken(takeBefore(video, pictures, endMillis), takeBefore(audio, sound, endMillis));
    }

    private List<HeldSample> takeBefore(List<HeldSample> samples, @Nullable Fmp4Track track, long endMillis) {
        long endTicks = track == null ? Long.MAX_VALUE : track.ticksOfMillis(endMillis);
        List<HeldSample> taken = new ArrayList<>();
        samples.removeIf(sample -> {
            boolean before = sample.decodeTime() < endTicks;
            if (before) {
                taken.add(sample);
                bytes -= sample.bytes().readableBytes();
            }
            return before;
        });
        return taken;
    }

    /// Gives up all of it.
    void discard() {
        video.forEach(HeldSample::close);
        audio.forEach(HeldSample::close);
        video.clear();
        audio.clear();
        bytes = 0;
    }
}
