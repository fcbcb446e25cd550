package io.rostrum.server.classroom;

import com.google.gson.Gson;
import com.google.gson.reflect.TypeToken;
import io.rostrum.server.auth.StreamName;
import io.rostrum.server.data.Database;
import io.rostrum.server.data.DatabaseException;
import io.rostrum.server.data.Row;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What is asked and answered in classes, in the database. Blocks; thread-safe.
final class TalkStore {
    private static final Gson GSON = new Gson();
    private static final TypeToken<List<Poll.Item>> ITEMS = new TypeToken<>() {};
    private static final TypeToken<List<List<Integer>>> CHOICES = new TypeToken<>() {};

    private final Database database;

    TalkStore(Database database) {
        this.database = database;
    }

    // Questions

    private record Vote(String question, String member) {}

    /// {@return the questions of a lesson, the first first}
    List<Question> questions(String lesson) throws DatabaseException {
        Map<String, Set<String>> voters = new HashMap<>();
        database.read(transaction -> transaction.list(
                        "SELECT v.question_id, v.member_id FROM class_question_votes v"
                                + " JOIN class_questions q ON q.id = v.question_id WHERE q.lesson_id = ?",
                        row -> new Vote(row.text("question_id"), row.text("member_id")),
                        lesson))
                .forEach(vote -> voters.computeIfAbsent(vote.question(), _ -> new LinkedHashSet<>())
                        .add(vote.member()));
        return database.read(transaction -> transaction.list(
                "SELECT * FROM class_questions WHERE lesson_id = ? ORDER BY asked_at, id",
                row -> new Question(
                        row.text("id"),
                        row.text("member_id"),
                        row.text("name"),
                        row.text("body"),
                        row.time("asked_at"),
                        Question.State.of(row.text("state")).orElse(Question.State.DISMISSED),
                        voters.getOrDefault(row.text("id"), Set.of())),
                lesson));
    }

    void add(String lesson, Question question) throws DatabaseException {
        database.write(transaction -> transaction.change(
                "INSERT INTO class_questions (id, lesson_id, member_id, name, body, asked_at, state)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                question.id(),
                lesson,
                question.member(),
                question.name(),
                question.text(),
                question.askedAt(),
                question.state().text()));
    }

    void vote(String question, String member, boolean up) throws DatabaseException {
        database.write(transaction -> up
                ? transaction.change(
                        "INSERT INTO class_question_votes (question_id, member_id) VALUES (?, ?)"
                                + " ON CONFLICT (question_id, member_id) DO NOTHING",
                        question,
                        member)
                : transaction.change(
                        "DELETE FROM class_question_votes WHERE question_id = ? AND member_id = ?", question, member));
    }

    void mark(String question, Question.State state) throws DatabaseException {
        database.write(transaction ->
                transaction.change("UPDATE class_questions SET state = ? WHERE id = ?", state.text(), question));
    }

    // Polls

    private static Poll poll(Row row) throws DatabaseException {
        return new Poll(
                row.text("id"),
                row.optionalText("lesson_id"),
                Poll.Kind.valueOf(row.text("kind").toUpperCase(Locale.ROOT)),
                row.text("title"),
                GSON.fromJson(row.text("items"), ITEMS),
                Poll.State.of(row.text("state")).orElse(Poll.State.CLOSED),
                row.truth("published"),
                row.time("created_at"));
    }

    /// {@return the polls of a class, the newest first}
    List<Poll> polls(StreamName stream, int most) throws DatabaseException {
        return database.read(transaction -> transaction.list(
                "SELECT * FROM class_polls WHERE stream = ? ORDER BY created_at DESC, id DESC LIMIT ?",
                TalkStore::poll,
                stream.value(),
                most));
    }

    Optional<Poll> poll(StreamName stream, String id) throws DatabaseException {
        return database.read(transaction -> transaction.one(
                "SELECT * FROM class_polls WHERE stream = ? AND id = ?", TalkStore::poll, stream.value(), id));
    }

    long count(StreamName stream) throws DatabaseException {
        return database.read(transaction -> transaction.one(
                        "SELECT COUNT(*) AS n FROM class_polls WHERE stream = ?",
                        row -> row.number("n"),
                        stream.value()))
                .orElse(0L);
    }

    void add(StreamName stream, Poll poll) throws DatabaseException {
        database.write(transaction -> transaction.change(
                "INSERT INTO class_polls (id, stream, kind, title, items, state, published, created_at)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                poll.id(),
                stream.value(),
                poll.kind().text(),
                poll.title(),
                GSON.toJson(poll.items()),
                poll.state().text(),
                poll.published(),
                poll.createdAt()));
    }

    void change(Poll poll) throws DatabaseException {
        database.write(transaction -> transaction.change(
                "UPDATE class_polls SET lesson_id = ?, state = ?, published = ? WHERE id = ?",
                poll.lesson(),
                poll.state().text(),
                poll.published(),
                poll.id()));
    }

    /// {@return whether there was such a poll; it is gone with its answers}
    boolean removePoll(StreamName stream, String id) throws DatabaseException {
        return database.write(transaction ->
                transaction.change("DELETE FROM class_polls WHERE stream = ? AND id = ?", stream.value(), id) > 0);
    }

    /// {@return what was chosen in a poll, by name}
    List<Poll.Choices> choices(String poll) throws DatabaseException {
        return database.read(transaction -> transaction.list(
                "SELECT * FROM class_answers WHERE poll_id = ? ORDER BY name, member_id",
                row -> new Poll.Choices(
                        row.text("member_id"), row.text("name"), GSON.fromJson(row.text("choices"), CHOICES)),
                poll));
    }

    void choose(String poll, Poll.Choices choices, Instant at) throws DatabaseException {
        database.write(transaction -> transaction.change(
                "INSERT INTO class_answers (poll_id, member_id, name, choices, at) VALUES (?, ?, ?, ?, ?)"
                        + " ON CONFLICT (poll_id, member_id) DO UPDATE SET choices = excluded.choices, at = excluded.at",
                poll,
                choices.member(),
                choices.name(),
                GSON.toJson(choices.items()),
                at));
    }
}
