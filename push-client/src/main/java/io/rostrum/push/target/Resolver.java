package io.rostrum.push.target;

import java.io.IOException;
import java.net.InetAddress;

/// Looks up the addresses of a name whenever a connection to it is made, so whatever it refuses is never connected
/// to. May block. Thread-safe.
@FunctionalInterface
public interface Resolver {
    /// What the system says.
    Resolver SYSTEM = (host, _) -> InetAddress.getAllByName(host);

    /// @param port that is to be connected to
    /// @return one address or more, tried in turn
    /// @throws java.net.UnknownHostException if the name is not known
    /// @throws AddressRefusedException       if nothing is to be sent there
    InetAddress[] addresses(String host, int port) throws IOException;
}
