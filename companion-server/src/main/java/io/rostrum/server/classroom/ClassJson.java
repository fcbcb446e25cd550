package io.rostrum.server.classroom;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.rostrum.server.auth.StreamName;
import io.rostrum.server.http.HttpException;
import io.rostrum.server.http.Request;
import io.rostrum.server.http.Response;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What goes over the wire, as `docs/CLASSES.md` and `openapi.yaml` describe it. Stateless.
final class ClassJson {
    /// Of the protocol; another one is another number.
    static final int VERSION = 1;

    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

    private ClassJson() {}

    // What pages are told

    /// The first that a page gets.
    record Welcome(String type, int version, long serverTimeMillis) {}

    record ClassView(
            String type,
            String stream,
            String title,
            @Nullable LessonNow lesson,
            boolean waitingRoom,
            int present,
            int hands) {}

    record LessonNow(String id, long startedAt) {}

    record You(
            String type,
            String standing,
            @Nullable String name,
            boolean leads,
            @Nullable Consent consent,
            TalkJson.@Nullable Mine mine) {}

    record Consent(long version, String text) {}

    record Roster(String type, List<MemberView> members) {}

    /// @param since  when the stay that goes on began
    /// @param millis of the stays of this lesson that have ended
    record MemberView(
            String id,
            String name,
            boolean guest,
            String standing,
            int devices,
            @Nullable Long since,
            long millis,
            @Nullable Long consentedAt,
            long addedAt) {}

    record Done(String type, @Nullable String ref) {}

    record Refused(String type, @Nullable String ref, String words) {}

    static OwnClass own(ClassRules rules, String title, Optional<ClassRoom> open) {
        return new OwnClass(
                rules.stream().value(),
                title,
                open.flatMap(ClassRoom::lesson).map(ClassJson::now).orElse(null),
                open.map(ClassRoom::present).orElse(0));
    }

    private static LessonNow now(Lesson lesson) {
        return new LessonNow(lesson.id(), lesson.startedAt().toEpochMilli());
    }

    static ClassView view(
            StreamName stream, String title, Optional<Lesson> lesson, boolean waitingRoom, int present, int hands) {
        return new ClassView(
                "class", stream.value(), title, lesson.map(ClassJson::now).orElse(null), waitingRoom, present, hands);
    }

    static MemberView view(Member member, Standing standing, int devices, Optional<Instant> since, long millis) {
        return new MemberView(
                member.id(),
                member.name(),
                member.isGuest(),
                standing.text(),
                devices,
                since.map(Instant::toEpochMilli).orElse(null),
                millis,
                member.consent().map(given -> given.at().toEpochMilli()).orElse(null),
                member.addedAt().toEpochMilli());
    }

    static TalkJson.HandsNow hands(List<Member> raised) {
        return new TalkJson.HandsNow(
                "hands",
                raised.stream()
                        .map(member -> new TalkJson.HandView(
                                member.id(),
                                member.name(),
                                member.hand().orElse(Instant.EPOCH).toEpochMilli()))
                        .toList());
    }

    // What pages send

    record Command(
            @Nullable String type,
            @Nullable String ref,
            @Nullable Long version,
            @Nullable Boolean up,
            @Nullable String text,
            @Nullable String question,
            @Nullable String poll,
            @Nullable List<@Nullable List<@Nullable Integer>> choices) {}

    static Optional<Command> command(String text) {
        try {
            return Optional.ofNullable(GSON.fromJson(text, Command.class)).filter(command -> command.type() != null);
        } catch (JsonParseException e) {
            return Optional.empty();
        }
    }

    // REST

    record ClassChange(
            @Nullable Boolean waitingRoom, @Nullable String consent) {}

    record NewMembers(@Nullable List<@Nullable String> names) {}

    record NewInvite(
            @Nullable String name,
            @Nullable Integer uses,
            @Nullable Integer days) {}

    record Decision(@Nullable Boolean admitted) {}

    record Join(@Nullable String code, @Nullable String name) {}

    record OwnClass(String stream, String title, @Nullable LessonNow lesson, int present) {}

    /// @param others streams whose class may be made
    record OwnClasses(List<OwnClass> classes, List<String> others) {}

    record OneClass(String stream, String title, boolean waitingRoom, String consent, long consentVersion) {}

    record Members(List<MemberView> members, List<String> candidates) {}

    record Count(int count) {}

    record InviteView(
            String id,
            @Nullable String name,
            int mostUses,
            int uses,
            String by,
            String since,
            String until,
            int reused,
            @Nullable String reusedAt,
            @Nullable String page) {}

    record Invites(List<InviteView> invites) {}

    record LessonView(String id, String startedAt, @Nullable String endedAt) {}

    record Lessons(List<LessonView> lessons) {}

    record LineView(
            String member,
            String name,
            @Nullable String joinedAt,
            @Nullable String leftAt,
            int joins,
            long millis,
            boolean present) {}

    record AttendanceView(LessonView lesson, List<LineView> lines) {}

    record Joined(String name) {}

    static InviteView view(Invite invite, @Nullable String page) {
        return new InviteView(
                invite.id(),
                invite.name().isEmpty() ? null : invite.name(),
                invite.mostUses(),
                invite.uses(),
                invite.madeBy(),
                invite.createdAt().toString(),
                invite.expiresAt().toString(),
                invite.reused(),
                invite.reusedAt().map(Instant::toString).orElse(null),
                page);
    }

    static LessonView view(Lesson lesson) {
        return new LessonView(
                lesson.id(),
                lesson.startedAt().toString(),
                lesson.endedAt().map(Instant::toString).orElse(null));
    }

    static LineView view(Attendance.Line line) {
        boolean came = line.joins() > 0;
        return new LineView(
                line.member(),
                line.name(),
                came ? line.joinedAt().toString() : null,
                came ? line.leftAt().toString() : null,
                line.joins(),
                line.millis(),
                line.present());
    }

    static byte[] bytes(Object view) {
        return GSON.toJson(view).getBytes(StandardCharsets.UTF_8);
    }

    static String text(Object view) {
        return GSON.toJson(view);
    }

    static Response json(Object view) {
        return Response.json(GSON.toJson(view));
    }

    static Response created(Object view) {
        return Response.of(HttpResponseStatus.CREATED, "application/json", Unpooled.wrappedBuffer(bytes(view)))
                .header(HttpHeaderNames.CACHE_CONTROL, "no-store");
    }

    static <T> T parse(String text, Class<T> type) {
        return GSON.fromJson(text, type);
    }

    /// {@return the body as a `type`}
    ///
    /// @throws HttpException 415 where it is not sent as JSON, which forms of other sites cannot be; 400
    /// if it is none
    static <T> T read(Request request, Class<T> type) throws HttpException {
        String contentType =
                request.header(HttpHeaderNames.CONTENT_TYPE).orElse("").toLowerCase(Locale.ROOT);
        if (!contentType.startsWith("application/json")) {
            throw new HttpException(
                    HttpResponseStatus.UNSUPPORTED_MEDIA_TYPE,
                    "Content-Type is not application/json, as it should be.");
        }
        try {
            T read = GSON.fromJson(StandardCharsets.UTF_8.decode(request.body()).toString(), type);
            if (read != null) {
                return read;
            }
        } catch (JsonParseException e) {
            throw bad("The body is not the JSON that this address takes; /api/openapi.yaml describes it.");
        }
        throw bad("There is no body (expected: JSON; /api/openapi.yaml describes it).");
    }

    static HttpException bad(String words) {
        return new HttpException(HttpResponseStatus.BAD_REQUEST, words);
    }
}
