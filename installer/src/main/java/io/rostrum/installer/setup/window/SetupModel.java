package io.rostrum.installer.setup.window;

import io.rostrum.installer.setup.check.FolderCheck;
import io.rostrum.installer.setup.check.PortCheck;
import io.rostrum.installer.setup.check.ServiceCheck;
import io.rostrum.installer.setup.check.Verdict;
import io.rostrum.installer.setup.plan.Choices;
import io.rostrum.installer.setup.plan.Image;
import io.rostrum.installer.setup.plan.Manifest;
import io.rostrum.installer.setup.plan.Part;
import io.rostrum.installer.setup.plan.Places;
import io.rostrum.installer.setup.plan.Plan;
import io.rostrum.installer.setup.work.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/// The wizard without its window: which page is shown, what was chosen, what may be done next. Confined to one
/// thread,
/// that of
/// `ui`; what takes time runs on `background` and comes back.
public final class SetupModel {
    private final Image image;
    private final Path home;
    private final Optional<Manifest> installed;
    private final SetupTasks tasks;
    private final Executor background;
    private final Executor ui;
    private final List<Runnable> listeners = new ArrayList<>();
    private final PortCheck ports;
    private final AtomicBoolean cancelled = new AtomicBoolean();

    private Goal goal = Goal.INSTALL;
    private Page page = Page.WELCOME;
    private Choices choices;
    private PlacesForm form;
    private ServiceCheck services;
    private Map<PlacesForm.Field, Verdict> verdicts = Map.of();
    private long judged;
    private CheckState check = new CheckState.NotDone();
    private List<String> steps = List.of();
    private WorkState work = new WorkState.NotBegun();

    /// @param installed the installation that is upgraded or changed
    /// @param home      what `~` stands for
    /// @param ui        runs what it is given on this model's thread, in order
    public SetupModel(
            Image image,
            Places places,
            Optional<Manifest> installed,
            Path home,
            SetupTasks tasks,
            Executor background,
            Executor ui) {
        this.image = image;
        this.home = home;
        this.installed = installed;
        this.tasks = tasks;
        this.background = background;
        this.ui = ui;
        this.choices = installed
                .map(Manifest::choices)
                .map(before -> before.withParts(available(image, before.parts())))
                .orElseGet(() -> Choices.suggested(image, places));
        this.form = PlacesForm.of(choices);
        this.services = new ServiceCheck(places.root(), false, false);
        this.ports = new PortCheck(
                places.root(),
                installed
                        .filter(before -> before.choices().has(Part.SERVER))
                        .map(before -> Set.of(
                                before.choices().httpPort(), before.choices().rtmpPort()))
                        .orElse(Set.of()));
    }

    private static Set<Part> available(Image image, Set<Part> wanted) {
        Set<Part> both = EnumSet.copyOf(image.parts());
        both.retainAll(wanted);
        return both.isEmpty() ? image.parts() : both;
    }

    /// Looks at what can start the server. To be called once, at the beginning.
    public void open() {
        background.execute(() -> {
            try {
                ServiceCheck found = tasks.services();
                ui.execute(() -> {
                    services = found;
                    judge();
                });
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        judge();
    }

    /// Calls back after each change.
    void onChange(Runnable listener) {
        listeners.add(listener);
    }

    private void changed() {
        listeners.forEach(Runnable::run);
    }

    Image image() {
        return image;
    }

    Optional<Manifest> installed() {
        return installed;
    }

    Goal goal() {
        return goal;
    }

    Page page() {
        return page;
    }

    List<Page> pages() {
        return Page.of(goal);
    }

    Choices choices() {
        return choices;
    }

    PlacesForm form() {
        return form;
    }

    Map<PlacesForm.Field, Verdict> verdicts() {
        return verdicts;
    }

    ServiceCheck services() {
        return services;
    }

    CheckState check() {
        return check;
    }

    /// {@return what the plan does, for the summary}
    List<String> steps() {
        return steps;
    }

    WorkState work() {
        return work;
    }

    /// {@return the folder that a text names, or empty if it names none}
    Optional<Path> folder(String text) {
        return FolderCheck.parse(text, home);
    }

    void goal(Goal wanted) {
        goal = wanted;
        changed();
    }

    /// Takes or leaves a part. The last one stays.
    void part(Part part, boolean wanted) {
        Set<Part> parts = EnumSet.copyOf(choices.parts());
        if (wanted) {
            parts.add(part);
        } else {
            parts.remove(part);
        }
        if (!parts.isEmpty() && image.parts().containsAll(parts)) {
            choices = choices.withParts(parts);
            judge();
        }
        changed();
    }

    void form(PlacesForm written) {
        if (!written.equals(form)) {
            form = written;
            judge();
            changed();
        }
    }

    /// Looks at the form away from this thread; only what was written last counts.
    private void judge() {
        long number = ++judged;
        PlacesForm looked = form;
        Choices asked = choices;
        var circumstances = new PlacesForm.Circumstances(image, home, ports, services);
        background.execute(() -> {
            Map<PlacesForm.Field, Verdict> found = looked.judge(asked, circumstances);
            ui.execute(() -> {
                if (number == judged) {
                    verdicts = found;
                    changed();
                }
            });
        });
    }

    boolean canGoBack() {
        return switch (page) {
            case WELCOME, WORK, DONE -> false;
            case PARTS, PLACES, CHECK, SUMMARY -> true;
        };
    }

    boolean canGoOn() {
        return switch (page) {
            case WELCOME, PARTS, DONE -> true;
            case PLACES -> !verdicts.isEmpty() && verdicts.values().stream().noneMatch(Verdict::isProblem);
            case CHECK -> !(check instanceof CheckState.Running);
            case SUMMARY -> !steps.isEmpty();
            case WORK -> work instanceof WorkState.Done;
        };
    }

    void back() {
        if (canGoBack()) {
            page = pages().get(pages().indexOf(page) - 1);
            changed();
        }
    }

    void next() {
        if (!canGoOn() || page == Page.DONE) {
            return;
        }
        page = pages().get(pages().indexOf(page) + 1);
        switch (page) {
            case CHECK -> startCheck();
            case SUMMARY -> prepare();
            case WORK -> startWork();
            case WELCOME, PARTS, PLACES, DONE -> {}
        }
        changed();
    }

    /// Looks at the machine, also again.
    void startCheck() {
        choices = form.into(choices, home);
        if (check instanceof CheckState.Running) {
            return;
        }
        check = new CheckState.Running();
        changed();
        background.execute(() -> {
            CheckState result = examined();
            ui.execute(() -> {
                check = result;
                changed();
            });
        });
    }

    private CheckState examined() {
        try {
            return new CheckState.Done(tasks.examine());
        } catch (IOException e) {
            return new CheckState.Failed("The check did not work: " + e.getMessage() + ".");
        } catch (CancellationException e) {
            return new CheckState.Failed("You ended the check. The installation works without it.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new CheckState.Failed("The check was ended.");
        }
    }

    void cancelCheck() {
        tasks.cancelExamination();
    }

    private Plan plan() throws IOException {
        return goal == Goal.INSTALL ? tasks.install(choices) : tasks.uninstall();
    }

    private void prepare() {
        steps = List.of();
        work = new WorkState.NotBegun();
        background.execute(() -> {
            try {
                Plan plan = plan();
                List<String> words = new ArrayList<>();
                plan.actions().forEach(action -> words.add(action.words()));
                plan.afterwards().forEach(action -> words.add(action.words()));
                ui.execute(() -> {
                    steps = List.copyOf(words);
                    changed();
                });
            } catch (IOException e) {
                ui.execute(() -> {
                    work = new WorkState.Failed(e.getMessage() + ".");
                    changed();
                });
            }
        });
    }

    private void startWork() {
        cancelled.set(false);
        work = new WorkState.Running("Beginning", 0, false);
        background.execute(() -> {
            WorkState result = worked();
            ui.execute(() -> {
                work = result;
                if (result instanceof WorkState.Done) {
                    page = Page.DONE;
                }
                changed();
            });
        });
    }

    private WorkState worked() {
        List<String> notes = new ArrayList<>();
        try {
            Plan plan = plan();
            notes.addAll(plan.notes());
            tasks.carryOut(plan, new ShownProgress(notes));
            return new WorkState.Done(notes);
        } catch (IOException e) {
            return new WorkState.Failed(e.getMessage() + ". Everything is as it was before.");
        } catch (CancellationException e) {
            return new WorkState.Failed("You cancelled. Everything is as it was before.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new WorkState.Failed("It was ended. Everything is as it was before.");
        }
    }

    /// {@return whether a running installation can still be cancelled}
    boolean canCancelWork() {
        return work instanceof WorkState.Running running && !running.cancelling();
    }

    void cancelWork() {
        cancelled.set(true);
        if (work instanceof WorkState.Running running) {
            work = new WorkState.Running("Taking back what was done", running.done(), true);
            changed();
        }
    }

    /// After a failure: to the summary, where it can be tried again.
    void again() {
        page = Page.SUMMARY;
        prepare();
        changed();
    }

    /// Carries progress over to the model's thread.
    private final class ShownProgress implements Progress {
        private final List<String> notes;

        ShownProgress(List<String> notes) {
            this.notes = notes;
        }

        @Override
        public void step(String words, double done) {
            ui.execute(() -> {
                if (work instanceof WorkState.Running running && !running.cancelling()) {
                    work = new WorkState.Running(words, done, false);
                    changed();
                }
            });
        }

        @Override
        public void trouble(String sentence) {
            notes.add(sentence);
        }

        @Override
        public boolean cancelled() {
            return cancelled.get();
        }
    }
}
