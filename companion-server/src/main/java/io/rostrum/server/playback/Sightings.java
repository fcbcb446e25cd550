package io.rostrum.server.playback;

import io.rostrum.server.http.Request;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// By which tokens players that have no connection of their own were seen last, so that whoever ends
/// such a player ends its token, too. Remembers at most [#MOST], those seen last. Thread-safe.
final class Sightings {
    static final int MOST = 50_000;

    private final Map<String, Player> byToken = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Player> eldest) {
            return size() > MOST;
        }
    };

    private record Player(String stream, InetAddress address, String program, PlaybackToken token) {}

    synchronized void seen(String stream, PlaybackToken token, Request request) {
        byToken.put(token.id(), new Player(stream, request.peer().getAddress(), request.program(), token));
    }

    /// {@return what a player was seen with}
    synchronized List<PlaybackToken> of(String stream, InetAddress address, String program) {
        return byToken.values().stream()
                .filter(player -> player.stream().equals(stream)
                        && player.address().equals(address)
                        && player.program().equals(program))
                .map(Player::token)
                .toList();
    }
}
