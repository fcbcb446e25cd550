package io.rostrum.server.playback;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.rostrum.server.auth.Role;
import io.rostrum.server.auth.Secret;
import io.rostrum.server.auth.StreamName;
import io.rostrum.server.http.Request;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Decides who may have a stream's media. From memory alone, so it may be asked on event loops; a
/// stream that anyone may watch costs one look into a map. Thread-safe.
///
/// What was decided for a viewer is in its token: nothing is asked again but whether that still counts.
public final class PlaybackGate {
    /// The name of the token in queries.
    public static final String QUERY = "playback";

    private static final int MAX_QUERY_PARAMETERS = 64;
    private static final String INVALID =
            "This playback token does not count: it has expired, was taken back, or is of another stream or address.";

    private final Accesses accesses;
    private final Revoked revoked;
    private final Members members;
    private final Membership classes;
    private final PlaybackSigner signer;
    private final Function<StreamName, Optional<String>> ownerOf;
    private final InstantSource clock;

    /// What is decided.
    public sealed interface Verdict {
        /// Anyone may.
        record Open() implements Verdict {}

        /// This viewer may.
        ///
        /// @param token     what it may by
        /// @param text      the token as it stands in addresses
        /// @param fromQuery whether it came in the address, so that addresses below it need it, too
        record Granted(PlaybackToken token, Secret text, boolean fromQuery) implements Verdict {}

        /// This viewer may not.
        ///
        /// @param status 401 where nothing was shown, 403 where it does not count, 503 where nobody
        ///               knows yet
        record Refused(HttpResponseStatus status, String words) implements Verdict {}
    }

    private static final Verdict OPEN = new Verdict.Open();

    /// @param ownerOf the account whose a stream's channel is
    PlaybackGate(
            Accesses accesses,
            Revoked revoked,
            Members members,
            Membership classes,
            PlaybackSigner signer,
            Function<StreamName, Optional<String>> ownerOf,
            InstantSource clock) {
        this.accesses = accesses;
        this.revoked = revoked;
        this.members = members;
        this.classes = classes;
        this.signer = signer;
        this.ownerOf = ownerOf;
        this.clock = clock;
    }

    /// {@return whether anyone may watch}
    public boolean isOpen(StreamName stream) {
        return watchers(stream) == Watchers.ANYONE && !accesses.isUnknown(stream.value());
    }

    /// {@return who may watch}
    public Watchers watchers(StreamName stream) {
        return accesses.find(stream.value()).map(PlaybackAccess::watchers).orElse(Watchers.ANYONE);
    }

    /// {@return what is decided about a request for something of a stream}
    public Verdict decide(String stream, Request request) {
        Optional<Verdict> settled = settled(stream);
        if (settled.isPresent()) {
            return settled.get();
        }
        return decide(
                stream,
                request.query().getOrDefault(QUERY, List.of()),
                () -> PlaybackCookie.of(request, stream),
                request.peer().getAddress());
    }

    /// {@return what is decided about a player that has no address of HTTP}
    ///
    /// @param query what stands behind the stream's name, without `?`
    public Verdict decide(StreamName stream, String query, InetAddress address) {
        Optional<Verdict> settled = settled(stream.value());
        if (settled.isPresent()) {
            return settled.get();
        }
        Map<String, List<String>> values;
        try {
            values = new QueryStringDecoder(query, StandardCharsets.UTF_8, false, MAX_QUERY_PARAMETERS).parameters();
        } catch (IllegalArgumentException e) {
            values = Map.of();
        }
        return decide(stream.value(), values.getOrDefault(QUERY, List.of()), Optional::empty, address);
    }

    private Optional<Verdict> settled(String stream) {
        if (accesses.isUnknown(stream)) {
            return Optional.of(new Verdict.Refused(
                    HttpResponseStatus.SERVICE_UNAVAILABLE,
                    "It cannot be told yet who may watch this stream; try again in a moment."));
        }
        return accesses.find(stream).filter(access -> !access.isOpen()).isEmpty()
                ? Optional.of(OPEN)
                : Optional.empty();
    }

    private interface Cookie {
        Optional<String> text();
    }

    private Verdict decide(String stream, List<String> given, Cookie cookie, InetAddress address) {
        for (String text : given) {
            Optional<PlaybackToken> token = valid(stream, text, address);
            if (token.isPresent()) {
                return new Verdict.Granted(token.get(), new Secret(text), true);
            }
        }
        Optional<String> kept = cookie.text();
        Optional<PlaybackToken> token = kept.flatMap(text -> valid(stream, text, address));
        if (token.isPresent()) {
            return new Verdict.Granted(token.get(), new Secret(kept.orElse("")), false);
        }
        return given.isEmpty() && kept.isEmpty()
                ? new Verdict.Refused(HttpResponseStatus.UNAUTHORIZED, wanted(stream))
                : new Verdict.Refused(HttpResponseStatus.FORBIDDEN, INVALID);
    }

    private String wanted(String stream) {
        String what = accesses.find(stream)
                        .map(PlaybackAccess::watchers)
                        .filter(Watchers.PASSWORD::equals)
                        .isPresent()
                ? "a password"
                : "an account";
        return "This stream asks for " + what + ", at /watch/" + stream + "; programs carry a playback token, as ?"
                + QUERY + "=…";
    }

    /// {@return the token of a text, if it lets a viewer at that address have the stream now}
    Optional<PlaybackToken> valid(String stream, String text, InetAddress address) {
        return signer.verify(stream, text).filter(token -> stillCounts(stream, token, address));
    }

    /// {@return whether a token whose signature was looked at counts now}
    boolean stillCounts(String stream, PlaybackToken token, InetAddress address) {
        Optional<PlaybackAccess> access = accesses.find(stream);
        if (access.isEmpty() || access.get().isOpen()) {
            return true;
        }
        return token.expiresAt() > clock.instant().getEpochSecond()
                && token.epoch() == access.get().epoch()
                && !revoked.contains(token.id())
                && token.address().filter(only -> !only.equals(address)).isEmpty()
                && switch (token.kind()) {
                    case SIGNED -> true;
                    case PASSWORD -> access.get().watchers() == Watchers.PASSWORD;
                    case MEMBER -> mayAsMember(access.get(), token.subject());
                };
    }

    /// {@return whether an account may watch by itself: as one of those the stream is for, as whose
    /// channel it is, or as a moderator}
    boolean mayAsMember(PlaybackAccess access, String accountId) {
        Optional<Role> role = members.role(accountId);
        if (role.isEmpty()) {
            return false;
        }
        if (role.get().isAtLeast(Role.MODERATOR)
                || ownerOf.apply(access.stream()).filter(accountId::equals).isPresent()) {
            return true;
        }
        return switch (access.watchers()) {
            case ANYONE -> true;
            case PASSWORD -> false;
            case MEMBERS -> role.get().isAtLeast(access.leastRole());
            case CLASS -> classes.isMember(access.stream(), accountId);
        };
    }

    /// {@return a new token for a stream, as its access is now}
    ///
    /// @param subject as [PlaybackToken#subject()] has it
    PlaybackToken token(
            StreamName stream, PlaybackToken.Kind kind, String subject, Duration life, Optional<InetAddress> address) {
        return new PlaybackToken(
                signer.newId(),
                kind,
                subject,
                clock.instant().plus(life).getEpochSecond(),
                accesses.of(stream).epoch(),
                address);
    }

    Secret sign(StreamName stream, PlaybackToken token) {
        return signer.sign(stream.value(), token);
    }
}
