package io.rostrum.server.flv;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.rostrum.server.auth.KeyId;
import io.rostrum.server.auth.PublishAuthorizer;
import io.rostrum.server.auth.PublishAuthorizer.Decision;
import io.rostrum.server.auth.Secret;
import io.rostrum.server.auth.StreamName;
import io.rostrum.server.hook.Client;
import io.rostrum.server.hook.Gate;
import io.rostrum.server.hook.RequestQuery;
import io.rostrum.server.http.HttpException;
import io.rostrum.server.http.Reply;
import io.rostrum.server.http.Request;
import io.rostrum.server.http.Route;
import io.rostrum.server.http.Upload;
import io.rostrum.server.http.UploadHandler;
import io.rostrum.server.live.StreamRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntConsumer;

/// `POST /live/{stream}.flv`: publishes an FLV file that does not end. The stream key is `?key=` or the field
/// `Authorization: Bearer KEY`; where keys are not needed the stream's name takes its place.
public final class FlvIngest {
    private static final String BEARER = "Bearer ";

    private final StreamRegistry streams;
    private final Gate gate;
    private final Duration idleTimeout;
    private final int maxTagBytes;
    private final IntConsumer publishers;

    /// @param idleTimeout a publisher that has sent nothing for so long is lost
    /// @param maxTagBytes largest picture
    /// @param publishers  told +1 and -1
    public FlvIngest(StreamRegistry streams, Gate gate, Duration idleTimeout, int maxTagBytes, IntConsumer publishers) {
        this.streams = streams;
        this.gate = gate;
        this.idleTimeout = idleTimeout;
        this.maxTagBytes = maxTagBytes;
        this.publishers = publishers;
    }

    public List<Route> routes() {
        UploadHandler handler = this::publish;
        return List.of(new Route(HttpMethod.POST, "/live/{stream}.flv", Route.RunsOn.VIRTUAL_THREAD, false, handler));
    }

    private Reply publish(Request request) throws HttpException {
        String name = request.pathValue("stream");
        Secret key = new Secret(key(request).orElse(name));
        Client who = new Client(
                Long.toHexString(ThreadLocalRandom.current().nextLong()),
                request.peer().getAddress(),
                "",
                RequestQuery.of(request));
        return switch (gate.publish(key, who)) {
            case Decision.Denied(PublishAuthorizer.Reason reason, String why) ->
                throw new HttpException(
                        reason == PublishAuthorizer.Reason.TOO_MANY_FAILURES
                                ? HttpResponseStatus.TOO_MANY_REQUESTS
                                : HttpResponseStatus.FORBIDDEN,
                        why);
            case Decision.Allowed(StreamName allowed, Optional<KeyId> id) -> {
                if (id.isPresent() && !allowed.value().equals(name)) {
                    throw new HttpException(
                            HttpResponseStatus.FORBIDDEN, "The stream key belongs to another stream than the address.");
                }
                yield new Upload(channel -> {
                    var limits = new FlvPublisher.Limits(idleTimeout, maxTagBytes);
                    Runnable over = () -> gate.unpublished(allowed, who);
                    new FlvPublisher(channel, allowed, id, limits, publishers, over).start(streams);
                });
            }
        };
    }

    private static Optional<String> key(Request request) {
        return request.header(HttpHeaderNames.AUTHORIZATION)
                .filter(field -> field.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(field -> field.substring(BEARER.length()).strip())
                .or(() -> request.queryValue("key"));
    }
}
