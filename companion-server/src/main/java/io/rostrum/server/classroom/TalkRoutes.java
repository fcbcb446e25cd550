package io.rostrum.server.classroom;

import io.netty.handler.codec.http.HttpMethod;
import io.rostrum.server.account.Answer;
import io.rostrum.server.account.Answer.Given;
import io.rostrum.server.account.Answer.Why;
import io.rostrum.server.data.DatabaseException;
import io.rostrum.server.http.HttpException;
import io.rostrum.server.http.Reply;
import io.rostrum.server.http.Request;
import io.rostrum.server.http.Response;
import io.rostrum.server.http.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What those who lead a class ask about hands, questions and polls at `/api/v1/classes/{stream}/…`. On
/// virtual threads.
final class TalkRoutes {
    private static final String ONE = "/api/v1/classes/{stream}";
    private static final int MOST_SHOWN = 100;

    private final Classes classes;

    TalkRoutes(Classes classes) {
        this.classes = classes;
    }

    List<Route> routes() {
        return List.of(
                ClassRoutes.route(
                        HttpMethod.DELETE,
                        ONE + "/hands",
                        r -> lead(r, room -> room.lower(Optional.empty()), _ -> ClassRoutes.done())),
                ClassRoutes.route(
                        HttpMethod.DELETE,
                        ONE + "/hands/{member}",
                        r -> lead(r, room -> room.lower(Optional.of(r.pathValue("member"))), _ -> ClassRoutes.done())),
                ClassRoutes.route(HttpMethod.PATCH, ONE + "/questions/{question}", this::mark),
                ClassRoutes.route(HttpMethod.GET, ONE + "/lessons/{lesson}/questions.csv", this::questions),
                ClassRoutes.route(HttpMethod.GET, ONE + "/polls", this::polls),
                ClassRoutes.route(HttpMethod.POST, ONE + "/polls", this::add),
                ClassRoutes.route(
                        HttpMethod.GET,
                        ONE + "/polls/{poll}",
                        r -> results(r, (poll, choices) -> ClassJson.json(TalkJson.results(poll, choices)))),
                ClassRoutes.route(
                        HttpMethod.GET,
                        ONE + "/polls/{poll}/results.csv",
                        r -> results(
                                r,
                                (poll, choices) -> csv(poll, choices)
                                        .response(r.pathValue("stream") + "-"
                                                + poll.kind().text() + "-"
                                                + poll.createdAt().toString().substring(0, 10)))),
                ClassRoutes.route(HttpMethod.PATCH, ONE + "/polls/{poll}", this::change),
                ClassRoutes.route(HttpMethod.DELETE, ONE + "/polls/{poll}", this::remove));
    }

    private <T> Response lead(Request request, Classes.InRoom<T> work, Function<T, Response> good)
            throws HttpException, DatabaseException {
        classes.channels().load();
        return ClassRoutes.reply(classes.lead(ClassRoutes.name(request), request.caller(), work), good);
    }

    private Reply mark(Request request) throws HttpException, DatabaseException {
        String wanted = ClassJson.read(request, TalkJson.QuestionChange.class).state();
        Question.State state = Question.State.of(wanted == null ? "" : wanted)
                .orElseThrow(() -> ClassJson.bad("state: not known (expected: open, answered or dismissed)."));
        return lead(
                request,
                room -> room.talking(talk -> talk.mark(request.pathValue("question"), state)),
                _ -> ClassRoutes.done());
    }

    private Reply questions(Request request) throws HttpException, DatabaseException {
        return lead(
                request,
                room -> {
                    Optional<Lesson> lesson = classes.store().lesson(room.name(), request.pathValue("lesson"));
                    return lesson.isEmpty()
                            ? Answer.refused(Why.MISSING, "There is no such lesson.")
                            : new Given<>(classes.talk().questions(lesson.get().id()));
                },
                questions -> {
                    ClassCsv csv = new ClassCsv(List.of("asked", "name", "question", "votes", "state"));
                    questions.forEach(question -> csv.add(List.of(
                            question.askedAt().toString(),
                            question.name(),
                            question.text(),
                            question.voters().size(),
                            question.state().text())));
                    return csv.response(request.pathValue("stream") + "-questions");
                });
    }

    private Reply polls(Request request) throws HttpException, DatabaseException {
        return lead(
                request,
                room -> {
                    List<TalkJson.PollView> views = new ArrayList<>();
                    for (Poll poll : classes.talk().polls(room.name(), MOST_SHOWN)) {
                        views.add(TalkJson.view(poll, classes.talk().choices(poll.id()), /* leads= */ true));
                    }
                    return new Given<>(new TalkJson.PollList(views));
                },
                ClassJson::json);
    }

    private Reply add(Request request) throws HttpException, DatabaseException {
        Polls.Wanted wanted = ClassJson.read(request, Polls.Wanted.class);
        return lead(
                request,
                room -> room.talking(
                        talk -> talk.polls().add(wanted, classes.clock().instant())),
                poll -> ClassJson.created(TalkJson.view(poll, List.of(), /* leads= */ true)));
    }

    private interface Shown {
        Response of(Poll poll, List<Poll.Choices> choices);
    }

    private record Answered(Poll poll, List<Poll.Choices> choices) {}

    private Reply results(Request request, Shown shown) throws HttpException, DatabaseException {
        return lead(
                request,
                room -> {
                    Optional<Poll> poll = classes.talk().poll(room.name(), request.pathValue("poll"));
                    return poll.isEmpty()
                            ? Answer.refused(Why.MISSING, "There is no such poll.")
                            : new Given<>(new Answered(
                                    poll.get(),
                                    classes.talk().choices(poll.get().id())));
                },
                answered -> shown.of(answered.poll(), answered.choices()));
    }

    /// Of a poll a line for each option; of a quiz one for each student, with what was chosen.
    private static ClassCsv csv(Poll poll, List<Poll.Choices> all) {
        if (poll.kind() == Poll.Kind.POLL) {
            Poll.Item item = poll.items().getFirst();
            List<Integer> counts = poll.counts(all).getFirst();
            ClassCsv csv = new ClassCsv(List.of("question", "option", "votes", "percent"));
            for (int i = 0; i < item.options().size(); i++) {
                long percent = all.isEmpty() ? 0 : Math.round(100.0 * counts.get(i) / all.size());
                csv.add(List.of(item.text(), item.options().get(i), counts.get(i), percent));
            }
            return csv;
        }
        List<String> head = new ArrayList<>(List.of("name", "points", "of"));
        for (Poll.Item item : poll.items()) {
            head.add(item.text());
            head.add("right");
        }
        ClassCsv csv = new ClassCsv(head);
        for (Poll.Choices choices : all) {
            List<Object> line = new ArrayList<>(
                    List.of(choices.name(), poll.points(choices), poll.items().size()));
            for (int i = 0; i < poll.items().size(); i++) {
                List<String> options = poll.items().get(i).options();
                line.add(choices.items().get(i).stream().map(options::get).collect(Collectors.joining("; ")));
                line.add(poll.isRight(choices, i) ? "yes" : "no");
            }
            csv.add(line);
        }
        return csv;
    }

    private Reply change(Request request) throws HttpException, DatabaseException {
        TalkJson.PollChange wanted = ClassJson.read(request, TalkJson.PollChange.class);
        Optional<Poll.State> state = Optional.ofNullable(wanted.state()).flatMap(Poll.State::of);
        if (wanted.state() != null && state.isEmpty()) {
            throw ClassJson.bad("state: not known (expected: open or closed).");
        }
        return lead(
                request,
                room -> room.talking(talk -> talk.polls()
                        .change(
                                request.pathValue("poll"),
                                state.orElse(null),
                                wanted.published(),
                                room.lesson().map(Lesson::id))),
                _ -> ClassRoutes.done());
    }

    private Reply remove(Request request) throws HttpException, DatabaseException {
        return lead(
                request,
                room -> room.talking(talk -> talk.polls().remove(request.pathValue("poll"))
                        ? new Given<>(true)
                        : Answer.refused(Why.MISSING, "There is no such poll.")),
                _ -> ClassRoutes.done());
    }
}
