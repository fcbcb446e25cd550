package io.rostrum.capture.ffmpeg;

import static org.bytedeco.ffmpeg.global.avutil.AVCOL_PRI_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_TRC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_make_writable;

import com.google.errorprone.annotations.MustBeClosed;
import io.rostrum.effects.picture.I420Converter;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.effects.picture.VideoFrame;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/// One planar picture, filled again for every frame: YUV 4:2:0, BT.709, limited range. Confined to the encoder's
/// thread.
final class I420Picture implements AutoCloseable {
    private final I420Converter converter = new I420Converter();
    private final AVFrame frame;
    private final String context;

    private I420Picture(PictureSize size, AVFrame frame) {
        this.context = "picture of " + size;
        this.frame = frame;
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
        converter.convert(
                picture,
                frame.data(0),
                frame.linesize(0),
                frame.data(1),
                frame.linesize(1),
                frame.data(2),
                frame.linesize(2));
    }

    /// {@return the picture as an encoder takes it; borrowed}
    AVFrame avFrame() {
        return frame;
    }

    @Override
    public void close() {
        av_frame_free(frame);
        converter.close();
    }
}
