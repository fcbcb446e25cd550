package io.rostrum.capture.ffmpeg.audio;

import static org.bytedeco.ffmpeg.global.avutil.AV_CHANNEL_LAYOUT_STEREO;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_FLT;
import static org.bytedeco.ffmpeg.global.swresample.swr_alloc_set_opts2;
import static org.bytedeco.ffmpeg.global.swresample.swr_convert;
import static org.bytedeco.ffmpeg.global.swresample.swr_free;
import static org.bytedeco.ffmpeg.global.swresample.swr_get_delay;
import static org.bytedeco.ffmpeg.global.swresample.swr_get_out_samples;
import static org.bytedeco.ffmpeg.global.swresample.swr_init;

import com.google.errorprone.annotations.MustBeClosed;
import io.rostrum.capture.audio.AudioBlock;
import io.rostrum.capture.ffmpeg.AvError;
import org.bytedeco.ffmpeg.avutil.AVChannelLayout;
import org.bytedeco.ffmpeg.swresample.SwrContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/// Any sound that FFmpeg knows (mono, 44.1 kHz, 5.1, planar or not) into the session's: 48 kHz, stereo, float.
/// Confined to one thread at a time.
public final class SoundConverter implements AutoCloseable {
    private final SwrContext context;
    private final PointerPointer<Pointer> output = new PointerPointer<>(1);
    private BytePointer memory = new BytePointer(0L);
    private boolean closed;

    /// @param sampleRate   samples a second of one channel
    /// @param layout       borrowed
    /// @param sampleFormat one of AV_SAMPLE_FMT_…
    /// @throws AvError if libswresample cannot convert from it
    @MustBeClosed
    public SoundConverter(int sampleRate, AVChannelLayout layout, int sampleFormat) throws AvError {
        String what = sampleRate + " Hz, " + layout.nb_channels() + " channels";
        context = new SwrContext(null);
        try {
            AvError.check(
                    swr_alloc_set_opts2(
                            context,
                            AV_CHANNEL_LAYOUT_STEREO(),
                            AV_SAMPLE_FMT_FLT,
                            AudioBlock.SAMPLE_RATE,
                            layout,
                            sampleFormat,
                            sampleRate,
                            0,
                            null),
                    "swr_alloc_set_opts2",
                    what);
            AvError.check(swr_init(context), "swr_init", what);
        } catch (AvError e) {
            close();
            throw e;
        }
    }

    /// {@return how much earlier than the next input the next output begins, nanoseconds}
    public long delayNanos() {
        return swr_get_delay(context, 1_000_000_000L);
    }

    /// {@return what is ready of the converted sound, interleaved, maybe nothing}
    ///
    /// @param planes one pointer a channel for planar sound, else one; borrowed
    /// @param frames sample times in them
    /// @throws AvError if the conversion fails
    public float[] convert(PointerPointer<?> planes, int frames) throws AvError {
        int most = AvError.check(swr_get_out_samples(context, frames), "swr_get_out_samples", frames + " frames");
        long bytes = (long) most * AudioBlock.CHANNELS * Float.BYTES;
        if (memory.capacity() < bytes) {
            memory.close();
            memory = new BytePointer(bytes);
        }
        output.put(0, memory);
        int made = AvError.check(
                swr_convert(context, output, most, planes, frames), "swr_convert", frames + " frames of sound");
        float[] interleaved = new float[made * AudioBlock.CHANNELS];
        new FloatPointer(memory).get(interleaved);
        return interleaved;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            swr_free(context);
            memory.close();
            output.close();
        }
    }
}
