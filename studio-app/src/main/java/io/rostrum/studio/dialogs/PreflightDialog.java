package io.rostrum.studio.dialogs;

import static io.rostrum.studio.words.Wording.tr;
import static io.rostrum.studio.words.Wording.trn;

import io.rostrum.studio.engine.DestinationSetting;
import io.rostrum.studio.engine.Preflight;
import io.rostrum.studio.engine.Preflight.Finding;
import io.rostrum.studio.engine.Preflight.Verdict;
import io.rostrum.studio.engine.Studio;
import io.rostrum.studio.engine.StudioSnapshot.DestinationView;
import io.rostrum.studio.engine.StudioSnapshot.Live;
import io.rostrum.studio.overlay.Glyph;
import io.rostrum.studio.overlay.Overlay;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import javafx.animation.PauseTransition;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.kordamp.ikonli.javafx.FontIcon;

/// Looks whether a broadcast could begin well: when it is to begin, and when somebody asks. JavaFX thread only.
public final class PreflightDialog {
    private static final double WIDTH = 640;
    private static final double HEIGHT = 460;
    /// Before it is said that something is being looked at.
    private static final Duration SHORTLY = Duration.millis(600);

    private final Studio studio;
    private final Overlay overlay;
    private boolean looking;

    public PreflightDialog(Studio studio, Overlay overlay) {
        this.studio = studio;
        this.overlay = overlay;
    }

    /// Goes live: at once where all is well, and otherwise when that was answered.
    public void goLive() {
        if (looking) {
            return;
        }
        looking = true;
        PauseTransition patience = new PauseTransition(SHORTLY);
        patience.setOnFinished(_ -> overlay.toast(tr("Looking at destinations and devices…"), Glyph.CLOCK));
        patience.play();
        look(found -> {
            looking = false;
            patience.stop();
            if (studio.snapshot().live() instanceof Live.Off) {
                if (found.bad().isEmpty()) {
                    studio.goLive();
                } else {
                    ask(found);
                }
            }
        });
    }

    private void look(Consumer<Preflight> then) {
        CompletableFuture<Preflight> check = studio.check();
        if (check.isDone()) {
            then.accept(check.exceptionally(_ -> Preflight.CLEAR).join());
        } else {
            check.whenComplete((found, trouble) ->
                    Platform.runLater(() -> then.accept(trouble == null ? found : Preflight.CLEAR)));
        }
    }

    private void ask(Preflight found) {
        VBox list = list();
        List<Finding> bad = found.bad();
        fill(list, List.of(), Preflight::bad, found);
        Button back = DialogFrame.plain(tr("Go back"), overlay::close);
        back.setUserData(Overlay.FIRST_FOCUS);
        back.setCancelButton(true);
        Button anyway = DialogFrame.plain(tr("Go live anyway"), () -> {
            overlay.close();
            studio.goLive();
        });
        anyway.setId("go-live-anyway");
        anyway.getStyleClass().add("danger");
        DialogFrame frame = new DialogFrame(
                        tr("Before you go live"),
                        trn("One thing would go wrong.", "{0} things would go wrong.", bad.size()),
                        scrolled(list),
                        WIDTH,
                        HEIGHT)
                .withButtons(DialogFrame.spring(), anyway, back);
        overlay.show(frame, tr("Before you go live"));
    }

    /// Shows everything that was looked at, the good, too.
    public void open() {
        VBox list = list();
        list.getChildren().setAll(Texts.wrapped(tr("Looking at destinations and devices…")));
        Button again = DialogFrame.plain(tr("Look again"), () -> refresh(list));
        DialogFrame frame = new DialogFrame(
                        tr("Check"),
                        tr("Whether a broadcast could begin well. Nothing is published."),
                        scrolled(list),
                        WIDTH,
                        HEIGHT)
                .withButtons(again, DialogFrame.spring(), DialogFrame.primary(tr("Close"), overlay::close));
        overlay.show(frame, tr("Check"));
        refresh(list);
    }

    private void refresh(VBox list) {
        look(found -> fill(list, List.of(), Preflight::findings, found));
    }

    /// @param repaired what was repaired before, above what was found now
    /// @param shown    what is shown of what was found
    private void fill(VBox list, List<Node> repaired, Function<Preflight, List<Finding>> shown, Preflight found) {
        list.setDisable(false);
        Stream<Node> rows = shown.apply(found).stream()
                .map(finding -> row(finding, done -> {
                    // a repair is a whole setting as it was found: the others are found anew before they can be pressed
                    list.setDisable(true);
                    List<Node> all =
                            Stream.concat(repaired.stream(), Stream.of(done)).toList();
                    look(next -> fill(list, all, shown, next));
                }));
        list.getChildren().setAll(Stream.concat(repaired.stream(), rows).toList());
    }

    /// @param repaired told what stands in the place of the row when it was repaired
    private Node row(Finding finding, Consumer<Node> repaired) {
        FontIcon icon = switch (finding.verdict()) {
            case GOOD -> LintRows.icon(Glyph.CHECK_CIRCLE, "ok");
            case NOTE -> LintRows.icon(Glyph.INFO, "accent");
            case BAD -> LintRows.icon(Glyph.WARNING, "warn");
        };
        return LintRows.row(icon, finding.what(), finding.words(), way(finding, repaired));
    }

    /// {@return what can be done about it}
    private Optional<Button> way(Finding finding, Consumer<Node> repaired) {
        if (finding.repair().isPresent()) {
            return finding.repair()
                    .map(repair -> LintRows.button(
                            studio,
                            repair,
                            this::setUp,
                            () -> repaired.accept(LintRows.row(
                                    LintRows.icon(Glyph.CHECK_CIRCLE, "ok"),
                                    finding.what(),
                                    tr("Repaired: {0}.", repair.label()),
                                    Optional.empty()))));
        }
        if (finding.verdict() == Verdict.GOOD) {
            return Optional.empty();
        }
        return switch (finding.place()) {
            case DESTINATION ->
                destination(finding.id())
                        .map(setting -> DialogFrame.plain(tr("Change…"), () -> {
                            overlay.close();
                            new DestinationDialog(studio, overlay).open(Optional.of(setting));
                        }));
            case OUTPUT ->
                Optional.of(DialogFrame.plain(tr("Settings…"), () -> {
                    overlay.close();
                    new SettingsDialog(studio, overlay).open();
                }));
            case SOURCES -> Optional.empty();
        };
    }

    private void setUp() {
        overlay.close();
        new SetUpWizard(studio, overlay).open();
    }

    private Optional<DestinationSetting> destination(String id) {
        return studio.snapshot().destinations().stream()
                .map(DestinationView::setting)
                .filter(setting -> setting.id().equals(id))
                .findFirst();
    }

    private static VBox list() {
        VBox list = new VBox();
        list.getStyleClass().addAll("scrolled-content", "findings");
        return list;
    }

    private static ScrollPane scrolled(VBox list) {
        ScrollPane scroll = new ScrollPane(list);
        scroll.getStyleClass().add("dialog-scroll");
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.setFocusTraversable(false);
        return scroll;
    }
}
