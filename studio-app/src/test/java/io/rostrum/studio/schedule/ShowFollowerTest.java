package io.rostrum.studio.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rostrum.studio.engine.FakeStudio;
import io.rostrum.studio.engine.PlannedShow;
import io.rostrum.studio.engine.Preflight;
import io.rostrum.studio.engine.Preflight.Finding;
import io.rostrum.studio.engine.Preflight.Place;
import io.rostrum.studio.engine.Preflight.Verdict;
import io.rostrum.studio.engine.ScheduleDesk;
import io.rostrum.studio.engine.ScheduleDesk.Start;
import io.rostrum.studio.engine.ScheduleState;
import io.rostrum.studio.engine.ScheduleState.Step;
import io.rostrum.studio.engine.StudioSnapshot.Live;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A whole show, by a clock that the test sets.
final class ShowFollowerTest {
    private static final PlannedShow MATHS = new PlannedShow(
            "s/20261123T180000", "Maths", Instant.parse("2026-11-23T17:00:00Z"), Instant.parse("2026-11-23T18:00:00Z"));

    private final FakeStudio studio = FakeStudio.busy();
    private final ScheduleDesk desk = studio.schedule();
    private List<PlannedShow> planned = List.of(MATHS);
    private Optional<IOException> trouble = Optional.empty();
    private final ShowFollower follower = new ShowFollower(
            studio,
            _ -> {
                if (trouble.isPresent()) {
                    throw trouble.get();
                }
                return planned;
            },
            Runnable::run);

    @AfterEach
    void close() {
        follower.close();
    }

    private void pair() {
        desk.pair(new ScheduleDesk.Paired(URI.create("http://127.0.0.1:1/"), "maths", "rdt_x"));
    }

    /// Looks each second of a time, and returns the steps in their order.
    private List<Step> from(String from, String to) {
        List<Step> steps = new ArrayList<>();
        Instant end = Instant.parse(to);
        for (Instant now = Instant.parse(from); now.isBefore(end); now = now.plusSeconds(1)) {
            follower.look(now);
            if (desk.state() instanceof ScheduleState.Next(PlannedShow _, Step step, List<Finding> _)
                    && (steps.isEmpty() || steps.getLast() != step)) {
                steps.add(step);
            }
        }
        return steps;
    }

    private boolean isLive() {
        return studio.snapshot().live() instanceof Live.On;
    }

    @Test
    void aShowRunsByItselfFromTenMinutesAheadToItsEnd() {
        pair();
        desk.start(Start.BY_ITSELF);
        assertThat(from("2026-11-23T16:45:00Z", "2026-11-23T17:00:00Z")).containsExactly(Step.AHEAD, Step.READY);
        assertThat(isLive()).isFalse();
        assertThat(from("2026-11-23T17:00:00Z", "2026-11-23T17:00:02Z")).containsExactly(Step.DUE, Step.ON);
        assertThat(isLive()).isTrue();
        assertThat(from("2026-11-23T17:00:02Z", "2026-11-23T18:00:00Z")).containsExactly(Step.ON, Step.ENDING);
        assertThat(isLive()).isTrue();
        follower.look(MATHS.end());
        assertThat(isLive()).isFalse();
        assertThat(desk.state()).isEqualTo(new ScheduleState.Nothing());
    }

    @Test
    void whoWantsToBeAskedIsAskedAndEndsAloneWhatWasBegunByHand() {
        pair();
        assertThat(from("2026-11-23T16:59:50Z", "2026-11-23T17:10:00Z")).containsExactly(Step.READY, Step.DUE);
        assertThat(isLive()).isFalse();
        studio.goLive();
        assertThat(from("2026-11-23T17:10:00Z", "2026-11-23T18:10:00Z")).containsExactly(Step.ON);
        assertThat(isLive()).isTrue();
    }

    @Test
    void whatWasEndedIsNotBegunAgain() {
        pair();
        desk.start(Start.BY_ITSELF);
        from("2026-11-23T16:59:50Z", "2026-11-23T17:10:00Z");
        studio.endLive();
        from("2026-11-23T17:10:00Z", "2026-11-23T17:59:00Z");
        assertThat(isLive()).isFalse();
    }

    @Test
    void aStudioThatIsOpenedLongAfterTheBeginningAsks() {
        pair();
        desk.start(Start.BY_ITSELF);
        assertThat(from("2026-11-23T17:10:00Z", "2026-11-23T17:20:00Z")).containsExactly(Step.DUE);
        assertThat(isLive()).isFalse();
    }

    @Test
    void twoShowsInARowBothRun() {
        planned = List.of(
                MATHS, new PlannedShow("s/art", "Art", MATHS.end(), MATHS.end().plusSeconds(3_600)));
        pair();
        desk.start(Start.BY_ITSELF);
        from("2026-11-23T16:59:50Z", "2026-11-23T18:00:05Z");
        assertThat(((ScheduleState.Next) desk.state()).show().title()).isEqualTo("Art");
        assertThat(isLive()).isTrue();
        from("2026-11-23T18:00:05Z", "2026-11-23T19:00:01Z");
        assertThat(isLive()).isFalse();
    }

    @Test
    void whatIsTakenOutOfTheScheduleMeanwhileStillEndsAtItsTime() {
        pair();
        desk.start(Start.BY_ITSELF);
        from("2026-11-23T16:59:50Z", "2026-11-23T17:10:00Z");
        planned = List.of();
        from("2026-11-23T17:10:00Z", "2026-11-23T18:00:00Z");
        assertThat(isLive()).isTrue();
        follower.look(MATHS.end());
        assertThat(isLive()).isFalse();
    }

    @Test
    void aDateThatWasEndedAndMovedIsAnotherOne() {
        pair();
        desk.start(Start.BY_ITSELF);
        from("2026-11-23T16:59:50Z", "2026-11-23T17:10:00Z");
        studio.endLive();
        planned = List.of(new PlannedShow(
                MATHS.id(),
                MATHS.title(),
                MATHS.start().plusSeconds(10_800),
                MATHS.end().plusSeconds(10_800)));
        from("2026-11-23T17:10:00Z", "2026-11-23T19:59:59Z");
        assertThat(isLive()).isFalse();
        from("2026-11-23T19:59:59Z", "2026-11-23T20:00:02Z");
        assertThat(isLive()).isTrue();
    }

    @Test
    void aShowThatWasLetGoOnIsNotEnded() {
        pair();
        desk.start(Start.BY_ITSELF);
        from("2026-11-23T16:59:50Z", "2026-11-23T17:59:00Z");
        desk.goOn(MATHS);
        assertThat(from("2026-11-23T17:59:00Z", "2026-11-23T18:10:00Z")).containsExactly(Step.ON);
        assertThat(isLive()).isTrue();
    }

    @Test
    void whatIsMissingIsSaidTenMinutesAheadAndLookedForAgain() {
        Finding camera = new Finding(Verdict.BAD, Place.SOURCES, "", "Camera", "It gives nothing.", Optional.empty());
        CompletableFuture<Preflight> looking = new CompletableFuture<>();
        studio.check(looking);
        pair();
        assertThat(from("2026-11-23T16:49:50Z", "2026-11-23T16:50:10Z")).containsExactly(Step.AHEAD, Step.CHECKING);
        looking.complete(new Preflight(List.of(camera)));
        assertThat(from("2026-11-23T16:50:10Z", "2026-11-23T16:50:20Z")).containsExactly(Step.TROUBLED);
        assertThat(((ScheduleState.Next) desk.state()).bad()).containsExactly(camera);
        studio.check(CompletableFuture.completedFuture(Preflight.CLEAR)); // it was plugged in
        assertThat(from("2026-11-23T16:50:20Z", "2026-11-23T16:52:00Z")).containsExactly(Step.TROUBLED, Step.READY);
    }

    @Test
    void aServerThatIsAwayChangesNothingOfWhatIsPlanned() {
        pair();
        trouble = Optional.of(new IOException("away"));
        follower.look(Instant.parse("2026-11-23T16:00:00Z"));
        assertThat(desk.state()).isEqualTo(new ScheduleState.Unreachable());
        trouble = Optional.empty();
        assertThat(from("2026-11-23T16:01:00Z", "2026-11-23T16:01:01Z")).containsExactly(Step.AHEAD);
        trouble = Optional.of(new IOException("away"));
        desk.start(Start.BY_ITSELF);
        from("2026-11-23T16:59:00Z", "2026-11-23T17:01:00Z");
        assertThat(isLive()).isTrue();
        trouble = Optional.of(new ScheduleApi.UnpairedException());
        follower.look(Instant.parse("2026-11-23T17:02:00Z"));
        assertThat(desk.state()).isEqualTo(new ScheduleState.Unpaired());
    }

    @Test
    void aStudioThatIsNotPairedIsLeftAlone() {
        follower.look(MATHS.start());
        assertThat(desk.state()).isEqualTo(new ScheduleState.Unknown());
        assertThat(isLive()).isFalse();
    }

    @Test
    void anAnswerIsReadAsServersGiveIt() throws Exception {
        assertThat(ScheduleApi.read("""
                {"serverTimeMillis":1,"shows":[],"dates":[
                 {"show":"s","stream":"maths","date":"20261123T180000","title":"Maths","description":"","zone":"Europe/Berlin",
                  "start":"2026-11-23T17:00:00Z","end":"2026-11-23T18:00:00Z","status":"moved","recurring":true},
                 {"show":"s","date":"20261130T180000","title":"Maths","start":"2026-11-30T17:00:00Z",
                  "end":"2026-11-30T18:00:00Z","status":"cancelled"}]}""")).containsExactly(MATHS);
        assertThatThrownBy(() -> ScheduleApi.read("<html>")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> ScheduleApi.read("{\"dates\":[{}]}")).isInstanceOf(IOException.class);
    }
}
