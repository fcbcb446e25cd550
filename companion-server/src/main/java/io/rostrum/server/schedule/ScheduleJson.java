package io.rostrum.server.schedule;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import io.rostrum.server.schedule.Show.Change;
import io.rostrum.server.schedule.Show.Words;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The API's view of the schedule, as `openapi.yaml` describes it.
final class ScheduleJson {
    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

    private ScheduleJson() {}

    /// One date.
    ///
    /// @param date      its name in addresses, the time by the rule
    /// @param start     by UTC
    /// @param recurring whether its show has a rule
    record DateView(
            String show,
            String stream,
            String date,
            String title,
            String description,
            String start,
            String end,
            String zone,
            String status,
            String visibility,
            boolean recurring) {}

    record DateList(long serverTimeMillis, List<DateView> dates) {}

    record ChangeView(
            String date,
            String status,
            @Nullable String start,
            @Nullable Long minutes,
            @Nullable String title,
            @Nullable String description) {}

    record ShowView(
            String id,
            String stream,
            String title,
            String description,
            String start,
            long minutes,
            String zone,
            String rule,
            String visibility,
            List<ChangeView> exceptions,
            List<DateView> next) {}

    record ShowList(long serverTimeMillis, List<ShowView> shows, List<DateView> dates) {}

    static DateView date(Occurrence date) {
        return new DateView(
                date.show().id(),
                date.stream().value(),
                date.id(),
                date.words().title(),
                date.words().description(),
                date.start().toString(),
                date.end().toString(),
                date.show().zone().getId(),
                date.status().text(),
                date.show().visibility().text(),
                date.show().isRecurring());
    }

    static String dates(List<Occurrence> dates, Instant now) {
        return GSON.toJson(new DateList(
                now.toEpochMilli(), dates.stream().map(ScheduleJson::date).toList()));
    }

    /// {@return a show with its next dates}
    static ShowView show(Show show, List<Occurrence> next) {
        return new ShowView(
                show.id(),
                show.stream().value(),
                show.words().title(),
                show.words().description(),
                show.start().toString(),
                show.duration().toMinutes(),
                show.zone().getId(),
                show.rule().map(Recurrence::text).orElse(""),
                show.visibility().text(),
                show.changes().entrySet().stream().map(ScheduleJson::change).toList(),
                next.stream().map(ScheduleJson::date).toList());
    }

    private static ChangeView change(Map.Entry<LocalDateTime, Change> entry) {
        String date = entry.getKey().format(Show.DATE);
        return switch (entry.getValue()) {
            case Change.Removed _ -> new ChangeView(date, "removed", null, null, null, null);
            case Change.Cancelled _ -> new ChangeView(date, "cancelled", null, null, null, null);
            case Change.Moved(LocalDateTime start, Duration duration, Words words) ->
                new ChangeView(
                        date, "moved", start.toString(), duration.toMinutes(), words.title(), words.description());
        };
    }

    /// {@return what programs of owners are told of a date}
    static JsonObject told(Occurrence date) {
        JsonObject data = new JsonObject();
        data.addProperty("show", date.show().id());
        data.addProperty("date", date.id());
        data.addProperty("title", date.words().title());
        data.addProperty("startsAt", date.start().toString());
        data.addProperty("endsAt", date.end().toString());
        data.addProperty("page", "/watch/" + date.stream());
        return data;
    }

    static String json(Object view) {
        return GSON.toJson(view);
    }

    /// {@return the body as a `type`; empty where it is none}
    static <T> Optional<T> read(String json, Class<T> type) {
        try {
            return Optional.ofNullable(GSON.fromJson(json, type));
        } catch (JsonParseException e) {
            return Optional.empty();
        }
    }
}
