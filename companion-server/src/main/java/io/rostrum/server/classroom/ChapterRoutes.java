package io.rostrum.server.classroom;

import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.rostrum.server.auth.StreamName;
import io.rostrum.server.chat.ChatText;
import io.rostrum.server.data.DatabaseException;
import io.rostrum.server.http.HttpException;
import io.rostrum.server.http.Reply;
import io.rostrum.server.http.Request;
import io.rostrum.server.http.Route;
import io.rostrum.server.live.LiveStream;
import io.rostrum.server.live.StreamRegistry;
import io.rostrum.server.record.Recording;
import io.rostrum.server.record.Recordings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `POST /api/v1/streams/{stream}/chapters`: a chapter of what is being recorded begins now, such as the
/// next page of the slides. On virtual threads.
public final class ChapterRoutes {
    private final Classes classes;
    private final StreamRegistry streams;
    private final Recordings recordings;

    /// @param classes knows who leads what a stream shows
    public ChapterRoutes(Classes classes, StreamRegistry streams, Recordings recordings) {
        this.classes = classes;
        this.streams = streams;
        this.recordings = recordings;
    }

    public List<Route> routes() {
        return List.of(ClassRoutes.route(HttpMethod.POST, "/api/v1/streams/{stream}/chapters", this::mark));
    }

    private record NewChapter(@Nullable String title) {}

    private Reply mark(Request request) throws HttpException, DatabaseException {
        StreamName name = ClassRoutes.name(request);
        String wanted = ClassJson.read(request, NewChapter.class).title();
        String title = ChatText.clean(wanted == null ? "" : wanted);
        if (title.isEmpty() || title.codePointCount(0, title.length()) > Recording.Chapter.MAX_TITLE) {
            throw ClassJson.bad(
                    "title: none, or too long (expected: 1 to " + Recording.Chapter.MAX_TITLE + " letters).");
        }
        classes.channels().load();
        if (!classes.mayMake(request.caller(), name)) {
            throw new HttpException(HttpResponseStatus.FORBIDDEN, "Somebody else's channel this is.");
        }
        LiveStream stream = streams.find(name)
                .orElseThrow(() -> new HttpException(HttpResponseStatus.NOT_FOUND, "This stream is not live."));
        if (!recordings.mark(stream, title)) {
            throw new HttpException(HttpResponseStatus.CONFLICT, "This stream is not being recorded.");
        }
        return ClassRoutes.done();
    }
}
