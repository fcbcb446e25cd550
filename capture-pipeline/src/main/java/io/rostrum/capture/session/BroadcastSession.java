package io.rostrum.capture.session;

import io.rostrum.capture.audio.AudioBlock;
import io.rostrum.capture.audio.AudioSink;
import io.rostrum.capture.audio.AudioSource;
import io.rostrum.capture.audio.mixer.AudioMixer;
import io.rostrum.capture.audio.mixer.MixerInput;
import io.rostrum.capture.audio.mixer.TrackSet;
import io.rostrum.capture.audio.source.RetryingAudioSource;
import io.rostrum.capture.clock.MediaClock;
import io.rostrum.capture.encode.AudioEncoders;
import io.rostrum.capture.encode.EncoderException;
import io.rostrum.capture.encode.VideoEncoders;
import io.rostrum.capture.encode.VideoSettings;
import io.rostrum.capture.scene.Compositor;
import io.rostrum.capture.scene.SceneItem;
import io.rostrum.capture.scene.SourceSlot;
import io.rostrum.capture.scene.Transform;
import io.rostrum.capture.source.DeviceException;
import io.rostrum.effects.filter.VideoFilter;
import io.rostrum.effects.picture.FramePool;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.effects.picture.VideoFrame;
import io.rostrum.push.packet.PacketPool;
import io.rostrum.push.packet.PacketSink;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A running broadcast: one source of pictures, some of sound, the programme made of them, encoded once, and any
/// number of sinks for the packets.
///
/// Sinks are added and removed while it runs; each begins at the next key frame. The session does not close
/// them: their owner does. Stopping goes from the sources downwards, so that what was captured is still
/// delivered. Thread-safe.
public final class BroadcastSession implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(BroadcastSession.class);

    private final MediaClock clock = MediaClock.startingNow();
    private final FramePool frames = new FramePool();
    private final PacketPool packets = new PacketPool();
    private final TrackHubs hubs = new TrackHubs();
    private final AtomicReference<@Nullable String> failure = new AtomicReference<>();
    /// What is to be closed, in that order: what takes from a source before the source, the encoders last.
    private final Deque<AutoCloseable> stages = new ArrayDeque<>();
    private final Optional<Duration> length;
    private @Nullable SourceSlot slot;
    private @Nullable Compositor compositor;
    private volatile @Nullable Encoding encoding;
    private @Nullable AudioMixer mixer;
    private final AtomicInteger soundsLeft = new AtomicInteger();
    private boolean closed;

    private BroadcastSession(Optional<Duration> length) {
        this.length = length;
    }

    /// Opens the sources and encoders and starts.
    ///
    /// @param video  null for a broadcast without pictures
    /// @param audio  null for a broadcast without sound
    /// @param length how long the programme is to be; without it there is no end
    /// @param first  sinks that get everything from the first packet, with the sound of the first track
    /// @throws DeviceException  if a source does not open
    /// @throws EncoderException if an encoder does not open
    public static BroadcastSession start(
            @Nullable VideoPart video,
            @Nullable AudioPart audio,
            VideoEncoders videoEncoders,
            AudioEncoders audioEncoders,
            Optional<Duration> length,
            List<? extends PacketSink> first)
            throws DeviceException, EncoderException {
        if (video == null && audio == null) {
            throw new IllegalArgumentException("broadcast: neither video nor audio (expected: one of them at least)");
        }
        loadNatives(videoEncoders);
        BroadcastSession session = new BroadcastSession(length);
        try {
            first.forEach(sink -> session.hubs.add(sink, TrackSet.FIRST));
            Encoding encoding = session.openEncoders(video, audio, videoEncoders, audioEncoders);
            if (audio != null) {
                session.startAudio(audio, encoding);
            }
            if (video != null) {
                session.startVideo(video, encoding);
            }
            return session;
        } catch (DeviceException | EncoderException | RuntimeException e) {
            session.close();
            throw e;
        }
    }

    /// Loads what takes a second or more the first time, before the session's clock begins.
    private static void loadNatives(VideoEncoders encoders) {
        encoders.prepare();
        try (FramePool pool = new FramePool();
                VideoFrame frame = pool.take(new PictureSize(2, 2), 0, true)) {
            log.debug("[session] natives are loaded, pictures have rows of {} bytes at least", frame.strideBytes());
        }
    }

    private Encoding openEncoders(
            @Nullable VideoPart video,
            @Nullable AudioPart audio,
            VideoEncoders videoEncoders,
            AudioEncoders audioEncoders)
            throws EncoderException {
        Encoding opened = new Encoding(
                clock,
                packets,
                video == null ? null : new Encoding.Pictures(video.encoder(), video.settings()),
                audio == null ? null : audio.settings(),
                videoEncoders,
                audioEncoders,
                hubs,
                this::fail);
        stages.addFirst(opened);
        encoding = opened;
        return opened;
    }

    private void startVideo(VideoPart part, Encoding encoders) throws DeviceException {
        SourceSlot newSlot = new SourceSlot(part.name(), () -> part.source().apply(frames), clock);
        stages.addFirst(newSlot);
        slot = newSlot;
        newSlot.start();
        newSlot.awaitSteady();
        Compositor newCompositor = new Compositor(
                part.settings().size(),
                part.settings().frameRate(),
                clock,
                frames,
                part.filters(),
                List.of(new SceneItem(
                        newSlot, Transform.fullCanvas(part.settings().size()))),
                length.map(time -> part.settings().timeBase().nanosToTicks(time.toNanos()))
                        .orElse(Long.MAX_VALUE),
                encoders,
                this::fail);
        compositor = newCompositor;
        stages.addFirst(newCompositor);
        encoders.start();
        newCompositor.start();
    }

    private void startAudio(AudioPart part, Encoding encoders) throws DeviceException {
        AudioMixer newMixer = new AudioMixer(clock, AudioMixer.DEFAULT_LATENCY, encoders, this::fail);
        mixer = newMixer;
        soundsLeft.set(part.sources().size());
        for (AudioPart.Heard heard : part.sources()) {
            AudioSource source = new RetryingAudioSource(heard.source());
            stages.addFirst(source);
            MixerInput input = newMixer.addInput(source.name(), controls -> {
                controls.tracks(heard.tracks());
                heard.controls().accept(controls);
            });
            source.start(clock, new UntilEnd(input));
        }
        stages.addFirst(newMixer);
        newMixer.start();
    }

    /// Passes sound on and notes its natural end.
    private final class UntilEnd implements AudioSink {
        private final AudioSink input;

        UntilEnd(AudioSink input) {
            this.input = input;
        }

        @Override
        public void block(AudioBlock block) {
            input.block(block);
        }

        @Override
        public void lost(DeviceException why) {
            input.lost(why);
        }

        @Override
        public void ended() {
            input.ended();
            soundsLeft.decrementAndGet();
        }
    }

    /// The programme cannot go on; the first who says so is heard.
    private void fail(Throwable cause) {
        String why = switch (cause) {
            case EncoderException known -> String.valueOf(known.getMessage());
            case OutOfMemoryError _ ->
                "there is no memory left for the broadcast; close other programs, or choose a smaller picture";
            default ->
                "the broadcast ended because of a mistake in this program; start it again, and please report the log";
        };
        if (!failure.compareAndSet(null, why)) {
            return;
        }
        if (cause instanceof EncoderException) {
            log.error("[session] {}", why);
        } else {
            log.error("[session] a defect in {}", Thread.currentThread().getName(), cause);
        }
    }

    /// Leaves work out from now on while the machine is too slow for all of it, or no longer; see
    /// [io.rostrum.capture.load.LoadGovernor]. Without pictures there is nothing to do.
    public void govern(boolean on) {
        Compositor composing = compositor;
        if (composing != null) {
            composing.govern(on);
        }
    }

    /// Adds a sink; it gets every packet from now on, on one thread at a time, and must not block.
    ///
    /// @param track whose sound it gets
    /// @throws IllegalArgumentException if there is no such track
    public void add(PacketSink sink, int track) {
        hubs.add(sink, track);
    }

    /// Removes a sink; it gets nothing more once this has returned, except a packet being handed over right now.
    public void remove(PacketSink sink) {
        hubs.remove(sink);
    }

    /// Aims at another bit rate of the pictures from the next one on. An encoder that cannot do that while it
    /// runs is opened anew, and goes on with a key frame.
    ///
    /// @throws IllegalArgumentException if it is too low, or if there are no pictures
    public void bitRate(int bitsPerSecond) {
        running().bitRate(bitsPerSecond);
    }

    /// Encodes the pictures once more, with settings of their own.
    ///
    /// @param encoder `auto` or a name of [VideoEncoders#names()]
    /// @param filters makes what is done to these pictures and to no others, one for each encoder that opens;
    ///                each is used and closed on the thread that encodes
    /// @param trouble told once when no encoder is left to go on with; the broadcast goes on
    /// @throws EncoderException         if the encoder does not open
    /// @throws IllegalArgumentException if there are no pictures
    public Rendition rendition(
            String encoder,
            VideoSettings settings,
            Supplier<? extends VideoFilter> filters,
            Consumer<Throwable> trouble)
            throws EncoderException {
        return running().rendition(new Encoding.Pictures(encoder, settings), frames, filters, trouble);
    }

    /// Makes a key frame of the next picture, for somebody who can only begin with one; does nothing before the
    /// encoders are open.
    public void keyFrame() {
        Encoding now = encoding;
        if (now != null) {
            now.keyFrame();
        }
    }

    /// Goes over to another encoder of pictures, which begins with a key frame.
    ///
    /// @param name one of [VideoEncoders#names()]
    /// @throws EncoderException         if it does not open; the one that runs goes on
    /// @throws IllegalArgumentException if there are no pictures
    public void encoder(String name) throws EncoderException {
        running().encoder(name);
    }

    private Encoding running() {
        Encoding now = encoding;
        if (now == null) {
            throw new IllegalStateException("the broadcast has not begun");
        }
        return now;
    }

    public SessionState state() {
        String why = failure.get();
        if (why != null) {
            return new SessionState.Failed(why);
        }
        SourceSlot source = slot;
        Compositor composing = compositor;
        if (source == null || composing == null) {
            return soundsLeft.get() == 0 || lengthReached() ? new SessionState.Ended() : new SessionState.Running();
        }
        return source.exhausted() || composing.done() ? new SessionState.Ended() : new SessionState.Running();
    }

    private boolean lengthReached() {
        return length.isPresent() && clock.nanoTime() >= length.get().toNanos();
    }

    public MediaClock clock() {
        return clock;
    }

    public SessionStats stats() {
        Optional<SessionStats.Video> video = Optional.empty();
        SourceSlot source = slot;
        Compositor composing = compositor;
        Encoding encoders = encoding;
        if (source != null && composing != null && encoders != null) {
            video = Optional.of(new SessionStats.Video(
                    source.state(),
                    composing.stats(),
                    composing.load(),
                    composing.filterCosts(),
                    encoders.encoded(),
                    encoders.encodeMillis(),
                    encoders.state()));
        }
        return new SessionStats(
                clock.nanoTime(),
                video,
                Optional.ofNullable(mixer).map(AudioMixer::stats),
                frames.outstanding(),
                packets.outstanding(),
                Pointer.physicalBytes());
    }

    /// Stops from the sources downwards and gives all that was captured to the sinks. Idempotent.
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        for (AutoCloseable stage : stages) {
            try {
                stage.close();
            } catch (Exception e) {
                log.warn("[session] {} did not close", stage.getClass().getSimpleName(), e);
            }
        }
        frames.close();
        if (frames.outstanding() > 0) {
            log.warn("[session] {} pictures were never closed", frames.outstanding());
        }
    }
}
