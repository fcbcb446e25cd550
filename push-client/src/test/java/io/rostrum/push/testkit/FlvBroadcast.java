package io.rostrum.push.testkit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.rostrum.push.codec.DecoderConfigurations;
import io.rostrum.push.flv.FlvAudio;
import io.rostrum.push.flv.FlvReader;
import io.rostrum.push.flv.FlvTag;
import io.rostrum.push.flv.FlvVideo;
import io.rostrum.push.packet.Codec;
import io.rostrum.push.packet.CodecParameters;
import io.rostrum.push.packet.Packet;
import io.rostrum.push.packet.PacketPool;
import io.rostrum.push.packet.PacketSink;
import io.rostrum.push.packet.PacketStamps;
import io.rostrum.push.packet.Rational;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// An encoder's stand-in: the packets of an FLV file (H.264 and AAC), in real time and over again, to any number of
/// sinks.
///
/// The file starts with a key frame at time 0. Each round goes on where the last one ended.
public final class FlvBroadcast implements AutoCloseable {
    private static final Rational MILLIS = new Rational(1, 1000);

    private record Item(
            CodecParameters parameters, long dtsMillis, int compositionMillis, boolean key, ByteBuffer data) {}

    private final PacketPool pool = new PacketPool();
    private final List<Item> items = new ArrayList<>();
    private final List<PacketSink> sinks;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicLong pictures = new AtomicLong();
    private CodecParameters.@Nullable Video video;
    private CodecParameters.@Nullable Audio audio;
    private @Nullable Thread thread;

    private FlvBroadcast(List<PacketSink> sinks) {
        this.sinks = List.copyOf(sinks);
    }

    /// Starts sending.
    ///
    /// @param frameRate of the file, which says it only in millisecond steps
    public static FlvBroadcast of(Path flv, Rational frameRate, List<? extends PacketSink> sinks) throws IOException {
        FlvBroadcast broadcast = new FlvBroadcast(List.copyOf(sinks));
        FlvReader reader = new FlvReader(FlvReader.Limits.DEFAULT);
        ByteBuf in = Unpooled.wrappedBuffer(Files.readAllBytes(flv));
        while (in.isReadable()) {
            if (reader.read(in) instanceof FlvReader.Result.Tag(FlvTag tag)) {
                broadcast.add(tag, frameRate);
                tag.body().release();
            }
        }
        broadcast.thread = Thread.ofPlatform().name("broadcast").daemon().start(() -> broadcast.run(frameRate));
        return broadcast;
    }

    private void add(FlvTag tag, Rational frameRate) throws IOException {
        switch (tag.type()) {
            case VIDEO -> {
                FlvVideo body = FlvVideo.parse(tag.body());
                if (body instanceof FlvVideo.SequenceHeader(Codec codec, ByteBuffer header)) {
                    video = DecoderConfigurations.video(codec, header, frameRate, 2_500_000);
                } else if (body instanceof FlvVideo.Frame frame) {
                    items.add(new Item(
                            Objects.requireNonNull(video),
                            tag.timestampMillis(),
                            frame.compositionMillis(),
                            frame.keyFrame(),
                            copy(frame.nals())));
                }
            }
            case AUDIO -> {
                FlvAudio body = FlvAudio.parse(tag.body());
                if (body instanceof FlvAudio.SequenceHeader(Codec codec, ByteBuffer header)) {
                    audio = DecoderConfigurations.audio(codec, header, 128_000);
                } else if (body instanceof FlvAudio.Frame frame) {
                    items.add(new Item(
                            Objects.requireNonNull(audio), tag.timestampMillis(), 0, true, copy(frame.accessUnit())));
                }
            }
            case SCRIPT -> {}
        }
    }

    private static ByteBuffer copy(ByteBuffer bytes) {
        return ByteBuffer.allocate(bytes.remaining()).put(bytes.duplicate()).flip();
    }

    private void run(Rational frameRate) {
        long began = System.nanoTime();
        long roundMillis =
                items.getLast().dtsMillis + Math.round(1000.0 * frameRate.denominator() / frameRate.numerator());
        for (long round = 0; !ended.get(); round++) {
            for (Item item : items) {
                long dts = item.dtsMillis + round * roundMillis;
                awaitUntil(began + TimeUnit.MILLISECONDS.toNanos(dts));
                if (ended.get()) {
                    return;
                }
                send(item, dts);
            }
        }
    }

    private void awaitUntil(long nanos) {
        for (long left = nanos - System.nanoTime(); left > 0 && !ended.get(); left = nanos - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private void send(Item item, long dts) {
        try (Packet packet = Packet.copyOf(
                pool,
                item.data,
                item.parameters,
                dts + item.compositionMillis,
                dts,
                MILLIS,
                item.key,
                PacketStamps.NONE)) {
            for (PacketSink sink : sinks) {
                sink.accept(packet.retain());
            }
        }
        if (item.parameters instanceof CodecParameters.Video) {
            pictures.incrementAndGet();
        }
    }

    /// {@return pictures sent to each sink so far}
    public long pictures() {
        return pictures.get();
    }

    /// {@return packets that some sink has not closed yet}
    public int outstanding() {
        return pool.outstanding();
    }

    /// Ends; returns when no sink is called any more.
    @Override
    public void close() {
        ended.set(true);
        Thread running = thread;
        if (running != null) {
            LockSupport.unpark(running);
            try {
                if (!running.join(Duration.ofSeconds(5))) {
                    throw new IllegalStateException("broadcast: still sending after 5 s (expected: ended)");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
