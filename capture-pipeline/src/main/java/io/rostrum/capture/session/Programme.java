package io.rostrum.capture.session;

import io.rostrum.capture.audio.AudioBlock;
import io.rostrum.capture.audio.AudioSource;
import io.rostrum.capture.audio.mixer.AudioMixer;
import io.rostrum.capture.audio.mixer.MixOutput;
import io.rostrum.capture.audio.mixer.MixerInput;
import io.rostrum.capture.audio.mixer.TrackSet;
import io.rostrum.capture.clock.MediaClock;
import io.rostrum.capture.encode.AudioEncoders;
import io.rostrum.capture.encode.AudioSettings;
import io.rostrum.capture.encode.EncoderException;
import io.rostrum.capture.encode.VideoEncoders;
import io.rostrum.capture.encode.VideoSettings;
import io.rostrum.capture.load.LoadState;
import io.rostrum.capture.media.StingerPlayback;
import io.rostrum.capture.scene.Compositor;
import io.rostrum.capture.scene.CompositorStats;
import io.rostrum.capture.scene.NestedScene;
import io.rostrum.capture.scene.ProgrammeSink;
import io.rostrum.capture.scene.SceneCanvas;
import io.rostrum.capture.scene.SceneItem;
import io.rostrum.capture.scene.SceneMonitor;
import io.rostrum.capture.scene.SourceSlot;
import io.rostrum.capture.scene.Transition;
import io.rostrum.capture.source.DeviceException;
import io.rostrum.capture.source.Source;
import io.rostrum.effects.filter.FilterCost;
import io.rostrum.effects.filter.VideoFilter;
import io.rostrum.effects.picture.FramePool;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.effects.picture.VideoFrame;
import io.rostrum.push.packet.PacketPool;
import io.rostrum.push.packet.PacketSink;
import io.rostrum.push.packet.PacketStamps;
import io.rostrum.push.packet.Rational;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A programme that is made, seen and heard all the time, and encoded only while somebody wants its packets.
///
/// Sources of pictures and channels of sound come and go while it runs; one that cannot be opened is tried
/// again and holds up nobody. Packets go to sinks that are added and removed while it runs; each begins at the
/// next key frame. Closing goes from the sources downwards. Thread-safe.
public final class Programme implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Programme.class);

    private final PictureSize size;
    private final Rational frameRate;
    private final MediaClock clock = MediaClock.startingNow();
    private final FramePool frames = new FramePool();
    private final PacketPool packets = new PacketPool();
    private final TrackHubs hubs = new TrackHubs();
    private final Compositor compositor;
    private final AudioMixer mixer;
    private final Consumer<Throwable> failed;
    private final List<SourceSlot> slots = new ArrayList<>();
    private final List<NestedScene> nested = new ArrayList<>();
    private final List<SoundChannel> channels = new ArrayList<>();
    private final List<StingerPlayback> stingers = new ArrayList<>();
    /// Held while a picture is handed to the encoders, so that none comes after their end.
    private final Object handing = new Object();
    private volatile @Nullable Encoding encoding;
    private boolean closed;

    /// @param size      of the picture
    /// @param frameRate pictures a second
    /// @param filters   what is done to the whole picture; closed with this
    /// @param failed    told when a defect has ended the pictures or the sound, or an encoder cannot go on
    public Programme(PictureSize size, Rational frameRate, VideoFilter filters, Consumer<Throwable> failed) {
        this.size = size;
        this.frameRate = frameRate;
        this.failed = failed;
        compositor = new Compositor(
                size, frameRate, clock, frames, () -> filters, List.of(), Long.MAX_VALUE, this::picture, failed);
        mixer = new AudioMixer(clock, AudioMixer.DEFAULT_LATENCY, new Mixes(), failed);
    }

    /// Begins; the picture is black and the sound silent until there are sources.
    public void start() {
        compositor.start();
        mixer.start();
    }

    private boolean picture(VideoFrame frame, PacketStamps stamps) {
        synchronized (handing) {
            Encoding running = encoding;
            if (running != null) {
                return running.frame(frame, stamps);
            }
        }
        frame.close();
        return true;
    }

    /// Makes pictures of another canvas, too: the same sources at the same times, in places of its own.
    /// It shows nothing at first, and is encoded while it has renditions.
    ///
    /// @param filters what is done to its whole picture; closed with it
    public ProgrammeCanvas addCanvas(PictureSize canvas, VideoFilter filters) {
        return new ProgrammeCanvas(compositor, canvas, filters, this::hand, this::rendition);
    }

    /// Makes no more pictures of a canvas; its renditions are to be closed before.
    public void removeCanvas(ProgrammeCanvas canvas) {
        compositor.remove(canvas.scenes());
    }

    /// {@return the first canvas, the programme's own}
    public SceneCanvas scenes() {
        return compositor.first();
    }

    private boolean hand(BooleanSupplier encoders) {
        synchronized (handing) {
            return encoding == null || encoders.getAsBoolean();
        }
    }

    private Rendition rendition(
            Encoding.Pictures pictures,
            Supplier<? extends VideoFilter> own,
            Consumer<Throwable> trouble,
            List<Rendition> takers)
            throws EncoderException {
        return encodes(encoding).rendition(pictures, frames, own, trouble, takers);
    }

    private static Encoding encodes(@Nullable Encoding running) {
        if (running == null) {
            throw new IllegalStateException("the programme is not encoded");
        }
        return running;
    }

    /// Takes the mixes while they are encoded.
    private final class Mixes implements MixOutput {
        @Override
        public void mixed(int track, AudioBlock block) {
            Encoding running = encoding;
            if (running != null) {
                running.mixed(track, block);
            }
        }

        @Override
        public TrackSet wanted() {
            Encoding running = encoding;
            return running == null ? TrackSet.NONE : running.wanted();
        }
    }

    public PictureSize size() {
        return size;
    }

    public Rational frameRate() {
        return frameRate;
    }

    /// Opens a source of pictures, on the caller's thread. It is seen when a scene has it.
    ///
    /// @param name   what it is called in log lines
    /// @param opener makes the source, not yet started; called again after each loss
    /// @param filter what is done to its pictures; closed with it
    public SourceSlot addSource(String name, Function<FramePool, Source> opener, VideoFilter filter) {
        filter.heed(compositor.thrift());
        SourceSlot slot = new SourceSlot(name, () -> opener.apply(frames), clock, filter);
        synchronized (this) {
            if (closed) {
                throw new IllegalStateException("programme: closed (expected: running)");
            }
            slots.add(slot);
        }
        slot.startOrRetry();
        return slot;
    }

    /// Closes a source; no scene may have it any more.
    public void removeSource(SourceSlot slot) {
        synchronized (this) {
            slots.remove(slot);
        }
        slot.close();
    }

    /// Makes a scene that others can show as if it were a source.
    ///
    /// @param filter what is done to its picture; closed with it
    public NestedScene nest(VideoFilter filter) {
        filter.heed(compositor.thrift());
        NestedScene scene = new NestedScene(filter);
        synchronized (this) {
            if (closed) {
                throw new IllegalStateException("programme: closed (expected: running)");
            }
            nested.add(scene);
        }
        return scene;
    }

    /// Closes a scene that others showed; none may have it any more.
    public void removeNested(NestedScene scene) {
        synchronized (this) {
            nested.remove(scene);
        }
        scene.close();
    }

    /// Shows these from the next picture on, the last one on top.
    public void scene(List<SceneItem> items) {
        compositor.scene(items);
    }

    /// Goes over to another scene from the next picture on; see [Compositor#take].
    public void take(List<SceneItem> items, Transition transition) {
        compositor.take(items, transition);
    }

    /// Opens a film to be played over a change of scenes, and decodes its beginning; returns when that
    /// is there.
    ///
    /// @return to be given to a [Transition], or closed
    /// @throws DeviceException if it is not there, or cannot be played
    public StingerPlayback stinger(Path file) throws DeviceException {
        StingerPlayback film = StingerPlayback.open(file, size, frameRate, clock, frames, mixer);
        synchronized (this) {
            stingers.add(film);
            if (closed) {
                film.stop();
            }
        }
        film.silent().thenRun(() -> forget(film));
        return film;
    }

    private synchronized void forget(StingerPlayback film) {
        stingers.remove(film);
    }

    /// Opens a channel of sound, on the caller's thread.
    ///
    /// @param opener   makes the source, not yet started; called again after each loss
    /// @param controls sets its gain, mute, tracks and the like, before anything of it can be heard
    public SoundChannel addChannel(String name, Supplier<AudioSource> opener, Consumer<? super MixerInput> controls) {
        SoundChannel channel = new SoundChannel(name, mixer, opener, controls);
        synchronized (this) {
            if (closed) {
                throw new IllegalStateException("programme: closed (expected: running)");
            }
            channels.add(channel);
        }
        channel.start(clock);
        return channel;
    }

    public void removeChannel(SoundChannel channel) {
        synchronized (this) {
            channels.remove(channel);
        }
        channel.close();
    }

    /// {@return the mix of all channels: its level, its delay}
    public AudioMixer mixer() {
        return mixer;
    }

    /// Leaves work out from now on while the machine is too slow for all of it, or no longer; see
    /// [io.rostrum.capture.load.LoadGovernor].
    public void govern(boolean on) {
        compositor.govern(on);
    }

    /// Shows the programme to one viewer; see [Compositor#preview].
    public void preview(@Nullable ProgrammeSink viewer, boolean unfiltered) {
        compositor.preview(viewer, unfiltered);
    }

    /// Shows another scene to one viewer, beside the programme; see [Compositor#prepare].
    public void prepare(Compositor.@Nullable Prepared scene) {
        compositor.prepare(scene);
    }

    /// Shows the programme to these; see [Compositor#audience].
    public void audience(List<ProgrammeSink> viewers) {
        compositor.audience(viewers);
    }

    /// Shows scenes beside the programme; see [Compositor#monitors].
    public void monitors(List<SceneMonitor> scenes) {
        compositor.monitors(scenes);
    }

    /// Begins to encode; does nothing while it is encoded already.
    ///
    /// @param encoder `auto` or a name of [VideoEncoders#names()]
    /// @throws EncoderException if an encoder does not open
    public synchronized void encode(
            String encoder,
            VideoSettings video,
            AudioSettings audio,
            VideoEncoders videoEncoders,
            AudioEncoders audioEncoders)
            throws EncoderException {
        if (encoding != null || closed) {
            return;
        }
        Encoding opened = new Encoding(
                clock,
                packets,
                new Encoding.Pictures(encoder, video),
                audio,
                videoEncoders,
                audioEncoders,
                hubs,
                failed);
        opened.start();
        encoding = opened;
    }

    /// Ends encoding; what was handed to the encoders still goes to the sinks.
    public synchronized void endEncoding() {
        Encoding running = encoding;
        synchronized (handing) {
            encoding = null;
        }
        if (running != null) {
            running.close();
        }
    }

    /// Aims at another bit rate of the pictures from now on; does nothing while nothing is encoded.
    public void bitRate(int bitsPerSecond) {
        Encoding running = encoding;
        if (running != null) {
            running.bitRate(bitsPerSecond);
        }
    }

    /// Encodes the pictures once more, with settings of their own, while the programme is encoded.
    ///
    /// @param encoder `auto` or a name of [VideoEncoders#names()]
    /// @param own     makes what is done to these pictures and to no others, one for each encoder that opens;
    ///                each is used and closed on the thread that encodes
    /// @param trouble told once when no encoder is left to go on with; the programme goes on
    /// @throws EncoderException      if the encoder does not open
    /// @throws IllegalStateException if nothing is encoded
    public Rendition rendition(
            String encoder, VideoSettings settings, Supplier<? extends VideoFilter> own, Consumer<Throwable> trouble)
            throws EncoderException {
        return encodes(encoding).rendition(new Encoding.Pictures(encoder, settings), frames, own, trouble);
    }

    /// Makes a key frame of the next picture, for somebody who can only begin with one; does nothing while nothing
    /// is encoded.
    public void keyFrame() {
        Encoding running = encoding;
        if (running != null) {
            running.keyFrame();
        }
    }

    /// Goes over to another encoder of pictures; does nothing while nothing is encoded.
    ///
    /// @throws EncoderException if it does not open; the one that runs goes on
    public void encoder(String name) throws EncoderException {
        Encoding running = encoding;
        if (running != null) {
            running.encoder(name);
        }
    }

    public boolean encodes() {
        return encoding != null;
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

    /// How it copes.
    ///
    /// @param compositor   pictures made and left out
    /// @param load         what work is left out
    /// @param filters      what each filter of the whole picture costs
    /// @param encoder      which encoder runs, and what became of those before it; [EncoderState#NONE] while none
    /// does
    /// @param encoded      pictures encoded since encoding began; 0 while it does not
    /// @param encodeMillis time to encode one, mean
    /// @param pictures     pictures in memory that some handle holds
    /// @param packets      packets in memory that some handle holds
    public record Stats(
            CompositorStats compositor,
            LoadState load,
            List<FilterCost> filters,
            EncoderState encoder,
            long encoded,
            double encodeMillis,
            int pictures,
            int packets) {}

    public Stats stats() {
        Encoding running = encoding;
        return new Stats(
                compositor.stats(),
                compositor.load(),
                compositor.filterCosts(),
                running == null ? EncoderState.NONE : running.state(),
                running == null ? 0 : running.encoded(),
                running == null ? 0 : running.encodeMillis(),
                frames.outstanding(),
                packets.outstanding());
    }

    /// Stops from the sources downwards and gives all that was captured to the sinks. Idempotent.
    @Override
    public void close() {
        List<SourceSlot> openSlots;
        List<NestedScene> openScenes;
        List<SoundChannel> openChannels;
        List<StingerPlayback> openStingers;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            openSlots = List.copyOf(slots);
            openScenes = List.copyOf(nested);
            openChannels = List.copyOf(channels);
            openStingers = List.copyOf(stingers);
        }
        compositor.preview(null, false);
        compositor.prepare(null);
        compositor.audience(List.of());
        compositor.monitors(List.of());
        compositor.close();
        openSlots.forEach(SourceSlot::close);
        openScenes.forEach(NestedScene::close);
        openStingers.forEach(StingerPlayback::stop);
        openStingers.forEach(film -> film.silent().join());
        mixer.close();
        openChannels.forEach(SoundChannel::close);
        endEncoding();
        frames.close();
        if (frames.outstanding() > 0) {
            log.warn("[programme] {} pictures were never closed", frames.outstanding());
        }
    }
}
