package io.rostrum.server.playback;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.Optional;

/// What one viewer may watch one stream by. Which stream is not in it: [PlaybackSigner] signs it for
/// one.
///
/// @param id         names it, to be revoked by; letters of base64url
/// @param subject    who is signed in, of a member, as [SignedIn#text()] has it; what a guest of a class is
///                   known by; what a signed URL calls its viewer; else empty
/// @param expiresAt  seconds since 1970 from which it counts no more
/// @param epoch      of the stream's access that it was given under
/// @param address    the only one it counts for; empty for any
record PlaybackToken(String id, Kind kind, String subject, long expiresAt, long epoch, Optional<InetAddress> address) {
    static final int MAX_SUBJECT = 64;
    private static final String SEPARATOR = "|";
    private static final int FIELDS = 6;

    /// What somebody has shown to get it.
    enum Kind {
        /// The stream's password.
        PASSWORD,
        /// An account of its own.
        MEMBER,
        /// What a browser is known by in classes.
        GUEST,
        /// Nothing: somebody in charge of the stream has given it away.
        SIGNED
    }

    /// {@return the text that is signed; the subject stands last, since it may have any letters}
    String payload() {
        return String.join(
                SEPARATOR,
                id,
                kind.name().substring(0, 1),
                Long.toString(expiresAt),
                Long.toString(epoch),
                address.map(InetAddress::getHostAddress).orElse(""),
                subject);
    }

    /// {@return the token of a text that [#payload()] gave; empty for any other}
    static Optional<PlaybackToken> read(String payload) {
        String[] fields = payload.split("\\" + SEPARATOR, FIELDS);
        if (fields.length < FIELDS) {
            return Optional.empty();
        }
        try {
            Optional<InetAddress> address =
                    Optional.ofNullable(NetUtil.createInetAddressFromIpAddressString(fields[4]));
            for (Kind kind : Kind.values()) {
                if (kind.name().substring(0, 1).equals(fields[1])) {
                    return Optional.of(new PlaybackToken(
                            fields[0], kind, fields[5], Long.parseLong(fields[2]), Long.parseLong(fields[3]), address));
                }
            }
            return Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
