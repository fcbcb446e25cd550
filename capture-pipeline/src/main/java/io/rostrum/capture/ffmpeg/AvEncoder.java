package io.rostrum.capture.ffmpeg;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_GLOBAL_HEADER;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EAGAIN;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_count;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_get;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;

import com.google.errorprone.annotations.MustBeClosed;
import io.rostrum.capture.encode.EncoderException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVDictionaryEntry;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.jspecify.annotations.Nullable;

/// An opened encoder of libavcodec: its context and the one packet it answers with. Confined to one thread at a time.
public final class AvEncoder implements AutoCloseable {
    /// Whoever looks at what the encoder gave away; the packet is borrowed for the call.
    @FunctionalInterface
    public interface Output {
        void packet(AVPacket packet) throws EncoderException;
    }

    /// How FFmpeg begins its lines: `[h264_nvenc @ 0x55d0c8a7e2c0] `.
    private static final Pattern SPEAKER = Pattern.compile("^\\[[^\\]]*\\] ");

    private final String name;
    private final AVCodecContext context;
    private final AVPacket packet;
    private boolean closed;

    private AvEncoder(String name, AVCodecContext context) {
        this.name = name;
        this.context = context;
        this.packet = av_packet_alloc();
    }

    /// Opens `name` with its decoder's configuration kept out of the packets.
    ///
    /// @param name      as FFmpeg has it: `libx264`, `aac`
    /// @param configure sets size, rates and formats on the context before it is opened
    /// @param options   the encoder's private options by FFmpeg's names
    /// @throws EncoderException if this build has no such encoder, or it refuses the settings or an option
    @MustBeClosed
    public static AvEncoder open(String name, Consumer<AVCodecContext> configure, Map<String, String> options)
            throws EncoderException {
        AvLog.install();
        AVCodec codec = avcodec_find_encoder_by_name(name);
        if (codec == null || codec.isNull()) {
            throw new EncoderException("encoder: " + name + " (expected: one this build of FFmpeg has)");
        }
        AVCodecContext context = avcodec_alloc_context3(codec);
        AVDictionary dictionary = new AVDictionary(null);
        List<String> heard = new ArrayList<>();
        try {
            context.flags(context.flags() | AV_CODEC_FLAG_GLOBAL_HEADER);
            configure.accept(context);
            options.forEach((key, value) -> av_dict_set(dictionary, key, value, 0));
            AvError.check(AvLog.listen(heard, () -> avcodec_open2(context, codec, dictionary)), "avcodec_open2", name);
            AvLog.repeat(heard);
            if (av_dict_count(dictionary) > 0) {
                AVDictionaryEntry unused = av_dict_get(dictionary, "", null, 2);
                throw new EncoderException(
                        "option of " + name + ": " + unused.key().getString() + " (expected: one this encoder has)");
            }
        } catch (AvError e) {
            avcodec_free_context(context);
            String reason = heard.isEmpty()
                    ? ""
                    : " (" + SPEAKER.matcher(heard.getFirst()).replaceFirst("") + ")";
            throw new EncoderException("encoder " + name + " does not open: " + e.words() + reason, e);
        } catch (EncoderException e) {
            avcodec_free_context(context);
            throw e;
        } finally {
            av_dict_free(dictionary);
            dictionary.close();
        }
        return new AvEncoder(name, context);
    }

    /// {@return the settings the encoder works with; borrowed}
    public AVCodecContext context() {
        if (closed) {
            throw new IllegalStateException("encoder " + name + " is already closed");
        }
        return context;
    }

    /// {@return a copy of the decoder's configuration as the encoder wrote it: annex B for H.264, ASC for AAC}
    public ByteBuffer extradata() {
        int size = context().extradata_size();
        byte[] bytes = new byte[size];
        if (size > 0) {
            context().extradata().get(bytes);
        }
        return ByteBuffer.wrap(bytes);
    }

    /// Encodes `frame` and gives each packet that is ready to `output`.
    ///
    /// @param frame borrowed; null gives away what is still inside, after which nothing more can be encoded
    public void encode(@Nullable AVFrame frame, Output output) throws EncoderException {
        try {
            AvError.check(avcodec_send_frame(context(), frame), "avcodec_send_frame", name);
            while (true) {
                int result = avcodec_receive_packet(context, packet);
                if (result == AVERROR_EAGAIN() || result == AVERROR_EOF()) {
                    return;
                }
                AvError.check(result, "avcodec_receive_packet", name);
                output.packet(packet);
                av_packet_unref(packet);
            }
        } catch (AvError e) {
            throw new EncoderException("encoder " + name + " failed: " + AvError.words(e.code()), e);
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            av_packet_free(packet);
            avcodec_free_context(context);
        }
    }
}
