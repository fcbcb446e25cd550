package io.rostrum.effects.beauty;

import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGRA2BGR;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;

import io.rostrum.effects.beauty.FaceTracker.Track;
import io.rostrum.effects.gpu.ImageMath;
import io.rostrum.effects.picture.PictureSize;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.opencv.opencv_core.Mat;

/// Watches the faces in one picture after the other: it searches for them now and then, and keeps them steady
/// between. Confined to one thread.
///
/// @param <M> the kind of memory that the pictures are in
public final class FaceWatch<M extends Pointer> implements AutoCloseable {
    /// Frames from one search for faces to the next.
    private static final int DETECT_EVERY = 4;
    /// Longer side of the picture that faces are searched in.
    private static final int DETECT_SIDE = 256;

    private final ImageMath<M> math;
    private final FaceDetector detector = new FaceDetector();
    private final FaceTracker tracker = new FaceTracker();
    private final M small;
    private final Mat host = new Mat();
    private final Mat colours = new Mat();
    private List<Track> tracks = List.of();
    private long framesSeen;

    public FaceWatch(ImageMath<M> math) {
        this.math = math;
        small = math.create();
    }

    /// Looks at the next picture.
    ///
    /// @param pixels BGRA; borrowed, not written to
    public void next(M pixels, PictureSize size) {
        if (framesSeen++ % DETECT_EVERY == 0) {
            detect(pixels, size);
        }
        tracks = tracker.next();
    }

    /// {@return the faces to be seen now; borrowed, valid until the next picture}
    List<Track> tracks() {
        return tracks;
    }

    /// {@return the faces to be seen now, in pixels of the picture}
    ///
    /// @param presence how far they must have come at least, 0..1: a new one is there within eight pictures
    public List<Face> faces(double presence) {
        return tracks.stream()
                .filter(track -> track.presence() >= presence)
                .map(Track::face)
                .toList();
    }

    private void detect(M pixels, PictureSize size) {
        double scale = Math.min(1, (double) DETECT_SIDE / Math.max(size.width(), size.height()));
        int width = Math.max(1, (int) Math.round(size.width() * scale));
        int height = Math.max(1, (int) Math.round(size.height() * scale));
        math.resize(pixels, small, width, height);
        math.download(small, host);
        cvtColor(host, colours, COLOR_BGRA2BGR);
        List<Face> found = detector.detect(colours).stream()
                .map(face -> face.scaled((double) size.width() / width, (double) size.height() / height))
                .toList();
        tracker.detected(found);
    }

    @Override
    public void close() {
        detector.close();
        small.close();
        host.close();
        colours.close();
    }
}
