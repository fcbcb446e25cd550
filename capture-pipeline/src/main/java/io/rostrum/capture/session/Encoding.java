package io.rostrum.capture.session;

import io.rostrum.capture.audio.AudioBlock;
import io.rostrum.capture.clock.MediaClock;
import io.rostrum.capture.encode.AudioEncoder;
import io.rostrum.capture.encode.AudioEncoders;
import io.rostrum.capture.encode.AudioSettings;
import io.rostrum.capture.encode.EncoderException;
import io.rostrum.capture.encode.VideoEncoders;
import io.rostrum.capture.encode.VideoSettings;
import io.rostrum.capture.scene.ProgrammeSink;
import io.rostrum.effects.picture.FramePool;
import io.rostrum.effects.picture.VideoFrame;
import io.rostrum.push.packet.MediaKind;
import io.rostrum.push.packet.Packet;
import io.rostrum.push.packet.PacketPool;
import io.rostrum.push.packet.PacketSink;
import io.rostrum.push.packet.PacketStamps;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What turns a programme into packets, once for all who want them: an encoder of pictures, one of sound, and the
/// order between their packets; and further encoders of pictures for those who want others ([Rendition]).
///
/// Pictures come on the compositor's thread, sound on the mixer's. Closing gives away all that is inside.
final class Encoding implements ProgrammeSink, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Encoding.class);

    /// How long pictures wait for sound, or sound for pictures, beyond the encoder's own delay.
    private static final Duration LATE_KIND = Duration.ofMillis(250);

    /// What the pictures become.
    ///
    /// @param encoder  `auto` or a name of [VideoEncoders#names()]
    /// @param settings size, rate and bit rate
    record Pictures(String encoder, VideoSettings settings) {}

    private final Interleaver interleaver;
    private final Consumer<Throwable> failed;
    private final MediaClock clock;
    private final PacketPool packets;
    private final VideoEncoders videoEncoders;
    private final Set<MediaKind> kinds;
    private final List<Rendition> renditions = new CopyOnWriteArrayList<>();
    private final @Nullable EncoderStage stage;
    private final @Nullable AudioEncoder sound;
    private volatile boolean over;
    private boolean soundClosed;

    /// Opens the encoders; pictures are encoded from [#start] on.
    ///
    /// @param pictures null without pictures
    /// @param audio    null without sound
    /// @param output   takes the packets in order
    /// @param failed   told when an encoder cannot go on
    /// @throws EncoderException if an encoder does not open
    Encoding(
            MediaClock clock,
            PacketPool packets,
            @Nullable Pictures pictures,
            @Nullable AudioSettings audio,
            VideoEncoders videoEncoders,
            AudioEncoders audioEncoders,
            PacketSink output,
            Consumer<Throwable> failed)
            throws EncoderException {
        this.failed = failed;
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
        interleaver = new Interleaver(kinds, delay.plus(LATE_KIND), output, clock::nanoTime);
        sound = audio == null ? null : audioEncoders.open(audio, clock, packets, this::soundMade);
        try {
            stage = pictures == null
                    ? null
                    : new EncoderStage(
                            pictures.encoder(),
                            pictures.settings(),
                            videoEncoders,
                            clock,
                            packets,
                            interleaver,
                            failed);
        } catch (EncoderException | RuntimeException e) {
            if (sound != null) {
                sound.close();
            }
            throw e;
        }
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
        for (Rendition rendition : renditions) {
            rendition.frame(frame.retain(), stamps);
        }
        return stage.frame(frame, stamps);
    }

    private void soundMade(Packet packet) {
        for (Rendition rendition : renditions) {
            rendition.sound(packet.retain());
        }
        interleaver.accept(packet);
    }

    /// Encodes the pictures once more, from the next one on.
    ///
    /// @param frames      borrowed, gives the memory of pictures of another size
    /// @param ownTrouble  told once when no encoder is left to go on with
    /// @throws EncoderException         if the encoder does not open
    /// @throws IllegalArgumentException if there are no pictures
    Rendition rendition(Pictures pictures, FramePool frames, Consumer<Throwable> ownTrouble) throws EncoderException {
        if (stage == null) {
            throw new IllegalArgumentException("this broadcast has no pictures");
        }
        Rendition opened = new Rendition(
                pictures,
                kinds,
                pictures.settings().delay().plus(LATE_KIND),
                clock,
                packets,
                new ScalingEncoders(videoEncoders, frames),
                ownTrouble,
                renditions::remove);
        renditions.add(opened);
        if (over) { // it was closed meanwhile, and may have looked before this one was there
            opened.close();
        }
        return opened;
    }

    /// Encodes mixed sound; what comes after [#close()] is left out.
    synchronized void sound(AudioBlock block) {
        AudioEncoder encoder = sound;
        if (encoder == null || soundClosed) {
            return;
        }
        try {
            encoder.encode(block);
        } catch (EncoderException e) {
            failed.accept(e);
        }
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
        closeSound();
        interleaver.flush();
        over = true;
        renditions.forEach(Rendition::end);
        renditions.clear();
    }

    private synchronized void closeSound() {
        AudioEncoder encoder = sound;
        if (encoder == null || soundClosed) {
            return;
        }
        soundClosed = true;
        try (encoder) {
            encoder.flush();
        } catch (EncoderException e) {
            log.warn("[session] the end of the sound was lost: {}", e.getMessage());
        }
    }
}
