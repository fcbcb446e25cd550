package io.rostrum.capture.ffmpeg;

import static org.bytedeco.ffmpeg.global.avcodec.AV_PKT_FLAG_KEY;

import io.rostrum.capture.clock.MediaClock;
import io.rostrum.capture.encode.EncoderException;
import io.rostrum.capture.encode.VideoEncoder;
import io.rostrum.capture.encode.VideoEncoders.Probe;
import io.rostrum.capture.encode.VideoSettings;
import io.rostrum.effects.picture.FramePool;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.effects.picture.VideoFrame;
import io.rostrum.push.codec.AvcDecoderConfiguration;
import io.rostrum.push.codec.CodecFormatException;
import io.rostrum.push.packet.ColorInfo;
import io.rostrum.push.packet.Packet;
import io.rostrum.push.packet.PacketPool;
import io.rostrum.push.packet.PacketStamps;
import io.rostrum.push.packet.Rational;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.bytedeco.javacpp.Pointer;

/// Tries an encoder with real pictures. An encoder that is listed, and even one that opens, may still not encode.
final class EncoderProbe {
    static final Duration LIMIT = Duration.ofSeconds(3);
    private static final int FRAMES = 10;
    private static final PictureSize SIZE = new PictureSize(640, 360);
    private static final VideoSettings SETTINGS =
            VideoSettings.live(SIZE, new Rational(30, 1), 1_000_000, Duration.ofSeconds(1));

    /// What is tried.
    @FunctionalInterface
    interface Trial {
        /// {@return what came out besides the pictures; empty where nothing is to be said}
        String run() throws EncoderException;
    }

    private EncoderProbe() {}

    /// {@return how an encoder of H.264 does that is opened as for a broadcast}
    static Probe of(EncoderModel model) {
        return of(model.name(), model.hardware(), LIMIT, () -> asInABroadcast(model));
    }

    /// {@return how an encoder of any codec does}
    static Probe ofAny(EncoderModel model) {
        return of(model.name(), model.hardware(), LIMIT, () -> alone(model));
    }

    /// Runs the trial on a thread that is left alone when it takes longer than `limit`.
    static Probe of(String name, boolean hardware, Duration limit, Trial trial) {
        CompletableFuture<Probe> result = new CompletableFuture<>();
        Thread.ofPlatform().name("rostrum-probe-" + name).daemon().start(() -> {
            try {
                result.complete(tried(name, hardware, trial));
            } catch (Throwable e) {
                result.completeExceptionally(e);
            }
        });
        try {
            return result.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return new Probe(name, false, hardware, "did not answer within " + limit.toSeconds() + " s");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException("probe of " + name, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Probe(name, false, hardware, "not looked at");
        }
    }

    private static Probe tried(String name, boolean hardware, Trial trial) {
        AvLog.install();
        long begin = System.nanoTime();
        try {
            String remark = AvLog.listen(new ArrayList<>(), trial::run);
            long millis = (System.nanoTime() - begin) / 1_000_000;
            String made = "%d pictures of %s in %d ms".formatted(FRAMES, SIZE, millis);
            return new Probe(name, true, hardware, remark.isEmpty() ? made : made + "; " + remark);
        } catch (EncoderException e) {
            return new Probe(name, false, hardware, String.valueOf(e.getMessage()));
        }
    }

    private static String asInABroadcast(EncoderModel model) throws EncoderException {
        PacketPool pool = new PacketPool();
        List<Packet> made = new ArrayList<>();
        try (FramePool frames = new FramePool();
                VideoEncoder encoder = new PictureEncoder(model, SETTINGS, MediaClock.startingNow(), pool, made::add)) {
            for (int i = 0; i < FRAMES; i++) {
                encoder.encode(picture(frames, i), PacketStamps.NONE);
            }
            encoder.flush();
            require(made.size(), !made.isEmpty() && made.getFirst().keyFrame());
            ByteBuffer headers = made.getFirst().parameters().configuration();
            ColorInfo said = AvcDecoderConfiguration.parse(headers).firstSps().colorOrUnspecified();
            return said.equals(ColorInfo.BT709_LIMITED) ? "" : "its stream does not say that colours are BT.709";
        } catch (CodecFormatException e) {
            throw new EncoderException("encoder " + model.name() + " failed: " + e.getMessage(), e);
        } finally {
            made.forEach(Packet::close);
        }
    }

    private static String alone(EncoderModel model) throws EncoderException {
        int[] packets = {0, 0};
        try (FramePool frames = new FramePool();
                EncoderPicture picture = model.layout().allocate(SIZE);
                AvEncoder encoder = AvEncoder.open(
                        model.ffmpegName(),
                        context -> {
                            PictureEncoder.configure(context, SETTINGS);
                            context.rc_max_rate(0).rc_buffer_size(0); // SVT-AV1 takes no limit beside a target
                            picture.announceTo(context);
                        },
                        model.options().apply(SETTINGS))) {
            AvEncoder.Output count = packet -> {
                packets[1] += packets[0]++ == 0 ? packet.flags() & AV_PKT_FLAG_KEY : 0;
            };
            for (int i = 0; i < FRAMES; i++) {
                try (VideoFrame frame = picture(frames, i)) {
                    picture.fill(frame);
                }
                picture.avFrame().pts(i);
                encoder.encode(picture.avFrame(), count);
            }
            encoder.encode(null, count);
            require(packets[0], packets[1] != 0);
            return "";
        } catch (AvError e) {
            throw new EncoderException("no pictures for " + model.ffmpegName() + ": " + e.words(), e);
        }
    }

    private static void require(int packets, boolean keyFrameFirst) throws EncoderException {
        if (packets != FRAMES || !keyFrameFirst) {
            throw new EncoderException(
                    "%d packets of %d pictures, %s a key frame first (expected: one each, a key frame first)"
                            .formatted(packets, FRAMES, keyFrameFirst ? "with" : "without"));
        }
    }

    @SuppressWarnings("MustBeClosedChecker") // taken by who gets it
    private static VideoFrame picture(FramePool pool, int index) {
        VideoFrame frame = pool.take(SIZE, SETTINGS.frameRate().nanosOfTick(index), true);
        Pointer.memset(frame.pixels(), 8 * index, (long) frame.strideBytes() * frame.height());
        return frame;
    }
}
