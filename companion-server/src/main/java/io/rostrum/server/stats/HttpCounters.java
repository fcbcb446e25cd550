package io.rostrum.server.stats;

import io.rostrum.server.http.RequestObserver;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// Counts answered requests by route and class of status. Bounded: routes are those of the program. Thread-safe.
public final class HttpCounters implements RequestObserver {
    /// @param route  the route's pattern, or `-`
    /// @param status `2xx`, `4xx`, …
    record Answer(String route, String status) {}

    private final Map<Answer, LongAdder> answers = new ConcurrentHashMap<>();
    private final LongAdder bytes = new LongAdder();

    @Override
    public void answered(String pattern, int status, long bodyBytes, long nanos) {
        answers.computeIfAbsent(new Answer(pattern, status / 100 + "xx"), _ -> new LongAdder())
                .increment();
        bytes.add(bodyBytes);
    }

    Map<Answer, LongAdder> answers() {
        return answers;
    }

    /// {@return bytes of whole replies since the start}
    long bytes() {
        return bytes.sum();
    }
}
