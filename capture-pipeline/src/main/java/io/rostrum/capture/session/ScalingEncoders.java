package io.rostrum.capture.session;

import com.google.errorprone.annotations.MustBeClosed;
import io.rostrum.capture.clock.MediaClock;
import io.rostrum.capture.encode.EncoderException;
import io.rostrum.capture.encode.VideoEncoder;
import io.rostrum.capture.encode.VideoEncoders;
import io.rostrum.capture.encode.VideoSettings;
import io.rostrum.capture.scene.Fit;
import io.rostrum.effects.filter.VideoFilter;
import io.rostrum.effects.picture.Canvas;
import io.rostrum.effects.picture.FramePool;
import io.rostrum.effects.picture.PictureRect;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.effects.picture.VideoFrame;
import io.rostrum.push.packet.PacketPool;
import io.rostrum.push.packet.PacketSink;
import io.rostrum.push.packet.PacketStamps;
import java.util.List;
import java.util.function.Supplier;

/// Encoders that take pictures of any size, scale them and let a filter see them, on the thread that encodes;
/// proportions are kept, and what is left of another shape is black. Who else has the picture sees nothing of it.
final class ScalingEncoders implements VideoEncoders {
    private static final int BLACK = 0xFF000000;

    private final VideoEncoders encoders;
    private final FramePool pool;
    private final Supplier<? extends VideoFilter> filters;

    /// @param pool    borrowed, gives the memory of scaled pictures
    /// @param filters makes what is done to the scaled pictures, one for each encoder that opens
    ScalingEncoders(VideoEncoders encoders, FramePool pool, Supplier<? extends VideoFilter> filters) {
        this.encoders = encoders;
        this.pool = pool;
        this.filters = filters;
    }

    @Override
    public void prepare() {
        encoders.prepare();
    }

    @Override
    public List<String> names() {
        return encoders.names();
    }

    @Override
    public List<Candidate> candidates() {
        return encoders.candidates();
    }

    @Override
    public boolean software(String name) {
        return encoders.software(name);
    }

    @Override
    public Probe probe(String name) {
        return encoders.probe(name);
    }

    @Override
    @MustBeClosed
    @SuppressWarnings("MustBeClosedChecker") // closed by the encoder around it
    public VideoEncoder open(String name, VideoSettings settings, MediaClock clock, PacketPool packets, PacketSink sink)
            throws EncoderException {
        VideoFilter filter = filters.get();
        try {
            return new Scaling(encoders.open(name, settings, clock, packets, sink), settings.size(), filter);
        } catch (EncoderException | RuntimeException e) {
            filter.close();
            throw e;
        }
    }

    private final class Scaling implements VideoEncoder {
        private final VideoEncoder encoder;
        private final PictureSize size;
        private final VideoFilter filter;
        private final Canvas canvas = new Canvas();

        Scaling(VideoEncoder encoder, PictureSize size, VideoFilter filter) {
            this.encoder = encoder;
            this.size = size;
            this.filter = filter;
        }

        @Override
        @SuppressWarnings("MustBeClosedChecker") // taken by the encoder
        public void encode(VideoFrame frame, PacketStamps stamps) throws EncoderException {
            encoder.encode(filter.apply(frame.size().equals(size) ? frame : scaled(frame)), stamps);
        }

        private VideoFrame scaled(VideoFrame frame) {
            try (frame) {
                PictureRect all = new PictureRect(0, 0, size.width(), size.height());
                PictureRect where = Fit.CONTAIN.destination(frame.size(), all);
                VideoFrame small = pool.take(size, frame.ptsNanos(), true);
                if (!where.equals(all)) {
                    canvas.fill(small, BLACK);
                }
                canvas.draw(small, frame, new PictureRect(0, 0, frame.width(), frame.height()), where, 1);
                return small;
            }
        }

        @Override
        public boolean changeBitRate(int bitsPerSecond) {
            return encoder.changeBitRate(bitsPerSecond);
        }

        @Override
        public void keyFrameNext() {
            encoder.keyFrameNext();
        }

        @Override
        public void flush() throws EncoderException {
            encoder.flush();
        }

        @Override
        public void close() {
            encoder.close();
            canvas.close();
            filter.close();
        }
    }
}
