package io.rostrum.capture.ffmpeg.audio;

import static org.bytedeco.ffmpeg.avformat.AVFormatContext.AVFMT_FLAG_NONBLOCK;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_PCM_F32LE;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_PCM_S16LE;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_ID_PCM_S32LE;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avformat.av_find_input_format;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EAGAIN;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_PATCHWELCOME;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_FLT;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_S16;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_S32;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_get_bytes_per_sample;
import static org.bytedeco.ffmpeg.global.avutil.av_gettime;

import com.google.errorprone.annotations.MustBeClosed;
import io.rostrum.capture.audio.source.AudioDevice;
import io.rostrum.capture.clock.MediaClock;
import io.rostrum.capture.ffmpeg.AvError;
import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/// One opened sound device of libavdevice, and the newest run of raw sound from it. Confined to the capture thread.
final class DeviceReader implements AutoCloseable {
    /// Bytes PulseAudio gathers before it hands them over: 20 ms of 48 kHz stereo in 16 bits.
    private static final String FRAGMENT_BYTES = "3840";

    private final AudioDevice device;
    private final AVFormatContext context;
    private final AVPacket packet = av_packet_alloc();
    private final PointerPointer<Pointer> planes = new PointerPointer<>(1);
    private final int sampleFormat;
    private final int frameBytes;
    private int frames;
    private long arrivalNanos;
    private long lagNanos;

    /// @param server address of the PulseAudio server; empty for the environment's
    /// @throws AvError if the device does not open, or gives sound in a form that is not read here
    @MustBeClosed
    DeviceReader(AudioDevice device, String server) throws AvError {
        this.device = device;
        this.context = avformat_alloc_context();
        context.flags(context.flags() | AVFMT_FLAG_NONBLOCK);
        AVDictionary options = new AVDictionary(null);
        options(device.system(), server).forEach((key, value) -> av_dict_set(options, key, value, 0));
        try {
            AvError.check(
                    avformat_open_input(context, device.id(), av_find_input_format(device.system()), options),
                    "avformat_open_input",
                    device.id());
        } catch (AvError e) {
            av_packet_free(packet);
            throw e;
        } finally {
            av_dict_free(options);
            options.close();
        }
        this.sampleFormat = sampleFormat(parameters().codec_id());
        this.frameBytes = Math.max(0, av_get_bytes_per_sample(sampleFormat))
                * parameters().ch_layout().nb_channels();
        if (frameBytes == 0) {
            close();
            AvError.check(AVERROR_PATCHWELCOME(), "sample format", device.id());
        }
    }

    private static Map<String, String> options(String system, String server) {
        if (!system.equals(AudioDevices.PULSE)) {
            return Map.of("sample_rate", "48000", "channels", "2");
        }
        String stream = "Rostrum";
        return server.isEmpty()
                ? Map.of("fragment_size", FRAGMENT_BYTES, "name", stream)
                : Map.of("fragment_size", FRAGMENT_BYTES, "name", stream, "server", server);
    }

    /// {@return -1 for what is not read here}
    private static int sampleFormat(int codecId) {
        return switch (codecId) {
            case AV_CODEC_ID_PCM_S16LE -> AV_SAMPLE_FMT_S16;
            case AV_CODEC_ID_PCM_S32LE -> AV_SAMPLE_FMT_S32;
            case AV_CODEC_ID_PCM_F32LE -> AV_SAMPLE_FMT_FLT;
            default -> -1;
        };
    }

    private AVCodecParameters parameters() {
        return context.streams(0).codecpar();
    }

    int sampleRate() {
        return parameters().sample_rate();
    }

    String format() {
        return sampleRate() + " Hz, " + parameters().ch_layout().nb_channels() + " channels, " + device.system();
    }

    @MustBeClosed
    SoundConverter converter() throws AvError {
        return new SoundConverter(sampleRate(), parameters().ch_layout(), sampleFormat);
    }

    /// Takes the next run of sound, if there is one; the last one is gone then.
    ///
    /// @return false when the device has nothing yet
    /// @throws AvError if the device is gone
    boolean read(MediaClock clock) throws AvError {
        av_packet_unref(packet);
        int result = av_read_frame(context, packet);
        if (result == AVERROR_EAGAIN()) {
            return false;
        }
        AvError.check(result, "av_read_frame", device.id());
        frames = packet.size() / frameBytes;
        lagNanos = packet.pts() == AV_NOPTS_VALUE ? 0 : (av_gettime() - packet.pts()) * 1000;
        arrivalNanos = clock.nanoTime();
        planes.put(0, packet.data());
        return frames > 0;
    }

    /// {@return sample times in the newest run}
    int frames() {
        return frames;
    }

    /// {@return when it came, nanoseconds of the session's clock}
    long arrivalNanos() {
        return arrivalNanos;
    }

    /// {@return how long before that its first sample was captured, as the sound system says, nanoseconds}
    long lagNanos() {
        return lagNanos;
    }

    /// {@return the newest run, borrowed until the next [#read]}
    PointerPointer<Pointer> planes() {
        return planes;
    }

    @Override
    public void close() {
        av_packet_free(packet);
        avformat_close_input(context);
        planes.close();
    }
}
