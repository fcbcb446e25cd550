package io.rostrum.server.hls;

import io.netty.buffer.ByteBuf;
import io.rostrum.push.codec.AudioSpecificConfig;
import io.rostrum.push.codec.AvcDecoderConfiguration;
import io.rostrum.push.codec.CodecFormatException;
import io.rostrum.push.flv.FlvAudio;
import io.rostrum.push.flv.FlvFormatException;
import io.rostrum.push.flv.FlvVideo;
import io.rostrum.push.fmp4.AudioTimeline;
import io.rostrum.push.fmp4.Fmp4Track;
import io.rostrum.push.packet.CodecParameters;
import io.rostrum.push.packet.Rational;
import io.rostrum.server.live.MediaMessage;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
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

    private static final int VIDEO_ID = 1;
    private static final int AUDIO_ID = 2;
    /// Stamps of sound that differ less from the count of samples are taken for rounded.
    private static final int AUDIO_TOLERANCE_MILLIS = 60;
    private static final Rational UNKNOWN_RATE = new Rational(30, 1);

    /// Takes what the segmenter makes.
    interface Output {
        /// The segments that follow are of these tracks.
        void tracks(Tracks tracks);

        /// @param video taken
        /// @param audio taken
        void segment(Cut cut, List<HeldSample> video, List<HeldSample> audio);

        /// There is nothing to show between the two ends of the cut.
        void missing(Cut cut);
    }

    /// How a segment stands among the others.
    ///
    /// @param startMillis    decoding time of its begin
    /// @param endMillis      where the next begins
    /// @param discontinuity  whether it does not continue the one before
    /// @param independent    whether it begins with a key frame or holds no pictures
    /// @param dateTime       wall time of its begin
    /// @param targetSeconds  the stream's target duration
    /// @param unitTicks      ticks that an access unit of sound lasts; 0 without sound
    record Cut(
            long startMillis,
            long endMillis,
            boolean discontinuity,
            boolean independent,
            Instant dateTime,
            int targetSeconds,
            int unitTicks) {}

    /// The track of sound and what counts its access units.
    private record SoundTrack(Fmp4Track track, AudioTimeline timeline, int unitTicks) {
        long unitMillis() {
            return unitTicks * 1000L / track.timeScale();
        }
    }

    /// What tells one set of tracks from another.
    private record Headers(
            @Nullable ByteBuffer video, @Nullable ByteBuffer audio) {}

    private final String name;
    private final long maxBytes;
    private final Cadence cadence;
    private final Output output;
    private final InstantSource wallClock;

    private final List<HeldSample> video = new ArrayList<>();
    private final List<HeldSample> audio = new ArrayList<>();
    private long pendingBytes;

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

    Segmenter(String name, HlsConfig config, Output output, InstantSource wallClock) {
        this.name = name;
        this.maxBytes = Math.min(MAX_BYTES, config.streamBytes() / 2);
        this.cadence = new Cadence(config);
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
            case FlvVideo.SequenceHeader header -> videoHeader(header.configuration());
            case FlvVideo.Frame frame -> videoFrame(dtsMillis, frame, body);
            case FlvVideo.EndOfSequence _, FlvVideo.Ignored _, FlvVideo.Unsupported _ -> {}
        }
    }

    private void videoHeader(ByteBuffer configuration) throws CodecFormatException {
        if (configuration.equals(videoHeader)) {
            return;
        }
        videoHeader = copyOf(configuration);
        videoTrack = Fmp4Track.live(
                VIDEO_ID, AvcDecoderConfiguration.parse(configuration).toParameters(UNKNOWN_RATE, 0));
        parametersChanged = true;
    }

    private void videoFrame(long dtsMillis, FlvVideo.Frame frame, ByteBuf body) {
        Fmp4Track track = videoTrack;
        if (track == null) {
            return;
        }
        boolean key = frame.keyFrame();
        if (key && track.parameters() instanceof CodecParameters.Video parameters) {
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
        pendingBytes += bytes.readableBytes();
        video.add(new HeldSample(track.ticksOfMillis(dtsMillis), composition, key, bytes));
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
    }

    private void closeWhenFull(long atMillis) {
        if (pendingBytes > maxBytes) {
            close(atMillis);
        }
    }

    private void audio(long timestampMillis, ByteBuf body) throws CodecFormatException, FlvFormatException {
        switch (FlvAudio.parse(body)) {
            case FlvAudio.SequenceHeader header -> audioHeader(header.configuration());
            case FlvAudio.Frame frame -> audioFrame(timestampMillis, frame, body);
            case FlvAudio.Ignored _, FlvAudio.Unsupported _ -> {}
        }
    }

    private void audioHeader(ByteBuffer configuration) throws CodecFormatException {
        if (configuration.equals(audioHeader)) {
            return;
        }
        audioHeader = copyOf(configuration);
        AudioSpecificConfig config = AudioSpecificConfig.parse(configuration);
        Fmp4Track track = Fmp4Track.live(AUDIO_ID, config.toParameters(configuration, 0));
        int unitTicks = config.outputFrameSamples();
        sound = new SoundTrack(track, new AudioTimeline(track, unitTicks, AUDIO_TOLERANCE_MILLIS), unitTicks);
        parametersChanged = true;
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
        } else {
            followAudio(timestampMillis);
        }
        newestMillis = Math.max(newestMillis, timestampMillis + now.unitMillis());
        int length = frame.accessUnit().remaining();
        ByteBuf bytes = body.retainedSlice(body.writerIndex() - length, length);
        pendingBytes += length;
        audio.add(new HeldSample(now.timeline().decodeTime(timestampMillis), 0, true, bytes));
    }

    private void followAudio(long timestampMillis) {
        boolean pictures = tracks != null && tracks.video().isPresent();
        Cadence.Cut cut;
        if (pictures) {
            cut = cadence.forcedBefore(timestampMillis - VIDEO_STALL_MILLIS, frameMillis);
        } else {
            cut = cadence.beforeAudio(timestampMillis);
        }
        if (cut != Cadence.Cut.NONE) {
            close(cadence.segmentStart());
        }
        closeWhenFull(timestampMillis);
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
        startMillis = atMillis;
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

    /// Gives the segment at hand away and opens the next; what belongs after `endMillis` stays for that.
    private void close(long endMillis) {
        long end = Math.clamp(endMillis, startMillis + 1, startMillis + cadence.limitMillis());
        cadence.endAt(end);
        List<HeldSample> laterVideo = takeLater(video, videoTrack, end);
        List<HeldSample> laterAudio = takeLater(audio, sound == null ? null : sound.track(), end);
        List<HeldSample> pictures = List.copyOf(video);
        List<HeldSample> units = List.copyOf(audio);
        Cut cut = new Cut(
                startMillis,
                end,
                discontinuity,
                pictures.isEmpty() || pictures.getFirst().keyFrame(),
                anchorTime.plusMillis(startMillis - anchorMillis),
                cadence.targetSeconds(),
                sound == null ? 0 : sound.unitTicks());
        video.clear();
        audio.clear();
        video.addAll(laterVideo);
        audio.addAll(laterAudio);
        pendingBytes = bytes(video) + bytes(audio);
        startMillis = end;
        if (!pictures.isEmpty() || !units.isEmpty()) {
            discontinuity = false;
            output.segment(cut, pictures, units);
        }
    }

    private static List<HeldSample> takeLater(List<HeldSample> samples, @Nullable Fmp4Track track, long endMillis) {
        if (track == null) {
            return List.of();
        }
        long endTicks = track.ticksOfMillis(endMillis);
        List<HeldSample> later = samples.stream()
                .filter(sample -> sample.decodeTime() >= endTicks)
                .toList();
        samples.removeIf(sample -> sample.decodeTime() >= endTicks);
        return later;
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
        video.forEach(HeldSample::close);
        audio.forEach(HeldSample::close);
        video.clear();
        audio.clear();
        pendingBytes = 0;
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
