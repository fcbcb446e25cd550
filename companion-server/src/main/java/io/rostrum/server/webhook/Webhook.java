package io.rostrum.server.webhook;

import io.rostrum.server.auth.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Who is told what.
///
/// @param url     may hold a secret of the receiver's: for owners alone, never for the log
/// @param events  what it is told of
/// @param secret  what its messages are signed with
/// @param enabled whether it is told anything
record Webhook(String id, Secret url, Set<EventType> events, Secret secret, boolean enabled, Instant createdAt) {
    static final String URL_GRAMMAR =
            "http:// or https:// with a host, without user name and fragment, of at most 2000 letters";
    private static final int MAX_URL_LETTERS = 2_000;
    /// Of a host that is taken for an IPv4 address (WHATWG URL §3.5, “ends in a number”).
    private static final Pattern NUMBER_AT_END = Pattern.compile("(^|\\.)([0-9]+|0[xX][0-9a-fA-F]*)\\.?$");
    private static final Pattern IPV4 = Pattern.compile("((0|[1-9][0-9]{0,2})\\.){3}(0|[1-9][0-9]{0,2})");

    Webhook {
        events = Set.copyOf(events);
    }

    /// {@return the address, if one can be told there}
    static Optional<URI> parse(String text) {
        if (text.length() > MAX_URL_LETTERS) {
            return Optional.empty();
        }
        try {
            URI url = new URI(text);
            String scheme = String.valueOf(url.getScheme());
            boolean http = scheme.equalsIgnoreCase("http") || scheme.equalsIgnoreCase("https");
            boolean plain = url.getRawUserInfo() == null && url.getRawFragment() == null;
            return http && plain && isHost(url.getHost()) && url.getPort() != 0 && url.getPort() <= 65_535
                    ? Optional.of(url)
                    : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /// Numbers that are no plain IPv4 address (`0177.0.0.1`, `0x7f000001`, `2130706433`) mean different addresses to
    /// different programs.
    private static boolean isHost(@Nullable String host) {
        return host != null
                && (!NUMBER_AT_END.matcher(host).find() || IPV4.matcher(host).matches());
    }

    URI address() {
        return URI.create(url.reveal());
    }

    /// {@return the host alone, for the log}
    String shown() {
        return "webhook " + address().getHost();
    }

    /// {@return the types of a text with names between spaces}
    static Set<EventType> types(String text) {
        Set<EventType> types = EnumSet.noneOf(EventType.class);
        for (String name : text.split(" ", -1)) {
            EventType.of(name).ifPresent(types::add);
        }
        return types;
    }
}
