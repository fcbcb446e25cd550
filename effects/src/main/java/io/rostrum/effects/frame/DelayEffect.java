package io.rostrum.effects.frame;

import io.rostrum.effects.gpu.PictureEffect;
import io.rostrum.effects.picture.VideoFrame;
import java.util.ArrayDeque;
import org.bytedeco.javacpp.Pointer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Shows pictures later, without copying them: as many are held as the delay is long, but no more than
/// [#MAX_PICTURES], and no more than [#MAX_BYTES] of them; where that is not enough the delay is shorter, which
/// is logged once. Until the first is due, the first is shown.
///
/// @param <M> the kind of memory of its chain
public final class DelayEffect<M extends Pointer> implements PictureEffect<M> {
    /// Two seconds at 60 pictures a second.
    static final int MAX_PICTURES = 120;
    /// Two seconds of 1280x720 at 30, or one of 1920x1080.
    static final long MAX_BYTES = 256_000_000;

    private static final Logger log = LoggerFactory.getLogger(DelayEffect.class);
    private static final int BYTES_PER_PIXEL = 4;

    private final long delayNanos;
    private final ArrayDeque<VideoFrame> held = new ArrayDeque<>();
    private boolean saidFull;

    public DelayEffect(FrameSettings.Delay settings) {
        delayNanos = settings.millis() * 1_000_000L;
    }

    @Override
    public boolean look(M pixels, VideoFrame frame) {
        return false;
    }

    @Override
    public void edit(M pixels, VideoFrame frame) {}

    @Override
    @SuppressWarnings("MustBeClosedChecker") // taken by who asks
    public VideoFrame exchange(VideoFrame frame) {
        if (delayNanos == 0) {
            return frame;
        }
        long now = frame.ptsNanos();
        long bytes = (long) BYTES_PER_PIXEL * frame.width() * frame.height();
        held.add(frame);
        if (held.size() > Math.max(1, Math.min(MAX_PICTURES, MAX_BYTES / bytes))) {
            held.remove().close();
            sayFull();
        }
        VideoFrame shown = held.remove();
        while (!held.isEmpty() && held.element().ptsNanos() <= now - delayNanos) {
            shown.close();
            shown = held.remove();
        }
        held.addFirst(shown);
        return shown.retain().withPts(now);
    }

    private void sayFull() {
        if (!saidFull) {
            saidFull = true;
            log.warn("filter delay: no more than {} pictures are held, so the delay is shorter", held.size());
        }
    }

    @Override
    public void close() {
        held.forEach(VideoFrame::close);
        held.clear();
    }
}
