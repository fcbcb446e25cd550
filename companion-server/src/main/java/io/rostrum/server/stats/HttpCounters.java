package io.rostrum.server.stats;

import io.rostrum.server.http.RequestObserver;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// Counts answered requests by route and class of status. Bounded: routes are those of the program. Thread-safe.
public final class HttpCounters implements RequestObserver {
    /// @param route  the route's pattern, or `-`
    /// @param status `2xx`, `4xx`, …
    record Answer(String route, String status) {}

    private static final List<String> CLASSES = List.of("0xx", "1xx", "2xx", "3xx", "4xx", "5xx");

    private final Map<Answer, LongAdder> answers = new ConcurrentHashMap<>();
    private final LongAdder bytes = new LongAdder();

    @Override
    public void answered(String pattern, int status, long bodyBytes, long nanos) {
        answers.computeIfAbsent(new Answer(pattern, CLASSES.get(status / 100)), _ -> new LongAdder())
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
