package io.rostrum.server.audience;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What the API says of broadcasts and viewers, as `openapi.yaml` describes it, and the same as CSV
/// (RFC 4180).
final class AudienceJson {
    static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

    private static final int MILLI = 1_000;

    private AudienceJson() {}

    record Broadcasts(List<BroadcastView> broadcasts) {}

    record BroadcastView(
            String id,
            String stream,
            String startedAt,
            String endedAt,
            boolean live,
            long durationMillis,
            int peakViewers,
            double averageViewers,
            int views,
            long watchedMillis,
            Map<String, Integer> protocols,
            Map<String, Integer> devices,
            Map<String, Integer> countries,
            long bytesIn,
            long bytesOut) {
        static BroadcastView of(Broadcast broadcast) {
            Report report = broadcast.report();
            return new BroadcastView(
                    broadcast.id(),
                    broadcast.stream(),
                    broadcast.startedAt().toString(),
                    broadcast.endedAt().toString(),
                    broadcast.live(),
                    broadcast.lasted().toMillis(),
                    report.peak(),
                    Math.round(broadcast.averageViewers() * MILLI) / (double) MILLI,
                    report.views(),
                    report.watched().toMillis(),
                    new TreeMap<>(report.protocols()),
                    new TreeMap<>(report.devices()),
                    new TreeMap<>(report.countries()),
                    broadcast.bytesIn(),
                    broadcast.bytesOut());
        }

        private Stream<Object> fields() {
            return Stream.of(
                    id,
                    stream,
                    startedAt,
                    endedAt,
                    live,
                    durationMillis / (double) MILLI,
                    peakViewers,
                    averageViewers,
                    views,
                    watchedMillis / (double) MILLI,
                    counts(protocols),
                    counts(devices),
                    counts(countries),
                    bytesIn,
                    bytesOut);
        }
    }

    record Sessions(List<SessionView> viewers) {}

    record SessionView(
            String id,
            String protocol,
            String device,
            String address,
            @Nullable String country,
            String startedAt,
            String endedAt,
            boolean watching,
            long watchedMillis,
            long bytes) {
        static SessionView of(ViewerSession session) {
            return new SessionView(
                    session.id(),
                    session.protocol(),
                    session.device(),
                    session.address(),
                    session.country().orElse(null),
                    session.startedAt().toString(),
                    session.endedAt().toString(),
                    session.watching(),
                    session.watched().toMillis(),
                    session.bytes());
        }

        private Stream<Object> fields() {
            return Stream.of(
                    id,
                    protocol,
                    device,
                    address,
                    country == null ? "" : country,
                    startedAt,
                    endedAt,
                    watching,
                    watchedMillis / (double) MILLI,
                    bytes);
        }
    }

    record Samples(List<Sample> samples) {}

    private static String counts(Map<String, Integer> counts) {
        return counts.entrySet().stream()
                .map(entry -> entry.getKey() + ":" + entry.getValue())
                .collect(Collectors.joining(" "));
    }

    static String csv(List<BroadcastView> broadcasts) {
        return lines(
                "id,stream,started,ended,live,seconds,peak_viewers,average_viewers,views,watched_seconds,protocols,"
                        + "devices,countries,bytes_in,bytes_out",
                broadcasts.stream().map(BroadcastView::fields));
    }

    static String sessionsCsv(List<SessionView> sessions) {
        return lines(
                "id,protocol,device,address,country,started,ended,watching,watched_seconds,bytes",
                sessions.stream().map(SessionView::fields));
    }

    private static String lines(String head, Stream<Stream<Object>> rows) {
        return Stream.concat(
                        Stream.of(head),
                        rows.map(row -> row.map(AudienceJson::field).collect(Collectors.joining(","))))
                .map(line -> line + "\r\n")
                .collect(Collectors.joining());
    }

    /// No name of a stream, protocol or device begins with what a spreadsheet takes for a formula but `-`.
    private static String field(Object value) {
        String text = value.toString();
        String safe = text.startsWith("-") && value instanceof String ? "'" + text : text;
        return safe.matches("[^\",\r\n]*") ? safe : "\"" + safe.replace("\"", "\"\"") + "\"";
    }
}
