package io.rostrum.server.flv;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.rostrum.server.auth.StreamName;
import io.rostrum.server.http.HttpException;
import io.rostrum.server.http.Reply;
import io.rostrum.server.http.Request;
import io.rostrum.server.http.Response;
import io.rostrum.server.http.Route;
import io.rostrum.server.http.Takeover;
import io.rostrum.server.http.WebSocketUpgrade;
import io.rostrum.server.live.LiveStream;
import io.rostrum.server.live.OnDemand;
import java.util.List;
import java.util.Optional;

/// `GET /live/{stream}.flv`, as a body without an end or, on upgrade, in the messages of a WebSocket: the file header
/// tells the tracks there are; metadata, sequence headers and the newest group of pictures come at once, then what is
/// live, with the stream's own continuous time. With `?only=audio` there are no pictures. The connection ends when the
/// stream does.
public final class FlvRoutes {
    /// Names the servers that a question has passed.
    private static final String VIA = "X-Rostrum-Via";

    private FlvRoutes() {}

    public static List<Route> routes(OnDemand streams) {
        return List.of(Route.media("/live/{stream}.flv", request -> watch(streams, request)));
    }

    private static Reply watch(OnDemand streams, Request request) throws HttpException {
        String via = request.header(VIA).orElse("");
        LiveStream stream = StreamName.parse(request.pathValue("stream"))
                .flatMap(name -> streams.find(name, via))
                .orElseThrow(() -> new HttpException(HttpResponseStatus.NOT_FOUND, "No such stream is live now."));
        boolean socket = WebSocketUpgrade.isAskedBy(request);
        FlvFraming framing = FlvFraming.of(socket, pictures(request));
        Response head = socket
                ? WebSocketUpgrade.accept(request)
                : Response.empty(HttpResponseStatus.OK)
                        .header(HttpHeaderNames.CONTENT_TYPE, "video/x-flv")
                        .header(HttpHeaderNames.CACHE_CONTROL, "no-store");
        return new Takeover(head, channel -> new FlvConnection(stream, channel, framing, request).start());
    }

    private static boolean pictures(Request request) throws HttpException {
        Optional<String> only = request.queryValue("only");
        if (only.isPresent() && !only.get().equals("audio")) {
            throw new HttpException(HttpResponseStatus.BAD_REQUEST, "only: not known (expected: audio).");
        }
        return only.isEmpty();
    }
}
