package io.rostrum.server.chat;

import io.rostrum.server.auth.Caller;
import io.rostrum.server.auth.Role;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/// Somebody who writes.
///
/// @param author  `account:` or `device:` and its id, or `guest:` and a hash of what the guest's browser keeps
/// @param nick    name that is shown
/// @param looks   of a guest, what the name is compared by; else empty
/// @param role    of the account, or what a device counts as; empty for a guest
/// @param address as [#network] makes it
record Speaker(String author, String nick, String looks, Optional<Role> role, String address) {
    /// Who moderates a chat.
    static final Role MODERATES = Role.TEACHER;

    /// What a device counts as in its stream's room: the least that moderates.
    static final Role DEVICE = MODERATES;

    private static final String DEVICES = "device:";
    private static final int NETWORK_BYTES = 8;
    private static final int HASH_BYTES = 16;

    /// {@return somebody who is known by more than a name that was chosen for the chat; empty for others}
    ///
    /// @param address as [#network] makes it
    static Optional<Speaker> member(Caller caller, String address) {
        return switch (caller) {
            case Caller.Person person ->
                Optional.of(new Speaker(
                        "account:" + person.accountId(), person.name(), "", Optional.of(person.role()), address));
            // its user chose its name, which may be an account's: the shown one says that it is a device
            case Caller.Device device ->
                Optional.of(new Speaker(
                        DEVICES + device.deviceId(),
                        ChatText.clean(device.shownName()),
                        "",
                        Optional.of(DEVICE),
                        address));
            case Caller.Nobody _, Caller.Token _, Caller.Operator _ -> Optional.empty();
        };
    }

    /// @param ticket what the guest's browser keeps
    static Speaker guest(Nick nick, String ticket, String address) {
        return new Speaker("guest:" + hash(ticket), nick.shown(), nick.looks(), Optional.empty(), address);
    }

    boolean isGuest() {
        return role.isEmpty();
    }

    boolean isDevice() {
        return author.startsWith(DEVICES);
    }

    boolean moderates() {
        return role.filter(own -> own.isAtLeast(MODERATES)).isPresent();
    }

    /// {@return what counts as one address: of IPv6 a network of 64 bits, which a single line is given
    /// whole}
    static String network(InetAddress address) {
        byte[] bytes = address.getAddress();
        return bytes.length <= NETWORK_BYTES
                ? address.getHostAddress()
                : HexFormat.ofDelimiter(":").formatHex(Arrays.copyOf(bytes, NETWORK_BYTES)) + "::/64";
    }

    private static String hash(String ticket) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(ticket.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256: missing (expected: in every JDK)", e);
        }
    }
}
