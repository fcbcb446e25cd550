package io.rostrum.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A foreign client on a stream that notes when packets arrive: `ffmpeg` copies packets and says each one's stamp as it
/// comes.
///
/// Arrival is when the line of a packet is read here, so the figures carry the reader's own scheduling (under 5 ms on
/// an idle machine). Gaps are between packets of any kind, after the first second, in which a server sends its cache
/// at once.
public final class ArrivalProbe implements AutoCloseable {
    private static final Pattern PACKET = Pattern.compile("^\\d+, +(-?\\d+), .*");
    private static final long SETTLE_NANOS = 1_000_000_000L;

    private final Child client;
    private final List<Long> arrivals = new ArrayList<>();
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
                        arrivals.add(System.nanoTime());
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
        long largest = 0;
        synchronized (arrivals) {
            if (arrivals.isEmpty()) {
                throw new IllegalStateException("no packet has come; " + client.tail());
            }
            long settled = arrivals.getFirst() + SETTLE_NANOS;
            long last = settled;
            for (long arrival : arrivals) {
                if (arrival > settled) {
                    largest = Math.max(largest, arrival - last);
                    last = arrival;
                }
            }
            if (client.isAlive()) {
                largest = Math.max(largest, System.nanoTime() - last);
            }
        }
        return Duration.ofNanos(largest);
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
