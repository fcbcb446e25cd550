package io.rostrum.server.classroom;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is said over the wire of hands, questions and polls, as `docs/CLASSES.md` and `openapi.yaml`
/// describe it. Stateless.
///
/// What students are told has no names, no answers of others, and of right answers and counts only what
/// is published.
final class TalkJson {
    private TalkJson() {}

    record HandsNow(String type, List<HandView> hands) {}

    record HandView(String member, String name, long since) {}

    record QuestionsNow(String type, List<QuestionView> questions) {}

    /// @param name for those who lead
    record QuestionView(String id, String text, @Nullable String name, int votes, long askedAt, String state) {}

    record PollsNow(String type, List<PollView> polls) {}

    /// @param answered how many have; absent for students before it is published
    record PollView(
            String id,
            String kind,
            String title,
            String state,
            boolean published,
            List<ItemView> items,
            @Nullable Integer answered) {}

    /// @param counts how often each option was chosen
    record ItemView(
            String text,
            List<String> options,
            boolean multiple,
            @Nullable List<Integer> right,
            @Nullable List<Integer> counts) {}

    /// What a page's own member has said.
    ///
    /// @param hand    place in the row of raised hands; 0 for none
    /// @param answers by poll
    /// @param points  by quiz that is published
    record Mine(
            int hand,
            List<String> asked,
            List<String> voted,
            Map<String, List<List<Integer>>> answers,
            Map<String, Integer> points) {}

    // REST

    record QuestionChange(@Nullable String state) {}

    record PollChange(@Nullable String state, @Nullable Boolean published) {}

    record PollList(List<PollView> polls) {}

    /// @param students of a quiz
    record Results(PollView poll, @Nullable List<StudentView> students) {}

    record StudentView(String member, String name, int points, List<List<Integer>> choices) {}

    static QuestionsNow questions(List<Question> shown, boolean leads) {
        return new QuestionsNow(
                "questions",
                shown.stream()
                        .map(question -> new QuestionView(
                                question.id(),
                                question.text(),
                                leads ? question.name() : null,
                                question.voters().size(),
                                question.askedAt().toEpochMilli(),
                                question.state().text()))
                        .toList());
    }

    /// @param leads whether it is for those who lead, who see everything
    static PollView view(Poll poll, Collection<Poll.Choices> choices, boolean leads) {
        boolean shown = leads || poll.published();
        boolean rights = poll.kind() == Poll.Kind.QUIZ && shown;
        List<List<Integer>> counts = shown ? poll.counts(choices) : List.of();
        List<ItemView> items = new ArrayList<>();
        for (int i = 0; i < poll.items().size(); i++) {
            Poll.Item item = poll.items().get(i);
            items.add(new ItemView(
                    item.text(),
                    item.options(),
                    item.multiple(),
                    rights ? item.right() : null,
                    shown ? counts.get(i) : null));
        }
        return new PollView(
                poll.id(),
                poll.kind().text(),
                poll.title(),
                poll.state().text(),
                poll.published(),
                items,
                shown ? choices.size() : null);
    }

    static Results results(Poll poll, List<Poll.Choices> choices) {
        return new Results(
                view(poll, choices, /* leads= */ true),
                poll.kind() == Poll.Kind.POLL
                        ? null
                        : choices.stream()
                                .map(of -> new StudentView(of.member(), of.name(), poll.points(of), of.items()))
                                .toList());
    }

    /// @param shown questions
    static Mine mine(int hand, List<Question> shown, Polls from, String member) {
        Map<String, List<List<Integer>>> answers = new LinkedHashMap<>();
        Map<String, Integer> points = new LinkedHashMap<>();
        for (Poll poll : from.all()) {
            from.choices(poll, member).ifPresent(choices -> {
                answers.put(poll.id(), choices.items());
                if (poll.published() && poll.kind() == Poll.Kind.QUIZ) {
                    points.put(poll.id(), poll.points(choices));
                }
            });
        }
        return new Mine(
                hand,
                shown.stream()
                        .filter(one -> one.member().equals(member))
                        .map(Question::id)
                        .toList(),
                shown.stream()
                        .filter(one -> one.voters().contains(member))
                        .map(Question::id)
                        .toList(),
                answers,
                points);
    }
}
