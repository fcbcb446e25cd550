package io.rostrum.server.audience;

import io.rostrum.server.http.Request;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a player says of itself with a request: Common Media Client Data (CTA-5004), version 1, in header fields or
/// in the query. What is not as the specification has it is left out; what is unknown, too.
///
/// @param session         `sid`
/// @param bufferMillis    `bl`: media that waits in its buffer
/// @param starved         `bs`: whether the buffer ran empty since its last request
/// @param bitrateKbps     `br`: of the quality it asks for
/// @param throughputKbps  `mtp`: what it measures of the network
/// @param requestedKbps   `rtp`: what it asks the server to give at most
/// @param deadlineMillis  `dl`: until it needs what it asks for
/// @param format          `sf`: `h` for HLS, `d` for DASH, `s`, `o`
/// @param live            `st`: whether it takes the stream for a live one
record Cmcd(
        String session,
        OptionalInt bufferMillis,
        boolean starved,
        OptionalInt bitrateKbps,
        OptionalInt throughputKbps,
        OptionalInt requestedKbps,
        OptionalInt deadlineMillis,
        Optional<String> format,
        Optional<Boolean> live) {
    private static final int MOST_LETTERS = 2_048;
    private static final int MOST_SESSION_LETTERS = 64;
    private static final List<String> FIELDS = List.of("CMCD-Object", "CMCD-Request", "CMCD-Session", "CMCD-Status");
    /// `key`, `key=token` or `key="text"`, with what stands before it (§2.1, §3).
    private static final Pattern PAIR = Pattern.compile(
            "(?:^|,) *([A-Za-z0-9-]{1,64})(?:=(?:\"((?:[^\"\\\\]|\\\\[\"\\\\])*)\"|([!#-+.-~-]*)))?(?=,|$)");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

    /// {@return what a request says; empty where it does not name its session}
    static Optional<Cmcd> of(Request request) {
        Stream<String> fields = FIELDS.stream().map(name -> request.header(name).orElse(""));
        String said = Stream.concat(fields, Stream.of(request.queryValue("CMCD").orElse("")))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(","));
        return said.isEmpty() || said.length() > MOST_LETTERS ? Optional.empty() : parse(said);
    }

    static Optional<Cmcd> parse(String said) {
        Map<String, String> values = new HashMap<>();
        Matcher pair = PAIR.matcher(said);
        while (pair.find()) {
            String text = Objects.requireNonNullElse(pair.group(2), "");
            values.putIfAbsent(pair.group(1), pair.group(3) == null ? text : pair.group(3));
        }
        String session = values.getOrDefault("sid", "");
        if (session.isEmpty() || session.length() > MOST_SESSION_LETTERS) {
            return Optional.empty();
        }
        return Optional.of(new Cmcd(
                session,
                number(values, "bl"),
                values.containsKey("bs") && !"false".equals(values.get("bs")),
                number(values, "br"),
                number(values, "mtp"),
                number(values, "rtp"),
                number(values, "dl"),
                Optional.ofNullable(values.get("sf")).filter(List.of("d", "h", "s", "o")::contains),
                Optional.ofNullable(values.get("st"))
                        .filter(List.of("v", "l")::contains)
                        .map("l"::equals)));
    }

    private static OptionalInt number(Map<String, String> values, String key) {
        String text = values.getOrDefault(key, "");
        return NUMBER.matcher(text).matches() ? OptionalInt.of(Integer.parseInt(text)) : OptionalInt.empty();
    }
}
