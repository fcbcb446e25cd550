package io.rostrum.effects.frame;

import io.rostrum.effects.gpu.ImageMath;
import io.rostrum.effects.gpu.PictureEffect;
import io.rostrum.effects.picture.PictureRect;
import io.rostrum.effects.picture.VideoFrame;
import org.bytedeco.javacpp.Pointer;

/// Makes the edges of a picture transparent.
///
/// @param <M> the kind of memory worked on
public final class CropEffect<M extends Pointer> implements PictureEffect<M> {
    private final ImageMath<M> math;
    private final FrameSettings.Crop settings;

    public CropEffect(ImageMath<M> math, FrameSettings.Crop settings) {
        this.math = math;
        this.settings = settings;
    }

    @Override
    public boolean look(M pixels, VideoFrame frame) {
        return settings.left() > 0 || settings.top() > 0 || settings.right() > 0 || settings.bottom() > 0;
    }

    @Override
    public void edit(M pixels, VideoFrame frame) {
        int width = frame.width();
        int height = frame.height();
        int left = Math.min(width, settings.left());
        int right = Math.min(width, settings.right());
        int top = Math.min(height, settings.top());
        int bottom = Math.min(height, settings.bottom());
        clear(pixels, 0, 0, left, height);
        clear(pixels, width - right, 0, right, height);
        clear(pixels, 0, 0, width, top);
        clear(pixels, 0, height - bottom, width, bottom);
    }

    private void clear(M pixels, int x, int y, int width, int height) {
        if (width > 0 && height > 0) {
            try (M part = math.part(pixels, new PictureRect(x, y, width, height))) {
                math.multiply(part, part, part, 0);
            }
        }
    }

    @Override
    public boolean makesTransparent() {
        return true;
    }

    @Override
    public void close() {}
}
