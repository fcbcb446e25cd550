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
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EAGAIN;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_BGRA;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.swscale.SWS_ACCURATE_RND;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BICUBIC;
import static org.bytedeco.ffmpeg.global.swscale.SWS_CS_ITU709;
import static org.bytedeco.ffmpeg.global.swscale.SWS_FULL_CHR_H_INT;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getCachedContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getCoefficients;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale;
import static org.bytedeco.ffmpeg.global.swscale.sws_setColorspaceDetails;

import com.google.errorprone.annotations.MustBeClosed;
import io.rostrum.capture.clock.MediaClock;
import io.rostrum.capture.ffmpeg.AvError;
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
final class PictureReader implements AutoCloseable {
    private static final int UNITY = 1 << 16;

    private final String input;
    private final AVFormatContext context;
    private final AVPacket packet = av_packet_alloc();
    private final AVFrame decoded = av_frame_alloc();
    private final PointerPointer<?> target = new PointerPointer<>(4);
    private final IntPointer targetStride = new IntPointer(4L);
    private @Nullable AVCodecContext decoder;
    private @Nullable SwsContext scaler;

    @MustBeClosed
    PictureReader(String format, String input, Map<String, String> options) throws AvError {
        avdevice_register_all();
        this.input = input;
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

    /// {@return the next picture; null if there is none yet}
    ///
    /// @throws AvError if the device is gone
    @Nullable
    VideoFrame read(FramePool pool, MediaClock clock) throws AvError {
        int result = av_read_frame(context, packet);
        if (result == AVERROR_EAGAIN()) {
            return null;
        }
        AvError.check(result, "av_read_frame", input);
        long now = clock.nanoTime();
        AvError.check(avcodec_send_packet(decoder, packet), "avcodec_send_packet", input);
        av_packet_unref(packet);
        result = avcodec_receive_frame(decoder, decoded);
        if (result == AVERROR_EAGAIN()) {
            return null;
        }
        AvError.check(result, "avcodec_receive_frame", input);
        return convert(pool, now);
    }

    private VideoFrame convert(FramePool pool, long now) throws AvError {
        int width = decoded.width();
        int height = decoded.height();
        SwsContext converter = sws_getCachedContext(
                scaler,
                width,
                height,
                decoded.format(),
                width,
                height,
                AV_PIX_FMT_BGRA,
                SWS_BICUBIC | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INT,
                null,
                null,
                (DoublePointer) null);
        if (!converter.equals(scaler)) {
            scaler = converter;
            IntPointer bt709 = sws_getCoefficients(SWS_CS_ITU709);
            int full = decoded.color_range() == AVCOL_RANGE_JPEG ? 1 : 0;
            sws_setColorspaceDetails(converter, bt709, full, bt709, 1, 0, UNITY, UNITY);
        }
        VideoFrame frame = pool.take(new PictureSize(width, height), now, true);
        target.put(0, frame.pixels());
        targetStride.put(0, frame.strideBytes());
        int rows = sws_scale(converter, decoded.data(), decoded.linesize(), 0, height, target, targetStride);
        if (rows < 0) {
            frame.close();
        }
        AvError.check(rows, "sws_scale", input);
        return frame;
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
        target.close();
        targetStride.close();
    }
}
