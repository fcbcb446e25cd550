package io.rostrum.server.playback;

import io.netty.channel.Channel;
import io.rostrum.server.live.Expelled;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/// The connections that have no end of their own, each with what it was let in by, so that they can be
/// closed when that counts no more. Thread-safe.
final class Connections {
    /// Live or recorded media of a stream on its way to one viewer.
    ///
    /// @param token empty where anyone could watch
    record Held(String stream, Optional<PlaybackToken> token, InetAddress address, Channel channel) {}

    private final Set<Held> all = ConcurrentHashMap.newKeySet();

    /// Remembers one until it ends.
    void add(Held held) {
        all.add(held);
        held.channel().closeFuture().addListener(_ -> all.remove(held));
    }

    /// Closes those that may not stay.
    ///
    /// @return how many
    int sweep(Predicate<Held> mayStay, String why) {
        List<Held> leaving = all.stream().filter(held -> !mayStay.test(held)).toList();
        leaving.forEach(held -> {
            all.remove(held);
            close(held.channel(), why);
        });
        return leaving.size();
    }

    private static void close(Channel channel, String why) {
        channel.eventLoop().execute(() -> {
            channel.pipeline().fireUserEventTriggered(new Expelled(why));
            channel.close();
        });
    }

    /// {@return what a connection was let in by}
    Optional<PlaybackToken> tokenOf(Channel channel) {
        return all.stream()
                .filter(held -> held.channel().equals(channel))
                .findFirst()
                .flatMap(Held::token);
    }
}
