package io.rostrum.capture.ffmpeg;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_PRI_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_TRC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AV_PICTURE_TYPE_I;
import static org.bytedeco.ffmpeg.global.avutil.AV_PICTURE_TYPE_NONE;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;

import com.google.errorprone.annotations.MustBeClosed;
import io.rostrum.capture.clock.MediaClock;
import io.rostrum.capture.encode.EncoderException;
import io.rostrum.capture.encode.VideoEncoder;
import io.rostrum.capture.encode.VideoSettings;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.effects.picture.VideoFrame;
import io.rostrum.push.codec.AnnexB;
import io.rostrum.push.codec.AvcDecoderConfiguration;
import io.rostrum.push.codec.CodecFormatException;
import io.rostrum.push.packet.Codec;
import io.rostrum.push.packet.CodecParameters;
import io.rostrum.push.packet.ColorInfo;
import io.rostrum.push.packet.Packet;
import io.rostrum.push.packet.PacketPool;
import io.rostrum.push.packet.PacketSink;
import io.rostrum.push.packet.PacketStamps;
import io.rostrum.push.packet.Rational;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.javacpp.BytePointer;

/// H.264 of BGRA pictures through one of FFmpeg's encoders: BT.709 in limited range, and signalled as such (H.264
/// annex E, VUI).
///
/// A key frame comes first and then in the first frame of every key interval on the programme's clock, whether or not
/// frames were left out before it. Times are frame indices in a time base of one frame.
final class H264Encoder implements VideoEncoder {
    /// Frames an encoder may hold back; stamps of that many are remembered.
    private static final int STAMPS = 256;

    private final AvEncoder encoder;
    private final I420Picture picture;
    private final MediaClock clock;
    private final PacketPool pool;
    private final PacketSink sink;
    private final VideoSettings settings;
    private final Rational timeBase;
    private final CodecParameters.Video parameters;
    private final PacketStamps[] stamps = new PacketStamps[STAMPS];
    private long lastPts = Long.MIN_VALUE;
    private boolean closed;

    @MustBeClosed
    @SuppressWarnings("MustBeClosedChecker") // the encoder and the picture are closed in close(), or here on failure
    H264Encoder(
            String name,
            Map<String, String> options,
            VideoSettings settings,
            MediaClock clock,
            PacketPool pool,
            PacketSink sink)
            throws EncoderException {
        this.settings = settings;
        this.clock = clock;
        this.pool = pool;
        this.sink = sink;
        this.timeBase = settings.timeBase();
        this.encoder = AvEncoder.open(name, context -> configure(context, settings), options);
        try {
            this.parameters = new CodecParameters.Video(
                    Codec.H264,
                    settings.size().width(),
                    settings.size().height(),
                    settings.frameRate(),
                    ColorInfo.BT709_LIMITED,
                    AvcDecoderConfiguration.of(AnnexB.split(encoder.extradata()))
                            .encode(),
                    settings.bitsPerSecond());
            this.picture = I420Picture.allocate(settings.size());
        } catch (AvError | CodecFormatException e) {
            encoder.close();
            throw new EncoderException("encoder " + name + " does not open: " + e.getMessage(), e);
        }
    }

    private static void configure(AVCodecContext context, VideoSettings settings) {
        PictureSize size = settings.size();
        Rational rate = settings.frameRate();
        context.width(size.width()).height(size.height()).pix_fmt(AV_PIX_FMT_YUV420P);
        context.time_base().num(rate.denominator()).den(rate.numerator());
        context.framerate().num(rate.numerator()).den(rate.denominator());
        context.bit_rate(settings.bitsPerSecond());
        context.rc_max_rate(settings.bitsPerSecond());
        context.rc_buffer_size(settings.bitsPerSecond());
        context.gop_size(settings.keyIntervalFrames()).keyint_min(settings.keyIntervalFrames());
        context.max_b_frames(settings.bFrames());
        context.color_range(AVCOL_RANGE_MPEG).colorspace(AVCOL_SPC_BT709);
        context.color_primaries(AVCOL_PRI_BT709).color_trc(AVCOL_TRC_BT709);
    }

    @Override
    public CodecParameters.Video parameters() {
        return parameters;
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
            boolean startsInterval = lastPts == Long.MIN_VALUE || interval(pts) != interval(lastPts);
            lastPts = pts;
            stamps[Math.floorMod(pts, STAMPS)] = when;
            picture.fill(frame);
            picture.avFrame().pts(pts);
            picture.avFrame().pict_type(startsInterval ? AV_PICTURE_TYPE_I : AV_PICTURE_TYPE_NONE);
            encoder.encode(picture.avFrame(), this::give);
        } catch (AvError e) {
            throw new EncoderException("picture for the encoder cannot be made", e);
        }
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
        ByteBuffer units;
        try {
            units = AnnexB.toLengthPrefixed(bytes);
        } catch (CodecFormatException e) {
            throw new EncoderException("the encoder's packet cannot be read", e);
        }
        PacketStamps when = stamps[Math.floorMod(made.pts(), STAMPS)];
        sink.accept(Packet.copyOf(
                pool,
                units,
                parameters,
                made.pts(),
                made.dts(),
                timeBase,
                (made.flags() & AV_PKT_FLAG_KEY) != 0,
                new PacketStamps(when.capturedNanos(), when.composedNanos(), clock.nanoTime())));
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
