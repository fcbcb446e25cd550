package io.rostrum.server.playback;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.rostrum.server.http.Request;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Pages of which sites may use a stream, as browsers say it in `Referer` (RFC 9110 §10.1.3), or in `Origin`
/// (RFC 6454 §7) where they send no `Referer`, as for WebSockets. Our own pages always may. An origin without
/// a host, as pages on a disk and in frames kept apart have it, names no page. Immutable.
///
/// It keeps other sites from showing the stream as theirs, not people out: a program says what it
/// likes.
///
/// @param allowed names of hosts, `*.school.example` for all below one; empty for all
/// @param denied  the same
/// @param empty   whether those pass that say nothing: players that are no browser, and browsers told
///                not to
public record RefererRules(List<String> allowed, List<String> denied, boolean empty) {
    public static final RefererRules NONE = new RefererRules(List.of(), List.of(), /* empty= */ true);

    /// The grammar in words, for messages.
    public static final String GRAMMAR = "a host such as school.example, or *.school.example for all below it";

    private static final Set<String> HOSTLESS = Set.of("null", "file://");
    private static final Pattern HOST = Pattern.compile("(\\*\\.)?[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?");

    public RefererRules {
        allowed = List.copyOf(allowed);
        denied = List.copyOf(denied);
    }

    boolean isEmpty() {
        return allowed.isEmpty() && denied.isEmpty() && empty;
    }

    /// {@return a host as it is compared; empty if it is none}
    public static Optional<String> host(String text) {
        String host = text.strip().toLowerCase(Locale.ROOT);
        return HOST.matcher(host).matches() ? Optional.of(host) : Optional.empty();
    }

    /// {@return whether a request passes}
    boolean pass(Request request) {
        if (request.header("Sec-Fetch-Site").filter("same-origin"::equals).isPresent()) {
            return true;
        }
        Optional<String> said = request.header(HttpHeaderNames.REFERER)
                .or(() -> request.header(HttpHeaderNames.ORIGIN).filter(origin -> !HOSTLESS.contains(origin)));
        return said.isEmpty()
                ? empty
                : passes(said.get(), request.header(HttpHeaderNames.HOST).orElse(""));
    }

    private boolean passes(String referer, String ownHost) {
        try {
            URI from = new URI(referer);
            String host = from.getHost();
            if (host == null) {
                return false;
            }
            if (ownHost.equalsIgnoreCase(from.getRawAuthority())) {
                return true;
            }
            String name = host.toLowerCase(Locale.ROOT);
            return !matches(denied, name) && (allowed.isEmpty() || matches(allowed, name));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static boolean matches(List<String> patterns, String host) {
        for (String pattern : patterns) {
            if (pattern.startsWith("*.") ? host.endsWith(pattern.substring(1)) : host.equals(pattern)) {
                return true;
            }
        }
        return false;
    }
}
