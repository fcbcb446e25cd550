package io.rostrum.studio.server;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Comparator;
import java.util.List;

/// The address at which other machines of the network reach this one.
public final class NetworkAddress {
    private NetworkAddress() {}

    /// {@return an address of version 4 of an interface that is up, one of a private network before others;
    /// loopback where there is none}
    public static InetAddress find() {
        try {
            return NetworkInterface.networkInterfaces()
                    .filter(NetworkAddress::usable)
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(Inet4Address.class::isInstance)
                    .filter(address -> !address.isLinkLocalAddress())
                    .min(Comparator.comparing((InetAddress address) -> !address.isSiteLocalAddress()))
                    .orElseGet(InetAddress::getLoopbackAddress);
        } catch (SocketException e) {
            return InetAddress.getLoopbackAddress();
        }
    }

    private static boolean usable(NetworkInterface network) {
        try {
            // bridges of containers and virtual machines lead to no phone
            boolean inner =
                    List.of("docker", "virbr", "veth", "br-", "vmnet").stream().anyMatch(network.getName()::startsWith);
            return network.isUp() && !network.isLoopback() && !network.isVirtual() && !inner;
        } catch (SocketException e) {
            return false;
        }
    }
}
