package io.rostrum.capture.session;

import io.rostrum.capture.encode.EncoderException;
import io.rostrum.capture.encode.VideoSettings;
import io.rostrum.capture.scene.Compositor;
import io.rostrum.capture.scene.SceneCanvas;
import io.rostrum.effects.filter.VideoFilter;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.effects.picture.VideoFrame;
import io.rostrum.push.packet.PacketStamps;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// A further canvas of a [Programme]: what it shows, and the encoders that have its pictures, each with
/// the programme's sound. Thread-safe.
public final class ProgrammeCanvas {
    private final List<Rendition> takers = new CopyOnWriteArrayList<>();
    private final SceneCanvas scenes;
    private final Predicate<BooleanSupplier> hand;
    private final Opener opener;

    /// Opens a rendition.
    interface Opener {
        /// @param takers get the canvas' pictures
        /// @throws EncoderException if the encoder does not open
        Rendition open(
                Encoding.Pictures pictures,
                Supplier<? extends VideoFilter> own,
                Consumer<Throwable> trouble,
                List<Rendition> takers)
                throws EncoderException;
    }

    /// @param filters closed with the canvas
    /// @param hand    hands a picture to the encoders while the programme is encoded, as it is told
    ProgrammeCanvas(
            Compositor compositor,
            PictureSize size,
            VideoFilter filters,
            Predicate<BooleanSupplier> hand,
            Opener opener) {
        this.hand = hand;
        this.opener = opener;
        this.scenes = compositor.add(size, () -> filters, this::picture);
    }

    private boolean picture(VideoFrame frame, PacketStamps stamps) {
        try (frame) {
            return hand.test(() -> {
                boolean taken = true;
                for (Rendition rendition : takers) {
                    taken &= rendition.frame(frame.retain(), stamps);
                }
                return taken;
            });
        }
    }

    /// {@return what it shows, and to whom}
    public SceneCanvas scenes() {
        return scenes;
    }

    /// Encodes the pictures of this canvas while the programme is encoded.
    ///
    /// @param encoder `auto` or a name of [io.rostrum.capture.encode.VideoEncoders#names()]
    /// @param own     makes what is done to these pictures and to no others, one for each encoder that
    ///                opens; each is used and closed on the thread that encodes
    /// @param trouble told once when no encoder is left to go on with; the programme goes on
    /// @throws EncoderException      if the encoder does not open
    /// @throws IllegalStateException if nothing is encoded
    public Rendition rendition(
            String encoder, VideoSettings settings, Supplier<? extends VideoFilter> own, Consumer<Throwable> trouble)
            throws EncoderException {
        return opener.open(new Encoding.Pictures(encoder, settings), own, trouble, takers);
    }
}
