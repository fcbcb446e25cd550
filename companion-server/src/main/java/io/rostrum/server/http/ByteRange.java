package io.rostrum.server.http;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a `Range` field asks of a body (RFC 9110 §14.1.2).
public sealed interface ByteRange {
    Pattern ONE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    /// Bytes `first` to `last`, both inclusive.
    record Part(long first, long last) implements ByteRange {}

    /// Not one range of bytes: the whole body is the right answer (§14.2).
    record Ignored() implements ByteRange {}

    /// Begins after the end: 416.
    record Unsatisfiable() implements ByteRange {}

    /// @param length of the body, bytes
    static ByteRange parse(String field, long length) {
        Matcher matcher = ONE.matcher(field.strip());
        if (!matcher.matches()
                || (matcher.group(1).isEmpty() && matcher.group(2).isEmpty())) {
            return new Ignored();
        }
        if (matcher.group(1).isEmpty()) {
            long suffix = Long.parseLong(matcher.group(2));
            return suffix == 0 || length == 0
                    ? new Unsatisfiable()
                    : new Part(Math.max(0, length - suffix), length - 1);
        }
        long first = Long.parseLong(matcher.group(1));
        long last = matcher.group(2).isEmpty() ? length - 1 : Long.parseLong(matcher.group(2));
        if (last < first && !matcher.group(2).isEmpty()) {
            return new Ignored();
        }
        return first >= length ? new Unsatisfiable() : new Part(first, Math.min(last, length - 1));
    }
}
