package io.rostrum.capture.ffmpeg;

import static org.bytedeco.ffmpeg.global.avutil.AV_HWDEVICE_TYPE_VAAPI;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_NV12;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_VAAPI;
import static org.bytedeco.ffmpeg.global.avutil.av_buffer_ref;
import static org.bytedeco.ffmpeg.global.avutil.av_buffer_unref;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_copy_props;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;
import static org.bytedeco.ffmpeg.global.avutil.av_hwdevice_ctx_create;
import static org.bytedeco.ffmpeg.global.avutil.av_hwframe_ctx_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_hwframe_ctx_init;
import static org.bytedeco.ffmpeg.global.avutil.av_hwframe_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_hwframe_transfer_data;

import com.google.errorprone.annotations.MustBeClosed;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.effects.picture.VideoFrame;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avutil.AVBufferRef;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVHWFramesContext;

/// A picture made in the system's memory and copied to the device: a surface of the first VAAPI device that opens
/// (`/dev/dri/renderD128` and the next).
final class VaapiPicture implements EncoderPicture {
    /// More than an encoder without B-frames keeps.
    private static final int SURFACES = 16;

    private final PlanarPicture planar;
    private final AVBufferRef surfaces;
    private final AVFrame frame = av_frame_alloc();
    private final String context;

    private VaapiPicture(PlanarPicture planar, AVBufferRef surfaces, String context) {
        this.planar = planar;
        this.surfaces = surfaces;
        this.context = context;
    }

    @MustBeClosed
    @SuppressWarnings("MustBeClosedChecker") // the planes are closed in close(), or here on failure
    static VaapiPicture allocate(PictureSize size) throws AvError {
        String context = "VAAPI pictures of " + size;
        AVBufferRef device = new AVBufferRef(null);
        AvError.check(
                av_hwdevice_ctx_create(device, AV_HWDEVICE_TYPE_VAAPI, (String) null, null, 0),
                "av_hwdevice_ctx_create",
                "VAAPI, the first device");
        AVBufferRef surfaces = av_hwframe_ctx_alloc(device);
        av_buffer_unref(device);
        try {
            AVHWFramesContext frames = new AVHWFramesContext(surfaces.data());
            frames.format(AV_PIX_FMT_VAAPI).sw_format(AV_PIX_FMT_NV12);
            frames.width(size.width()).height(size.height()).initial_pool_size(SURFACES);
            AvError.check(av_hwframe_ctx_init(surfaces), "av_hwframe_ctx_init", context);
            return new VaapiPicture(PlanarPicture.allocate(PictureLayout.NV12, size), surfaces, context);
        } catch (AvError e) {
            av_buffer_unref(surfaces);
            throw e;
        }
    }

    @Override
    public void announceTo(AVCodecContext encoder) {
        encoder.pix_fmt(AV_PIX_FMT_VAAPI);
        encoder.hw_frames_ctx(av_buffer_ref(surfaces));
    }

    @Override
    public void fill(VideoFrame picture) throws AvError {
        planar.fill(picture);
        av_frame_unref(frame);
        AvError.check(av_hwframe_get_buffer(surfaces, frame, 0), "av_hwframe_get_buffer", context);
        AvError.check(av_hwframe_transfer_data(frame, planar.avFrame(), 0), "av_hwframe_transfer_data", context);
        AvError.check(av_frame_copy_props(frame, planar.avFrame()), "av_frame_copy_props", context);
    }

    @Override
    public AVFrame avFrame() {
        return frame;
    }

    @Override
    public void close() {
        av_frame_free(frame);
        av_buffer_unref(surfaces);
        planar.close();
    }
}
