package io.rostrum.server.hook;

import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.rostrum.server.account.Devices;
import io.rostrum.server.auth.StreamName;
import io.rostrum.server.http.HttpException;
import io.rostrum.server.http.HttpHandler;
import io.rostrum.server.http.Later;
import io.rostrum.server.http.Reply;
import io.rostrum.server.http.Request;
import io.rostrum.server.http.Response;
import io.rostrum.server.http.Route;
import io.rostrum.server.http.Takeover;
import io.rostrum.server.playback.PlaybackGate;
import java.net.InetAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.LongSupplier;

/// Lets the callback decide who may have a stream's media over HTTP, its recordings and time shift
/// included.
///
/// HTTP-FLV asks at each connection and tells its end. What is fetched in pieces asks once a viewer and
/// stream: an answer counts for [CallbackConfig#remember()], for at most [#MAX_ANSWERS] viewers, those
/// that asked last. Viewers are told apart by address, program and playback token. Thread-safe.
public final class PlayGuard {
    static final int MAX_ANSWERS = 100_000;
    private static final String MEDIA = "/live/{stream}";
    private static final String FLV = MEDIA + ".flv";
    private static final String RECORDED = "/vod/{recording}";
    /// Looks itself at the token of a device, which publishes the stream and is no viewer of it.
    private static final String CHAT = MEDIA + "/chat";

    private final Gate gate;
    private final PlaybackGate playback;
    private final Executor executor;
    private final LongSupplier nanoTime;
    private final Duration remember;
    private final Function<String, Optional<StreamName>> recorded;
    private final Map<Viewer, Known> answers = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Viewer, Known> eldest) {
            return size() > MAX_ANSWERS;
        }
    };

    private record Viewer(StreamName stream, InetAddress address, String program, String token) {}

    private record Known(boolean may, long untilNanos) {}

    /// @param playback tells viewers' tokens
    /// @param executor virtual threads, which wait for answers
    /// @param nanoTime a monotonic clock
    /// @param remember how long an answer counts
    /// @param recorded tells by a recording's id which stream it is of; empty where there is none
    public PlayGuard(
            Gate gate,
            PlaybackGate playback,
            Executor executor,
            LongSupplier nanoTime,
            Duration remember,
            Function<String, Optional<StreamName>> recorded) {
        this.gate = gate;
        this.playback = playback;
        this.executor = executor;
        this.nanoTime = nanoTime;
        this.remember = remember;
        this.recorded = recorded;
    }

    /// {@return the same routes, those that give a stream's media guarded; the very same where nobody
    /// wants to be asked}
    public List<Route> guard(List<Route> routes) {
        return gate.asksPlayers() ? routes.stream().map(this::guard).toList() : routes;
    }

    private Route guard(Route route) {
        boolean live = route.pattern().startsWith(MEDIA);
        boolean vod = route.pattern().startsWith(RECORDED) && !route.pattern().equals(RECORDED); // which is a page
        if ((!live && !vod) || !route.method().equals(HttpMethod.GET)) {
            return route;
        }
        boolean once = route.pattern().equals(FLV);
        HttpHandler handler = request ->
                route.pattern().equals(CHAT) && Devices.token(request).isPresent()
                        ? route.handler().handle(request)
                        : decide(
                                route.handler(),
                                request,
                                live
                                        ? StreamName.parse(request.pathValue("stream"))
                                        : recorded.apply(request.pathValue("recording")),
                                once);
        return new Route(route.method(), route.pattern(), route.runsOn(), route.crossOrigin(), handler);
    }

    private Reply decide(HttpHandler handler, Request request, Optional<StreamName> stream, boolean once)
            throws Exception {
        if (stream.isEmpty()) {
            return handler.handle(request);
        }
        Viewer viewer = new Viewer(
                stream.get(), request.peer().getAddress(), request.program(), playback.viewer(stream.get(), request));
        if (!once) {
            Optional<Boolean> known = known(viewer);
            if (known.isPresent()) {
                return answer(known.get(), handler, request);
            }
        }
        CompletableFuture<Reply> later = new CompletableFuture<>();
        executor.execute(() -> {
            try {
                later.complete(asked(viewer, handler, request, once));
            } catch (HttpException e) {
                later.complete(Response.error(e.status(), e.words()));
            } catch (Exception e) {
                later.completeExceptionally(e);
            }
        });
        return new Later(later);
    }

    private Reply asked(Viewer viewer, HttpHandler handler, Request request, boolean once) throws Exception {
        Client who = new Client(
                Long.toHexString(ThreadLocalRandom.current().nextLong()),
                viewer.address(),
                "",
                RequestQuery.of(request));
        boolean may = gate.mayPlay(viewer.stream(), who);
        if (!once) {
            remember(viewer, may);
        }
        Reply reply = answer(may, handler, request);
        return once && reply instanceof Takeover takeover ? telling(takeover, viewer.stream(), who) : reply;
    }

    private Takeover telling(Takeover takeover, StreamName stream, Client who) {
        return new Takeover(takeover.head(), channel -> {
            channel.closeFuture().addListener(_ -> gate.stopped(stream, who));
            takeover.taker().accept(channel);
        });
    }

    private static Reply answer(boolean may, HttpHandler handler, Request request) throws Exception {
        return may
                ? handler.handle(request)
                : Response.error(HttpResponseStatus.FORBIDDEN, "The operator does not allow you to play this.");
    }

    private synchronized Optional<Boolean> known(Viewer viewer) {
        return Optional.ofNullable(answers.get(viewer))
                .filter(known -> known.untilNanos() - nanoTime.getAsLong() > 0)
                .map(Known::may);
    }

    private synchronized void remember(Viewer viewer, boolean may) {
        answers.put(viewer, new Known(may, nanoTime.getAsLong() + remember.toNanos()));
    }
}
