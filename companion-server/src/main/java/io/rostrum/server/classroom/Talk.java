package io.rostrum.server.classroom;

import io.rostrum.server.account.Answer;
import io.rostrum.server.account.Answer.Why;
import io.rostrum.server.account.Tickets;
import io.rostrum.server.auth.StreamName;
import io.rostrum.server.data.DatabaseException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What is asked and answered in a class: the questions of its newest lesson, and its polls. Confined to
/// the classes' thread; may block.
final class Talk {
    private final TalkStore store;
    private final Tickets tickets;
    private final StreamName stream;
    private Optional<Questions> questions;
    private Polls polls;

    /// @param lesson the newest; empty before the first
    Talk(TalkStore store, Tickets tickets, StreamName stream, Optional<String> lesson) throws DatabaseException {
        this.store = store;
        this.tickets = tickets;
        this.stream = stream;
        this.questions = lesson.isEmpty()
                ? Optional.empty()
                : Optional.of(new Questions(store, tickets, lesson.get(), store.questions(lesson.get())));
        this.polls = new Polls(store, tickets, stream, lesson);
    }

    /// What was asked in the lesson before is put away.
    void begin(String lesson) throws DatabaseException {
        polls = new Polls(store, tickets, stream, Optional.of(lesson));
        questions = Optional.of(new Questions(store, tickets, lesson, List.of()));
    }

    Polls polls() {
        return polls;
    }

    /// Does what somebody says who is in the class.
    ///
    /// @param nowNanos a monotonic clock
    Answer<?> obey(Member by, ClassJson.Command command, Instant now, long nowNanos) throws DatabaseException {
        String question = command.question() == null ? "" : command.question();
        boolean up = command.up() == null || command.up();
        return switch (String.valueOf(command.type())) {
            case "ask" ->
                questions.isEmpty()
                        ? none()
                        : questions.get().ask(by, command.text() == null ? "" : command.text(), now, nowNanos);
            case "vote" -> questions.isEmpty() ? none() : questions.get().vote(by, question, up);
            case "withdraw" -> questions.isEmpty() ? none() : questions.get().withdraw(by, question);
            case "answer" -> polls.choose(by, command.poll() == null ? "" : command.poll(), command.choices(), now);
            default -> Answer.refused(Why.BAD, "There is no such command.");
        };
    }

    private static Answer<Question> none() {
        return Answer.refused(Why.MISSING, "There is no such question any more.");
    }

    Answer<Question> mark(String question, Question.State state) throws DatabaseException {
        return questions.isEmpty() ? none() : questions.get().mark(question, state);
    }

    TalkJson.QuestionsNow questions(boolean leads) {
        return TalkJson.questions(shown(), leads);
    }

    private List<Question> shown() {
        return questions.map(Questions::shown).orElse(List.of());
    }

    /// @param leads whether it is for those who lead, who also see drafts, counts and right answers
    TalkJson.PollsNow polls(boolean leads) {
        List<TalkJson.PollView> views = new ArrayList<>();
        for (Poll poll : polls.all()) {
            if (leads || poll.state() != Poll.State.DRAFT) {
                views.add(TalkJson.view(poll, polls.choices(poll), leads));
            }
        }
        return new TalkJson.PollsNow("polls", views);
    }

    /// {@return what a member has said}
    ///
    /// @param hand place in the row of raised hands
    TalkJson.Mine mine(Member member, int hand) {
        return TalkJson.mine(hand, shown(), polls, member.id());
    }
}
