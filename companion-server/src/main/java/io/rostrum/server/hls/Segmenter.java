package io.rostrum.server.hls;

import io.netty.buffer.ByteBuf;
import io.rostrum.push.codec.CodecFormatException;
import io.rostrum.push.codec.DecoderConfigurations;
import io.rostrum.push.flv.FlvAudio;
import io.rostrum.push.flv.FlvFormatException;
import io.rostrum.push.flv.FlvVideo;
import io.rostrum.push.fmp4.Fmp4Track;
import io.rostrum.push.packet.Codec;
import io.rostrum.push.packet.CodecParameters;
import io.rostrum.push.packet.Rational;
import io.rostrum.server.live.MediaMessage;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Cuts one live stream into segments. Confined to the stream's loop.
///
/// The first segment begins with the first key frame, or, when no pictures have come for [#SETTLE_MILLIS], with sound.
/// Sound and pictures keep the times they came with, so they are as much in step as the publisher made them.
final class Segmenter implements Cutter {
    private static final Logger log = LoggerFactory.getLogger(Segmenter.class);
    /// How long sound waits for pictures before it is taken for all there is.
    static final long SETTLE_MILLIS = 1_000;
    /// How long sound alone carries on a segment whose pictures have stopped, beyond its longest length.
    private static final long VIDEO_STALL_MILLIS = 1_000;
    /// A segment is cut wherever it stands when it holds this much, or half of what the stream may hold.
    private static final long MAX_BYTES = 32L << 20;

    private static final Rational UNKNOWN_RATE = new Rational(30, 1);

    /// What tells one set of tracks from another.
    private record Headers(
            @Nullable ByteBuffer video, @Nullable ByteBuffer audio) {}

    private final String name;
    private final long maxBytes;
    private final Cadence cadence;
    private final SegmentOutput output;
    private final InstantSource wallClock;

    private final PartCadence parts;
    private final PendingMedia pending = new PendingMedia();
    /// Bytes of the segment at hand that are in parts already.
    private long partBytes;
    /// Whether the segment at hand has parts already.
    private boolean begun;
    /// Whether the first picture of the segment at hand is no key frame.
    private boolean opensBetweenKeys;

    private @Nullable ByteBuffer videoHeader;
    private @Nullable ByteBuffer audioHeader;
    private @Nullable Fmp4Track videoTrack;
    private @Nullable SoundTrack sound;
    private @Nullable Tracks tracks;
    private @Nullable Headers headersOfTracks;
    private boolean parametersChanged = true;
    private boolean away;
    private boolean running;
    private boolean discontinuity;
    private long firstAudioMillis = -1;
    private long startMillis;
    private long newestMillis;
    private long lastVideoMillis = -1;
    private long frameMillis = 33;
    private long anchorMillis;
    private Instant anchorTime = Instant.EPOCH;

    Segmenter(String name, HlsConfig config, SegmentOutput output, InstantSource wallClock) {
        this.name = name;
        this.maxBytes = Math.min(MAX_BYTES, config.streamBytes() / 2);
        this.cadence = new Cadence(config);
        this.parts = new PartCadence(config.part().toMillis());
        this.output = output;
        this.wallClock = wallClock;
    }

    @Override
    public void message(MediaMessage message) {
        if (away) {
            away = false;
            discard();
            forgetTracks();
        }
        try {
            switch (message.kind()) {
                case VIDEO -> video(message.timestampMillis(), message.payload());
                case AUDIO -> audio(message.timestampMillis(), message.payload());
                case DATA -> {} // says nothing that the headers do not
            }
        } catch (CodecFormatException | FlvFormatException e) {
            log.warn("[live/{}] HLS leaves out a {} message: {}", name, message.kind(), e.getMessage());
        }
    }

    private void video(long dtsMillis, ByteBuf body) throws CodecFormatException, FlvFormatException {
        switch (FlvVideo.parse(body)) {
            case FlvVideo.SequenceHeader header -> videoHeader(header);
            case FlvVideo.Frame frame -> videoFrame(dtsMillis, frame, body);
            case FlvVideo.EndOfSequence _, FlvVideo.Ignored _, FlvVideo.Unsupported _ -> {}
        }
    }

    private void videoHeader(FlvVideo.SequenceHeader header) throws CodecFormatException {
        ByteBuffer configuration = header.configuration();
        if (configuration.equals(videoHeader)) {
            return;
        }
        videoHeader = copyOf(configuration);
        videoTrack = Fmp4Track.live(
                HlsOutput.VIDEO_TRACK, DecoderConfigurations.video(header.codec(), configuration, UNKNOWN_RATE, 0));
        parametersChanged = true;
    }

    private void videoFrame(long dtsMillis, FlvVideo.Frame frame, ByteBuf body) {
        Fmp4Track track = videoTrack;
        if (track == null) {
            return;
        }
        boolean key = frame.keyFrame();
        if (key && frame.codec() == Codec.H264 && track.parameters() instanceof CodecParameters.Video parameters) {
            EncoderHints.keyFrameInterval(frame.nals(), parameters.frameRate()).ifPresent(cadence::declareInterval);
        }
        if (needsBegin()) {
            if (!key) {
                return; // nothing can be decoded from here
            }
            begin(dtsMillis, true);
        } else {
            followVideo(dtsMillis, key);
        }
        if (lastVideoMillis >= 0 && dtsMillis > lastVideoMillis) {
            frameMillis = dtsMillis - lastVideoMillis;
        }
        lastVideoMillis = dtsMillis;
        newestMillis = Math.max(newestMillis, dtsMillis + frameMillis);
        int composition = (int) track.ticksOfMillis(frame.compositionMillis());
        ByteBuf bytes = body.retainedSlice(
                body.writerIndex() - frame.nals().remaining(), frame.nals().remaining());
        pending.addVideo(new HeldSample(track.ticksOfMillis(dtsMillis), composition, key, bytes));
    }

    /// Whether the next frame opens a segment that follows on nothing: the first, after a break, or other parameters.
    private boolean needsBegin() {
        return !running || parametersChanged || tracks == null || tracks.video().isEmpty();
    }

    private void followVideo(long dtsMillis, boolean key) {
        long waited = dtsMillis - lastVideoMillis;
        if (waited > cadence.limitMillis()) {
            // no picture for longer than a segment may be: what comes does not follow on what was
            breakOff(newestMillis);
            restart(dtsMillis, key);
            return;
        }
        while (cadence.beforeVideo(dtsMillis, key) != Cadence.Cut.NONE) {
            close(cadence.segmentStart());
        }
        closeWhenFull(dtsMillis);
        cutParts(dtsMillis, frameMillis);
    }

    private void closeWhenFull(long atMillis) {
        if (partBytes + pending.bytes() > maxBytes) {
            close(atMillis);
        }
    }

    /// Ends the parts that something which begins at `atMillis` is not in.
    private void cutParts(long atMillis, long lastsMillis) {
        cutLateParts(atMillis);
        if (parts.endsAt(atMillis, lastsMillis)) {
            cutPart(atMillis);
        }
    }

    private void cutLateParts(long atMillis) {
        long end = parts.lateEnd(atMillis, lastVideoMillis);
        while (end != PartCadence.NONE && cutPart(end)) {
            end = parts.lateEnd(atMillis, lastVideoMillis);
        }
    }

    /// {@return whether there was anything to make a part of}
    private boolean cutPart(long endMillis) {
        if (!pending.hasBefore(endMillis, videoTrack, soundTrack())) {
            return false;
        }
        PendingMedia.Taken taken = pending.takeBefore(endMillis, videoTrack, soundTrack());
        boolean key = !taken.video().isEmpty() && taken.video().getFirst().keyFrame();
        noteOpening(taken);
        partBytes += bytes(taken.video()) + bytes(taken.audio());
        Cut part = cut(parts.start(), endMillis, key || !hasPictures());
        parts.startAt(endMillis);
        begun = true;
        output.part(part, taken.video(), taken.audio());
        return true;
    }

    private void noteOpening(PendingMedia.Taken first) {
        if (!begun) {
            opensBetweenKeys =
                    !first.video().isEmpty() && !first.video().getFirst().keyFrame();
        }
    }

    private Cut cut(long fromMillis, long toMillis, boolean independent) {
        return new Cut(
                fromMillis,
                toMillis,
                discontinuity,
                independent,
                anchorTime.plusMillis(startMillis - anchorMillis),
                cadence.targetSeconds(),
                parts.targetMillis(),
                sound == null ? 0 : sound.unitTicks());
    }

    private boolean hasPictures() {
        return tracks != null && tracks.video().isPresent();
    }

    private @Nullable Fmp4Track soundTrack() {
        return sound == null ? null : sound.track();
    }

    private void audio(long timestampMillis, ByteBuf body) throws CodecFormatException, FlvFormatException {
        switch (FlvAudio.parse(body)) {
            case FlvAudio.SequenceHeader header when header.codec() == Codec.AAC -> audioHeader(header.configuration());
            case FlvAudio.Frame frame when frame.codec() == Codec.AAC -> audioFrame(timestampMillis, frame, body);
            case FlvAudio.SequenceHeader _, FlvAudio.Frame _, FlvAudio.Ignored _, FlvAudio.Unsupported _ -> {}
        }
    }

    private void audioHeader(ByteBuffer configuration) throws CodecFormatException {
        if (configuration.equals(audioHeader)) {
            return;
        }
        SoundTrack made = SoundTrack.of(configuration);
        endSound();
        audioHeader = copyOf(configuration);
        sound = made;
        parametersChanged = true;
    }

    /// What waits is counted in ticks of the sound so far, and becomes a segment before another rate takes its place.
    private void endSound() {
        if (running && sound != null) {
            breakOff(newestMillis);
            pending.discard();
        }
    }

    private void audioFrame(long timestampMillis, FlvAudio.Frame frame, ByteBuf body) {
        SoundTrack now = sound;
        if (now == null) {
            return;
        }
        if (firstAudioMillis < 0) {
            firstAudioMillis = timestampMillis;
        }
        boolean alone = videoTrack == null && timestampMillis - firstAudioMillis >= SETTLE_MILLIS;
        if (!running || parametersChanged) {
            if (!alone) {
                return; // pictures set the beginning
            }
            begin(timestampMillis, true);
        } else if (!hasPictures() && timestampMillis - newestMillis > cadence.limitMillis()) {
            // no sound for longer than a segment may be: what comes does not follow on what was
            breakOff(newestMillis);
            restart(timestampMillis, true);
        } else {
            followAudio(timestampMillis, now.unitMillis());
        }
        newestMillis = Math.max(newestMillis, timestampMillis + now.unitMillis());
        int length = frame.accessUnit().remaining();
        ByteBuf bytes = body.retainedSlice(body.writerIndex() - length, length);
        pending.addAudio(new HeldSample(now.timeline().decodeTime(timestampMillis), 0, true, bytes));
    }

    private void followAudio(long timestampMillis, long unitMillis) {
        boolean pictures = hasPictures();
        Cadence.Cut cut;
        if (pictures) {
            cut = cadence.forcedBefore(timestampMillis - VIDEO_STALL_MILLIS, frameMillis);
        } else {
            cut = cadence.beforeAudio(timestampMillis, parts.endsAt(timestampMillis, unitMillis));
        }
        if (cut != Cadence.Cut.NONE) {
            close(cadence.segmentStart());
        }
        closeWhenFull(timestampMillis);
        if (pictures) {
            cutLateParts(timestampMillis - VIDEO_STALL_MILLIS);
        } else {
            cutParts(timestampMillis, unitMillis);
        }
    }

    /// Opens the first segment of these parameters.
    private void begin(long atMillis, boolean key) {
        if (running) {
            breakOff(Math.min(atMillis, newestMillis));
        }
        Headers now = new Headers(videoHeader, audioHeader);
        if (!now.equals(headersOfTracks)) {
            headersOfTracks = now;
            Tracks made = new Tracks(
                    Optional.ofNullable(videoTrack), Optional.ofNullable(sound).map(SoundTrack::track));
            tracks = made;
            output.tracks(made);
        }
        parametersChanged = false;
        restart(atMillis, key);
    }

    private void restart(long atMillis, boolean key) {
        running = true;
        cadence.restart(atMillis, key);
        anchorMillis = atMillis;
        anchorTime = wallClock.instant();
        newestMillis = atMillis;
        lastVideoMillis = -1;
        startSegmentAt(atMillis);
    }

    /// What comes next does not follow on what there is, which becomes a segment. The first of all is given up instead:
    /// cut short, it would make the target duration too short for what comes.
    private void breakOff(long endMillis) {
        if (cadence.targetSeconds() > 0) {
            close(endMillis);
            discontinuity = true;
        } else {
            discard();
        }
    }

    /// Gives the segment at hand away and opens the next; what belongs after `endMillis` stays for that. What is in its
    /// parts already stays in it.
    private void close(long endMillis) {
        long latest = startMillis + cadence.limitMillis();
        long end = Math.max(parts.start(), Math.clamp(endMillis, startMillis + 1, latest));
        cadence.endAt(end);
        cutLateParts(end);
        PendingMedia.Taken rest = pending.takeBefore(end, videoTrack, soundTrack());
        noteOpening(rest);
        boolean holds = begun || !rest.isEmpty();
        if (holds) {
            int frames =
                    rest.video().isEmpty() ? rest.audio().size() : rest.video().size();
            parts.settle(end - startMillis, frames, cadence.targetSeconds() * 1000L);
        }
        Cut whole = cut(startMillis, end, !opensBetweenKeys);
        startSegmentAt(end);
        if (holds) {
            discontinuity = false;
            output.segment(whole, rest.video(), rest.audio());
        }
    }

    private void startSegmentAt(long millis) {
        startMillis = millis;
        parts.startAt(millis);
        partBytes = 0;
        begun = false;
    }

    private static long bytes(List<HeldSample> samples) {
        return samples.stream().mapToLong(s -> s.bytes().readableBytes()).sum();
    }

    private static ByteBuffer copyOf(ByteBuffer bytes) {
        return ByteBuffer.allocate(bytes.remaining()).put(bytes.duplicate()).flip();
    }

    /// The publisher is gone: what there is becomes a segment, what comes next will not follow on it and may be of
    /// other tracks. The first segment of all waits for what comes: see [#breakOff] and [#end()].
    @Override
    public void interrupted() {
        if (running && cadence.targetSeconds() > 0) {
            breakOff(newestMillis);
            discard();
        }
        away = true;
    }

    @Override
    public void end() {
        if (running) {
            close(newestMillis);
        }
        discard();
    }

    @Override
    public void discard() {
        pending.discard();
        running = false;
    }

    private void forgetTracks() {
        videoHeader = null;
        audioHeader = null;
        videoTrack = null;
        sound = null;
        parametersChanged = true;
        firstAudioMillis = -1;
    }
}
