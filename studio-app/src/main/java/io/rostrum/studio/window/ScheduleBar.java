package io.rostrum.studio.window;

import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.studio.engine.PlannedShow;
import io.rostrum.studio.engine.ScheduleDesk;
import io.rostrum.studio.engine.ScheduleDesk.Start;
import io.rostrum.studio.engine.ScheduleState;
import io.rostrum.studio.engine.ScheduleState.Step;
import io.rostrum.studio.overlay.Glyph;
import io.rostrum.studio.words.Wording;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;

/// The next show of the server that the studio was paired with, from a day ahead of it until it is over: when it is,
/// how things stand, and what the studio does when it is time. JavaFX thread only.
final class ScheduleBar extends HBox {
    /// What is further away is not the studio's matter yet.
    private static final Duration SHOWN_AHEAD = Duration.ofHours(24);

    private final ScheduleDesk desk;
    private final Label words = Controls.line("numbers");
    private final Label byItself = new Label(tr("Start and end by itself"));
    private final ToggleButton start = Controls.slideSwitch(tr("Start and end the planned show by itself"));
    private final Button check;
    private final Button live;
    private final Button goOn;
    private Runnable going = () -> {};

    /// @param checking opens what was found
    /// @param goLive   goes live, as the great button does
    ScheduleBar(ScheduleDesk desk, Runnable checking, Runnable goLive) {
        this.desk = desk;
        setId("schedule-bar");
        getStyleClass().add("schedule-bar");
        words.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(words, Priority.ALWAYS);
        byItself.setMinWidth(USE_PREF_SIZE);
        byItself.setLabelFor(start);
        start.setId("schedule-start");
        start.setMinWidth(USE_PREF_SIZE);
        start.setOnAction(_ -> desk.start(start.isSelected() ? Start.BY_ITSELF : Start.ASK));
        check = Controls.button(Glyph.WARNING, tr("Look at it…"), checking);
        check.setId("schedule-check");
        live = Controls.button(Glyph.LIVE, tr("Start now"), goLive);
        live.setId("schedule-live");
        goOn = Controls.button(Glyph.CLOCK, tr("Let it go on"), () -> going.run());
        goOn.setId("schedule-go-on");
        getChildren().addAll(Glyph.CLOCK.small(), words, check, live, goOn, byItself, start);
        Controls.present(this, false);
    }

    void update(Instant now) {
        switch (desk.state()) {
            case ScheduleState.Unknown _, ScheduleState.Nothing _, ScheduleState.Unreachable _ ->
                Controls.present(this, false);
            case ScheduleState.Unpaired _ -> {
                show(
                        tr(
                                "The server does not know this studio any more, so its schedule is not followed. Pair it again."));
                offer(Step.AHEAD, false);
            }
            case ScheduleState.Next next -> {
                boolean near = now.isAfter(next.show().start().minus(SHOWN_AHEAD));
                Controls.present(this, near);
                if (near) {
                    show(sentence(next, now));
                    offer(next.step(), true);
                    going = () -> desk.goOn(next.show());
                }
            }
        }
    }

    private void show(String sentence) {
        Controls.present(this, true);
        Controls.say(words, sentence);
    }

    private void offer(Step step, boolean paired) {
        Controls.present(check, step == Step.TROUBLED);
        Controls.present(live, step == Step.DUE);
        Controls.present(goOn, step == Step.ENDING);
        Controls.present(start, paired);
        Controls.present(byItself, paired);
        start.setSelected(desk.start() == Start.BY_ITSELF);
        (step == Step.TROUBLED || step == Step.DUE ? Tone.WARN : Tone.NEUTRAL).on(words);
    }

    private String sentence(ScheduleState.Next next, Instant now) {
        PlannedShow show = next.show();
        String left = Amounts.clock(Duration.between(now, show.start()));
        return switch (next.step()) {
            case AHEAD -> tr("Next: {0}, at {1}, in {2}", show.title(), time(show.start()), left);
            case CHECKING -> tr("{0} in {1}. Looking at destinations and devices…", show.title(), left);
            case READY -> tr("{0} in {1}. All is ready.", show.title(), left);
            case TROUBLED ->
                tr(
                        "{0} in {1}. {2}: {3}",
                        show.title(),
                        left,
                        next.bad().getFirst().what(),
                        next.bad().getFirst().words());
            case DUE -> tr("{0} should be on since {1}.", show.title(), time(show.start()));
            case ON -> tr("{0} is on, until {1}", show.title(), time(show.end()));
            case ENDING ->
                tr("{0} ends by itself in {1}.", show.title(), Amounts.clock(Duration.between(now, show.end())));
        };
    }

    private static String time(Instant at) {
        return DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT)
                .withLocale(Wording.locale())
                .format(at.atZone(ZoneId.systemDefault()));
    }
}
