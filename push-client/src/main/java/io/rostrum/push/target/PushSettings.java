package io.rostrum.push.target;

import io.rostrum.push.packet.MediaKind;
import java.time.Duration;
import java.util.Set;

/// How a target behaves.
///
/// @param kinds          what will come: publishing starts when parameters of all are known, or two seconds of
///                       media wait
/// @param encoder        name and version that `onMetaData` tells
/// @param queueLimit     media that may wait; audio may wait twice as long. Positive
/// @param connectTimeout from the first packet sent to the permission to publish. Positive
/// @param stallTimeout   a server that takes no byte for so long is given up. Positive
/// @param flushDeadline  how long closing may take to send what waits
/// @param backoff        waiting between tries
/// @param resolver       looks up names
public record PushSettings(
        Set<MediaKind> kinds,
        String encoder,
        Duration queueLimit,
        Duration connectTimeout,
        Duration stallTimeout,
        Duration flushDeadline,
        Backoff.Limits backoff,
        Resolver resolver) {
    /// Video and audio, with the defaults of the product.
    public static final PushSettings DEFAULT = new PushSettings(
            Set.of(MediaKind.VIDEO, MediaKind.AUDIO),
            "Rostrum",
            Duration.ofSeconds(3),
            Duration.ofSeconds(10),
            Duration.ofSeconds(5),
            Duration.ofSeconds(2),
            Backoff.Limits.DEFAULT);

    /// Settings that look up names as the system does.
    public PushSettings(
            Set<MediaKind> kinds,
            String encoder,
            Duration queueLimit,
            Duration connectTimeout,
            Duration stallTimeout,
            Duration flushDeadline,
            Backoff.Limits backoff) {
        this(kinds, encoder, queueLimit, connectTimeout, stallTimeout, flushDeadline, backoff, Resolver.SYSTEM);
    }

    public PushSettings {
        kinds = Set.copyOf(kinds);
        positive("queue limit", queueLimit);
        positive("connect timeout", connectTimeout);
        positive("stall timeout", stallTimeout);
    }

    private static void positive(String what, Duration value) {
        if (!value.isPositive()) {
            throw new IllegalArgumentException(what + ": " + value + " (expected: > 0)");
        }
    }

    /// {@return these settings for other kinds of media}
    public PushSettings withKinds(Set<MediaKind> others) {
        return new PushSettings(
                others, encoder, queueLimit, connectTimeout, stallTimeout, flushDeadline, backoff, resolver);
    }

    /// {@return these settings with another program's name}
    public PushSettings withEncoder(String name) {
        return new PushSettings(
                kinds, name, queueLimit, connectTimeout, stallTimeout, flushDeadline, backoff, resolver);
    }

    /// {@return these settings with names looked up, and addresses refused, by another}
    public PushSettings withResolver(Resolver other) {
        return new PushSettings(
                kinds, encoder, queueLimit, connectTimeout, stallTimeout, flushDeadline, backoff, other);
    }
}
