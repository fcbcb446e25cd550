package io.rostrum.studio.dialogs;

import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.studio.engine.Studio;
import io.rostrum.studio.overlay.Overlay;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// Three steps from the first start to a picture that can be sent: what is seen and heard, where to, a test.
/// Each can be skipped, and leaving it in any way is remembered. JavaFX thread only.
public final class FirstRunGuide {
    private final Studio studio;
    private final Overlay overlay;

    public FirstRunGuide(Studio studio, Overlay overlay) {
        this.studio = studio;
        this.overlay = overlay;
    }

    /// Opens at the first step.
    public void open() {
        new Shown().open();
    }

    /// From its opening to its end.
    private final class Shown {
        private final GuideDevices devices = new GuideDevices(studio);
        private final VBox content = new VBox();
        private final Label title = new Label();
        private final Label explanation = Texts.small("");
        private final HBox dots = new HBox();
        private final Button leave = DialogFrame.plain(tr("Leave the guide"), overlay::close);
        private final Button back = DialogFrame.plain(tr("Back"), () -> go(step().previous()));
        private final Button skip = DialogFrame.plain(tr("Skip"), this::skip);
        private final Button next = DialogFrame.primary(tr("Next"), this::next);
        private GuideStep step = GuideStep.DEVICES;
        private boolean agreed;
        private Node pane = content;

        private GuideStep step() {
            return step;
        }

        void open() {
            leave.getStyleClass().add("quiet");
            leave.setId("guide-leave");
            skip.getStyleClass().add("quiet");
            skip.setId("guide-skip");
            skip.managedProperty().bind(skip.visibleProperty());
            next.setId("guide-next");
            next.setUserData(Overlay.FIRST_FOCUS);
            back.setId("guide-back");
            title.getStyleClass().add("title");
            dots.getStyleClass().add("dots");
            dots.setAlignment(Pos.CENTER);
            dots.setId("guide-dots");
            ScrollPane scroll = new ScrollPane(content);
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
            panel.setPrefSize(700, 440);
            panel.setMinSize(0, 0);
            go(GuideStep.DEVICES);
            overlay.show(panel, tr("First steps"), this::remember);
        }

        private void remember() {
            if (step == GuideStep.DEVICES && agreed) {
                devices.seeAgain();
            } else if (step == GuideStep.DEVICES) {
                devices.undo();
            }
            studio.window(studio.snapshot().window().withGuideDone());
        }

        private void go(GuideStep to) {
            step = to;
            title.setText(tr(to.title()));
            explanation.setText(tr(to.explanation()));
            back.setVisible(!to.first());
            skip.setVisible(!to.last());
            next.setText(to.last() ? tr("Done") : tr("Next"));
            dots.getChildren().clear();
            dots.setAccessibleText(to.progress());
            for (GuideStep each : GuideStep.values()) {
                Region dot = new Region();
                dot.getStyleClass().add(each == to ? "dot-here" : "dot");
                dots.getChildren().add(dot);
            }
            if (to == GuideStep.DEVICES) {
                devices.release();
            }
            pane = pane(to);
            content.getChildren().setAll(pane);
            if (pane instanceof GuideTestPane test) {
                test.enter();
            } else {
                next.requestFocus();
            }
        }

        private Node pane(GuideStep to) {
            return switch (to) {
                case DEVICES -> new GuideDevicesPane(studio, devices);
                case DESTINATION -> new GuideDestinationPane(studio, overlay);
                case TEST -> new GuideTestPane(studio, next::requestFocus);
            };
        }

        private void next() {
            if (pane instanceof GuideDevicesPane chosen) {
                chosen.agree();
                agreed = true;
            }
            if (step.last()) {
                overlay.close();
            } else {
                go(step.next());
            }
        }

        private void skip() {
            if (step == GuideStep.DEVICES) {
                devices.undo();
                agreed = false;
            }
            go(step.next());
        }
    }
}
