package io.rostrum.capture.ffmpeg;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_PRI_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_TRC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.AV_PICTURE_TYPE_I;
import static org.bytedeco.ffmpeg.global.avutil.AV_PICTURE_TYPE_NONE;

import com.google.errorprone.annotations.MustBeClosed;
import io.rostrum.capture.clock.MediaClock;
import io.rostrum.capture.encode.EncoderException;
import io.rostrum.capture.encode.VideoEncoder;
import io.rostrum.capture.encode.VideoSettings;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.effects.picture.VideoFrame;
import io.rostrum.push.codec.CodecFormatException;
import io.rostrum.push.packet.CodecParameters;
import io.rostrum.push.packet.ColorInfo;
import io.rostrum.push.packet.Packet;
import io.rostrum.push.packet.PacketPool;
import io.rostrum.push.packet.PacketSink;
import io.rostrum.push.packet.PacketStamps;
import io.rostrum.push.packet.Rational;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;

/// H.264, HEVC or AV1 of BGRA pictures through one of FFmpeg's encoders: BT.709 in limited range, and signalled as
/// such (H.264 and H.265 annex E, VUI; AV1 §5.5.2).
///
/// A key frame comes first and then in the first frame of every key interval on the programme's clock, whether or not
/// frames were left out before it. Times are frame indices in a time base of one frame.
final class PictureEncoder implements VideoEncoder {
    /// Frames an encoder may hold back; stamps of that many are remembered.
    private static final int STAMPS = 256;

    private final EncoderModel model;
    private final AvEncoder encoder;
    private final EncoderPicture picture;
    private final MediaClock clock;
    private final PacketPool pool;
    private final PacketSink sink;
    private final VideoSettings settings;
    private final Rational timeBase;
    private final PacketStamps[] stamps = new PacketStamps[STAMPS];
    private CodecParameters.@Nullable Video parameters;
    private int bitsPerSecond;
    private long lastPts = Long.MIN_VALUE;
    private boolean keyFrameWanted;
    private boolean closed;

    @MustBeClosed
    @SuppressWarnings("MustBeClosedChecker") // the encoder and the picture are closed in close(), or here on failure
    PictureEncoder(EncoderModel model, VideoSettings settings, MediaClock clock, PacketPool pool, PacketSink sink)
            throws EncoderException {
        this.model = model;
        this.settings = settings;
        this.bitsPerSecond = settings.bitsPerSecond();
        this.clock = clock;
        this.pool = pool;
        this.sink = sink;
        this.timeBase = settings.timeBase();
        try {
            this.picture = model.layout().allocate(settings.size());
        } catch (AvError e) {
            String where = model.layout() == PictureLayout.VAAPI ? "no VAAPI device with a driver, " : "";
            throw new EncoderException("encoder " + model.name() + " does not open: " + where + e.words(), e);
        }
        try {
            this.encoder = AvEncoder.open(
                    model.ffmpegName(),
                    context -> {
                        configure(context, settings);
                        picture.announceTo(context);
                    },
                    model.options().apply(settings));
        } catch (EncoderException e) {
            picture.close();
            throw e;
        }
        try {
            learnFrom(encoder.extradata());
        } catch (CodecFormatException e) {
            close();
            throw new EncoderException("encoder " + model.name() + " does not open: " + e.getMessage(), e);
        }
    }

    /// Sets what all encoders of video have in common: size, rates, key frames, colours.
    static void configure(AVCodecContext context, VideoSettings settings) {
        PictureSize size = settings.size();
        Rational rate = settings.frameRate();
        context.width(size.width()).height(size.height());
        context.time_base().num(rate.denominator()).den(rate.numerator());
        context.framerate().num(rate.numerator()).den(rate.denominator());
        setBitRate(context, settings.bitsPerSecond());
        context.gop_size(settings.keyIntervalFrames()).keyint_min(settings.keyIntervalFrames());
        context.max_b_frames(settings.bFrames());
        context.color_range(AVCOL_RANGE_MPEG).colorspace(AVCOL_SPC_BT709);
        context.color_primaries(AVCOL_PRI_BT709).color_trc(AVCOL_TRC_BT709);
    }

    private static void setBitRate(AVCodecContext context, int bitsPerSecond) {
        context.bit_rate(bitsPerSecond);
        context.rc_max_rate(bitsPerSecond);
        context.rc_buffer_size(bitsPerSecond);
    }

    @Override
    public boolean changeBitRate(int newBitsPerSecond) {
        if (!model.rateWhileOpened()) {
            return false;
        }
        setBitRate(encoder.context(), newBitsPerSecond);
        bitsPerSecond = newBitsPerSecond;
        if (parameters != null) {
            parameters = parameters.atBitRate(newBitsPerSecond);
        }
        return true;
    }

    @Override
    public void encode(VideoFrame frame, PacketStamps when) throws EncoderException {
        try (frame) {
            if (!frame.size().equals(settings.size())) {
                throw new IllegalArgumentException(
                        "picture size: " + frame.size() + " (expected: " + settings.size() + ")");
            }
            long pts = timeBase.nanosToTicks(frame.ptsNanos());
            if (pts <= lastPts) {
                throw new IllegalArgumentException(
                        "picture number: " + pts + " (expected: greater than the last one's, " + lastPts + ")");
            }
            boolean key = keyFrameWanted || lastPts == Long.MIN_VALUE || interval(pts) != interval(lastPts);
            keyFrameWanted = false;
            lastPts = pts;
            stamps[Math.floorMod(pts, STAMPS)] = when;
            picture.fill(frame);
            picture.avFrame().pts(pts);
            picture.avFrame().pict_type(key ? AV_PICTURE_TYPE_I : AV_PICTURE_TYPE_NONE);
            encoder.encode(picture.avFrame(), this::give);
        } catch (AvError e) {
            throw new EncoderException("picture for the encoder cannot be made", e);
        }
    }

    @Override
    public void keyFrameNext() {
        keyFrameWanted = true;
    }

    private long interval(long pts) {
        return Math.floorDiv(pts, settings.keyIntervalFrames());
    }

    @Override
    public void flush() throws EncoderException {
        encoder.encode(null, this::give);
    }

    private void give(AVPacket made) throws EncoderException {
        BytePointer data = made.data();
        ByteBuffer bytes = data.capacity(made.size()).asByteBuffer().order(ByteOrder.BIG_ENDIAN);
        boolean key = (made.flags() & AV_PKT_FLAG_KEY) != 0;
        ByteBuffer units;
        try {
            if (key || parameters == null) {
                learnFrom(bytes);
            }
            units = model.form().payload(bytes);
        } catch (CodecFormatException e) {
            throw new EncoderException("a packet of encoder " + model.name() + " cannot be read", e);
        }
        if (!units.hasRemaining()) {
            return; // nothing but headers
        }
        if (parameters == null) {
            throw new EncoderException("encoder " + model.name()
                    + " failed: its pictures came without parameter sets (expected: some with the first)");
        }
        PacketStamps when = stamps[Math.floorMod(made.pts(), STAMPS)];
        sink.accept(Packet.copyOf(
                pool,
                units,
                parameters,
                made.pts(),
                made.dts() == AV_NOPTS_VALUE ? made.pts() : made.dts(),
                timeBase,
                key,
                new PacketStamps(when.capturedNanos(), when.composedNanos(), clock.nanoTime())));
    }

    /// Takes the decoder's configuration from headers or an access unit, if it is there and not that known. Some
    /// encoders say only with their pictures how these are to be decoded, and some change it.
    private void learnFrom(ByteBuffer bytes) throws CodecFormatException {
        Optional<ByteBuffer> configuration = model.form().configuration(bytes);
        if (configuration.isEmpty()) {
            return;
        }
        CodecParameters.Video now = new CodecParameters.Video(
                model.form().codec(),
                settings.size().width(),
                settings.size().height(),
                settings.frameRate(),
                ColorInfo.BT709_LIMITED,
                configuration.get(),
                bitsPerSecond);
        if (!now.equals(parameters)) {
            parameters = now;
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            encoder.close();
            picture.close();
        }
    }
}
