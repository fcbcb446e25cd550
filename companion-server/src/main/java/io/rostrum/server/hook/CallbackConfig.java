package io.rostrum.server.hook;

import io.rostrum.server.auth.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// `callbacks` in rostrum.yaml, where every key is explained.
///
/// @param style            how questions are put
/// @param urls             whom to ask or tell of what; an event without an address is not told
/// @param timeout          for one answer, from asking on
/// @param atOnce           questions under way; more wait, within the timeout
/// @param publishWhenDown  whether one may publish while nobody answers
/// @param playWhenDown     whether one may play while nobody answers
/// @param remember         how long an answer counts for a viewer who asks for many pieces
/// @param secret           signs what is asked and told; empty for none
/// @param keys             whether publishers need a stream key of this server besides
public record CallbackConfig(
        Style style,
        Map<Event, URI> urls,
        Duration timeout,
        int atOnce,
        boolean publishWhenDown,
        boolean playWhenDown,
        Duration remember,
        Optional<Secret> secret,
        boolean keys) {
    public static final CallbackConfig DEFAULT = new CallbackConfig(
            Style.SRS,
            Map.of(),
            Duration.ofSeconds(3),
            64,
            false,
            true,
            Duration.ofSeconds(60),
            Optional.empty(),
            true);

    /// How questions are put.
    public enum Style {
        /// A JSON object; 200 with `0` or `{"code": 0}` allows, as SRS has it.
        SRS,
        /// A form; 2xx allows, 3xx with a `Location` renames the stream, as nginx-rtmp has it.
        NGINX
    }

    /// What is asked or told.
    public enum Event {
        PUBLISH("on_publish", "publish"),
        UNPUBLISH("on_unpublish", "publish_done"),
        PLAY("on_play", "play"),
        STOP("on_stop", "play_done");

        private final String srs;
        private final String nginx;

        Event(String srs, String nginx) {
            this.srs = srs;
            this.nginx = nginx;
        }

        /// {@return SRS's `action`, which is the key in rostrum.yaml too}
        public String srs() {
            return srs;
        }

        /// {@return nginx-rtmp's `call`}
        String nginx() {
            return nginx;
        }
    }

    public CallbackConfig {
        urls = Map.copyOf(urls);
    }
}
