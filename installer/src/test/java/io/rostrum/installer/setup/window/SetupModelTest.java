package io.rostrum.installer.setup.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.installer.setup.Installation;
import io.rostrum.installer.setup.check.Finding;
import io.rostrum.installer.setup.check.ServiceCheck;
import io.rostrum.installer.setup.check.Verdict;
import io.rostrum.installer.setup.plan.Action;
import io.rostrum.installer.setup.plan.Choices;
import io.rostrum.installer.setup.plan.Manifest;
import io.rostrum.installer.setup.plan.Part;
import io.rostrum.installer.setup.plan.Plan;
import io.rostrum.installer.setup.plan.ServiceKind;
import io.rostrum.installer.setup.work.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The wizard as a user walks through it; work in the background is done when the test says so.
final class SetupModelTest {
    private final Queue<Runnable> background = new ArrayDeque<>();
    private final Tasks tasks = new Tasks();
    private Installation at;
    private SetupModel model;

    /// What the wizard asks for, and what it is told.
    private static final class Tasks implements SetupTasks {
        private int installed;
        private List<Finding> findings = List.of(new Finding("JDK", Finding.Health.GOOD, "25", ""));
        private Optional<Exception> failure = Optional.empty();
        private int cancelledExaminations;
        private int uninstalled;

        @Override
        public ServiceCheck services() {
            return new ServiceCheck(false, true, true);
        }

        @Override
        public List<Finding> examine() throws IOException {
            throwFailure();
            return findings;
        }

        @Override
        public void cancelExamination() {
            cancelledExaminations++;
        }

        @Override
        public Plan install(Choices choices) {
            return new Plan(List.of(new Action.MakeDataFolder(choices.data())), List.of(), List.of("a note"));
        }

        @Override
        public Plan uninstall() {
            return new Plan(List.of(), List.of(new Action.Remove(Path.of("/link"))), List.of("Your data stays."));
        }

        @Override
        public void carryOut(Plan plan, Progress progress) throws IOException {
            if (progress.cancelled()) {
                throw new CancellationException("cancelled");
            }
            throwFailure();
            if (plan.actions().isEmpty()) {
                uninstalled++;
            } else {
                installed++;
            }
            progress.step("Copying", 0.5);
        }

        private void throwFailure() throws IOException {
            if (failure.isPresent() && failure.get() instanceof IOException e) {
                throw e;
            }
        }
    }

    @BeforeEach
    void open(@TempDir Path folder) {
        at = new Installation(folder);
        model = model(Optional.empty());
        model.open();
        settle();
    }

    private SetupModel model(Optional<Manifest> installed) {
        return new SetupModel(at.image("0.2"), at.places, installed, at.home(), tasks, background::add, Runnable::run);
    }

    private void settle() {
        for (Runnable next = background.poll(); next != null; next = background.poll()) {
            next.run();
        }
    }

    private void goTo(Page page) {
        while (model.page() != page) {
            Page before = model.page();
            model.next();
            settle();
            assertThat(model.page()).as("the page after %s", before).isNotEqualTo(before);
        }
    }

    /// Two ports that the check takes whatever runs on this machine: those of the installation itself.
    private Manifest before(Part... parts) {
        return new Manifest(
                "0.1",
                at.places.prefix().resolve("versions/0.1"),
                false,
                at.choices(parts).withPorts(8080, 1935),
                List.of(),
                Optional.empty(),
                "");
    }

    private void upgrade(Part... parts) {
        model = model(Optional.of(before(parts)));
        model.open();
        settle();
    }

    @Test
    void walksThroughAllPagesAndInstalls() {
        upgrade(Part.STUDIO, Part.SERVER);

        goTo(Page.SUMMARY);
        assertThat(model.steps()).containsExactly("Making the data folder " + at.places.data());
        assertThat(tasks.installed).isZero();
        model.next();
        assertThat(model.page()).isEqualTo(Page.WORK);
        assertThat(model.canGoBack()).isFalse();
        settle();

        assertThat(model.page()).isEqualTo(Page.DONE);
        assertThat(model.work()).isEqualTo(new WorkState.Done(List.of("a note")));
    }

    @Test
    void doesNotGoOnWithWhatCannotBeUsed() {
        goTo(Page.PLACES);
        model.form(model.form().withHttp("http"));
        settle();

        assertThat(model.verdicts())
                .hasEntrySatisfying(
                        PlacesForm.Field.HTTP,
                        verdict -> assertThat(verdict.isProblem()).isTrue());
        assertThat(model.canGoOn()).isFalse();
        model.next();
        assertThat(model.page()).isEqualTo(Page.PLACES);
    }

    @Test
    void onlyWhatWasWrittenLastCounts() {
        upgrade(Part.SERVER);
        model.form(model.form().withHttp("nonsense"));
        Runnable first = background.remove();
        model.form(model.form().withHttp("8080"));
        settle();
        first.run();

        assertThat(model.verdicts())
                .hasEntrySatisfying(
                        PlacesForm.Field.HTTP,
                        verdict -> assertThat(verdict.level()).isEqualTo(Verdict.Level.GOOD));
    }

    @Test
    void asksForNoServersPlacesWithoutServer() {
        model.part(Part.SERVER, false);
        settle();

        assertThat(model.verdicts().keySet()).containsExactly(PlacesForm.Field.PREFIX);
    }

    @Test
    void oneOfThePartsStays() {
        model.part(Part.SERVER, false);
        model.part(Part.STUDIO, false);

        assertThat(model.choices().parts()).containsExactly(Part.STUDIO);
    }

    @Test
    void takesWhatWasWrittenIntoTheChoices() {
        upgrade(Part.SERVER);
        model.form(model.form()
                .withData("~/live data")
                .withHttp("1935")
                .withRtmp("8080")
                .withNetwork(true)
                .withService(ServiceKind.USER));
        settle();

        goTo(Page.SUMMARY);

        assertThat(model.choices())
                .isEqualTo(at.choices(Part.SERVER)
                        .withData(at.home().resolve("live data"))
                        .withPorts(1935, 8080)
                        .withNetwork(true)
                        .withService(ServiceKind.USER));
    }

    @Test
    void theCheckCanBeStoppedAndIsNoObstacle() {
        upgrade(Part.STUDIO);
        goTo(Page.PLACES);
        model.next();
        assertThat(model.check()).isInstanceOf(CheckState.Running.class);
        assertThat(model.canGoOn()).isFalse();

        model.cancelCheck();
        assertThat(tasks.cancelledExaminations).isEqualTo(1);
        tasks.failure = Optional.of(new IOException("ended"));
        settle();

        assertThat(model.check()).isInstanceOf(CheckState.Failed.class);
        assertThat(model.canGoOn()).isTrue();
    }

    @Test
    void saysWhatFailedAndLetsItBeTriedAgain() {
        upgrade(Part.STUDIO);
        goTo(Page.SUMMARY);
        tasks.failure = Optional.of(new IOException("the disk is full"));
        model.next();
        settle();
        assertThat(model.work()).isEqualTo(new WorkState.Failed("the disk is full. Everything is as it was before."));

        tasks.failure = Optional.empty();
        model.again();
        settle();
        goTo(Page.DONE);
    }

    @Test
    void aRunningInstallationCanBeCancelled() {
        upgrade(Part.STUDIO);
        goTo(Page.SUMMARY);
        model.next();

        model.cancelWork();

        assertThat(model.canCancelWork()).isFalse();
        settle();
        assertThat(model.work()).isEqualTo(new WorkState.Failed("You cancelled. Everything is as it was before."));
    }

    @Test
    void uninstallsFromTheSameWindow() {
        upgrade(Part.STUDIO);
        model.goal(Goal.UNINSTALL);

        goTo(Page.DONE);

        assertThat(tasks.uninstalled).isEqualTo(1);
        assertThat(model.work()).isEqualTo(new WorkState.Done(List.of("Your data stays.")));
    }
}
