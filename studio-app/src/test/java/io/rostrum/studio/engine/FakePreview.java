package io.rostrum.studio.engine;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// A feed whose pictures are painted on demand: a diagonal gradient with a moving bar, in the wanted size.
public final class FakePreview implements PreviewFeed {
    private static final int SHAPE_WIDTH = 16;
    private static final int SHAPE_HEIGHT = 9;

    private int width;
    private int height;
    private long number;
    private boolean fresh;
    private @Nullable ByteBuffer picture;
    private int pictureWidth;
    private int pictureHeight;
    private Runnable wake = () -> {};

    @Override
    public synchronized void want(int width, int height) {
        this.width = width;
        this.height = height;
    }

    @Override
    public synchronized boolean look(Viewer viewer) {
        ByteBuffer pixels = picture;
        if (!fresh || pixels == null) {
            return false;
        }
        fresh = false;
        viewer.picture(pixels.duplicate().clear(), pictureWidth, pictureHeight, number);
        return true;
    }

    @Override
    public synchronized void onPicture(Runnable wake) {
        this.wake = wake;
    }

    /// {@return `WIDTHxHEIGHT` as last wanted}
    public synchronized String wanted() {
        return width + "x" + height;
    }

    /// Paints the next picture, if any is wanted, and says so.
    public void next() {
        Runnable listener;
        synchronized (this) {
            if (width <= 0 || height <= 0) {
                return;
            }
            number++;
            paint();
            fresh = true;
            listener = wake;
        }
        listener.run();
    }

    private void paint() {
        int fitWidth = Math.min(width, height * SHAPE_WIDTH / SHAPE_HEIGHT);
        int fitHeight = Math.min(height, fitWidth * SHAPE_HEIGHT / SHAPE_WIDTH);
        ByteBuffer pixels = picture;
        if (pixels == null || pictureWidth != fitWidth || pictureHeight != fitHeight) {
            pixels = ByteBuffer.allocateDirect(fitWidth * fitHeight * 4);
            picture = pixels;
            pictureWidth = fitWidth;
            pictureHeight = fitHeight;
        }
        int bar = (int) (number * 6 % Math.max(1, fitWidth));
        byte[] row = new byte[fitWidth * 4];
        for (int y = 0; y < fitHeight; y++) {
            for (int x = 0; x < fitWidth; x++) {
                boolean inBar = Math.floorMod(x - bar, fitWidth) < fitWidth / 40;
                row[x * 4] = (byte) (inBar ? 230 : 90 + 60 * y / fitHeight);
                row[x * 4 + 1] = (byte) (inBar ? 230 : 60 + 90 * x / fitWidth);
                row[x * 4 + 2] = (byte) (inBar ? 230 : 40 + 40 * (x + y) / (fitWidth + fitHeight));
                row[x * 4 + 3] = (byte) 255;
            }
            pixels.put(y * row.length, row);
        }
    }
}
