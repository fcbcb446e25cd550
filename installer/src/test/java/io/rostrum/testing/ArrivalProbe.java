package io.rostrum.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A foreign client on a stream that notes when packets arrive: `ffmpeg` copies packets and says each one's stamp as it
/// comes.
///
/// Arrival is when the line of a packet is read here, so the figures carry the reader's own scheduling (under 5 ms on
/// an idle machine). Gaps are between packets of any kind, after the first second, in which a server sends its cache
/// at once. Stamps are those of the stream itself: they tell what is missing, whatever the machine was busy with.
public final class ArrivalProbe implements AutoCloseable {
    private static final Pattern PACKET = Pattern.compile("^(\\d+), +(-?\\d+), .*");
    private static final long SETTLE_NANOS = 1_000_000_000L;

    private record Arrival(long nanos, int track, long dts) {}

    private final Child client;
    private final List<Arrival> arrivals = new ArrayList<>();
    private final Thread reader;

    private ArrivalProbe(Child client) {
        this.client = client;
        this.reader = Thread.ofPlatform().name("arrival probe").daemon().start(this::read);
    }

    /// Connects and notes arrivals until closed.
    public static ArrivalProbe on(String url) {
        List<String> command = List.of(
                ("ffmpeg -hide_banner -nostdin -nostats -loglevel error -fflags nobuffer -probesize 32 -analyzeduration 0 -i "
                                + url + " -map 0 -c copy -flush_packets 1 -f framecrc pipe:1")
                        .split(" ", -1));
        return new ArrivalProbe(Child.startWithData("arrival probe", command, Map.of()));
    }

    private void read() {
        try (var in = new java.io.BufferedReader(
                new java.io.InputStreamReader(client.data(), java.nio.charset.StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                Matcher packet = PACKET.matcher(line);
                if (packet.matches()) {
                    synchronized (arrivals) {
                        arrivals.add(new Arrival(
                                System.nanoTime(), Integer.parseInt(packet.group(1)), Long.parseLong(packet.group(2))));
                    }
                }
            }
        } catch (java.io.IOException e) {
            if (client.isAlive()) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }

    public int packets() {
        synchronized (arrivals) {
            return arrivals.size();
        }
    }

    /// {@return the longest time without a packet so far; the time since the last one counts too}
    public Duration largestGap() {
        return largestGap(Long.MIN_VALUE);
    }

    /// {@return the longest time without a packet since a moment; the time since the last one counts too}
    /// @param sinceNanos of [System#nanoTime()]
    public Duration largestGap(long sinceNanos) {
        long largest = 0;
        synchronized (arrivals) {
            if (arrivals.isEmpty()) {
                throw new IllegalStateException("no packet has come; " + client.tail());
            }
            long last = Math.max(sinceNanos, arrivals.getFirst().nanos + SETTLE_NANOS);
            for (Arrival arrival : arrivals) {
                if (arrival.nanos > last) {
                    largest = Math.max(largest, arrival.nanos - last);
                    last = arrival.nanos;
                }
            }
            if (client.isAlive()) {
                largest = Math.max(largest, System.nanoTime() - last);
            }
        }
        return Duration.ofNanos(largest);
    }

    /// {@return the longest step from one packet's decoding stamp to the next one's of the same track, in time of the
    /// stream}; FLV and RTMP count in milliseconds
    public Duration largestStep() {
        long largest = 0;
        Map<Integer, Long> last = new HashMap<>();
        synchronized (arrivals) {
            for (Arrival arrival : arrivals) {
                Long before = last.put(arrival.track, arrival.dts);
                if (before != null) {
                    largest = Math.max(largest, arrival.dts - before);
                }
            }
        }
        return Duration.ofMillis(largest);
    }

    @Override
    public void close() {
        client.close();
        try {
            reader.join(2000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
