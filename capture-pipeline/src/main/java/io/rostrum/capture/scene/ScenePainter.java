package io.rostrum.capture.scene;

import io.rostrum.effects.picture.Canvas;
import io.rostrum.effects.picture.FramePool;
import io.rostrum.effects.picture.PictureRect;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.effects.picture.VideoFrame;
import io.rostrum.effects.wipe.WipeMap;
import io.rostrum.effects.wipe.WipeMixer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Draws scenes, and what is seen between two of them, into pictures of the pool. Confined to the compositor's
/// thread.
final class ScenePainter implements AutoCloseable {
    private static final int BLACK = 0xFF000000;
    private static final int CLEAR = 0;

    private final PictureSize canvas;
    private final FramePool pool;
    private final Canvas drawing = new Canvas();
    private final Slate slate;
    private final @Nullable ScenePainter nesting;
    private final WipeMixer wipes = new WipeMixer();

    /// @param canvas size of every picture
    ScenePainter(PictureSize canvas, FramePool pool) {
        this(canvas, pool, null);
    }

    /// @param canvas  size of every picture
    /// @param nesting borrowed, draws scenes that are shown as sources, so that they are drawn once for
    ///                all canvases; null where this one does
    ScenePainter(PictureSize canvas, FramePool pool, @Nullable ScenePainter nesting) {
        this.canvas = canvas;
        this.nesting = nesting;
        this.pool = pool;
        this.slate = new Slate(pool);
    }

    /// A picture that was drawn.
    ///
    /// @param frame         belongs to whoever asked for it; may be shared, so it is written to only after
    ///                      [VideoFrame#makeWritable()]
    /// @param capturedNanos when the newest frame in it was captured
    record Drawn(VideoFrame frame, long capturedNanos) {}

    PictureSize canvas() {
        return canvas;
    }

    /// {@return a black picture}
    VideoFrame black() {
        VideoFrame black = pool.take(canvas, 0, true);
        drawing.fill(black, BLACK);
        return black;
    }

    /// Draws a scene on black. A picture that fills the canvas by itself is passed on without a copy.
    ///
    /// @param unfiltered whether the sources are seen as they came
    Drawn draw(List<SceneItem> items, long pts, boolean unfiltered) {
        return draw(items, pts, unfiltered, BLACK);
    }

    /// {@return what draws scenes that are shown as sources}
    ScenePainter nesting() {
        ScenePainter other = nesting;
        return other == null ? this : other;
    }

    /// Draws a scene on nothing: what none of its items covers is clear.
    ///
    /// @param unfiltered whether the sources are seen as they came
    VideoFrame drawClear(List<SceneItem> items, long pts, boolean unfiltered) {
        return draw(items, pts, unfiltered, CLEAR).frame();
    }

    private Drawn draw(List<SceneItem> items, long pts, boolean unfiltered, int ground) {
        if (items.size() == 1) {
            VideoFrame only = show(items.getFirst(), unfiltered, pts);
            if (only != null
                    && (only.opaque() || ground == CLEAR)
                    && only.size().equals(canvas)
                    && items.getFirst().transform().isWhole(canvas)) {
                return new Drawn(only.withPts(pts), only.ptsNanos());
            }
            if (only != null) {
                only.close();
            }
        }
        VideoFrame target = pool.take(canvas, pts, ground == BLACK);
        drawing.fill(target, ground);
        long captured = 0;
        for (SceneItem item : items) {
            VideoFrame frame = show(item, unfiltered, pts);
            if (frame != null) {
                try (frame) {
                    Transform transform = item.transform();
                    drawing.draw(
                            target,
                            frame,
                            transform.part(frame.size()),
                            transform.destination(frame.size()),
                            transform.opacity(),
                            transform.turn());
                    captured = Math.max(captured, frame.ptsNanos());
                }
            }
        }
        return new Drawn(target, captured);
    }

    private @Nullable VideoFrame show(SceneItem item, boolean unfiltered, long pts) {
        if (!item.picture().missing()) {
            return item.picture().show(unfiltered, pts, this);
        }
        if (item.picture().overlay()) {
            return null;
        }
        PictureRect place = item.transform().place();
        return slate.show(new PictureSize(place.width(), place.height()));
    }

    /// Draws what is between two scenes.
    ///
    /// @param before taken
    /// @param after  taken; of the same time as `before`
    /// @param step   1 for the first picture between the scenes
    VideoFrame between(VideoFrame before, VideoFrame after, Transition transition, long step) {
        double share = transition.share(step);
        return switch (transition.kind()) {
            case CUT -> {
                before.close();
                yield after;
            }
            case FADE -> {
                VideoFrame mixed = before.makeWritable();
                try (after) {
                    drawing.draw(mixed, after, 0, 0, share);
                }
                yield mixed;
            }
            case FADE_TO_COLOUR -> throughColour(before, after, share, transition.argb());
            case SLIDE -> {
                int moved = (int) Math.round(eased(share) * canvas.width());
                VideoFrame target = pool.take(canvas, after.ptsNanos(), true);
                try (before;
                        after) {
                    drawing.draw(target, before, -moved, 0, 1);
                    drawing.draw(target, after, canvas.width() - moved, 0, 1);
                }
                yield target;
            }
            case SWIPE -> {
                int moved = (int) Math.round(eased(share) * canvas.width());
                VideoFrame target = before.makeWritable();
                try (after) {
                    drawing.draw(target, after, canvas.width() - moved, 0, 1);
                }
                yield target;
            }
            case WIPE -> wiped(before, after, transition, share);
            case STINGER -> covered(before, after, transition, step);
        };
    }

    private VideoFrame covered(VideoFrame before, VideoFrame after, Transition transition, long step) {
        if (!(transition.means() instanceof Transition.Stinger(StingerFilm film, int switchAt))) {
            throw new IllegalStateException("a stinger without a film"); // Transition refuses one
        }
        boolean old = step <= switchAt;
        (old ? after : before).close();
        VideoFrame beneath = old ? before : after;
        try (VideoFrame over = film.picture(step)) {
            if (over == null) {
                return beneath;
            }
            VideoFrame target = beneath.makeWritable();
            PictureRect whole = PictureRect.of(canvas);
            drawing.draw(target, over, Fit.COVER.crop(over.size(), whole), whole, 1);
            return target;
        }
    }

    private VideoFrame wiped(VideoFrame before, VideoFrame after, Transition transition, double share) {
        if (!(transition.means() instanceof Transition.Wipe(WipeMap map, double softness))) {
            throw new IllegalStateException("a wipe without a pattern"); // Transition refuses one
        }
        VideoFrame target = pool.take(canvas, after.ptsNanos(), true);
        try (before;
                after) {
            wipes.mix(target, before, after, map, share, softness);
        }
        return target;
    }

    private VideoFrame throughColour(VideoFrame before, VideoFrame after, double share, int argb) {
        VideoFrame target = pool.take(canvas, after.ptsNanos(), true);
        drawing.fill(target, argb | BLACK);
        try (before;
                after) {
            drawing.draw(target, share < 0.5 ? before : after, 0, 0, Math.abs(1 - 2 * share));
        }
        return target;
    }

    /// What moves begins and ends slowly.
    private static double eased(double share) {
        return share * share * (3 - 2 * share);
    }

    @Override
    public void close() {
        slate.close();
        drawing.close();
        wipes.close();
    }
}
