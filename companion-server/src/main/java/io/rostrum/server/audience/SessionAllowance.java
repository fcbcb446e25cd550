package io.rostrum.server.audience;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;

/// How many sessions of a broadcast are written down: who comes again and again under new names is counted while
/// watching, and fills no disk. Confined to one thread.
final class SessionAllowance {
    static final int MOST = 500_000;
    static final int MOST_OF_ADDRESS = 20_000;

    private final Map<InetAddress, Integer> byAddress = new HashMap<>();
    private int taken;

    /// {@return whether one more may be written down}
    boolean take(InetAddress address) {
        int before = byAddress.getOrDefault(address, 0);
        if (taken >= MOST || before >= MOST_OF_ADDRESS) {
            return false;
        }
        taken++;
        byAddress.put(address, before + 1);
        return true;
    }
}
