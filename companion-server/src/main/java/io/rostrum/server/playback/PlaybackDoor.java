package io.rostrum.server.playback;

import io.netty.channel.Channel;
import io.rostrum.server.auth.StreamName;
import io.rostrum.server.playback.PlaybackGate.Verdict;
import java.net.InetAddress;
import java.util.Optional;

/// Where publishers come in, and players that speak another protocol than HTTP. Answers from memory;
/// thread-safe.
public interface PlaybackDoor {
    /// {@return what is decided about a player}
    ///
    /// @param query what stands behind the stream's name, without `?`
    Verdict decide(StreamName stream, String query, InetAddress address);

    /// {@return why a stream may not be published from an address, in words; empty if it may}
    Optional<String> publishObjection(StreamName stream, InetAddress address);

    /// A player begins, and ends when what it was let in by counts no more.
    ///
    /// @param verdict what it was let in by
    void playing(StreamName stream, Verdict verdict, InetAddress address, Channel channel);

    /// {@return one that stands open}
    static PlaybackDoor open() {
        return new PlaybackDoor() {
            @Override
            public Verdict decide(StreamName stream, String query, InetAddress address) {
                return new Verdict.Open();
            }

            @Override
            public Optional<String> publishObjection(StreamName stream, InetAddress address) {
                return Optional.empty();
            }

            @Override
            public void playing(StreamName stream, Verdict verdict, InetAddress address, Channel channel) {}
        };
    }
}
