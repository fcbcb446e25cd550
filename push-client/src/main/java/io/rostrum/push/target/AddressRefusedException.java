package io.rostrum.push.target;

import java.io.IOException;

/// Nothing is to be sent to an address; the message says why, in a sentence without its full stop.
public final class AddressRefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    public AddressRefusedException(String why) {
        super(why);
    }
}
