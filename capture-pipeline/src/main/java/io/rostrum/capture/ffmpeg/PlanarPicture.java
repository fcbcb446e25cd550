package io.rostrum.capture.ffmpeg;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_PRI_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_TRC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_NV12;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_make_writable;

import com.google.errorprone.annotations.MustBeClosed;
import io.rostrum.effects.picture.I420Converter;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.effects.picture.VideoFrame;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/// A picture of planes in the system's memory.
final class PlanarPicture implements EncoderPicture {
    private final I420Converter converter = new I420Converter();
    private final PictureLayout layout;
    private final AVFrame frame;
    private final String context;

    private PlanarPicture(PictureLayout layout, PictureSize size, AVFrame frame) {
        this.layout = layout;
        this.context = "picture of " + size;
        this.frame = frame;
    }

    /// @param layout one in the system's memory
    @MustBeClosed
    static PlanarPicture allocate(PictureLayout layout, PictureSize size) throws AvError {
        AVFrame frame = av_frame_alloc();
        frame.format(layout == PictureLayout.NV12 ? AV_PIX_FMT_NV12 : AV_PIX_FMT_YUV420P);
        frame.width(size.width()).height(size.height());
        frame.color_range(AVCOL_RANGE_MPEG).colorspace(AVCOL_SPC_BT709);
        frame.color_primaries(AVCOL_PRI_BT709).color_trc(AVCOL_TRC_BT709);
        int result = av_frame_get_buffer(frame, 0);
        if (result < 0) {
            av_frame_free(frame);
        }
        AvError.check(result, "av_frame_get_buffer", "picture of " + size);
        return new PlanarPicture(layout, size, frame);
    }

    @Override
    public void announceTo(AVCodecContext encoder) {
        encoder.pix_fmt(frame.format());
    }

    @Override
    public void fill(VideoFrame picture) throws AvError {
        AvError.check(av_frame_make_writable(frame), "av_frame_make_writable", context);
        if (layout == PictureLayout.NV12) {
            converter.convertToNv12(picture, frame.data(0), frame.linesize(0), frame.data(1), frame.linesize(1));
        } else {
            converter.convert(
                    picture,
                    frame.data(0),
                    frame.linesize(0),
                    frame.data(1),
                    frame.linesize(1),
                    frame.data(2),
                    frame.linesize(2));
        }
    }

    @Override
    public AVFrame avFrame() {
        return frame;
    }

    @Override
    public void close() {
        av_frame_free(frame);
        converter.close();
    }
}
