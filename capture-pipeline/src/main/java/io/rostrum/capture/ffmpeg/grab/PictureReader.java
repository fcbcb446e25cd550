package io.rostrum.capture.ffmpeg.grab;

import static org.bytedeco.ffmpeg.avformat.AVFormatContext.AVFMT_FLAG_NONBLOCK;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_decoder;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avdevice.avdevice_register_all;
import static org.bytedeco.ffmpeg.global.avformat.av_find_input_format;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT2020_NCL;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT470BG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_FCC;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_SMPTE170M;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_SMPTE240M;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EAGAIN;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_INVALIDDATA;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_BGRA;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_FLAG_RGB;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_GBRP;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_gettime_relative;
import static org.bytedeco.ffmpeg.global.avutil.av_pix_fmt_desc_get;
import static org.bytedeco.ffmpeg.global.swscale.SWS_ACCURATE_RND;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BICUBIC;
import static org.bytedeco.ffmpeg.global.swscale.SWS_CS_BT2020;
import static org.bytedeco.ffmpeg.global.swscale.SWS_CS_FCC;
import static org.bytedeco.ffmpeg.global.swscale.SWS_CS_ITU601;
import static org.bytedeco.ffmpeg.global.swscale.SWS_CS_ITU709;
import static org.bytedeco.ffmpeg.global.swscale.SWS_CS_SMPTE240M;
import static org.bytedeco.ffmpeg.global.swscale.SWS_FULL_CHR_H_INT;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getCachedContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getCoefficients;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale;
import static org.bytedeco.ffmpeg.global.swscale.sws_setColorspaceDetails;

import com.google.errorprone.annotations.MustBeClosed;
import io.rostrum.capture.clock.MediaClock;
import io.rostrum.capture.ffmpeg.AvError;
import io.rostrum.effects.picture.ColourPlanes;
import io.rostrum.effects.picture.FramePool;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.effects.picture.VideoFrame;
import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;
import org.jspecify.annotations.Nullable;

/// One opened picture device of libavdevice: reads, decodes, and converts to BGRA, opaque. Confined to the capture
/// thread.
public final class PictureReader implements AutoCloseable {
    /// The matrix of pictures whose own is not told.
    public enum Untold {
        /// Of cameras: the default of USB's video class and of JPEG, whatever the size.
        BT601(SWS_CS_ITU601),
        /// Of screens.
        BT709(SWS_CS_ITU709);

        private final int coefficients;

        Untold(int coefficients) {
            this.coefficients = coefficients;
        }
    }

    private static final int UNITY = 1 << 16;
    private static final int MICROSECONDS = 1_000_000;

    /// A picture that says to be older than this when it is read carries the time of another clock.
    private static final long MOST_LAG_MICROS = 500_000;

    private final String input;
    private final Untold untold;
    private final AVFormatContext context;
    private final AVPacket packet = av_packet_alloc();
    private final AVFrame decoded = av_frame_alloc();
    private final PointerPointer<?> target = new PointerPointer<>(4);
    private final IntPointer targetStride = new IntPointer(4L);
    private @Nullable AVCodecContext decoder;
    private @Nullable SwsContext scaler;
    private @Nullable ColourPlanes planes;
    private @Nullable PictureSize planesSize;

    /// @param format  of libavdevice
    /// @param input   what the format calls its device
    /// @param options of the format
    /// @throws AvError if the device does not open
    @MustBeClosed
    public PictureReader(String format, String input, Map<String, String> options, Untold untold) throws AvError {
        avdevice_register_all();
        this.input = input;
        this.untold = untold;
        this.context = avformat_alloc_context();
        context.flags(context.flags() | AVFMT_FLAG_NONBLOCK);
        AVDictionary dictionary = new AVDictionary(null);
        options.forEach((key, value) -> av_dict_set(dictionary, key, value, 0));
        try {
            AvError.check(
                    avformat_open_input(context, input, av_find_input_format(format), dictionary),
                    "avformat_open_input",
                    input);
            AVCodecContext opened = avcodec_alloc_context3(null);
            decoder = opened;
            AvError.check(
                    avcodec_parameters_to_context(opened, context.streams(0).codecpar()),
                    "avcodec_parameters_to_context",
                    input);
            AvError.check(
                    avcodec_open2(opened, avcodec_find_decoder(opened.codec_id()), (AVDictionary) null),
                    "avcodec_open2",
                    input);
        } catch (AvError e) {
            close();
            throw e;
        } finally {
            av_dict_free(dictionary);
            dictionary.close();
        }
    }

    /// {@return the next picture, with its time of capture where the device tells it, else that of its arrival;
    /// null if there is none yet, or if it came damaged, as happens on a long cable}
    ///
    /// @throws AvError if the device is gone
    public @Nullable VideoFrame read(FramePool pool, MediaClock clock) throws AvError {
        int result = av_read_frame(context, packet);
        if (result == AVERROR_EAGAIN() || result == AVERROR_INVALIDDATA) {
            return null;
        }
        AvError.check(result, "av_read_frame", input);
        long captured = clock.nanoTime() - lagNanos();
        result = avcodec_send_packet(decoder, packet);
        av_packet_unref(packet);
        if (result < 0 || avcodec_receive_frame(decoder, decoded) < 0) {
            return null;
        }
        return convert(pool, captured);
    }

    /// {@return how long ago the newest packet was captured; 0 when the device does not tell, as Video4Linux2 does by
    /// the machine's monotonic clock}
    private long lagNanos() {
        if (packet.pts() == AV_NOPTS_VALUE || context.streams(0).time_base().den() != MICROSECONDS) {
            return 0;
        }
        long lag = av_gettime_relative() - packet.pts();
        return lag >= 0 && lag <= MOST_LAG_MICROS ? lag * 1000 : 0;
    }

    private VideoFrame convert(FramePool pool, long captured) throws AvError {
        PictureSize size = new PictureSize(decoded.width(), decoded.height());
        VideoFrame frame = pool.take(size, captured, true);
        try {
            if ((av_pix_fmt_desc_get(decoded.format()).flags() & AV_PIX_FMT_FLAG_RGB) != 0) {
                target.put(0, frame.pixels());
                targetStride.put(0, frame.strideBytes());
                scale(AV_PIX_FMT_BGRA);
            } else {
                ColourPlanes woven = planes(size);
                for (int i = 0; i < ColourPlanes.COUNT; i++) {
                    target.put(i, woven.bytes().getPointer(i * woven.planeBytes()));
                    targetStride.put(i, size.width());
                }
                scale(AV_PIX_FMT_GBRP);
                woven.weaveInto(frame);
            }
        } catch (AvError | RuntimeException e) {
            frame.close();
            throw e;
        }
        return frame;
    }

    private ColourPlanes planes(PictureSize size) {
        ColourPlanes have = planes;
        if (have == null || !size.equals(planesSize)) {
            if (have != null) {
                have.close();
            }
            have = new ColourPlanes(size);
            planes = have;
            planesSize = size;
        }
        return have;
    }

    /// Converts what was decoded into `target`.
    private void scale(int format) throws AvError {
        int width = decoded.width();
        int height = decoded.height();
        SwsContext converter = sws_getCachedContext(
                scaler,
                width,
                height,
                decoded.format(),
                width,
                height,
                format,
                SWS_BICUBIC | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INT,
                null,
                null,
                (DoublePointer) null);
        if (!converter.equals(scaler)) {
            scaler = converter;
            IntPointer matrix = sws_getCoefficients(coefficients(decoded.colorspace()));
            int full = decoded.color_range() == AVCOL_RANGE_JPEG ? 1 : 0;
            sws_setColorspaceDetails(converter, matrix, full, matrix, 1, 0, UNITY, UNITY);
        }
        int rows = sws_scale(converter, decoded.data(), decoded.linesize(), 0, height, target, targetStride);
        AvError.check(rows, "sws_scale", input);
    }

    private int coefficients(int colorspace) {
        return switch (colorspace) {
            case AVCOL_SPC_BT709 -> SWS_CS_ITU709;
            case AVCOL_SPC_BT470BG, AVCOL_SPC_SMPTE170M -> SWS_CS_ITU601;
            case AVCOL_SPC_FCC -> SWS_CS_FCC;
            case AVCOL_SPC_SMPTE240M -> SWS_CS_SMPTE240M;
            case AVCOL_SPC_BT2020_NCL -> SWS_CS_BT2020;
            default -> untold.coefficients;
        };
    }

    @Override
    public void close() {
        av_packet_free(packet);
        av_frame_free(decoded);
        if (decoder != null) {
            avcodec_free_context(decoder);
        }
        avformat_close_input(context);
        if (scaler != null) {
            sws_freeContext(scaler);
        }
        if (planes != null) {
            planes.close();
        }
        target.close();
        targetStride.close();
    }
}
