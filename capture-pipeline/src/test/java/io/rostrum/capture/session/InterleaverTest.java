package io.rostrum.capture.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.push.packet.Codec;
import io.rostrum.push.packet.CodecParameters;
import io.rostrum.push.packet.ColorInfo;
import io.rostrum.push.packet.MediaKind;
import io.rostrum.push.packet.Packet;
import io.rostrum.push.packet.PacketPool;
import io.rostrum.push.packet.PacketStamps;
import io.rostrum.push.packet.Rational;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class InterleaverTest {
    private static final Duration PATIENCE = Duration.ofMillis(400);

    private static final Rational MILLIS = new Rational(1, 1000);
    private static final CodecParameters VIDEO = new CodecParameters.Video(
            Codec.H264, 640, 360, new Rational(30, 1), ColorInfo.BT709_LIMITED, ByteBuffer.allocate(0), 0);
    private static final CodecParameters AUDIO =
            new CodecParameters.Audio(Codec.AAC, 48_000, 2, ByteBuffer.allocate(0), 0);

    private final PacketPool pool = new PacketPool();
    private final List<String> order = new ArrayList<>();
    private long nowNanos;
    private final Interleaver interleaver =
            new Interleaver(EnumSet.allOf(MediaKind.class), PATIENCE, this::note, () -> nowNanos);

    private void note(Packet packet) {
        order.add((packet.isVideo() ? "v" : "a") + packet.dts());
        packet.close();
    }

    private void video(long millis) {
        interleaver.accept(
                Packet.copyOf(pool, ByteBuffer.allocate(1), VIDEO, millis, millis, MILLIS, true, PacketStamps.NONE));
    }

    private void audio(long millis) {
        interleaver.accept(
                Packet.copyOf(pool, ByteBuffer.allocate(1), AUDIO, millis, millis, MILLIS, true, PacketStamps.NONE));
    }

    @AfterEach
    void everyPacketWasClosed() {
        interleaver.flush();
        assertThat(pool.outstanding()).isZero();
    }

    @Test
    void waitsForTheOtherKindAndGivesAwayByTime() {
        video(0);
        video(33);
        assertThat(order).isEmpty();

        audio(0);
        audio(21);
        audio(43);
        assertThat(order).containsExactly("v0", "a0", "a21", "v33");
    }

    @Test
    void aKindThatStallsHoldsTheOtherForItsPatienceOnly() {
        audio(0);
        video(0);
        order.clear();
        for (long millis = 33; millis < 2_000; millis += 33) {
            nowNanos = millis * 1_000_000;
            video(millis);
        }
        assertThat(order).startsWith("v33", "v66").hasSizeGreaterThan(45);
    }

    @Test
    void orderHoldsHoweverTheThreadsAreScheduled() {
        Random random = new Random(7);
        long video = 0;
        long audio = 0;
        while (video < 10_000 || audio < 10_000) {
            if ((random.nextBoolean() && Math.abs(video - audio) < 300) || video <= audio - 300) {
                video(video);
                video += 33;
            } else {
                audio(audio);
                audio += 21;
            }
        }
        interleaver.flush();
        List<Long> times =
                order.stream().map(name -> Long.valueOf(name.substring(1))).toList();
        assertThat(times).isSorted().hasSizeGreaterThan(700);
    }

    @Test
    void aSingleKindIsPassedOnAtOnce() {
        Interleaver soundOnly = new Interleaver(EnumSet.of(MediaKind.AUDIO), PATIENCE, this::note, () -> nowNanos);
        soundOnly.accept(Packet.copyOf(pool, ByteBuffer.allocate(1), AUDIO, 5, 5, MILLIS, true, PacketStamps.NONE));
        assertThat(order).containsExactly("a5");
    }
}
