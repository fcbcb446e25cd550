package io.rostrum.push.hls;

import java.io.IOException;
import java.net.URI;

/// Addresses as playlists say them (§4.1), relative to their own.
final class Addresses {
    private Addresses() {}

    /// {@return where `reference` leads from `base`}
    ///
    /// @throws IOException if it is no address of HTTP (RFC 3986)
    static URI resolve(URI base, String reference) throws IOException {
        try {
            URI address = base.resolve(reference);
            if (address.getHost() != null && String.valueOf(address.getScheme()).startsWith("http")) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            // said below, as for any other that is none
        }
        throw new IOException(base + " leads to what is no address of the web: " + reference);
    }
}
