package io.rostrum.testing;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.rostrum.push.flv.FlvFormatException;
import io.rostrum.push.flv.FlvReader;
import io.rostrum.push.flv.FlvTag;
import io.rostrum.push.flv.FlvTagType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/// Notes when media arrives at a server that writes what it receives to FLV files, by reading the files as they grow.
public final class ReceivedMedia implements AutoCloseable {
    /// @param nanos of `System.nanoTime()`
    /// @param bytes of the body
    public record Arrival(long nanos, boolean video, int bytes) {}

    private static final long LOOK_NANOS = 10_000_000L;

    private final List<Arrival> arrivals = new ArrayList<>();
    private final Thread thread;
    private volatile boolean closed;

    /// @param files one for each publication, as they come to be
    public ReceivedMedia(Supplier<List<Path>> files) {
        thread = Thread.ofPlatform().name("received media").daemon().start(() -> follow(files));
    }

    private static final class Reading implements AutoCloseable {
        private final FileChannel file;
        private final FlvReader reader = new FlvReader(FlvReader.Limits.DEFAULT);
        private final ByteBuf bytes = Unpooled.buffer();

        Reading(Path path) throws IOException {
            file = FileChannel.open(path);
        }

        @Override
        public void close() throws IOException {
            file.close();
            bytes.release();
        }
    }

    private void follow(Supplier<List<Path>> files) {
        Map<Path, Reading> open = new HashMap<>();
        try {
            while (!closed) {
                for (Path path : files.get()) {
                    Reading reading = open.get(path);
                    if (reading == null) {
                        reading = new Reading(path);
                        open.put(path, reading);
                    }
                    read(reading);
                }
                LockSupport.parkNanos(LOOK_NANOS);
            }
            for (Reading reading : open.values()) {
                reading.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(Reading from) throws IOException {
        ByteBuffer piece = ByteBuffer.allocate(1 << 16);
        while (from.file.read(piece) > 0) {
            from.bytes.writeBytes(piece.flip());
            piece.clear();
        }
        long now = System.nanoTime();
        try {
            FlvReader.Result result = from.reader.read(from.bytes);
            while (!(result instanceof FlvReader.Result.NeedMoreData)) {
                if (result instanceof FlvReader.Result.Tag(FlvTag tag)) {
                    if (tag.type() != FlvTagType.SCRIPT) {
                        note(new Arrival(
                                now, tag.type() == FlvTagType.VIDEO, tag.body().readableBytes()));
                    }
                    tag.body().release();
                }
                result = from.reader.read(from.bytes);
            }
        } catch (FlvFormatException e) {
            throw new IOException(e);
        }
        from.bytes.discardReadBytes();
    }

    private void note(Arrival arrival) {
        synchronized (arrivals) {
            arrivals.add(arrival);
        }
    }

    /// {@return what arrived in a span of `System.nanoTime()`}
    public List<Arrival> between(long fromNanos, long toNanos) {
        synchronized (arrivals) {
            return arrivals.stream()
                    .filter(arrival -> arrival.nanos() >= fromNanos && arrival.nanos() < toNanos)
                    .toList();
        }
    }

    /// {@return the longest time in a span without media of one kind, milliseconds}
    public double longestGapMillis(long fromNanos, long toNanos, boolean video) {
        long last = fromNanos;
        long longest = 0;
        for (Arrival arrival : between(fromNanos, toNanos)) {
            if (arrival.video() == video) {
                longest = Math.max(longest, arrival.nanos() - last);
                last = arrival.nanos();
            }
        }
        return Math.max(longest, toNanos - last) / 1e6;
    }

    /// {@return bits a second of the pictures that arrived in a span}
    public double videoRate(long fromNanos, long toNanos) {
        long bytes = between(fromNanos, toNanos).stream()
                .filter(Arrival::video)
                .mapToLong(Arrival::bytes)
                .sum();
        return bytes * 8e9 / (toNanos - fromNanos);
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join(2000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
