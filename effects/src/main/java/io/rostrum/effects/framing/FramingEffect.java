package io.rostrum.effects.framing;

import io.rostrum.effects.beauty.Face;
import io.rostrum.effects.beauty.FaceWatch;
import io.rostrum.effects.framing.VirtualCamera.Faces;
import io.rostrum.effects.framing.VirtualCamera.View;
import io.rostrum.effects.gpu.ImageMath;
import io.rostrum.effects.gpu.PictureEffect;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.effects.picture.VideoFrame;
import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.Pointer;

/// Shows the part of the picture that the faces are in, enlarged to the whole.
///
/// @param <M> the kind of memory worked on
public final class FramingEffect<M extends Pointer> implements PictureEffect<M> {
    /// Where all but this is seen, all is.
    private static final double WHOLE = 0.998;
    /// How long a face must have been there to be followed: one found by mistake has gone before; but the first
    /// picture has those it has.
    private static final double SURE = 0.5;

    private final ImageMath<M> math;
    private final FaceWatch<M> watch;
    private final VirtualCamera camera;
    private final M still;
    private View view = View.WHOLE;
    private boolean begun;
    private long lastNanos;

    public FramingEffect(ImageMath<M> math, FramingSettings settings) {
        this.math = math;
        watch = new FaceWatch<>(math);
        camera = new VirtualCamera(settings);
        still = math.create();
    }

    @Override
    public boolean look(M pixels, VideoFrame frame) {
        watch.next(pixels, frame.size());
        double seconds = begun ? (frame.ptsNanos() - lastNanos) / 1e9 : 0;
        view = camera.follow(together(watch.faces(begun ? SURE : 0), frame.size()), seconds);
        begun = true;
        lastNanos = frame.ptsNanos();
        return view.size() < WHOLE;
    }

    private static Optional<Faces> together(List<Face> faces, PictureSize picture) {
        return faces.stream()
                .map(face -> new Faces(
                        (face.centreX() - face.width() / 2) / picture.width(),
                        (face.centreY() - face.height() / 2) / picture.height(),
                        (face.centreX() + face.width() / 2) / picture.width(),
                        (face.centreY() + face.height() / 2) / picture.height()))
                .reduce((a, b) -> new Faces(
                        Math.min(a.left(), b.left()),
                        Math.min(a.top(), b.top()),
                        Math.max(a.right(), b.right()),
                        Math.max(a.bottom(), b.bottom())));
    }

    @Override
    public void edit(M pixels, VideoFrame frame) {
        math.copy(pixels, still);
        math.zoom(
                still,
                pixels,
                (view.x() - view.size() / 2) * frame.width(),
                (view.y() - view.size() / 2) * frame.height(),
                view.size());
    }

    @Override
    public void close() {
        watch.close();
        still.close();
    }
}
