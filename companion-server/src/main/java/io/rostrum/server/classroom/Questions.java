package io.rostrum.server.classroom;

import io.rostrum.server.account.Answer;
import io.rostrum.server.account.Answer.Given;
import io.rostrum.server.account.Answer.Why;
import io.rostrum.server.account.Tickets;
import io.rostrum.server.chat.Allowance;
import io.rostrum.server.chat.ChatText;
import io.rostrum.server.data.DatabaseException;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The questions of one lesson. Confined to the classes' thread; may block.
final class Questions {
    static final int MAX_TEXT = 300;
    /// Questions of one student that are open at once.
    static final int MOST_OPEN = 3;
    /// Of one lesson.
    static final int MOST = 300;

    private static final int AT_ONCE = 3;
    private static final double A_SECOND = 0.1;

    private final TalkStore store;
    private final Tickets tickets;
    private final String lesson;
    private final Map<String, Question> byId = new LinkedHashMap<>();
    private final Map<String, Allowance> allowances = new HashMap<>();

    /// @param asked so far, the first first
    Questions(TalkStore store, Tickets tickets, String lesson, Collection<Question> asked) {
        this.store = store;
        this.tickets = tickets;
        this.lesson = lesson;
        asked.forEach(question -> byId.put(question.id(), question));
    }

    /// {@return those that are shown: open ones before answered ones, those that most want first}
    List<Question> shown() {
        return byId.values().stream()
                .filter(question -> question.state() != Question.State.DISMISSED)
                .sorted(Comparator.comparing(Question::state)
                        .thenComparingInt(question -> -question.voters().size())
                        .thenComparing(Question::askedAt))
                .toList();
    }

    Answer<Question> ask(Member by, String raw, Instant now, long nowNanos) throws DatabaseException {
        String text = ChatText.clean(raw);
        if (text.isEmpty() || text.codePointCount(0, text.length()) > MAX_TEXT) {
            return Answer.refused(
                    Why.BAD,
                    text.isEmpty()
                            ? "There is nothing to see in this question."
                            : "This question is too long (expected: at most " + MAX_TEXT + " letters).");
        }
        long open = byId.values().stream()
                .filter(question -> question.member().equals(by.id()) && question.state() == Question.State.OPEN)
                .count();
        if (open >= MOST_OPEN) {
            return Answer.refused(
                    Why.TOO_MANY, "You have " + open + " open questions; wait until one of them is answered.");
        }
        if (byId.size() >= MOST) {
            return Answer.refused(Why.TOO_MANY, "There are too many questions in this lesson for another one.");
        }
        if (!allowances
                .computeIfAbsent(by.id(), _ -> new Allowance(AT_ONCE, A_SECOND, nowNanos))
                .take(nowNanos)) {
            return Answer.refused(Why.TOO_MANY, "Not so fast; ask again in a moment.");
        }
        Question question = new Question(tickets.id(now), by.id(), by.name(), text, now, Question.State.OPEN, Set.of());
        store.add(lesson, question);
        byId.put(question.id(), question);
        return new Given<>(question);
    }

    private static Answer<Question> none() {
        return Answer.refused(Why.MISSING, "There is no such question any more.");
    }

    /// Says that somebody wants a question answered, too, or not any more.
    Answer<Question> vote(Member by, String id, boolean up) throws DatabaseException {
        Question question = byId.get(id);
        if (question == null || question.state() != Question.State.OPEN) {
            return none();
        }
        if (question.member().equals(by.id())) {
            return Answer.refused(Why.CONFLICT, "This is your own question.");
        }
        store.vote(id, by.id(), up);
        byId.put(id, question.voted(by.id(), up));
        return new Given<>(question);
    }

    /// Takes one's own question back.
    Answer<Question> withdraw(Member by, String id) throws DatabaseException {
        Question question = byId.get(id);
        return question == null || !question.member().equals(by.id()) ? none() : mark(id, Question.State.DISMISSED);
    }

    Answer<Question> mark(String id, Question.State state) throws DatabaseException {
        Question question = byId.get(id);
        if (question == null) {
            return none();
        }
        store.mark(id, state);
        byId.put(id, question.with(state));
        return new Given<>(question);
    }
}
