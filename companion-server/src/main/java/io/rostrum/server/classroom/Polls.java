package io.rostrum.server.classroom;

import io.rostrum.server.account.Answer;
import io.rostrum.server.account.Answer.Given;
import io.rostrum.server.account.Answer.Why;
import io.rostrum.server.account.Tickets;
import io.rostrum.server.auth.StreamName;
import io.rostrum.server.chat.ChatText;
import io.rostrum.server.data.DatabaseException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The polls and quizzes of a class that are at hand: drafts, and those of the newest lesson with what
/// was answered. Confined to the classes' thread; may block.
final class Polls {
    static final int MAX_TITLE = 120;
    static final int MAX_TEXT = 300;
    static final int MAX_OPTION = 120;
    static final int MOST_ITEMS = 20;
    static final int MOST_OPTIONS = 10;
    /// Of one class.
    static final int MOST = 500;
    /// Drafts of one class.
    static final int MOST_DRAFTS = 50;

    private final TalkStore store;
    private final Tickets tickets;
    private final StreamName stream;
    private final LinkedHashMap<String, Poll> byId = new LinkedHashMap<>();
    private final Map<String, Map<String, Poll.Choices>> chosen = new LinkedHashMap<>();

    /// A poll as it is wanted.
    record Wanted(
            @Nullable String kind,
            @Nullable String title,
            @Nullable List<@Nullable WantedItem> items) {}

    record WantedItem(
            @Nullable String text,
            @Nullable List<@Nullable String> options,
            @Nullable Boolean multiple,
            @Nullable List<@Nullable Integer> right) {}

    /// @param lesson the newest
    Polls(TalkStore store, Tickets tickets, StreamName stream, Optional<String> lesson) throws DatabaseException {
        this.store = store;
        this.tickets = tickets;
        this.stream = stream;
        for (Poll poll : store.polls(stream, MOST)) {
            if (poll.state() == Poll.State.DRAFT
                    || (lesson.isPresent() && poll.lesson().equals(lesson))) {
                byId.put(poll.id(), poll);
                Map<String, Poll.Choices> of = new LinkedHashMap<>();
                store.choices(poll.id()).forEach(choices -> of.put(choices.member(), choices));
                chosen.put(poll.id(), of);
            }
        }
    }

    /// {@return drafts and those of the newest lesson, the newest first}
    Collection<Poll> all() {
        return List.copyOf(byId.values());
    }

    Collection<Poll.Choices> choices(Poll poll) {
        return chosen.getOrDefault(poll.id(), Map.of()).values();
    }

    Optional<Poll.Choices> choices(Poll poll, String member) {
        return Optional.ofNullable(chosen.getOrDefault(poll.id(), Map.of()).get(member));
    }

    Answer<Poll> add(Wanted wanted, Instant now) throws DatabaseException {
        boolean quiz = "quiz".equals(wanted.kind());
        if (!quiz && !"poll".equals(wanted.kind())) {
            return bad("kind: not known (expected: poll or quiz).");
        }
        String title = ChatText.clean(wanted.title() == null ? "" : wanted.title());
        if (isLong(title, MAX_TITLE)) {
            return bad("title: too long (expected: at most " + MAX_TITLE + " letters).");
        }
        List<@Nullable WantedItem> items = wanted.items() == null ? List.of() : wanted.items();
        int most = quiz ? MOST_ITEMS : 1;
        if (items.isEmpty() || items.size() > most) {
            return bad("items: " + items.size() + " (expected: 1" + (quiz ? " to " + MOST_ITEMS : "") + ").");
        }
        List<Poll.Item> read = new ArrayList<>();
        for (WantedItem one : items) {
            switch (item(one, quiz)) {
                case Given<Poll.Item>(Poll.Item item) -> read.add(item);
                case Answer.Refused<Poll.Item>(Why why, String words) -> {
                    return new Answer.Refused<>(why, "items: question " + (read.size() + 1) + ": " + words);
                }
            }
        }
        if (byId.values().stream()
                        .filter(poll -> poll.state() == Poll.State.DRAFT)
                        .count()
                >= MOST_DRAFTS) {
            return Answer.refused(
                    Why.CONFLICT, "There are " + MOST_DRAFTS + " drafts (expected: fewer); delete some first.");
        }
        if (store.count(stream) >= MOST) {
            return Answer.refused(Why.CONFLICT, "There are " + MOST + " polls (expected: fewer); delete some first.");
        }
        Poll poll = new Poll(
                tickets.id(now),
                Optional.empty(),
                quiz ? Poll.Kind.QUIZ : Poll.Kind.POLL,
                title.isEmpty() ? read.getFirst().text() : title,
                read,
                Poll.State.DRAFT,
                /* published= */ false,
                now);
        store.add(stream, poll);
        byId.putFirst(poll.id(), poll);
        chosen.put(poll.id(), new LinkedHashMap<>());
        return new Given<>(poll);
    }

    private static <T> Answer<T> bad(String words) {
        return Answer.refused(Why.BAD, words);
    }

    private static boolean isLong(String text, int most) {
        return text.codePointCount(0, text.length()) > most;
    }

    private static Answer<Poll.Item> item(@Nullable WantedItem wanted, boolean quiz) {
        String text = ChatText.clean(wanted == null || wanted.text() == null ? "" : wanted.text());
        if (wanted == null || text.isEmpty() || isLong(text, MAX_TEXT)) {
            return bad("no text, or too long (expected: 1 to " + MAX_TEXT + " letters).");
        }
        List<String> options = wanted.options() == null
                ? List.of()
                : wanted.options().stream()
                        .filter(Objects::nonNull)
                        .map(ChatText::clean)
                        .filter(option -> !option.isEmpty())
                        .toList();
        if (options.size() < 2 || options.size() > MOST_OPTIONS) {
            return bad(options.size() + " options (expected: 2 to " + MOST_OPTIONS + ").");
        }
        if (options.stream().anyMatch(option -> isLong(option, MAX_OPTION))) {
            return bad("an option is too long (expected: at most " + MAX_OPTION + " letters).");
        }
        if (options.stream().distinct().count() < options.size()) {
            return bad("two options are the same.");
        }
        boolean multiple = wanted.multiple() != null && wanted.multiple();
        List<Integer> right = wanted.right() == null
                ? List.of()
                : wanted.right().stream()
                        .filter(Objects::nonNull)
                        .distinct()
                        .sorted()
                        .toList();
        if (!right.isEmpty() && (right.getFirst() < 0 || right.getLast() >= options.size())) {
            return bad("right: there is no such option (expected: positions from 0).");
        }
        if (quiz && (right.isEmpty() || (!multiple && right.size() > 1))) {
            return bad("right: " + right.size() + " options (expected: " + (multiple ? "at least one" : "one") + ").");
        }
        return new Given<>(new Poll.Item(text, options, multiple, quiz ? right : List.of()));
    }

    private static <T> Answer<T> none() {
        return Answer.refused(Why.MISSING, "There is no such poll in this lesson.");
    }

    /// Opens or closes a poll, shows the class what came of it, or shows it no more; what is null stays.
    ///
    /// @param lesson that goes on
    Answer<Poll> change(String id, Poll.@Nullable State state, @Nullable Boolean published, Optional<String> lesson)
            throws DatabaseException {
        Poll poll = byId.get(id);
        if (poll == null) {
            return none();
        }
        Poll.State wanted = state == null ? poll.state() : state;
        if (wanted == Poll.State.DRAFT && poll.state() != Poll.State.DRAFT) {
            return Answer.refused(Why.CONFLICT, "What was opened is no draft again.");
        }
        if (wanted == Poll.State.OPEN && poll.state() != Poll.State.OPEN && lesson.isEmpty()) {
            return Answer.refused(Why.CONFLICT, "The class has not begun.");
        }
        if (wanted == Poll.State.CLOSED && poll.state() == Poll.State.DRAFT) {
            return Answer.refused(Why.CONFLICT, "It was not opened yet.");
        }
        boolean shown = published == null ? poll.published() : published;
        if (shown && wanted == Poll.State.DRAFT) {
            return Answer.refused(Why.CONFLICT, "Nobody has answered it yet.");
        }
        if (shown && wanted == Poll.State.OPEN && poll.kind() == Poll.Kind.QUIZ) {
            return Answer.refused(Why.CONFLICT, "A quiz shows the right answers: close it before it is published.");
        }
        Poll changed = poll.with(
                wanted == Poll.State.DRAFT ? Optional.empty() : poll.lesson().or(() -> lesson), wanted, shown);
        store.change(changed);
        byId.put(id, changed);
        return new Given<>(changed);
    }

    /// Closes those that are open, as the end of the lesson does.
    void closeAll() throws DatabaseException {
        for (Poll poll : all()) {
            if (poll.state() == Poll.State.OPEN) {
                change(poll.id(), Poll.State.CLOSED, null, Optional.empty());
            }
        }
    }

    boolean remove(String id) throws DatabaseException {
        byId.remove(id);
        chosen.remove(id);
        return store.removePoll(stream, id);
    }

    /// Keeps what somebody has chosen; it replaces what was chosen before.
    Answer<Poll> choose(Member by, String id, @Nullable List<@Nullable List<@Nullable Integer>> wanted, Instant now)
            throws DatabaseException {
        Poll poll = byId.get(id);
        if (poll == null || poll.state() == Poll.State.DRAFT) {
            return none();
        }
        if (poll.state() == Poll.State.CLOSED) {
            return Answer.refused(Why.CONFLICT, "It is closed; answers are not taken any more.");
        }
        if (wanted == null || wanted.size() != poll.items().size()) {
            return bad("choices: (expected: a list for each of " + poll.items().size() + " questions).");
        }
        List<List<Integer>> choices = new ArrayList<>();
        int given = 0;
        for (int i = 0; i < wanted.size(); i++) {
            Poll.Item item = poll.items().get(i);
            List<@Nullable Integer> raw = wanted.get(i);
            List<Integer> of = raw == null
                    ? List.of()
                    : raw.stream().filter(Objects::nonNull).distinct().sorted().toList();
            boolean there = of.isEmpty()
                    || (of.getFirst() >= 0 && of.getLast() < item.options().size());
            if (!there || (!item.multiple() && of.size() > 1)) {
                return bad("choices: question " + (i + 1) + ": not as it is asked (expected: "
                        + (item.multiple() ? "options there are" : "one option") + ").");
            }
            choices.add(of);
            given += of.size();
        }
        if (given == 0) {
            return bad("choices: none (expected: at least one).");
        }
        Poll.Choices kept = new Poll.Choices(by.id(), by.name(), choices);
        store.choose(id, kept, now);
        chosen.computeIfAbsent(id, _ -> new LinkedHashMap<>()).put(by.id(), kept);
        return new Given<>(poll);
    }
}
