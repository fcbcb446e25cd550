package io.rostrum.server.record;

import io.netty.buffer.ByteBuf;
import io.rostrum.push.codec.OpusPacket;
import io.rostrum.push.flv.FlvAudio;
import io.rostrum.push.flv.FlvFormatException;
import io.rostrum.push.flv.FlvVideo;
import io.rostrum.push.fmp4.AudioTimeline;
import io.rostrum.push.fmp4.Fmp4Track;
import io.rostrum.push.fmp4.Sample;
import io.rostrum.push.fmp4.TrackRun;
import io.rostrum.push.packet.MediaKind;
import io.rostrum.server.live.MediaMessage;
import io.rostrum.server.live.MediaMessage.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Gathers a stream's frames into the runs of fragments of at most half a second, each of which begins with a key frame
/// where there is one. Confined to one thread.
///
/// Half a second, so that what a killed server loses is less than a second with all that was still under way.
public final class Fragmenter implements AutoCloseable {
    /// Longest fragment, milliseconds of media.
    static final long FRAGMENT_MILLIS = 500;
    /// How long sound goes on alone when pictures have stopped.
    private static final long SOUND_ALONE_MILLIS = 1_000;
    /// Stamps of sound that differ less from the count of samples are taken for rounded: sound stays this near to them.
    private static final int AUDIO_TOLERANCE_MILLIS = 30;
    private static final int USUAL_OPUS_SAMPLES = 960;

    /// The frames of one track that wait for the next fragment.
    private static final class Pending {
        final Fmp4Track track;
        final List<Sample> samples = new ArrayList<>();
        final List<ByteBuf> owned = new ArrayList<>();
        long firstMillis;

        Pending(Fmp4Track track) {
            this.track = track;
        }

        void add(ByteBuf bytes, long decodeTime, int composition, boolean sync, long millis) {
            if (samples.isEmpty()) {
                firstMillis = millis;
            }
            owned.add(bytes);
            samples.add(new Sample(decodeTime, composition, sync, bytes.nioBuffer()));
        }

        long lastTicks() {
            return samples.getLast().decodeTime();
        }

        void clear() {
            owned.forEach(ByteBuf::release);
            owned.clear();
            samples.clear();
        }
    }

    private final @Nullable Pending video;
    private final @Nullable Pending audio;
    private @Nullable AudioTimeline timeline;
    /// How long an access unit lasts: of Opus, what the first one says.
    private int unitTicks;
    private long lastVideoMillis = -1;
    private long frameMillis = 33;
    private long endMillis;

    public Fragmenter(StreamTracks.Movie movie) {
        video = pending(movie, MediaKind.VIDEO).orElse(null);
        audio = pending(movie, MediaKind.AUDIO).orElse(null);
        unitTicks = movie.unitTicks();
    }

    private static Optional<Pending> pending(StreamTracks.Movie movie, MediaKind kind) {
        return movie.tracks().stream()
                .filter(track -> track.kind() == kind)
                .map(Pending::new)
                .findFirst();
    }

    /// {@return whether what waits is to become a fragment before this message is added}
    ///
    /// @param millis decoding time since the file began
    public boolean isDueBefore(MediaMessage message, long millis) {
        if (video == null) {
            return audio != null && !audio.samples.isEmpty() && millis - audio.firstMillis >= FRAGMENT_MILLIS;
        }
        if (message.kind() == Kind.AUDIO) {
            return audio != null && !audio.samples.isEmpty() && millis - audio.firstMillis >= SOUND_ALONE_MILLIS;
        }
        if (video.samples.isEmpty()) {
            return false;
        }
        long span = millis + frameMillis - video.firstMillis;
        boolean shortGroup = video.samples.getFirst().sync() && span <= FRAGMENT_MILLIS / 2;
        return span > FRAGMENT_MILLIS || (message.keyFrame() && !shortGroup);
    }

    /// Adds a frame; what is none, or of a track that is not there, is passed over.
    ///
    /// @param message borrowed
    /// @param millis  decoding time since the file began
    /// @throws FlvFormatException if it breaks the specification
    public void add(MediaMessage message, long millis) throws FlvFormatException {
        if (millis < 0 || !message.isFrame()) {
            return;
        }
        ByteBuf body = message.payload();
        if (message.kind() == Kind.VIDEO && video != null && FlvVideo.parse(body) instanceof FlvVideo.Frame frame) {
            if (lastVideoMillis >= 0 && millis > lastVideoMillis) {
                frameMillis = Math.min(millis - lastVideoMillis, FRAGMENT_MILLIS);
            }
            lastVideoMillis = millis;
            endMillis = Math.max(endMillis, millis + frameMillis);
            int composition = (int) video.track.ticksOfMillis(frame.compositionMillis());
            ByteBuf bytes = last(body, frame.nals().remaining());
            video.add(bytes, video.track.ticksOfMillis(millis), composition, frame.keyFrame(), millis);
        } else if (message.kind() == Kind.AUDIO
                && audio != null
                && FlvAudio.parse(body) instanceof FlvAudio.Frame frame) {
            long ticks = timeline(audio.track, frame).decodeTime(millis);
            endMillis = Math.max(endMillis, (ticks + unitTicks) * 1000 / audio.track.timeScale());
            audio.add(last(body, frame.accessUnit().remaining()), ticks, 0, true, millis);
        }
    }

    private AudioTimeline timeline(Fmp4Track track, FlvAudio.Frame first) {
        AudioTimeline made = timeline;
        if (made == null) {
            if (unitTicks == 0) {
                int samples = OpusPacket.samples(first.accessUnit());
                unitTicks = samples > 0 ? samples : USUAL_OPUS_SAMPLES;
            }
            made = new AudioTimeline(track, unitTicks, AUDIO_TOLERANCE_MILLIS);
            timeline = made;
        }
        return made;
    }

    private static ByteBuf last(ByteBuf body, int bytes) {
        return body.retainedSlice(body.writerIndex() - bytes, bytes);
    }

    /// {@return what waits, the leading track first, to be written before [#clear()]; empty if nothing waits}
    ///
    /// @param nextVideoMillis when the picture after it is decoded; -1 where none follows at once
    public List<TrackRun> runs(long nextVideoMillis) {
        List<TrackRun> runs = new ArrayList<>();
        if (video != null && !video.samples.isEmpty()) {
            long next = nextVideoMillis >= 0 ? nextVideoMillis : lastVideoMillis + frameMillis;
            runs.add(new TrackRun(
                    video.track, video.samples, Math.max(video.track.ticksOfMillis(next), video.lastTicks())));
        }
        if (audio != null && !audio.samples.isEmpty()) {
            runs.add(new TrackRun(audio.track, audio.samples, audio.lastTicks() + unitTicks));
        }
        return runs;
    }

    /// {@return whether nothing waits}
    public boolean isEmpty() {
        return (video == null || video.samples.isEmpty()) && (audio == null || audio.samples.isEmpty());
    }

    /// {@return where the newest frame ends, milliseconds since the file began}
    public long endMillis() {
        return endMillis;
    }

    /// Gives up what waits: it has been written, or will not be.
    public void clear() {
        if (video != null) {
            video.clear();
        }
        if (audio != null) {
            audio.clear();
        }
    }

    @Override
    public void close() {
        clear();
    }
}
