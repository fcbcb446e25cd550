package io.rostrum.server.classroom;

import static io.rostrum.server.classroom.OneClass.given;
import static io.rostrum.server.classroom.OneClass.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.rostrum.server.account.Answer;
import io.rostrum.server.classroom.ClassPage.Visitor;
import io.rostrum.server.data.DatabaseConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Hands, questions, polls and quizzes of a class, over either kind of database.
abstract class TalkContract {
    private static final String COLOURS =
            "{\"kind\":\"poll\",\"items\":[{\"text\":\"Which colour?\",\"options\":[\"Red\",\"Blue\"]}]}";
    private static final String QUIZ = "{\"kind\":\"quiz\",\"title\":\"Sums\",\"items\":["
            + "{\"text\":\"1 + 1\",\"options\":[\"2\",\"3\"],\"right\":[0]},"
            + "{\"text\":\"Even ones\",\"options\":[\"2\",\"3\",\"4\"],\"multiple\":true,\"right\":[2,0]}]}";

    @TempDir
    private Path directory;

    private OneClass one;
    private Visitor tom;
    private Visitor eve;
    private ClassPage toms;
    private ClassPage eves;
    private ClassPage teacher;

    /// {@return an empty database}
    abstract DatabaseConfig config();

    @BeforeEach
    void begin() throws Exception {
        one = new OneClass(directory, config());
        tom = one.joined("Tom");
        eve = one.joined("Eve");
        given(one.room().begin());
        open();
    }

    private void open() {
        toms = one.open(tom);
        eves = one.open(eve);
        teacher = one.lead();
    }

    @AfterEach
    void close() {
        one.close();
    }

    private String says(ClassPage page, String json) throws Exception {
        return switch (one.room().obey(page, ClassJson.command(json).orElseThrow())) {
            case Answer.Given<?> _ -> "";
            case Answer.Refused<?>(Answer.Why _, String words) -> words;
        };
    }

    private JsonObject mine(ClassPage page) {
        return one.wire(page).newest("you").getAsJsonObject("mine");
    }

    private static List<String> texts(JsonArray array, String field) {
        return array.asList().stream()
                .map(view -> view.getAsJsonObject().get(field).getAsString())
                .toList();
    }

    private Poll added(String json) throws Exception {
        Polls.Wanted wanted = ClassJson.parse(json, Polls.Wanted.class);
        return given(one.room().talking(talk -> talk.polls().add(wanted, one.now())));
    }

    private String objection(String json) throws Exception {
        Polls.Wanted wanted = ClassJson.parse(json, Polls.Wanted.class);
        return refused(one.room().talking(talk -> talk.polls().add(wanted, one.now())));
    }

    private Answer<Poll> change(Poll poll, String state, boolean published) throws Exception {
        return one.room()
                .talking(talk -> talk.polls()
                        .change(
                                poll.id(),
                                Poll.State.of(state).orElseThrow(),
                                published,
                                one.room().lesson().map(Lesson::id)));
    }

    private String chooses(ClassPage page, Poll poll, String choices) throws Exception {
        return says(page, "{\"type\":\"answer\",\"poll\":\"" + poll.id() + "\",\"choices\":" + choices + "}");
    }

    private JsonObject shown(ClassPage page) {
        return one.wire(page).newest("polls").getAsJsonArray("polls").get(0).getAsJsonObject();
    }

    @Test
    void handsAreRaisedInARowAndLowered() throws Exception {
        assertThat(says(eves, "{\"type\":\"hand\",\"up\":true}")).isEmpty();
        one.pass(Duration.ofSeconds(2));
        assertThat(says(toms, "{\"type\":\"hand\",\"up\":true}")).isEmpty();
        assertThat(says(eves, "{\"type\":\"hand\",\"up\":true}")).as("again").isEmpty();
        assertThat(texts(one.wire(teacher).newest("hands").getAsJsonArray("hands"), "name"))
                .containsExactly("Eve", "Tom");
        assertThat(mine(toms).get("hand").getAsInt()).isEqualTo(2);
        assertThat(one.wire(toms).has("hands")).isFalse();

        one.pass(Duration.ofSeconds(1));
        one.restartAfter(Duration.ofSeconds(3));
        open();
        assertThat(mine(toms).get("hand").getAsInt()).as("kept").isEqualTo(2);
        given(one.room().lower(Optional.of(one.id(eve))));
        assertThat(mine(toms).get("hand").getAsInt()).isEqualTo(1);
        one.close(toms);
        one.pass(Duration.ofSeconds(90));
        assertThat(mine(one.open(tom)).get("hand").getAsInt())
                .as("back in time")
                .isEqualTo(1);
        one.room().pages().stream().filter(page -> page.visitor().equals(tom)).forEach(one::close);
        one.pass(ClassRoom.HAND_KEPT.plusSeconds(1));
        toms = one.open(tom);
        assertThat(mine(toms).get("hand").getAsInt()).isZero();
        says(toms, "{\"type\":\"hand\"}");
        one.room().end(one.now());
        given(one.room().begin());
        assertThat(mine(toms).get("hand").getAsInt()).as("another lesson").isZero();
        assertThat(refused(one.room().lower(Optional.of("nobody")))).contains("nobody");
        assertThat(says(one.open(OneClass.guest("stranger")), "{\"type\":\"hand\"}"))
                .contains("not in this class");
    }

    @Test
    void questionsAreAskedWantedAndAnswered() throws Exception {
        assertThat(says(toms, "{\"type\":\"ask\",\"text\":\" Why  is <b>it</b> dark? \"}"))
                .isEmpty();
        one.pass(Duration.ofSeconds(20));
        assertThat(says(eves, "{\"type\":\"ask\",\"text\":\"When is lunch?\"}")).isEmpty();
        String lunch = texts(one.wire(teacher).newest("questions").getAsJsonArray("questions"), "id")
                .getLast();
        String vote = "{\"type\":\"vote\",\"question\":\"" + lunch + "\"";
        assertThat(says(toms, vote + "}")).isEmpty();
        assertThat(says(toms, vote + "}")).as("counts once").isEmpty();
        assertThat(says(eves, vote + "}")).contains("your own");
        JsonArray forTom = one.wire(toms).newest("questions").getAsJsonArray("questions");
        assertThat(texts(forTom, "text")).containsExactly("When is lunch?", "Why is <b>it</b> dark?");
        assertThat(texts(forTom, "votes")).containsExactly("1", "0");
        assertThat(one.wire(toms).everything()).doesNotContain("Eve");
        assertThat(texts(one.wire(teacher).newest("questions").getAsJsonArray("questions"), "name"))
                .containsExactly("Eve", "Tom");
        assertThat(mine(toms).getAsJsonArray("voted").toString()).contains(lunch);
        assertThat(mine(eves).getAsJsonArray("asked").toString()).contains(lunch);

        one.restartAfter(Duration.ofSeconds(3));
        open();
        assertThat(says(toms, vote + ",\"up\":false}")).isEmpty();
        given(one.room().talking(talk -> talk.mark(lunch, Question.State.ANSWERED)));
        assertThat(says(toms, vote + "}")).contains("no such question");
        assertThat(texts(one.wire(toms).newest("questions").getAsJsonArray("questions"), "state"))
                .containsExactly("open", "answered");
        assertThat(says(toms, "{\"type\":\"withdraw\",\"question\":\"" + lunch + "\"}"))
                .as("another's")
                .contains("no such question");
        given(one.room().talking(talk -> talk.mark(lunch, Question.State.DISMISSED)));
        assertThat(one.wire(toms).newest("questions").getAsJsonArray("questions"))
                .hasSize(1);
    }

    @Test
    void questionsAreNotTooManyNorTooLong() throws Exception {
        assertThat(says(toms, "{\"type\":\"ask\",\"text\":\"" + "x".repeat(Questions.MAX_TEXT + 1) + "\"}"))
                .contains("too long");
        assertThat(says(toms, "{\"type\":\"ask\",\"text\":\" \\u200B \"}")).contains("nothing to see");
        for (int i = 0; i < Questions.MOST_OPEN; i++) {
            assertThat(says(toms, "{\"type\":\"ask\",\"text\":\"Question " + i + "\"}"))
                    .isEmpty();
        }
        assertThat(says(toms, "{\"type\":\"ask\",\"text\":\"One more\"}")).contains("3 open questions");
        String first = mine(toms).getAsJsonArray("asked").get(0).getAsString();
        assertThat(says(toms, "{\"type\":\"withdraw\",\"question\":\"" + first + "\"}"))
                .isEmpty();
        assertThat(says(toms, "{\"type\":\"ask\",\"text\":\"One more\"}")).contains("Not so fast");
        one.pass(Duration.ofSeconds(11));
        assertThat(says(toms, "{\"type\":\"ask\",\"text\":\"One more\"}")).isEmpty();
    }

    @Test
    void whatIsAnsweredInAPollIsNobodysBusiness() throws Exception {
        Poll poll = added(COLOURS);
        assertThat(poll.title()).isEqualTo("Which colour?");
        assertThat(one.wire(toms).newest("polls").getAsJsonArray("polls"))
                .as("a draft")
                .isEmpty();
        assertThat(chooses(toms, poll, "[[0]]")).contains("no such poll");
        given(change(poll, "open", false));
        assertThat(chooses(toms, poll, "[[0]]")).isEmpty();
        int told = one.wire(eves).messages();
        assertThat(chooses(toms, poll, "[[1]]")).as("changed").isEmpty();
        assertThat(one.wire(eves).messages()).as("what Tom does shows nowhere").isEqualTo(told);
        assertThat(chooses(eves, poll, "[[1]]")).isEmpty();
        for (String bad : List.of("[[0,1]]", "[[2]]", "[[-1]]", "[]", "[[]]", "null", "[[0],[0]]")) {
            assertThat(chooses(eves, poll, bad)).as(bad).contains("choices");
        }
        assertThat(shown(eves).toString()).doesNotContain("counts", "answered", "right");
        assertThat(mine(eves).getAsJsonObject("answers").toString()).isEqualTo("{\"" + poll.id() + "\":[[1]]}");
        assertThat(shown(teacher).get("answered").getAsInt()).isEqualTo(2);
        assertThat(shown(teacher).toString()).contains("\"counts\":[0,2]");
        assertThat(one.wire(teacher).newest("polls").toString()).doesNotContain("Tom", "Eve");
        TalkJson.Results results = TalkJson.results(poll, one.talk().choices(poll.id()));
        assertThat(results.students()).as("who said what, even for the teacher").isNull();

        given(change(poll, "closed", false));
        assertThat(chooses(toms, poll, "[[0]]")).contains("closed");
        assertThat(shown(eves).toString()).doesNotContain("counts");
        given(change(poll, "closed", true));
        assertThat(shown(eves).toString()).contains("\"counts\":[0,2]", "\"answered\":2");
        assertThat(one.wire(eves).everything()).doesNotContain("Tom");
        assertThat(refused(change(poll, "draft", false))).contains("no draft");
    }

    @Test
    void aQuizTellsRightFromWrongWhenItIsPublished() throws Exception {
        Poll quiz = added(QUIZ);
        given(change(quiz, "open", false));
        assertThat(refused(change(quiz, "open", true))).contains("close it");
        assertThat(chooses(toms, quiz, "[[0],[2,0]]")).isEmpty();
        assertThat(chooses(eves, quiz, "[[0],[0]]")).isEmpty();
        assertThat(shown(toms).toString()).doesNotContain("right", "counts");
        assertThat(mine(toms).getAsJsonObject("points").entrySet()).isEmpty();

        one.pass(Duration.ofSeconds(1));
        one.restartAfter(Duration.ofSeconds(3));
        open();
        one.room().end(one.now()); // which closes it
        given(one.room().begin());
        assertThat(one.wire(toms).newest("polls").getAsJsonArray("polls"))
                .as("another lesson")
                .isEmpty();
        List<Poll.Choices> kept = one.talk().choices(quiz.id());
        assertThat(TalkJson.results(quiz, kept).students())
                .extracting(TalkJson.StudentView::name, TalkJson.StudentView::points)
                .containsExactly(tuple("Eve", 1), tuple("Tom", 2));

        Poll again = added(QUIZ);
        given(change(again, "open", false));
        chooses(toms, again, "[[1],[0,2]]");
        given(change(again, "closed", true));
        assertThat(mine(toms).getAsJsonObject("points").get(again.id()).getAsInt())
                .isEqualTo(1);
        assertThat(shown(toms).toString()).contains("\"right\":[0,2]", "\"counts\":[0,1]");
        assertThat(mine(eves).getAsJsonObject("points").entrySet()).isEmpty();
    }

    @Test
    void pollsThatAreNoneAreRefused() throws Exception {
        String item = "{\"text\":\"Q\",\"options\":[\"a\",\"b\"]}";
        assertThat(objection("{\"kind\":\"vote\",\"items\":[" + item + "]}")).contains("kind");
        assertThat(objection("{\"kind\":\"poll\",\"items\":[" + item + "," + item + "]}"))
                .contains("items: 2 (expected: 1)");
        assertThat(objection("{\"kind\":\"poll\",\"items\":[]}")).contains("items: 0");
        assertThat(objection("{\"kind\":\"poll\",\"items\":[null]}")).contains("question 1", "text");
        assertThat(objection("{\"kind\":\"quiz\",\"items\":[" + item + "]}")).contains("right: 0");
        assertThat(objection("{\"kind\":\"poll\",\"items\":[{\"text\":\"Q\",\"options\":[\"a\",\" \"]}]}"))
                .contains("1 options");
        assertThat(objection("{\"kind\":\"poll\",\"items\":[{\"text\":\"Q\",\"options\":[\"a\",\"a\"]}]}"))
                .contains("the same");
        assertThat(objection(
                        "{\"kind\":\"quiz\",\"items\":[{\"text\":\"Q\",\"options\":[\"a\",\"b\"],\"right\":[2]}]}"))
                .contains("no such option");
        assertThat(objection(
                        "{\"kind\":\"quiz\",\"items\":[{\"text\":\"Q\",\"options\":[\"a\",\"b\"],\"right\":[0,1]}]}"))
                .contains("right: 2");
        assertThat(objection("{\"kind\":\"poll\",\"title\":\"" + "t".repeat(121) + "\",\"items\":[" + item + "]}"))
                .contains("title");
        for (int i = 0; i < Polls.MOST_DRAFTS; i++) {
            added(COLOURS);
        }
        assertThat(objection(COLOURS)).contains("drafts");
        one.room().end(one.now());
        Poll draft = one.talk().polls(OneClass.CAM, 1).getFirst();
        assertThat(refused(change(draft, "open", false))).contains("has not begun");
        assertThat(refused(change(draft, "closed", false))).contains("not opened");
    }
}
