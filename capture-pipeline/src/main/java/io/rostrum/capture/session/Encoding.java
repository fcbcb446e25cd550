package io.rostrum.capture.session;

import io.rostrum.capture.audio.AudioBlock;
import io.rostrum.capture.audio.mixer.MixOutput;
import io.rostrum.capture.audio.mixer.TrackSet;
import io.rostrum.capture.clock.MediaClock;
import io.rostrum.capture.encode.AudioEncoder;
import io.rostrum.capture.encode.AudioEncoders;
import io.rostrum.capture.encode.AudioSettings;
import io.rostrum.capture.encode.EncoderException;
import io.rostrum.capture.encode.VideoEncoders;
import io.rostrum.capture.encode.VideoSettings;
import io.rostrum.capture.scene.ProgrammeSink;
import io.rostrum.effects.filter.VideoFilter;
import io.rostrum.effects.picture.FramePool;
import io.rostrum.effects.picture.VideoFrame;
import io.rostrum.push.packet.MediaKind;
import io.rostrum.push.packet.Packet;
import io.rostrum.push.packet.PacketPool;
import io.rostrum.push.packet.PacketStamps;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What turns a programme into packets, once for all who want them: an encoder of pictures, one of sound for each
/// track that somebody takes, and the order between their packets; and further encoders of pictures for those who
/// want others ([Rendition]).
///
/// Pictures come on the compositor's thread, sound on the mixer's. Closing gives away all that is inside.
final class Encoding implements ProgrammeSink, MixOutput, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Encoding.class);

    /// How long pictures wait for sound, or sound for pictures, beyond the encoder's own delay.
    private static final Duration LATE_KIND = Duration.ofMillis(250);

    /// What the pictures become.
    ///
    /// @param encoder  `auto` or a name of [VideoEncoders#names()]
    /// @param settings size, rate and bit rate
    record Pictures(String encoder, VideoSettings settings) {}

    private final TrackHubs hubs;
    private final TrackOrders orders;
    private final Consumer<Throwable> failed;
    private final MediaClock clock;
    private final PacketPool packets;
    private final VideoEncoders videoEncoders;
    private final Set<MediaKind> kinds;
    /// Those of all canvases: they have the sound.
    private final List<Rendition> renditions = new CopyOnWriteArrayList<>();
    /// Those of the first canvas: they have its pictures.
    private final List<Rendition> own = new CopyOnWriteArrayList<>();
    private final @Nullable EncoderStage stage;
    private final AudioEncoders audioEncoders;
    private final @Nullable AudioSettings audio;
    private final Map<Integer, AudioEncoder> sounds = new HashMap<>();
    private volatile boolean over;
    private boolean soundClosed;

    /// Opens the encoders; pictures are encoded from [#start] on.
    ///
    /// @param pictures null without pictures
    /// @param audio    null without sound
    /// @param hubs     take the packets in order
    /// @param failed   told when an encoder cannot go on
    /// @throws EncoderException if an encoder does not open
    Encoding(
            MediaClock clock,
            PacketPool packets,
            @Nullable Pictures pictures,
            @Nullable AudioSettings audio,
            VideoEncoders videoEncoders,
            AudioEncoders audioEncoders,
            TrackHubs hubs,
            Consumer<Throwable> failed)
            throws EncoderException {
        this.failed = failed;
        this.hubs = hubs;
        this.audioEncoders = audioEncoders;
        this.audio = audio;
        this.clock = clock;
        this.packets = packets;
        this.videoEncoders = videoEncoders;
        this.kinds = EnumSet.noneOf(MediaKind.class);
        if (pictures != null) {
            kinds.add(MediaKind.VIDEO);
        }
        if (audio != null) {
            kinds.add(MediaKind.AUDIO);
        }
        Duration delay = pictures == null ? Duration.ZERO : pictures.settings().delay();
        orders = new TrackOrders(kinds, delay.plus(LATE_KIND), hubs, clock::nanoTime);
        if (audio != null) {
            openSound(TrackSet.FIRST, audio); // what is wrong with it is said before anything begins
        }
        try {
            stage = pictures == null
                    ? null
                    : new EncoderStage(
                            pictures.encoder(), pictures.settings(), videoEncoders, clock, packets, orders, failed);
        } catch (EncoderException | RuntimeException e) {
            sounds.values().forEach(AudioEncoder::close);
            throw e;
        }
    }

    @SuppressWarnings("MustBeClosedChecker") // closed when nobody takes the track any more, or in close()
    private AudioEncoder openSound(int track, AudioSettings settings) throws EncoderException {
        AudioEncoder opened = audioEncoders.open(settings, clock, packets, packet -> soundMade(track, packet));
        sounds.put(track, opened);
        return opened;
    }

    /// Starts the encoder's thread.
    void start() {
        if (stage != null) {
            stage.start();
        }
    }

    @Override
    public boolean frame(VideoFrame frame, PacketStamps stamps) {
        if (stage == null) {
            frame.close();
            return true;
        }
        for (Rendition rendition : own) {
            rendition.frame(frame.retain(), stamps);
        }
        return stage.frame(frame, stamps);
    }

    private void soundMade(int track, Packet packet) {
        for (Rendition rendition : renditions) {
            rendition.sound(track, packet.retain());
        }
        orders.sound(track, packet);
    }

    /// Encodes the first canvas' pictures once more, from the next one on; see [#rendition(Pictures,
    /// FramePool, Supplier, Consumer, List)].
    Rendition rendition(
            Pictures pictures,
            FramePool frames,
            Supplier<? extends VideoFilter> filters,
            Consumer<Throwable> ownTrouble)
            throws EncoderException {
        return rendition(pictures, frames, filters, ownTrouble, own);
    }

    /// Encodes the pictures of a canvas, from the next one on.
    ///
    /// @param frames      borrowed, gives the memory of pictures of another size
    /// @param filters     makes what is done to these pictures and to no others, one for each encoder that opens;
    ///                    each is used and closed on the thread that encodes
    /// @param ownTrouble  told once when no encoder is left to go on with
    /// @param takers      get the canvas' pictures; it is among them until it is closed
    /// @throws EncoderException         if the encoder does not open
    /// @throws IllegalArgumentException if there are no pictures
    Rendition rendition(
            Pictures pictures,
            FramePool frames,
            Supplier<? extends VideoFilter> filters,
            Consumer<Throwable> ownTrouble,
            List<Rendition> takers)
            throws EncoderException {
        if (stage == null) {
            throw new IllegalArgumentException("this broadcast has no pictures");
        }
        Rendition opened = new Rendition(
                pictures,
                kinds,
                pictures.settings().delay().plus(LATE_KIND),
                clock,
                packets,
                new ScalingEncoders(videoEncoders, frames, filters),
                ownTrouble,
                closed -> {
                    takers.remove(closed);
                    renditions.remove(closed);
                });
        renditions.add(opened);
        takers.add(opened);
        if (over) { // it was closed meanwhile, and may have looked before this one was there
            opened.close();
        }
        return opened;
    }

    /// {@return the tracks that somebody takes; while nobody does the first, as the pictures are encoded then, too}
    @Override
    public TrackSet wanted() {
        int bits = hubs.taken().bits();
        for (Rendition rendition : renditions) {
            bits |= rendition.taken().bits();
        }
        return bits == 0 ? TrackSet.FIRST_ONLY : new TrackSet(bits);
    }

    /// Encodes mixed sound; what comes after [#close()] is left out.
    @Override
    public synchronized void mixed(int track, AudioBlock block) {
        AudioSettings settings = audio;
        if (settings == null || soundClosed) {
            return;
        }
        closeUnwanted(wanted().with(track, true));
        try {
            AudioEncoder encoder = sounds.get(track);
            (encoder == null ? openSound(track, settings) : encoder).encode(block);
        } catch (EncoderException e) {
            failed.accept(e);
        }
    }

    /// A track that nobody takes is not encoded; one that is taken again begins anew.
    private void closeUnwanted(TrackSet wanted) {
        sounds.entrySet().removeIf(open -> {
            boolean left = !wanted.has(open.getKey());
            if (left) {
                open.getValue().close();
            }
            return left;
        });
    }

    /// {@return which encoder of pictures runs, and what became of those before it}
    EncoderState state() {
        return stage == null ? EncoderState.NONE : stage.state();
    }

    /// Goes over to another encoder of pictures.
    ///
    /// @throws EncoderException         if it does not open; the one that runs goes on
    /// @throws IllegalArgumentException if there are no pictures
    void encoder(String name) throws EncoderException {
        pictures().encoder(name);
    }

    /// Aims at another bit rate of the pictures.
    ///
    /// @throws IllegalArgumentException if it is too low, or if there are no pictures
    void bitRate(int bitsPerSecond) {
        pictures().bitRate(bitsPerSecond);
    }

    /// Makes a key frame of the next picture; without pictures there is nothing to do.
    void keyFrame() {
        if (stage != null) {
            stage.keyFrame();
        }
    }

    private EncoderStage pictures() {
        if (stage == null) {
            throw new IllegalArgumentException("this broadcast has no pictures");
        }
        return stage;
    }

    long encoded() {
        return stage == null ? 0 : stage.encoded();
    }

    double encodeMillis() {
        return stage == null ? 0 : stage.encodeMillis();
    }

    /// Encodes what waits, and gives away all that is inside. Idempotent.
    @Override
    public void close() {
        if (stage != null) {
            stage.close();
        }
        closeSounds();
        orders.end();
        over = true;
        renditions.forEach(Rendition::close);
    }

    private synchronized void closeSounds() {
        soundClosed = true;
        for (AudioEncoder sound : sounds.values()) {
            try (sound) {
                sound.flush();
            } catch (EncoderException e) {
                log.warn("[session] the end of the sound was lost: {}", e.getMessage());
            }
        }
        sounds.clear();
    }
}
