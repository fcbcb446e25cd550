package io.rostrum.studio.dialogs;

import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.effects.picture.PictureSize;
import io.rostrum.studio.engine.AvailableSource;
import io.rostrum.studio.engine.OutputSetting;
import io.rostrum.studio.engine.Studio;
import io.rostrum.studio.overlay.Glyph;
import io.rostrum.studio.overlay.Overlay;
import java.util.List;
import javafx.application.Platform;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// From what somebody wants to settings that suit the computer and its connection: the use, the picture, the encoder,
/// the uplink of each destination, and what follows, which is applied as the settings dialog would. JavaFX thread only.
public final class SetUpWizard {
    private static final double WIDTH = 700;
    private static final double HEIGHT = 470;

    private final Studio studio;
    private final Overlay overlay;

    public SetUpWizard(Studio studio, Overlay overlay) {
        this.studio = studio;
        this.overlay = overlay;
    }

    /// Opens at the first step.
    public void open() {
        new Shown().open();
    }

    /// From its opening to its end.
    private final class Shown {
        private final SetUpDraft draft = new SetUpDraft(studio);
        private final VBox content = new VBox();
        private final Label title = new Label();
        private final Label explanation = Texts.small("");
        private final HBox dots = new HBox();
        private final Button leave = DialogFrame.plain(tr("Cancel"), overlay::close);
        private final Button back = DialogFrame.plain(tr("Back"), () -> move(-1));
        private final Button skip = DialogFrame.plain(tr("Skip"), () -> move(1));
        private final Button next = DialogFrame.primary(tr("Next"), this::next);
        private final ScrollPane scroll = new ScrollPane(content);
        private SetUpStep step = SetUpStep.GOAL;
        private Node pane = content;

        void open() {
            title.getStyleClass().add("title");
            leave.getStyleClass().add("quiet");
            leave.setId("setup-leave");
            skip.getStyleClass().add("quiet");
            skip.setId("setup-skip");
            skip.managedProperty().bind(skip.visibleProperty());
            back.setId("setup-back");
            next.setId("setup-next");
            next.setUserData(Overlay.FIRST_FOCUS);
            dots.getStyleClass().add("dots");
            dots.setAlignment(Pos.CENTER);
            dots.setId("setup-dots");
            scroll.getStyleClass().add("dialog-scroll");
            scroll.setFitToWidth(true);
            scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
            scroll.setFocusTraversable(false);
            content.getStyleClass().add("scrolled-content");
            VBox.setVgrow(scroll, Priority.ALWAYS);
            HBox foot = new HBox(leave, DialogFrame.spring(), dots, DialogFrame.spring(), back, skip, next);
            foot.getStyleClass().add("dialog-footer");
            foot.setMinHeight(Region.USE_PREF_SIZE);
            VBox head = new VBox(title, explanation);
            head.getStyleClass().add("dialog-head");
            head.setMinHeight(Region.USE_PREF_SIZE);
            VBox panel = new VBox(head, scroll, foot);
            panel.getStyleClass().add("dialog");
            panel.getStylesheets().add(Styles.sheet());
            panel.setPrefSize(WIDTH, HEIGHT);
            panel.setMinSize(0, 0);
            findScreens();
            go(SetUpStep.GOAL);
            overlay.show(panel, tr("Set-up"));
        }

        private void findScreens() {
            studio.discover().thenAccept(found -> {
                List<PictureSize> screens = found.stream()
                        .filter(each -> each.kind() == AvailableSource.Kind.SCREEN)
                        .map(AvailableSource::detail)
                        .filter(detail -> detail.matches("\\d+x\\d+"))
                        .map(PictureSize::parse)
                        .toList();
                Platform.runLater(() -> {
                    draft.screens(screens);
                    if (pane instanceof SetUpPicturePane picture) {
                        picture.refresh();
                    }
                });
            });
        }

        private List<SetUpStep> steps() {
            return SetUpStep.of(draft.use());
        }

        private void move(int by) {
            List<SetUpStep> steps = steps();
            go(steps.get(Math.clamp(steps.indexOf(step) + by, 0, steps.size() - 1)));
        }

        private void go(SetUpStep to) {
            step = to;
            List<SetUpStep> steps = steps();
            title.setText(tr(to.title()));
            explanation.setText(tr(to.explanation()));
            back.setVisible(to != steps.getFirst());
            skip.setVisible(to == SetUpStep.UPLINK);
            next.setText(to == SetUpStep.RESULT ? tr("Apply") : tr("Next"));
            dots.setAccessibleText(tr("Step {0} of {1}", steps.indexOf(to) + 1, steps.size()));
            dots.getChildren().clear();
            for (SetUpStep each : steps) {
                Region dot = new Region();
                dot.getStyleClass().add(each == to ? "dot-here" : "dot");
                dots.getChildren().add(dot);
            }
            pane = pane(to);
            content.getChildren().setAll(pane);
            scroll.setVvalue(0);
            next.requestFocus();
        }

        private Node pane(SetUpStep to) {
            return switch (to) {
                case GOAL -> new SetUpGoalPane(draft);
                case PICTURE -> new SetUpPicturePane(draft);
                case ENCODER -> new SetUpEncoderPane(studio.setUp(), draft);
                case UPLINK -> new SetUpUplinkPane(studio, overlay, draft);
                case RESULT -> new SetUpResultPane(studio, draft.advice());
            };
        }

        private void next() {
            if (!(pane instanceof SetUpResultPane result)) {
                move(1);
                return;
            }
            result.chosen().ifPresent(chosen -> {
                studio.output(kept(chosen));
                overlay.close();
                overlay.toast(tr("The settings are changed."), Glyph.CHECK_CIRCLE);
            });
        }

        /// What the set-up says nothing of is as it is now, not as it was when this was opened.
        private OutputSetting kept(OutputSetting chosen) {
            return studio.snapshot()
                    .output()
                    .withSize(chosen.size())
                    .withFrameRate(chosen.frameRate())
                    .withEncoder(chosen.encoder())
                    .withBits(chosen.bitsPerSecond())
                    .withKeyframes(chosen.keyframeSeconds());
        }
    }
}
