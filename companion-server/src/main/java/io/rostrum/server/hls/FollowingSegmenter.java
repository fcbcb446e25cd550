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
import io.rostrum.push.packet.Rational;
import io.rostrum.server.live.MediaMessage;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Cuts a rendition where its source was cut, so that segments of one number show the same and players may change from
/// one to the other at each (RFC 8216 §6.2.4). Confined to the stream's loop.
///
/// A rendition has a key frame at the presentation time of each of its source's, and decoding times that are no earlier
/// (it may leave out the source's reordering). What has not come when the source is [#PATIENCE] segments ahead is
/// missing.
final class FollowingSegmenter implements Cutter {
    private static final Logger log = LoggerFactory.getLogger(FollowingSegmenter.class);
    /// Segments that the source may be ahead: players stay three target durations behind it.
    static final int PATIENCE = 3;
    /// How much later than the source's a rendition's key frame may be decoded.
    private static final long REORDERING_MILLIS = 500;
    /// More is never held back: something is wrong with the times.
    private static final long MAX_PENDING_BYTES = 16L << 20;

    private static final int VIDEO_ID = 1;
    private static final int AUDIO_ID = 2;
    private static final int AUDIO_TOLERANCE_MILLIS = 60;
    private static final long NOTHING = -1;
    private static final Rational UNKNOWN_RATE = new Rational(30, 1);

    /// The track of sound and what counts its access units.
    private record SoundTrack(Fmp4Track track, AudioTimeline timeline, int unitTicks) {
        static SoundTrack of(ByteBuffer configuration) throws CodecFormatException {
            AudioSpecificConfig config = AudioSpecificConfig.parse(configuration);
            return of(Fmp4Track.live(AUDIO_ID, config.toParameters(configuration, 0)), config.outputFrameSamples());
        }

        private static SoundTrack of(Fmp4Track track, int unitTicks) {
            return new SoundTrack(track, new AudioTimeline(track, unitTicks, AUDIO_TOLERANCE_MILLIS), unitTicks);
        }

        /// {@return the same track, counted from the next access unit's own time}
        SoundTrack anew() {
            return of(track, unitTicks);
        }
    }

    /// A picture and when it is decoded.
    private record Picture(long millis, HeldSample sample) {}

    private final String name;
    private final Segmenter.Output output;
    private final ArrayDeque<Segmenter.Cut> cuts = new ArrayDeque<>();
    private final List<Picture> video = new ArrayList<>();
    private final List<HeldSample> audio = new ArrayList<>();
    private long pendingBytes;
    private @Nullable ByteBuffer videoHeader;
    private @Nullable ByteBuffer audioHeader;
    private @Nullable Fmp4Track videoTrack;
    private @Nullable SoundTrack sound;
    private boolean tracksChanged;

    FollowingSegmenter(String name, Segmenter.Output output) {
        this.name = name;
        this.output = output;
    }

    /// The source has cut a segment.
    void follow(Segmenter.Cut cut) {
        cuts.add(cut);
        proceed();
    }

    @Override
    public void message(MediaMessage message) {
        try {
            switch (message.kind()) {
                case VIDEO -> video(message.timestampMillis(), message.payload());
                case AUDIO -> audio(message.timestampMillis(), message.payload());
                case DATA -> {} // says nothing that the headers do not
            }
        } catch (CodecFormatException | FlvFormatException e) {
            log.warn("[live/{}] HLS leaves out a {} message: {}", name, message.kind(), e.getMessage());
        }
        if (pendingBytes > MAX_PENDING_BYTES) {
            log.warn("[live/{}] HLS gives up {} KiB that no segment claims", name, pendingBytes >> 10);
            discard();
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
        if (!configuration.equals(videoHeader)) {
            videoHeader = copyOf(configuration);
            videoTrack = Fmp4Track.live(
                    VIDEO_ID, AvcDecoderConfiguration.parse(configuration).toParameters(UNKNOWN_RATE, 0));
            tracksChanged = true;
        }
    }

    private void videoFrame(long dtsMillis, FlvVideo.Frame frame, ByteBuf body) {
        Fmp4Track track = videoTrack;
        if (track == null || (video.isEmpty() && tracksChanged && !frame.keyFrame())) {
            return;
        }
        announce(track);
        int composition = (int) track.ticksOfMillis(frame.compositionMillis());
        int length = frame.nals().remaining();
        ByteBuf bytes = body.retainedSlice(body.writerIndex() - length, length);
        pendingBytes += length;
        video.add(new Picture(
                dtsMillis, new HeldSample(track.ticksOfMillis(dtsMillis), composition, frame.keyFrame(), bytes)));
        proceed();
    }

    private void audio(long timestampMillis, ByteBuf body) throws CodecFormatException, FlvFormatException {
        switch (FlvAudio.parse(body)) {
            case FlvAudio.SequenceHeader header -> audioHeader(header.configuration());
            case FlvAudio.Frame frame -> audioFrame(timestampMillis, frame, body);
            case FlvAudio.Ignored _, FlvAudio.Unsupported _ -> {}
        }
    }

    private void audioHeader(ByteBuffer configuration) throws CodecFormatException {
        if (!configuration.equals(audioHeader)) {
            audioHeader = copyOf(configuration);
            sound = SoundTrack.of(configuration);
            tracksChanged = true;
        }
    }

    private void audioFrame(long timestampMillis, FlvAudio.Frame frame, ByteBuf body) {
        SoundTrack now = sound;
        if (now == null) {
            return;
        }
        int length = frame.accessUnit().remaining();
        ByteBuf bytes = body.retainedSlice(body.writerIndex() - length, length);
        pendingBytes += length;
        audio.add(new HeldSample(now.timeline().decodeTime(timestampMillis), 0, true, bytes));
    }

    /// Says of what tracks the segments from here on are. What was before them has become segments, or was given up.
    private void announce(Fmp4Track pictures) {
        if (tracksChanged) {
            tracksChanged = false;
            output.tracks(
                    new Tracks(Optional.of(pictures), Optional.ofNullable(sound).map(SoundTrack::track)));
        }
    }

    /// Makes the segments that are whole.
    private void proceed() {
        while (!cuts.isEmpty()) {
            long next = nextBegins(cuts.getFirst().endMillis());
            if (next >= 0) {
                take(cuts.removeFirst(), next);
            } else if (cuts.size() > PATIENCE) {
                take(cuts.removeFirst(), NOTHING);
            } else {
                return;
            }
        }
    }

    /// {@return decoding time of the picture that begins the segment after the source's cut at `endMillis`, or
    /// [#NOTHING] if it has not come}
    private long nextBegins(long endMillis) {
        long first = NOTHING;
        for (Picture picture : video) {
            if (picture.millis() < endMillis) {
                continue;
            }
            if (picture.millis() > endMillis + REORDERING_MILLIS) {
                return first >= 0 ? first : picture.millis(); // the source was cut between key frames, or one is lost
            }
            if (picture.sample().keyFrame()) {
                return picture.millis();
            }
            first = first < 0 ? picture.millis() : first;
        }
        return NOTHING;
    }

    /// @param next decoding time of the first picture that is not part of it; [#NOTHING] if it will not be whole
    private void take(Segmenter.Cut cut, long next) {
        long end = next == NOTHING ? cut.endMillis() : next;
        List<Picture> pictures = takePictures(cut.startMillis(), end);
        List<HeldSample> units = takeUnits(cut);
        boolean whole = next != NOTHING
                && !pictures.isEmpty()
                && pictures.getFirst().millis() <= cut.startMillis() + REORDERING_MILLIS
                && (pictures.getFirst().sample().keyFrame() || !cut.independent());
        Segmenter.Cut own = new Segmenter.Cut(
                end - (cut.endMillis() - cut.startMillis()),
                end,
                cut.discontinuity(),
                cut.independent(),
                cut.dateTime(),
                cut.targetSeconds(),
                sound == null ? 0 : sound.unitTicks());
        if (whole) {
            output.segment(own, pictures.stream().map(Picture::sample).toList(), units);
        } else {
            pictures.forEach(picture -> picture.sample().close());
            units.forEach(HeldSample::close);
            output.missing(own);
        }
    }

    /// Takes out what is decoded before `endMillis`; what is older than the segment is given up.
    private List<Picture> takePictures(long startMillis, long endMillis) {
        List<Picture> taken = new ArrayList<>();
        for (Picture picture : video) {
            if (picture.millis() >= endMillis) {
                break;
            }
            taken.add(picture);
        }
        video.subList(0, taken.size()).clear();
        taken.forEach(picture -> pendingBytes -= picture.sample().bytes().readableBytes());
        taken.removeIf(picture -> {
            boolean old = picture.millis() < startMillis;
            if (old) {
                picture.sample().close();
            }
            return old;
        });
        return taken;
    }

    private List<HeldSample> takeUnits(Segmenter.Cut cut) {
        SoundTrack now = sound;
        if (now == null) {
            return List.of();
        }
        long startTicks = now.track().ticksOfMillis(cut.startMillis());
        long endTicks = now.track().ticksOfMillis(cut.endMillis());
        List<HeldSample> taken = new ArrayList<>();
        audio.removeIf(unit -> {
            if (unit.decodeTime() >= endTicks) {
                return false;
            }
            pendingBytes -= unit.bytes().readableBytes();
            if (unit.decodeTime() < startTicks) {
                unit.close();
            } else {
                taken.add(unit);
            }
            return true;
        });
        return taken;
    }

    /// Everything has come that will: what there is becomes segments, also where it ends early.
    @Override
    public void interrupted() {
        proceed();
        while (!cuts.isEmpty()) {
            Segmenter.Cut cut = cuts.removeFirst();
            long next = nextBegins(cut.endMillis());
            if (next == NOTHING) {
                next = cuts.isEmpty() && !video.isEmpty()
                        ? Math.max(cut.endMillis(), video.getLast().millis() + 1)
                        : cut.endMillis();
            }
            take(cut, next);
        }
        discard();
    }

    @Override
    public void end() {
        interrupted();
    }

    @Override
    public void discard() {
        video.forEach(picture -> picture.sample().close());
        audio.forEach(HeldSample::close);
        video.clear();
        audio.clear();
        pendingBytes = 0;
        if (sound != null) {
            sound = sound.anew();
        }
    }

    private static ByteBuffer copyOf(ByteBuffer bytes) {
        return ByteBuffer.allocate(bytes.remaining()).put(bytes.duplicate()).flip();
    }
}
