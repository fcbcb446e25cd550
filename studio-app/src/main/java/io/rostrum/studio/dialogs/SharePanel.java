package io.rostrum.studio.dialogs;

import static io.rostrum.studio.words.Sentences.said;
import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.studio.engine.Studio;
import io.rostrum.studio.engine.StudioSnapshot.Server;
import io.rostrum.studio.overlay.Glyph;
import io.rostrum.studio.overlay.Overlay;
import java.net.URI;
import java.util.Optional;
import javafx.application.Platform;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/// The address of the watch page, to be copied, scanned or opened. JavaFX thread only.
public final class SharePanel {
    private static final double WIDTH = 520;
    private static final double HEIGHT = 520;
    private static final double QR_SIDE = 264;
    private static final double SMALL_QR_SIDE = 160;
    private static final double AROUND_QR = 272;

    private final Studio studio;
    private final Overlay overlay;
    private final Optional<Browser> browser;

    public SharePanel(Studio studio, Overlay overlay) {
        this(studio, overlay, Browser.ofSystem());
    }

    /// @param browser empty where the system has none to open a page with; then nothing offers it
    SharePanel(Studio studio, Overlay overlay, Optional<Browser> browser) {
        this.studio = studio;
        this.overlay = overlay;
        this.browser = browser;
    }

    public void open() {
        Shown shown = new Shown();
        ScrollPane scroll = new ScrollPane(shown);
        scroll.getStyleClass().add("dialog-scroll");
        scroll.setFitToWidth(true);
        scroll.setFitToHeight(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.setFocusTraversable(false);
        DialogFrame frame = new DialogFrame(
                        tr("Share your page"),
                        tr("Whoever opens it sees you as soon as you are live."),
                        scroll,
                        WIDTH,
                        HEIGHT)
                .withButtons(DialogFrame.spring(), DialogFrame.primary(tr("Done"), overlay::close));
        WhileShown.every(frame, Duration.millis(500), shown::refresh, () -> {});
        overlay.show(frame, tr("Share your page"));
    }

    /// What is shown changes with the server.
    private final class Shown extends VBox {
        private final NetworkQuestion network = new NetworkQuestion(studio);
        private @Nullable Server last;
        private boolean asking;

        Shown() {
            getStyleClass().add("share");
            setAlignment(Pos.TOP_CENTER);
        }

        void refresh() {
            Server now = studio.snapshot().server();
            if (!asking && !sameToShow(now)) {
                last = now;
                getChildren()
                        .setAll(
                                switch (now) {
                                    case Server.Starting() ->
                                        new NothingHere(
                                                Glyph.CLOCK.large(),
                                                tr("Your server is starting. The address comes in a moment."));
                                    case Server.Failed(String why) -> failed(why);
                                    case Server.Running running ->
                                        running.network() ? reachable(running.page()) : onlyHere(running.page());
                                });
            }
        }

        /// The number of watchers alone is no reason to build everything anew.
        private boolean sameToShow(Server now) {
            if (now instanceof Server.Running running && last instanceof Server.Running before) {
                return running.page().equals(before.page()) && running.network() == before.network();
            }
            return now.equals(last);
        }

        private Node failed(String why) {
            Button again = DialogFrame.plain(tr("Start it again"), studio::restartServer);
            again.setId("restart-server");
            return new NothingHere(Glyph.WARNING.large(), tr("Your server is not running: {0}.", said(why)), again);
        }

        private Node reachable(URI page) {
            // This is not in the scene yet when it is first filled; the layer it lies in is.
            double scale = WhileShown.scale(overlay.root());
            double room = overlay.root().getLayoutBounds().getHeight() - AROUND_QR;
            double side = Math.clamp(room, SMALL_QR_SIDE, QR_SIDE);
            Label scan = Texts.small(tr("Scan it with a phone in the same network, or send the address."));
            return column(new QrView(page.toString(), side, scale), scan, address(page));
        }

        private Node onlyHere(URI page) {
            Button open = DialogFrame.plain(tr("Let phones and other computers watch…"), this::ask);
            open.setId("open-to-network");
            open.setGraphic(Glyph.PHONE.small());
            Label hint = Texts.wrapped(tr("Only this computer can open the page now."));
            hint.getStyleClass().add("strong");
            VBox box = new VBox(
                    Glyph.NETWORK.large(),
                    hint,
                    Texts.small(tr("To watch on a phone or another computer, let your network in first. A code to scan "
                            + "appears here then.")),
                    open);
            box.getStyleClass().add("only-here");
            box.setAlignment(Pos.CENTER);
            VBox.setVgrow(box, Priority.ALWAYS);
            return column(box, address(page));
        }

        private VBox column(Node... nodes) {
            VBox column = new VBox(nodes);
            column.getStyleClass().add("fields");
            column.setAlignment(Pos.TOP_CENTER);
            VBox.setVgrow(column, Priority.ALWAYS);
            return column;
        }

        private void ask() {
            asking = true;
            network.open(this::answered)
                    .ifPresentOrElse(
                            question -> {
                                getChildren().setAll(question);
                                question.askNow();
                            },
                            this::answered);
        }

        private void answered() {
            asking = false;
            last = null;
            refresh();
        }

        private Node address(URI page) {
            TextField text = new TextField(page.toString());
            text.setId("page-address");
            text.setEditable(false);
            text.setAccessibleText(tr("Address of your page"));
            HBox.setHgrow(text, Priority.ALWAYS);
            Button copy = DialogFrame.plain(tr("Copy"), () -> copy(page));
            copy.setId("copy-address");
            copy.setGraphic(Glyph.COPY.small());
            HBox row = new HBox(text, copy);
            row.getStyleClass().add("joined");
            browser.ifPresent(program -> {
                Button show = DialogFrame.plain(tr("Open"), () -> show(program, page));
                show.setId("open-page");
                show.setGraphic(Glyph.OPEN.small());
                row.getChildren().add(show);
            });
            return row;
        }
    }

    private void copy(URI page) {
        ClipboardContent content = new ClipboardContent();
        content.putString(page.toString());
        Clipboard.getSystemClipboard().setContent(content);
        overlay.toast(tr("Copied the address"));
    }

    private void show(Browser program, URI page) {
        program.show(
                page,
                () -> Platform.runLater(() ->
                        overlay.toast(tr("No browser could be opened. Copy the address instead."), Glyph.WARNING)));
    }
}
