package io.rostrum.effects.frame;

import io.rostrum.effects.gpu.ImageMath;
import io.rostrum.effects.gpu.PictureEffect;
import io.rostrum.effects.picture.PictureRect;
import io.rostrum.effects.picture.VideoFrame;
import org.bytedeco.javacpp.Pointer;

/// Moves a picture, by whole pixels, by the time of each from that of the first.
///
/// @param <M> the kind of memory worked on
public final class ScrollEffect<M extends Pointer> implements PictureEffect<M> {
    private static final double NANOS = 1e9;

    private final ImageMath<M> math;
    private final FrameSettings.Scroll settings;
    private final M still;
    private long firstNanos;
    private boolean began;
    private int right;
    private int down;

    public ScrollEffect(ImageMath<M> math, FrameSettings.Scroll settings) {
        this.math = math;
        this.settings = settings;
        this.still = math.create();
    }

    @Override
    public boolean look(M pixels, VideoFrame frame) {
        if (!began) {
            began = true;
            firstNanos = frame.ptsNanos();
        }
        double seconds = (frame.ptsNanos() - firstNanos) / NANOS;
        right = (int) Math.floorMod(Math.round(settings.across() * seconds), (long) frame.width());
        down = (int) Math.floorMod(Math.round(settings.down() * seconds), (long) frame.height());
        return right != 0 || down != 0;
    }

    @Override
    public void edit(M pixels, VideoFrame frame) {
        int width = frame.width();
        int height = frame.height();
        math.copy(pixels, still);
        move(pixels, 0, 0, right, down, width - right, height - down);
        move(pixels, width - right, 0, 0, down, right, height - down);
        move(pixels, 0, height - down, right, 0, width - right, down);
        move(pixels, width - right, height - down, 0, 0, right, down);
    }

    private void move(M pixels, int fromX, int fromY, int toX, int toY, int width, int height) {
        if (width > 0 && height > 0) {
            try (M from = math.part(still, new PictureRect(fromX, fromY, width, height));
                    M to = math.part(pixels, new PictureRect(toX, toY, width, height))) {
                math.copy(from, to);
            }
        }
    }

    @Override
    public void close() {
        still.close();
    }
}
