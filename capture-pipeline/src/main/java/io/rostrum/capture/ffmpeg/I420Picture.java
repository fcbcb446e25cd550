package io.rostrum.capture.ffmpeg;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_PRI_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_TRC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_BGRA;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_make_writable;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BILINEAR;
import static org.bytedeco.ffmpeg.global.swscale.SWS_CS_ITU709;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getCoefficients;
import static org.bytedeco.ffmpeg.global.swscale.sws_getContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale;
import static org.bytedeco.ffmpeg.global.swscale.sws_setColorspaceDetails;

import com.google.errorprone.annotations.MustBeClosed;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.effects.picture.VideoFrame;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;

/// One planar picture, filled again for every frame: YUV 4:2:0, BT.709, limited range. Confined to the encoder's
/// thread.
final class I420Picture implements AutoCloseable {
    private static final int UNITY = 1 << 16;

    private final AVFrame frame;
    private final SwsContext scaler;
    private final PointerPointer<?> source = new PointerPointer<>(4);
    private final IntPointer sourceStride = new IntPointer(4L);
    private final String context;

    private I420Picture(PictureSize size, AVFrame frame) {
        this.context = "picture of " + size;
        this.frame = frame;
        scaler = sws_getContext(
                size.width(),
                size.height(),
                AV_PIX_FMT_BGRA,
                size.width(),
                size.height(),
                AV_PIX_FMT_YUV420P,
                SWS_BILINEAR,
                null,
                null,
                (DoublePointer) null);
        IntPointer bt709 = sws_getCoefficients(SWS_CS_ITU709);
        sws_setColorspaceDetails(scaler, bt709, 1, bt709, 0, 0, UNITY, UNITY);
    }

    @MustBeClosed
    static I420Picture allocate(PictureSize size) throws AvError {
        AVFrame frame = av_frame_alloc();
        frame.format(AV_PIX_FMT_YUV420P).width(size.width()).height(size.height());
        frame.color_range(AVCOL_RANGE_MPEG).colorspace(AVCOL_SPC_BT709);
        frame.color_primaries(AVCOL_PRI_BT709).color_trc(AVCOL_TRC_BT709);
        int result = av_frame_get_buffer(frame, 0);
        if (result < 0) {
            av_frame_free(frame);
        }
        AvError.check(result, "av_frame_get_buffer", "picture of " + size);
        return new I420Picture(size, frame);
    }

    /// Writes `picture` here.
    ///
    /// @param picture borrowed, of the size this was allocated for
    void fill(VideoFrame picture) throws AvError {
        AvError.check(av_frame_make_writable(frame), "av_frame_make_writable", context);
        source.put(0, picture.pixels());
        sourceStride.put(0, picture.strideBytes());
        AvError.check(
                sws_scale(scaler, source, sourceStride, 0, picture.height(), frame.data(), frame.linesize()),
                "sws_scale",
                context);
    }

    /// {@return the picture as an encoder takes it; borrowed}
    AVFrame avFrame() {
        return frame;
    }

    @Override
    public void close() {
        av_frame_free(frame);
        sws_freeContext(scaler);
        source.close();
        sourceStride.close();
    }
}
