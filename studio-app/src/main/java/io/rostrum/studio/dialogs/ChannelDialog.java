package io.rostrum.studio.dialogs;

import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.studio.channel.ChannelApi;
import io.rostrum.studio.channel.ChannelApi.About;
import io.rostrum.studio.channel.ChannelApi.Answer;
import io.rostrum.studio.engine.ScheduleDesk.Paired;
import io.rostrum.studio.overlay.Overlay;
import java.text.Bidi;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.TextInputControl;
import javafx.scene.layout.VBox;

/// Changes what the studio's stream says of itself on the server that the studio was paired with; open
/// pages of the stream show it at once. JavaFX thread only.
public final class ChannelDialog {
    private static final double WIDTH = 600;

    private final Paired server;
    private final Overlay overlay;
    private final ChannelApi api = new ChannelApi();
    private final TextField title = new TextField();
    private final TextArea description = new TextArea();
    private final TextField tags = new TextField();
    private final TextArea links = new TextArea();
    private final Map<String, Field> fields = new LinkedHashMap<>();
    private final VBox content = new VBox();
    private final Label general = Texts.wrapped("");
    private final Button save = DialogFrame.primary(tr("Save"), this::save);
    private String version = "";

    public ChannelDialog(Paired server, Overlay overlay) {
        this.server = server;
        this.overlay = overlay;
    }

    public void open() {
        title.setPromptText(server.stream());
        field("title", tr("Title"), title, tr("Stands over the picture. Without one, the stream's name does."));
        description.setPrefRowCount(5);
        field("description", tr("Description"), description, tr("Markdown: **bold**, lists, links."));
        tags.setPromptText(tr("maths, year 9"));
        field("tags", tr("Tags"), tags, tr("With commas between; ten at most."));
        links.setPrefRowCount(3);
        links.setPromptText(tr("Exercises https://school.example/exercises"));
        field("links", tr("Links"), links, tr("One in each line: its name, and its address with https://."));
        content.getStyleClass().addAll("fields", "scrolled-content");
        general.setId("channel-trouble");
        general.getStyleClass().add("field-error");
        trouble("");
        content.getChildren().add(general);
        content.getChildren().addAll(fields.values());
        ScrollPane scroll = new ScrollPane(content);
        scroll.getStyleClass().add("dialog-scroll");
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.setFocusTraversable(false);
        DialogFrame frame = new DialogFrame(
                        tr("Describe the stream"),
                        tr(
                                "What the page of “{0}” on {1} says of it; open pages change at once.",
                                server.stream(), server.host()),
                        scroll,
                        WIDTH,
                        560)
                .withButtons(DialogFrame.spring(), DialogFrame.plain(tr("Cancel"), overlay::close), save);
        overlay.show(frame, tr("Describe the stream"));
        load();
    }

    private void field(String name, String label, TextInputControl control, String explanation) {
        Field field = new Field(label, control, explanation);
        control.setId("channel-" + name);
        control.textProperty().subscribe(text -> {
            field.trouble(Optional.empty());
            if (control instanceof TextArea area) {
                // JavaFX 26 fails where it breaks words that are written from right to left into lines
                area.setWrapText(!Bidi.requiresBidi(text.toCharArray(), 0, text.length()));
            }
        });
        fields.put(name, field);
    }

    private void load() {
        busy(true);
        ask(() -> api.read(server), answer -> {
            busy(false);
            if (answer instanceof Answer.Known(About about, String as)) {
                version = as;
                title.setText(about.title());
                description.setText(about.description());
                tags.setText(ChannelForm.tags(about.tags()));
                links.setText(ChannelForm.links(about.links()));
                title.requestFocus();
                title.end();
            } else {
                save.setDisable(true);
                said(answer);
            }
        });
    }

    private void busy(boolean now) {
        content.setDisable(now);
        save.setDisable(now);
    }

    private void ask(Callable<Answer> asking, Consumer<Answer> then) {
        Thread.ofVirtual().name("channel").start(() -> {
            Answer answer;
            try {
                answer = asking.call();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            Platform.runLater(() -> {
                if (content.getScene() != null) { // not closed meanwhile
                    then.accept(answer);
                }
            });
        });
    }

    private void save() {
        ChannelForm form = new ChannelForm(title.getText(), description.getText(), tags.getText(), links.getText());
        Map<String, String> wrong = form.troubles();
        if (!wrong.isEmpty()) {
            troubles(wrong);
            return;
        }
        trouble("");
        busy(true);
        save.setText(tr("Saving…"));
        ask(() -> api.save(server, form.about(), version), answer -> {
            busy(false);
            save.setText(tr("Save"));
            if (answer instanceof Answer.Known) {
                overlay.close();
                overlay.toast(tr("Saved: the page of “{0}” says so now", server.stream()));
            } else {
                said(answer);
            }
        });
    }

    private void troubles(Map<String, String> wrong) {
        fields.forEach((name, field) -> field.trouble(Optional.ofNullable(wrong.get(name))));
        fields.keySet().stream()
                .filter(wrong::containsKey)
                .findFirst()
                .ifPresent(first -> content.lookup("#channel-" + first).requestFocus());
    }

    private void said(Answer answer) {
        switch (answer) {
            case Answer.Known _ -> {}
            case Answer.Wrong(Map<String, String> byField) -> {
                troubles(byField);
                byField.forEach((name, words) -> {
                    if (!fields.containsKey(name)) {
                        trouble(words);
                    }
                });
            }
            case Answer.Stale _ ->
                trouble(tr("Somebody else has changed it meanwhile. Close this and open it again to see it."));
            case Answer.Refused(String words) -> trouble(words);
            case Answer.Unpaired _ ->
                trouble(tr("{0} does not know this studio any more. Pair it again.", server.host()));
            case Answer.NoAnswer _ -> trouble(tr("{0} does not answer. Try again in a moment.", server.host()));
        }
    }

    /// Says what is no matter of one field.
    private void trouble(String words) {
        general.setText(words);
        general.setVisible(!words.isEmpty());
        general.setManaged(!words.isEmpty());
    }
}
