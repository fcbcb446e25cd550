package io.rostrum.server.http;

import java.io.IOException;
import java.util.Locale;

/// Why a port could not be opened, in a sentence for the operator, with what to do about it.
public final class ListenFailure extends IOException {
    private static final long serialVersionUID = 1L;

    /// @param what  the listener: `HTTP`, `RTMP`
    /// @param flag  chooses another port on the command line
    /// @param cause what the system said
    public ListenFailure(String what, String address, int port, String flag, Throwable cause) {
        super(what + " port " + port + " on " + address + " " + words(cause, flag), cause);
    }

    private static String words(Throwable cause, String flag) {
        String said = String.valueOf(cause.getMessage());
        String lower = said.toLowerCase(Locale.ROOT);
        if (lower.contains("in use")) {
            return "is in use by another program. Stop that, or choose another port with " + flag + ".";
        }
        if (lower.contains("permission denied")) {
            return "may not be opened by this user. Choose a port above 1023 with " + flag + ".";
        }
        if (lower.contains("cannot assign")) {
            return "cannot be opened: the address is none of this machine's. Choose another with --bind.";
        }
        return "cannot be opened: " + said + ".";
    }
}
