package io.rostrum.server.vod;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.rostrum.push.fmp4.Movie;
import io.rostrum.push.fmp4.MovieReader;
import io.rostrum.server.auth.StreamName;
import io.rostrum.server.http.HttpException;
import io.rostrum.server.http.Reply;
import io.rostrum.server.http.Request;
import io.rostrum.server.http.Response;
import io.rostrum.server.http.Route;
import io.rostrum.server.http.Takeover;
import io.rostrum.server.record.Container;
import io.rostrum.server.record.Recording;
import io.rostrum.server.record.Recordings;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;

/// `/vod/{recording}.mp4`, `.flv` and `/index.m3u8`, and the lists of recordings at `/api/v1/recordings`
/// and, of all with the room they take, `/api/v1/operator/recordings`. Thread-safe.
public final class VodRoutes {
    private static final String NOT_THERE = "There is no such recording.";
    private static final int MAX_KNOWN = 64;
    /// Longer playlists are made anew each time: those of half a day.
    private static final int MAX_KEPT_LETTERS = 256 << 10;
    /// Files that are looked through at once; each may take a second.
    private static final int READERS = 2;

    private final Recordings recordings;
    private final Predicate<StreamName> isListed;
    private final Semaphore readers = new Semaphore(READERS);
    private final Map<String, Contents> contents = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Contents> eldest) {
            return size() > MAX_KNOWN;
        }
    };
    private final Map<String, Known> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
            return size() > MAX_KNOWN;
        }
    };

    /// A playlist made before, and the size of the file it was made of.
    private record Known(long bytes, boolean finished, String playlist) {}

    /// What is in a file, shared by all who are given it now, for of a long one that is much; and its size then.
    private record Contents(long bytes, boolean finished, WeakReference<Movie> movie) {}

    /// @param isListed whether recordings of a stream may be in lists that nobody asked by its name for
    public VodRoutes(Recordings recordings, Predicate<StreamName> isListed) {
        this.recordings = recordings;
        this.isListed = isListed;
    }

    public List<Route> routes() {
        return List.of(
                Route.media("/vod/{recording}.mp4", this::mp4).blocking(),
                Route.media("/vod/{recording}.flv", this::flv).blocking(),
                Route.media("/vod/{recording}.ts", this::ts).blocking(),
                Route.media("/vod/{recording}/index.m3u8", this::hls).blocking(),
                Route.get("/api/v1/recordings", this::list).blocking(),
                Route.get("/api/v1/recordings/{recording}", this::one),
                Route.get("/api/v1/operator/recordings", _ -> stock()).blocking());
    }

    private Recording find(Request request) throws HttpException {
        return Optional.of(request.pathValue("recording"))
                .filter(Recording::isId)
                .flatMap(recordings::find)
                .orElseThrow(() -> new HttpException(HttpResponseStatus.NOT_FOUND, NOT_THERE));
    }

    private Recording find(Request request, Container container) throws HttpException {
        Recording recording = find(request);
        if (recording.container() != container) {
            throw new HttpException(
                    HttpResponseStatus.NOT_FOUND,
                    "This was recorded as " + recording.container() + ": ask for ."
                            + recording.container().extension() + ".");
        }
        return recording;
    }

    private Reply mp4(Request request) throws HttpException, IOException {
        return file(request, find(request, Container.MP4));
    }

    private Reply ts(Request request) throws HttpException, IOException {
        return file(request, find(request, Container.TS));
    }

    private Reply file(Request request, Recording recording) throws HttpException, IOException {
        try {
            Path path = recordings.file(recording);
            String type = recording.container().mediaType();
            return recording.isFinished()
                    ? FileBody.reply(request, path, type, recording.id())
                    : FileBody.growing(request, path, type);
        } catch (NoSuchFileException e) {
            throw new HttpException(HttpResponseStatus.NOT_FOUND, NOT_THERE);
        }
    }

    private Reply flv(Request request) throws HttpException, IOException, InterruptedException {
        Recording recording = find(request);
        if (recording.container() == Container.FLV) {
            return file(request, recording);
        }
        find(request, Container.MP4);
        FlvRemux remux = new FlvRemux(recordings.file(recording), movie(recording));
        Response head = Response.empty(HttpResponseStatus.OK)
                .header(HttpHeaderNames.CONTENT_TYPE, Container.FLV.mediaType())
                .header(HttpHeaderNames.CACHE_CONTROL, "no-cache");
        return new Takeover(head, channel -> BodySender.send(remux, channel));
    }

    private Movie movie(Recording recording) throws HttpException, IOException, InterruptedException {
        Optional<Movie> known = knownMovie(recording);
        if (known.isPresent()) {
            return known.get();
        }
        readers.acquire();
        try {
            Optional<Movie> meanwhile = knownMovie(recording);
            return meanwhile.isPresent() ? meanwhile.get() : read(recording);
        } finally {
            readers.release();
        }
    }

    private Optional<Movie> knownMovie(Recording recording) {
        synchronized (contents) {
            return Optional.ofNullable(contents.get(recording.id()))
                    .filter(one -> one.bytes() == recording.bytes() && one.finished() == recording.isFinished())
                    .flatMap(one -> Optional.ofNullable(one.movie().get()));
        }
    }

    private Movie read(Recording recording) throws HttpException, IOException {
        try (FileChannel file = open(recording)) {
            Movie movie = MovieReader.read(file, false);
            synchronized (contents) {
                contents.put(
                        recording.id(),
                        new Contents(recording.bytes(), recording.isFinished(), new WeakReference<>(movie)));
            }
            return movie;
        }
    }

    private FileChannel open(Recording recording) throws HttpException, IOException {
        try {
            return FileChannel.open(recordings.file(recording));
        } catch (NoSuchFileException e) {
            throw new HttpException(HttpResponseStatus.NOT_FOUND, NOT_THERE);
        }
    }

    private Reply hls(Request request) throws HttpException, IOException, InterruptedException {
        Recording recording = find(request, Container.MP4);
        return Response.text("application/vnd.apple.mpegurl", playlist(recording))
                .header(HttpHeaderNames.CACHE_CONTROL, "no-cache");
    }

    private String playlist(Recording recording) throws HttpException, IOException, InterruptedException {
        synchronized (known) {
            Known made = known.get(recording.id());
            if (made != null && made.bytes() == recording.bytes() && made.finished() == recording.isFinished()) {
                return made.playlist();
            }
        }
        String text = VodPlaylist.render(movie(recording), "../" + recording.id() + ".mp4", recording.isFinished());
        if (text.length() <= MAX_KEPT_LETTERS) {
            synchronized (known) {
                known.put(recording.id(), new Known(recording.bytes(), recording.isFinished(), text));
            }
        }
        return text;
    }

    private Response list(Request request) {
        Optional<String> stream = request.queryValue("stream");
        Map<String, Boolean> listed = new HashMap<>();
        return Response.json(RecordingJson.list(recordings.list().stream()
                .filter(recording -> stream.isPresent()
                        ? recording.stream().equals(stream.get())
                        : listed.computeIfAbsent(
                                recording.stream(),
                                name -> StreamName.parse(name).filter(isListed).isPresent()))
                .toList()));
    }

    private Response stock() throws IOException {
        return Response.json(RecordingJson.stock(recordings.list(), recordings.space()));
    }

    private Response one(Request request) throws HttpException {
        return Response.json(RecordingJson.one(find(request)));
    }
}
