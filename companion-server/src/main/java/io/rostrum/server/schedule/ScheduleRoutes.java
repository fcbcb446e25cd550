package io.rostrum.server.schedule;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.rostrum.server.account.AuditLog.Actor;
import io.rostrum.server.auth.Caller;
import io.rostrum.server.auth.StreamName;
import io.rostrum.server.channel.Channels;
import io.rostrum.server.data.DatabaseException;
import io.rostrum.server.http.HttpException;
import io.rostrum.server.http.HttpHandler;
import io.rostrum.server.http.Request;
import io.rostrum.server.http.Response;
import io.rostrum.server.http.Route;
import io.rostrum.server.schedule.Schedule.Outcome;
import io.rostrum.server.schedule.Show.Visibility;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.zip.CRC32C;

/// `/api/v1/schedule`, `/api/v1/channels/{stream}/schedule` and `/shows…`, `/api/v1/account/shows`, and the calendars
/// `/calendar.ics` and `/calendar/…`. Thread-safe.
///
/// A show has an entity tag; who changes it says in `If-Match` which one was read (RFC 9110 §13.1.1).
public final class ScheduleRoutes {
    private static final String SHOWS = "/api/v1/channels/{stream}/shows";
    private static final String SHOW = SHOWS + "/{show}";
    private static final String DATE = SHOW + "/dates/{date}";
    private static final int MOST_LISTED = 100;
    private static final int MOST_OF_A_CHANNEL = 20;
    private static final int NEXT_OF_A_SHOW = 8;

    private final Schedule schedule;
    private final Channels channels;
    private final Function<Request, Optional<String>> origin;
    private final Clock clock;

    /// @param origin what stands before the paths of addresses that others can follow, as far as a request says it
    public ScheduleRoutes(
            Schedule schedule, Channels channels, Function<Request, Optional<String>> origin, Clock clock) {
        this.schedule = schedule;
        this.channels = channels;
        this.origin = origin;
        this.clock = clock;
    }

    public List<Route> routes() {
        return List.of(
                route(HttpMethod.GET, "/api/v1/schedule", _ -> all()),
                route(HttpMethod.GET, "/api/v1/channels/{stream}/schedule", this::ofChannel),
                route(HttpMethod.GET, "/api/v1/account/shows", this::own),
                route(HttpMethod.GET, SHOWS, this::shows),
                route(HttpMethod.POST, SHOWS, this::add),
                route(HttpMethod.GET, SHOW, request -> shown(HttpResponseStatus.OK, find(request))),
                route(HttpMethod.PUT, SHOW, this::replace),
                route(HttpMethod.DELETE, SHOW, this::remove),
                route(HttpMethod.PUT, DATE, this::changeDate),
                route(HttpMethod.DELETE, DATE, this::restoreDate),
                route(HttpMethod.GET, "/calendar.ics", this::calendar),
                route(HttpMethod.GET, "/calendar/{stream}.ics", this::calendarOfChannel),
                route(HttpMethod.GET, "/calendar/{stream}/{show}.ics", this::invitation));
    }

    private interface Handler {
        Response handle(Request request) throws HttpException, DatabaseException;
    }

    private Route route(HttpMethod method, String path, Handler handler) {
        HttpHandler answer = request -> {
            try {
                channels.load();
                schedule.load();
                return handler.handle(request);
            } catch (DatabaseException e) {
                throw new HttpException(HttpResponseStatus.SERVICE_UNAVAILABLE, String.valueOf(e.getMessage()));
            }
        };
        return new Route(method, path, Route.RunsOn.VIRTUAL_THREAD, false, answer);
    }

    // What everybody may read

    private boolean isListed(Show show) {
        return show.visibility() == Visibility.PUBLIC && channels.isListed(show.stream());
    }

    private static boolean isOpen(Show show) {
        return show.visibility() != Visibility.PRIVATE;
    }

    private Response all() {
        return Response.json(ScheduleJson.dates(schedule.next(this::isListed, MOST_LISTED), clock.instant()));
    }

    private Response ofChannel(Request request) throws HttpException {
        StreamName stream = stream(request);
        return Response.json(ScheduleJson.dates(
                schedule.next(show -> isOpen(show) && show.stream().equals(stream), MOST_OF_A_CHANNEL),
                clock.instant()));
    }

    private Response calendar(Request request) {
        return ics(
                "rostrum.ics", ICalendar.of("Rostrum", schedule.shows(this::isListed), page(request), clock.instant()));
    }

    private Response calendarOfChannel(Request request) throws HttpException {
        StreamName stream = stream(request);
        return ics(
                stream + ".ics",
                ICalendar.of(
                        channels.of(stream).shownTitle(),
                        schedule.shows(show -> isOpen(show) && show.stream().equals(stream)),
                        page(request),
                        clock.instant()));
    }

    /// The whole show, or the date of it that `?date=` names.
    private Response invitation(Request request) throws HttpException {
        Show show = schedule.find(stream(request), request.pathValue("show"))
                .filter(ScheduleRoutes::isOpen)
                .orElseThrow(ScheduleRoutes::missing);
        Optional<String> date = request.queryValue("date");
        String file = show.stream() + "-" + date.orElse("show") + ".ics";
        if (date.isEmpty()) {
            return ics(file, ICalendar.of(show.words().title(), List.of(show), page(request), clock.instant()));
        }
        Occurrence occurrence = show.occurrence(time(date.get())).orElseThrow(ScheduleRoutes::missing);
        return ics(file, ICalendar.of(occurrence, page(request), clock.instant()));
    }

    private Function<Show, Optional<String>> page(Request request) {
        Optional<String> site = origin.apply(request);
        return show -> site.map(before -> before + "/watch/" + show.stream());
    }

    private static Response ics(String file, String calendar) {
        CRC32C sum = new CRC32C();
        sum.update(calendar.getBytes(StandardCharsets.UTF_8));
        return Response.text(ICalendar.MEDIA_TYPE, calendar)
                .header(HttpHeaderNames.CACHE_CONTROL, "no-cache")
                .header(HttpHeaderNames.CONTENT_DISPOSITION, "inline; filename=\"" + file + "\"")
                .header(
                        HttpHeaderNames.ETAG,
                        "\"" + calendar.length() + "-" + HexFormat.of().toHexDigits((int) sum.getValue()) + "\"");
    }

    // What the people of a channel may

    private Response own(Request request) {
        List<ScheduleJson.ShowView> shows = new ArrayList<>();
        for (Show show : schedule.shows(one -> channels.mayEdit(request.caller(), one.stream()))) {
            shows.add(view(show));
        }
        return Response.json(ScheduleJson.json(new ScheduleJson.ShowList(clock.millis(), shows, List.of())));
    }

    private ScheduleJson.ShowView view(Show show) {
        return ScheduleJson.show(
                show, show.occurrences(clock.instant(), clock.instant().plus(Schedule.AHEAD), NEXT_OF_A_SHOW));
    }

    private Response shows(Request request) throws HttpException {
        StreamName stream = editable(request);
        return Response.json(ScheduleJson.json(new ScheduleJson.ShowList(
                clock.millis(),
                schedule.of(stream).stream().map(this::view).toList(),
                schedule.next(show -> show.stream().equals(stream), MOST_OF_A_CHANNEL).stream()
                        .map(ScheduleJson::date)
                        .toList())));
    }

    private Show find(Request request) throws HttpException {
        return schedule.find(editable(request), request.pathValue("show")).orElseThrow(ScheduleRoutes::missing);
    }

    private Response add(Request request) throws HttpException, DatabaseException {
        StreamName stream = editable(request);
        return answer(
                HttpResponseStatus.CREATED,
                schedule.add(stream, read(request, ShowRules.Wanted.class), actor(request)));
    }

    private Response replace(Request request) throws HttpException, DatabaseException {
        StreamName stream = editable(request);
        ShowRules.Wanted wanted = read(request, ShowRules.Wanted.class);
        return answer(
                HttpResponseStatus.OK,
                schedule.replace(stream, request.pathValue("show"), version(request), wanted, actor(request)));
    }

    private Response remove(Request request) throws HttpException, DatabaseException {
        Outcome outcome =
                schedule.remove(editable(request), request.pathValue("show"), version(request), actor(request));
        return outcome instanceof Outcome.Done
                ? Response.empty(HttpResponseStatus.NO_CONTENT).header(HttpHeaderNames.CACHE_CONTROL, "no-store")
                : answer(HttpResponseStatus.OK, outcome);
    }

    private Response changeDate(Request request) throws HttpException, DatabaseException {
        StreamName stream = editable(request);
        ShowRules.WantedDate wanted = read(request, ShowRules.WantedDate.class);
        return answer(
                HttpResponseStatus.OK,
                schedule.changeDate(
                        stream,
                        request.pathValue("show"),
                        time(request.pathValue("date")),
                        version(request),
                        wanted,
                        actor(request)));
    }

    private Response restoreDate(Request request) throws HttpException, DatabaseException {
        return answer(
                HttpResponseStatus.OK,
                schedule.restoreDate(
                        editable(request),
                        request.pathValue("show"),
                        time(request.pathValue("date")),
                        version(request),
                        actor(request)));
    }

    private Response answer(HttpResponseStatus good, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done(Show after) -> shown(good, after);
            case Outcome.Stale _ ->
                Response.error(
                        HttpResponseStatus.PRECONDITION_FAILED,
                        "Somebody else has changed this show meanwhile; load it again.");
            case Outcome.Unsure _ ->
                Response.error(HttpResponseStatus.PRECONDITION_REQUIRED, "Say in If-Match which ETag you have read.");
            case Outcome.Missing _ ->
                Response.error(HttpResponseStatus.NOT_FOUND, "There is no such show, or no such date of it.");
            case Outcome.Full(String words) -> Response.error(HttpResponseStatus.CONFLICT, words);
            case Outcome.Bad(List<String> objections) ->
                Response.error(HttpResponseStatus.BAD_REQUEST, String.join("\n", objections));
        };
    }

    private Response shown(HttpResponseStatus status, Show show) {
        return Response.of(
                        status,
                        "application/json",
                        Unpooled.copiedBuffer(ScheduleJson.json(view(show)), StandardCharsets.UTF_8))
                .header(HttpHeaderNames.CACHE_CONTROL, "no-cache")
                .header(HttpHeaderNames.ETAG, "\"" + show.version() + "\"");
    }

    private static HttpException missing() {
        return new HttpException(HttpResponseStatus.NOT_FOUND, "There is no such show, or no such date of it.");
    }

    private static StreamName stream(Request request) throws HttpException {
        return StreamName.parse(request.pathValue("stream"))
                .orElseThrow(() -> new HttpException(
                        HttpResponseStatus.NOT_FOUND, "This is no name of a stream: " + StreamName.GRAMMAR + "."));
    }

    /// {@return the channel, where the caller may change what is planned on it; a device may read what is on its own}
    private StreamName editable(Request request) throws HttpException {
        StreamName stream = stream(request);
        boolean reads = request.method().equals(HttpMethod.GET) && request.caller() instanceof Caller.Device;
        if (!reads && !channels.mayEdit(request.caller(), stream)) {
            throw new HttpException(
                    HttpResponseStatus.FORBIDDEN,
                    "What is planned on a channel is for whose it is, and for moderators and owners of the server.");
        }
        return stream;
    }

    private static LocalDateTime time(String date) throws HttpException {
        try {
            return LocalDateTime.parse(date, Show.DATE);
        } catch (DateTimeException e) {
            throw new HttpException(
                    HttpResponseStatus.NOT_FOUND,
                    "This is no date of a show (expected: its time by the rule, such as 20261123T180000).");
        }
    }

    private static Optional<Long> version(Request request) throws HttpException {
        Optional<String> tag = request.header(HttpHeaderNames.IF_MATCH).map(String::strip);
        if (tag.filter(text -> !text.matches("\"[0-9]{1,18}\"")).isPresent()) {
            throw bad("If-Match: not known (expected: the ETag of this show).");
        }
        return tag.map(text -> Long.parseLong(text.substring(1, text.length() - 1)));
    }

    private static Actor actor(Request request) {
        return Actor.of(request.caller(), request.peer().getAddress().getHostAddress());
    }

    /// {@return the body as a `type`}
    ///
    /// @throws HttpException 415 where it is not sent as JSON, which forms of other sites cannot be; 400
    /// if it is none
    private static <T> T read(Request request, Class<T> type) throws HttpException {
        if (!request.header(HttpHeaderNames.CONTENT_TYPE)
                .orElse("")
                .toLowerCase(Locale.ROOT)
                .startsWith("application/json")) {
            throw new HttpException(
                    HttpResponseStatus.UNSUPPORTED_MEDIA_TYPE,
                    "Content-Type is not application/json, as it should be.");
        }
        return ScheduleJson.read(StandardCharsets.UTF_8.decode(request.body()).toString(), type)
                .orElseThrow(
                        () -> bad("The body is not the JSON that this address takes; /api/openapi.yaml describes it."));
    }

    private static HttpException bad(String words) {
        return new HttpException(HttpResponseStatus.BAD_REQUEST, words);
    }
}
