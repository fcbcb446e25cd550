package io.rostrum.capture.ffmpeg.audio;

import static org.bytedeco.ffmpeg.global.avutil.AV_CHANNEL_LAYOUT_STEREO;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_FLTP;
import static org.bytedeco.ffmpeg.global.avutil.av_channel_layout_copy;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_make_writable;

import com.google.errorprone.annotations.MustBeClosed;
import io.rostrum.capture.audio.AudioBlock;
import io.rostrum.capture.clock.MediaClock;
import io.rostrum.capture.encode.AudioEncoder;
import io.rostrum.capture.encode.AudioSettings;
import io.rostrum.capture.encode.EncoderException;
import io.rostrum.capture.ffmpeg.AvEncoder;
import io.rostrum.capture.ffmpeg.AvError;
import io.rostrum.push.packet.Codec;
import io.rostrum.push.packet.CodecParameters;
import io.rostrum.push.packet.Packet;
import io.rostrum.push.packet.PacketPool;
import io.rostrum.push.packet.PacketSink;
import io.rostrum.push.packet.PacketStamps;
import io.rostrum.push.packet.Rational;
import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.FloatPointer;

/// AAC-LC by FFmpeg's own encoder.
///
/// An AAC decoder gives out each access unit's sound 1024 samples late (the overlap of the MDCT, ISO/IEC 14496-3
/// §4.6.20), so the encoder's first packet lies one packet before the first block. Times say so: a packet's time is
/// that of the sound which a decoder gives out for it, nothing is to be skipped or shifted by a player, and a mix
/// that begins with block 1 begins at 0 in packets.
public final class AacEncoder implements AudioEncoder {
    /// Sample times an access unit holds.
    private static final int FRAMES = 1024;

    private static final Rational TIME_BASE = new Rational(1, AudioBlock.SAMPLE_RATE);

    private final AvEncoder encoder;
    private final AVFrame frame;
    private final FloatPointer left;
    private final FloatPointer right;
    private final float[] plane = new float[FRAMES];
    private final MediaClock clock;
    private final PacketPool pool;
    private final PacketSink sink;
    private final CodecParameters.Audio parameters;
    private long mixedNanos;
    private boolean closed;

    /// @param clock stamps the packets
    /// @param pool  gives the packets' memory
    /// @param sink  takes the packets, on the thread that calls the encoder
    /// @throws EncoderException if it does not open with these settings
    @MustBeClosed
    @SuppressWarnings("MustBeClosedChecker") // the encoder is closed in close(), or here on failure
    public AacEncoder(AudioSettings settings, MediaClock clock, PacketPool pool, PacketSink sink)
            throws EncoderException {
        this.clock = clock;
        this.pool = pool;
        this.sink = sink;
        this.encoder = AvEncoder.open(
                "aac",
                context -> {
                    context.sample_rate(AudioBlock.SAMPLE_RATE).sample_fmt(AV_SAMPLE_FMT_FLTP);
                    av_channel_layout_copy(context.ch_layout(), AV_CHANNEL_LAYOUT_STEREO());
                    context.bit_rate(settings.bitsPerSecond());
                    context.time_base().num(1).den(AudioBlock.SAMPLE_RATE);
                },
                Map.of());
        this.parameters = new CodecParameters.Audio(
                Codec.AAC, AudioBlock.SAMPLE_RATE, AudioBlock.CHANNELS, encoder.extradata(), settings.bitsPerSecond());
        this.frame = av_frame_alloc();
        frame.format(AV_SAMPLE_FMT_FLTP).nb_samples(FRAMES).sample_rate(AudioBlock.SAMPLE_RATE);
        try {
            av_channel_layout_copy(frame.ch_layout(), AV_CHANNEL_LAYOUT_STEREO());
            AvError.check(av_frame_get_buffer(frame, 0), "av_frame_get_buffer", "a block of sound");
        } catch (AvError e) {
            close(frame);
            throw new EncoderException("encoder aac gets no memory for its sound", e);
        }
        this.left = new FloatPointer(frame.data(0));
        this.right = new FloatPointer(frame.data(1));
    }

    @Override
    public CodecParameters.Audio parameters() {
        return parameters;
    }

    @Override
    public void encode(AudioBlock block) throws EncoderException {
        if (block.frames() != FRAMES) {
            throw new IllegalArgumentException("block: " + block.frames() + " frames (expected: " + FRAMES + ")");
        }
        try {
            AvError.check(av_frame_make_writable(frame), "av_frame_make_writable", "a block of sound");
        } catch (AvError e) {
            throw new EncoderException("encoder aac gets no memory for its sound", e);
        }
        mixedNanos = clock.nanoTime();
        fill(left, block.samples(), 0);
        fill(right, block.samples(), 1);
        frame.pts(TIME_BASE.nanosToTicks(block.ptsNanos()));
        encoder.encode(frame, this::give);
    }

    private void fill(FloatPointer target, float[] interleaved, int channel) {
        for (int i = 0; i < FRAMES; i++) {
            plane[i] = interleaved[AudioBlock.CHANNELS * i + channel];
        }
        target.put(plane, 0, FRAMES);
    }

    @Override
    public void flush() throws EncoderException {
        encoder.encode(null, this::give);
    }

    private void give(AVPacket made) {
        long ptsNanos = TIME_BASE.ticksToNanos(made.pts());
        sink.accept(Packet.copyOf(
                pool,
                made.data().capacity(made.size()).asByteBuffer(),
                parameters,
                made.pts(),
                made.pts(),
                TIME_BASE,
                true,
                new PacketStamps(ptsNanos, mixedNanos, clock.nanoTime())));
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            close(frame);
        }
    }

    private void close(AVFrame sound) {
        encoder.close();
        av_frame_free(sound);
    }
}
