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
    private final Everywhere everywhere;
    private final boolean lawless;
    private final InstantSource clock;

    /// What is decided.
    public sealed interface Verdict {
        /// Anyone may.
        record Open() implements Verdict {}

        /// This viewer may by where it is and what it comes from; others may not.
        record Ruled() implements Verdict {}

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
    private static final Verdict RULED = new Verdict.Ruled();
    private static final Verdict UNKNOWN = new Verdict.Refused(
            HttpResponseStatus.SERVICE_UNAVAILABLE,
            "It cannot be told yet who may watch this stream; try again in a moment.");
    private static final Verdict OF_ANOTHER_SITE =
            new Verdict.Refused(HttpResponseStatus.FORBIDDEN, "This stream is not for the page that asks for it.");

    /// What counts for every stream.
    ///
    /// @param countryOf tells the ISO 3166-1 code of where an address is used, where it is known
    record Everywhere(StreamRules rules, Function<InetAddress, Optional<String>> countryOf) {}

    /// @param ownerOf the account whose a stream's channel is
    PlaybackGate(
            Accesses accesses,
            Revoked revoked,
            Members members,
            Membership classes,
            PlaybackSigner signer,
            Function<StreamName, Optional<String>> ownerOf,
            Everywhere everywhere,
            InstantSource clock) {
        this.accesses = accesses;
        this.revoked = revoked;
        this.members = members;
        this.classes = classes;
        this.signer = signer;
        this.ownerOf = ownerOf;
        this.everywhere = everywhere;
        this.lawless = everywhere.rules().letAllPlay();
        this.clock = clock;
    }

    /// {@return whether anyone may watch}
    public boolean isOpen(StreamName stream) {
        return watchers(stream) == Watchers.ANYONE && !accesses.isUnknown(stream.value());
    }

    /// {@return whether a stream's segments of HLS are to be encrypted}
    public boolean isEncrypted(String stream) {
        return accesses.find(stream)
                .filter(access -> access.encrypted() && !access.isOpen())
                .isPresent();
    }

    /// {@return who may watch}
    public Watchers watchers(StreamName stream) {
        return accesses.find(stream.value()).map(PlaybackAccess::watchers).orElse(Watchers.ANYONE);
    }

    /// {@return what is decided about a request for something of a stream}
    public Verdict decide(String stream, Request request) {
        Optional<PlaybackAccess> access = accesses.find(stream);
        if (isFree(stream, access)) {
            return OPEN;
        }
        if (!everywhere.rules().referers().pass(request)
                || access.filter(one -> !one.rules().referers().pass(request)).isPresent()) {
            return OF_ANOTHER_SITE;
        }
        return decide(
                stream,
                access,
                request.query().getOrDefault(QUERY, List.of()),
                () -> PlaybackCookie.of(request, stream),
                request.peer().getAddress());
    }

    /// {@return what is decided about a player that has no address of HTTP, and so says nothing of a
    /// page}
    ///
    /// @param query what stands behind the stream's name, without `?`
    public Verdict decide(StreamName stream, String query, InetAddress address) {
        Optional<PlaybackAccess> access = accesses.find(stream.value());
        if (isFree(stream.value(), access)) {
            return OPEN;
        }
        if (!everywhere.rules().referers().empty()
                || access.filter(one -> !one.rules().referers().empty()).isPresent()) {
            return OF_ANOTHER_SITE;
        }
        Map<String, List<String>> values;
        try {
            values = new QueryStringDecoder(query, StandardCharsets.UTF_8, false, MAX_QUERY_PARAMETERS).parameters();
        } catch (IllegalArgumentException e) {
            values = Map.of();
        }
        return decide(stream.value(), access, values.getOrDefault(QUERY, List.of()), Optional::empty, address);
    }

    /// {@return what tells viewers of one address apart: the name of the token that a request brings and that
    /// counts; empty without one}
    public String viewer(StreamName stream, Request request) {
        return request.query().getOrDefault(QUERY, List.of()).stream()
                .flatMap(text -> valid(stream.value(), text, request.peer().getAddress()).stream())
                .map(PlaybackToken::id)
                .findFirst()
                .orElse("");
    }

    /// {@return whether a page may show a player of a stream in a frame of its own}
    public boolean mayEmbed(StreamName stream, Request request) {
        return everywhere.rules().referers().pass(request)
                && accesses.of(stream).rules().referers().pass(request);
    }

    /// {@return why a stream may not be published from an address, in words; empty if it may}
    Optional<String> publishObjection(StreamName stream, InetAddress address) {
        if (accesses.isUnknown(stream.value())) {
            return Optional.of("The server cannot read its rules now; try again in a moment.");
        }
        return everywhere
                .rules()
                .publish()
                .objection(address, everywhere.countryOf())
                .or(() -> accesses.of(stream).rules().publish().objection(address, everywhere.countryOf()));
    }

    private boolean isFree(String stream, Optional<PlaybackAccess> access) {
        return lawless
                && !accesses.isUnknown(stream)
                && (access.isEmpty()
                        || (access.get().isOpen() && access.get().rules().letAllPlay()));
    }

    private Optional<String> objection(Optional<PlaybackAccess> access, InetAddress address) {
        return everywhere
                .rules()
                .play()
                .objection(address, everywhere.countryOf())
                .or(() -> access.flatMap(one -> one.rules().play().objection(address, everywhere.countryOf())));
    }

    /// {@return whether a viewer that was let in may stay}
    ///
    /// @param token what it was let in by; empty where anyone could watch
    boolean mayStay(String stream, Optional<PlaybackToken> token, InetAddress address) {
        Optional<PlaybackAccess> access = accesses.find(stream);
        return objection(access, address).isEmpty()
                && (token.isPresent()
                        ? stillCounts(stream, token.get(), address)
                        : access.filter(one -> !one.isOpen()).isEmpty());
    }

    private interface Cookie {
        Optional<String> text();
    }

    private Verdict decide(
            String stream, Optional<PlaybackAccess> access, List<String> given, Cookie cookie, InetAddress address) {
        if (accesses.isUnknown(stream)) {
            return UNKNOWN;
        }
        Optional<String> objection = objection(access, address);
        if (objection.isPresent()) {
            return new Verdict.Refused(HttpResponseStatus.FORBIDDEN, objection.get());
        }
        if (access.isEmpty() || access.get().isOpen()) {
            return RULED;
        }
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
                    case MEMBER ->
                        SignedIn.read(token.subject())
                                .filter(by -> members.isSignedIn(by) && mayAsMember(access.get(), by.accountId()))
                                .isPresent();
                    case GUEST -> mayAsGuest(access.get(), token.subject());
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
            case CLASS -> classes.account(access.stream(), accountId, role.get()) == Membership.Place.IN;
        };
    }

    /// {@return whether a guest of the stream's class may watch}
    ///
    /// @param guest as [Membership#guest(Request)] gave it
    boolean mayAsGuest(PlaybackAccess access, String guest) {
        return access.watchers() == Watchers.CLASS && classes.guest(access.stream(), guest) == Membership.Place.IN;
    }

    /// {@return a new token}
    ///
    /// @param access  the stream's, by which it was decided; where that changes meanwhile, the token does not
    ///                count
    /// @param subject as [PlaybackToken#subject()] has it
    PlaybackToken token(
            PlaybackAccess access,
            PlaybackToken.Kind kind,
            String subject,
            Duration life,
            Optional<InetAddress> address) {
        return new PlaybackToken(
                signer.newId(), kind, subject, clock.instant().plus(life).getEpochSecond(), access.epoch(), address);
    }

    Secret sign(StreamName stream, PlaybackToken token) {
        return signer.sign(stream.value(), token);
    }
}
