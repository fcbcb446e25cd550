package io.rostrum.server.playback;

import io.rostrum.server.auth.StreamName;

/// The rosters of classes, as far as the gate has to do with them: who belongs to the class that a
/// stream is of.
///
/// Asked for each request of a member, on event loops, so it must answer from memory. Whoever keeps a
/// roster calls [Playback#recheck()] when somebody has left it; without that call it takes effect
/// within two seconds. Thread-safe.
public interface Membership {
    /// {@return whether this server keeps rosters, so that a stream can be for a class}
    boolean isKept();

    /// {@return whether an account is on the roster of the class of a stream}
    boolean isMember(StreamName stream, String accountId);

    /// {@return of a server that keeps no rosters}
    static Membership none() {
        return new Membership() {
            @Override
            public boolean isKept() {
                return false;
            }

            @Override
            public boolean isMember(StreamName stream, String accountId) {
                return false;
            }
        };
    }
}
