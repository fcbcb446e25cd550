package io.rostrum.server.account;

import java.time.Duration;

/// How accounts are used.
///
/// @param sessionIdle      how long somebody who does nothing stays signed in
/// @param sessionLongest   how long anybody stays signed in
/// @param unclaimedNetwork whether other machines reach a server that nobody has claimed
public record AccountConfig(Duration sessionIdle, Duration sessionLongest, boolean unclaimedNetwork) {
    /// Three days, thirty days, no.
    public static final AccountConfig DEFAULT = new AccountConfig(Duration.ofDays(3), Duration.ofDays(30), false);
}
