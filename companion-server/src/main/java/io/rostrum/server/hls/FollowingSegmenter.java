package io.rostrum.server.hls;

import io.netty.buffer.ByteBuf;
import io.rostrum.push.codec.CodecFormatException;
import io.rostrum.push.codec.DecoderConfigurations;
import io.rostrum.push.flv.FlvAudio;
import io.rostrum.push.flv.FlvFormatException;
import io.rostrum.push.flv.FlvVideo;
import io.rostrum.push.fmp4.Fmp4Track;
import io.rostrum.push.packet.Codec;
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

    private static final long NOTHING = -1;
    private static final Rational UNKNOWN_RATE = new Rational(30, 1);

    /// Where the source was cut.
    ///
    /// @param whole whether a segment ends there, or a part of one
    private record Step(Cut cut, boolean whole) {}

    /// The segment that is being made, from its first part on.
    ///
    /// @param shiftMillis how much later its pictures are decoded than the source's
    /// @param upToMillis  what is in its parts
    /// @param broken      whether its beginning did not come: it will be missing
    private record Opened(long shiftMillis, long upToMillis, boolean broken) {}

    /// A picture and when it is decoded.
    private record Picture(long millis, HeldSample sample) {}

    private final String name;
    private final SegmentOutput output;
    private final ArrayDeque<Step> steps = new ArrayDeque<>();
    /// Segments among the steps.
    private int wholes;
    private final List<Picture> video = new ArrayList<>();
    private final List<HeldSample> audio = new ArrayList<>();
    private long pendingBytes;
    private @Nullable Opened opened;
    /// Where the segment at hand begins; [#NOTHING] before the first whole one, which is not followed part by part.
    private long beginsMillis = NOTHING;
    /// Decoding time, in ticks, after the newest sound given away; [#NOTHING] where what comes does not continue it.
    private long soundUpToTicks = NOTHING;
    private @Nullable ByteBuffer videoHeader;
    private @Nullable ByteBuffer audioHeader;
    private @Nullable Fmp4Track videoTrack;
    private @Nullable SoundTrack sound;
    private boolean tracksChanged;

    FollowingSegmenter(String name, SegmentOutput output) {
        this.name = name;
        this.output = output;
    }

    /// The source has cut a part of a segment that has more to come.
    void followPart(Cut part) {
        steps.add(new Step(part, false));
        proceed(false);
    }

    /// The source has cut a segment.
    void follow(Cut cut) {
        steps.add(new Step(cut, true));
        wholes++;
        proceed(false);
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
            case FlvVideo.SequenceHeader header -> videoHeader(header);
            case FlvVideo.Frame frame -> videoFrame(dtsMillis, frame, body);
            case FlvVideo.EndOfSequence _, FlvVideo.Ignored _, FlvVideo.Unsupported _ -> {}
        }
    }

    private void videoHeader(FlvVideo.SequenceHeader header) throws CodecFormatException {
        ByteBuffer configuration = header.configuration();
        if (!configuration.equals(videoHeader)) {
            videoHeader = copyOf(configuration);
            videoTrack = Fmp4Track.live(
                    HlsOutput.VIDEO_TRACK, DecoderConfigurations.video(header.codec(), configuration, UNKNOWN_RATE, 0));
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
        proceed(false);
    }

    private void audio(long timestampMillis, ByteBuf body) throws CodecFormatException, FlvFormatException {
        switch (FlvAudio.parse(body)) {
            case FlvAudio.SequenceHeader header when header.codec() == Codec.AAC -> audioHeader(header.configuration());
            case FlvAudio.Frame frame when frame.codec() == Codec.AAC -> audioFrame(timestampMillis, frame, body);
            case FlvAudio.SequenceHeader _, FlvAudio.Frame _, FlvAudio.Ignored _, FlvAudio.Unsupported _ -> {}
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

    /// Makes the parts and segments that are there.
    ///
    /// @param last whether nothing else comes for them
    private void proceed(boolean last) {
        while (!steps.isEmpty()) {
            Step step = steps.getFirst();
            boolean late = last || wholes > PATIENCE;
            if (!step.whole()) {
                if (!takePart(step.cut(), late)) {
                    return;
                }
            } else {
                long next = nextBegins(step.cut().endMillis());
                if (next == NOTHING && !late) {
                    return;
                }
                wholes--;
                take(step.cut(), next == NOTHING && last ? lastEnd(step.cut()) : next);
            }
            steps.removeFirst();
        }
    }

    /// {@return where a segment ends that nothing follows}
    private long lastEnd(Cut cut) {
        return wholes == 0 && !video.isEmpty()
                ? Math.max(cut.endMillis(), video.getLast().millis() + 1)
                : cut.endMillis();
    }

    /// {@return whether the step is done: the part was given away, or it will be part of what follows}
    private boolean takePart(Cut part, boolean late) {
        if (beginsMillis == NOTHING) {
            return true;
        }
        Opened now = opened == null ? new Opened(beginsMillis - part.startMillis(), beginsMillis, false) : opened;
        long end = part.endMillis() + now.shiftMillis();
        if (now.broken() || (late && opened == null)) {
            return true;
        }
        if (video.isEmpty() || (video.getLast().millis() < end && !late)) {
            return late;
        }
        List<Picture> pictures = takePictures(now.upToMillis(), end);
        List<HeldSample> units = takeUnits(part.startMillis(), part.endMillis());
        if (opened == null && !opens(pictures, beginsMillis, part.independent())) {
            close(pictures, units);
            opened = new Opened(now.shiftMillis(), now.upToMillis(), true);
        } else if (!pictures.isEmpty() || !units.isEmpty()) {
            opened = new Opened(now.shiftMillis(), end, false);
            Cut own = own(part, now.upToMillis(), end, part.independent() && opensWithKey(pictures));
            output.part(own, samples(pictures), units);
        }
        return true;
    }

    /// {@return whether a segment that begins at `startMillis` can begin with these}
    private static boolean opens(List<Picture> pictures, long startMillis, boolean independent) {
        return !pictures.isEmpty()
                && pictures.getFirst().millis() <= startMillis + REORDERING_MILLIS
                && (opensWithKey(pictures) || !independent);
    }

    private static boolean opensWithKey(List<Picture> pictures) {
        return !pictures.isEmpty() && pictures.getFirst().sample().keyFrame();
    }

    private static List<HeldSample> samples(List<Picture> pictures) {
        return pictures.stream().map(Picture::sample).toList();
    }

    private static void close(List<Picture> pictures, List<HeldSample> units) {
        pictures.forEach(picture -> picture.sample().close());
        units.forEach(HeldSample::close);
    }

    private Cut own(Cut cut, long startMillis, long endMillis, boolean independent) {
        return new Cut(
                startMillis,
                endMillis,
                cut.discontinuity(),
                independent,
                cut.dateTime(),
                cut.targetSeconds(),
                cut.partMillis(),
                sound == null ? 0 : sound.unitTicks());
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
    private void take(Cut cut, long next) {
        long end = next == NOTHING ? cut.endMillis() : next;
        Opened had = opened;
        opened = null;
        List<Picture> pictures = takePictures(had == null ? cut.startMillis() : had.upToMillis(), end);
        List<HeldSample> units = takeUnits(cut.startMillis(), cut.endMillis());
        boolean begins = had == null ? opens(pictures, cut.startMillis(), cut.independent()) : !had.broken();
        Cut own = own(cut, end - cut.millis(), end, cut.independent());
        if (next != NOTHING && begins) {
            beginsMillis = end;
            output.segment(own, samples(pictures), units);
        } else {
            beginsMillis = NOTHING;
            soundUpToTicks = NOTHING;
            close(pictures, units);
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

    /// Takes out the sound before `endMillis`; what is older than `startMillis`, or was given away before, is given up.
    private List<HeldSample> takeUnits(long startMillis, long endMillis) {
        SoundTrack now = sound;
        if (now == null) {
            return List.of();
        }
        long startTicks = soundUpToTicks == NOTHING
                ? now.track().ticksOfMillis(startMillis)
                : soundUpToTicks - now.unitTicks() / 2;
        long endTicks = now.track().ticksOfMillis(endMillis);
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
        if (!taken.isEmpty()) {
            soundUpToTicks = taken.getLast().decodeTime() + now.unitTicks();
        }
        return taken;
    }

    /// Everything has come that will: what there is becomes segments, also where it ends early.
    @Override
    public void interrupted() {
        proceed(true);
        beginsMillis = NOTHING;
        soundUpToTicks = NOTHING;
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
