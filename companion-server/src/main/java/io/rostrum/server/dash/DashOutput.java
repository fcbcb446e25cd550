package io.rostrum.server.dash;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.rostrum.server.hls.HlsOutput;
import io.rostrum.server.hls.Quality;
import io.rostrum.server.http.HttpException;
import io.rostrum.server.http.Reply;
import io.rostrum.server.http.Request;
import io.rostrum.server.http.Response;
import io.rostrum.server.http.Route;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/// DASH of every live stream that has HLS: `/live/{stream}/manifest.mpd` and what it leads to. Thread-safe.
public final class DashOutput {
    static final String VIDEO = "video";
    static final String AUDIO = "audio";

    private static final String MANIFEST_CACHE = "public, max-age=0, s-maxage=1";
    private static final String NOT_LIVE = "This stream is not live, or its first segment is not there yet.";
    private static final String NOT_THERE = "This part of the stream is no longer, or not yet, there.";

    private final HlsOutput hls;
    private final InstantSource wallClock;

    public DashOutput(HlsOutput hls, InstantSource wallClock) {
        this.hls = hls;
        this.wallClock = wallClock;
    }

    /// {@return the routes below `/live/{stream}/`}
    public List<Route> routes() {
        return List.of(
                Route.media("/live/{stream}/manifest.mpd", this::manifest),
                Route.media("/live/{stream}/{take}/{track}/{file}", this::file));
    }

    private Reply manifest(Request request) throws HttpException {
        List<Quality> qualities = hls.qualities(request.pathValue("stream"));
        if (qualities.isEmpty()) {
            throw new HttpException(HttpResponseStatus.NOT_FOUND, NOT_LIVE);
        }
        hls.seenOverDash(request.pathValue("stream"), request, 0);
        String text = new Manifest(qualities, wallClock.instant().truncatedTo(ChronoUnit.MILLIS)).render();
        return Response.text("application/dash+xml", text).header(HttpHeaderNames.CACHE_CONTROL, MANIFEST_CACHE);
    }

    private Reply file(Request request) throws HttpException {
        String track = request.pathValue("track");
        String file = request.pathValue("file");
        if (!track.equals(VIDEO) && !track.equals(AUDIO)) {
            throw new HttpException(HttpResponseStatus.NOT_FOUND, NOT_THERE);
        }
        OneTrack one = new OneTrack(track.equals(VIDEO) ? HlsOutput.VIDEO_TRACK : HlsOutput.AUDIO_TRACK);
        Optional<ByteBuf> all = hls.clearMedia(request.pathValue("stream"), request.pathValue("take"), file);
        Optional<ByteBuf> alone;
        try {
            alone = all.flatMap(bytes -> file.endsWith(".mp4") ? one.init(bytes) : one.segment(bytes));
        } finally {
            all.ifPresent(ByteBuf::release);
        }
        alone.ifPresent(bytes -> hls.seenOverDash(request.pathValue("stream"), request, bytes.readableBytes()));
        return Response.of(
                        HttpResponseStatus.OK,
                        track + "/mp4",
                        alone.orElseThrow(() -> new HttpException(HttpResponseStatus.NOT_FOUND, NOT_THERE)))
                .header(HttpHeaderNames.CACHE_CONTROL, HlsOutput.MEDIA_CACHE)
                .ranged();
    }
}
