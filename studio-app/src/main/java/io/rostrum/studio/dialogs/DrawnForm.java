package io.rostrum.studio.dialogs;

import static io.rostrum.studio.words.Wording.tr;
import static io.rostrum.studio.words.Wording.trc;

import io.rostrum.capture.source.text.TextPainter;
import io.rostrum.capture.source.web.BrowserProgram;
import io.rostrum.studio.dialogs.OutputForm.Choice;
import io.rostrum.studio.engine.Studio;
import io.rostrum.studio.engine.Thumbnail;
import io.rostrum.studio.input.DrawnKind;
import io.rostrum.studio.input.SourceSpec;
import io.rostrum.studio.overlay.Glyph;
import io.rostrum.studio.overlay.Overlay;
import io.rostrum.studio.words.Sentences;
import java.io.File;
import java.util.List;
import java.util.Optional;
import javafx.application.Platform;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.TextInputControl;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/// What can be said of a source that is drawn here, and how it looks with that.
final class DrawnForm extends ScrollPane {
    private static final Duration LOOK_EVERY = Duration.millis(250);
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final String HERE = "here";
    private static final String FILE = "file";

    private final DrawnDraft draft;
    private final VBox fields = new VBox();
    private final GridPane grid = new GridPane();
    private final OfferCard look;
    private final ThumbnailWatch watch;
    /// Where a text is written, and where its file is named.
    private @Nullable Field words;
    private @Nullable Field path;
    private boolean nothing;
    private Runnable changed = () -> {};
    private int cells;

    /// @param first what is filled in
    DrawnForm(Studio studio, SourceSpec first) {
        this.draft = new DrawnDraft(first);
        look = new OfferCard(
                new Offer(SourceCategory.of(first.kind()), tr("How it looks"), "", ""), /* added= */ false);
        look.setMouseTransparent(true);
        look.setFocusTraversable(false);
        watch = new ThumbnailWatch(
                source -> studio.thumbnail(source, pixels(OfferCard.PICTURE_WIDTH), pixels(OfferCard.PICTURE_HEIGHT)),
                Platform::runLater,
                new ThumbnailWatch.Viewer() {
                    @Override
                    public void picture(String input, Thumbnail picture) {
                        look.show(picture);
                    }

                    @Override
                    public void failed(String input, String why) {
                        look.say(why);
                    }
                });
        fields.getStyleClass().add("fields");
        fields.setMinWidth(0);
        grid.getStyleClass().add("settings-grid");
        for (int column = 0; column < 2; column++) {
            ColumnConstraints half = new ColumnConstraints();
            half.setPercentWidth(50);
            grid.getColumnConstraints().add(half);
        }
        build();
        HBox.setHgrow(fields, Priority.ALWAYS);
        VBox side = new VBox(look);
        HBox body = new HBox(24, fields, side);
        body.getStyleClass().add("drawn-form");
        setContent(body);
        getStyleClass().add("dialog-scroll");
        setFitToWidth(true);
        setHbarPolicy(ScrollBarPolicy.NEVER);
        setFocusTraversable(false);
        WhileShown.every(this, LOOK_EVERY, this::tick, this::rest);
        draft.check();
    }

    /// @param told each time something is said
    void onChanged(Runnable told) {
        changed = told;
    }

    private int pixels(double wanted) {
        return (int) Math.ceil(wanted * WhileShown.scale(this));
    }

    private void tick() {
        List<String> input = draft.input().stream().toList();
        if (input.isEmpty() != nothing) {
            nothing = input.isEmpty();
            look.await(nothing ? tr("Nothing to show yet") : tr(OfferCard.OPENING));
        }
        watch.tick(input, System.nanoTime() / NANOS_PER_MILLI);
    }

    private void rest() {
        watch.tick(List.of(), System.nanoTime() / NANOS_PER_MILLI);
    }

    /// {@return what was filled in, as `--video` names it; empty while something is wrong or missing}
    Optional<String> input() {
        return draft.input();
    }

    /// {@return a name for a new source of it}
    String name() {
        return draft.name();
    }

    private void said() {
        draft.check();
        changed.run();
    }

    // --- the fields -------------------------------------------------------------------------------------------------

    private void build() {
        switch (draft.spec().kind()) {
            case TEXT -> buildText();
            case COLOR -> {
                TextField colour = new TextField();
                body(colour, tr("Colour"), tr("By its digits, #RRGGBB; two more for how strong it is: #00000080."));
            }
            case CLOCK -> {
                body(
                        new TextField(),
                        tr("Format"),
                        tr("HH:mm:ss is the time, EEEE d MMMM the day; other words between apostrophes."));
                option("zone", trc("where", "Place"), tr("Such as Europe/Berlin or UTC. Empty: this computer's."));
            }
            case COUNTDOWN -> {
                body(
                        new TextField(),
                        tr("Until"),
                        tr("A time from now such as 10m or 1h30m, a time of day such as 20:00, or 2026-12-31T23:59."));
                option("text", tr("Words around it"), tr("{} is the time that is left: We begin in {}"));
                option("over", tr("When it is over"), tr("Empty: 0:00 stays."));
                option(
                        "zone",
                        trc("where", "Place"),
                        tr("Of a time of day, such as Europe/Berlin. Empty: this computer's."));
            }
            case SLIDESHOW -> {
                fields.getChildren().add(FilesField.ofPictures(draft, this::said));
                option("seconds", tr("Seconds a picture"), tr("Empty: 5."));
                option("fade", tr("Seconds of the fade"), tr("Empty: 0.5. With 0 one picture cuts to the next."));
                choice(
                        "order",
                        tr("Order"),
                        List.of(
                                new Choice("", tr("As listed, folders by name")),
                                new Choice("shuffle", tr("Drawn by lot"))));
                choice(
                        "loop",
                        tr("After the last one"),
                        List.of(new Choice("", tr("Begin again")), new Choice("no", tr("It stays"))));
            }
            case PLAYLIST -> {
                fields.getChildren().add(FilesField.ofFilms(draft, this::said));
                choice(
                        "order",
                        tr("Order"),
                        List.of(
                                new Choice("", tr("As listed, folders by name")),
                                new Choice("shuffle", tr("Drawn by lot"))));
                choice(
                        "repeat",
                        tr("After each file"),
                        List.of(
                                new Choice("", tr("The next one")),
                                new Choice("file", tr("The same, until you go on"))));
                choice(
                        "loop",
                        tr("After the last one"),
                        List.of(new Choice("", tr("Begin again")), new Choice("no", tr("The list is over"))));
                choice(
                        "end",
                        tr("When the list is over"),
                        List.of(
                                new Choice("", tr("The last picture stays")),
                                new Choice("hide", tr("Nothing is seen"))));
            }
            case WEB -> buildPage();
            case PDF -> {
                body(new TextField(), "PDF", tr("The file's path."));
                option(
                        "page",
                        tr("Begin at page"),
                        tr("Empty: 1. Later pages are turned to beside the filters, or by Page Down."));
            }
        }
        fields.getChildren().add(grid);
        if (draft.spec().kind() == DrawnKind.WEB) {
            VBox shown = new VBox(
                    8,
                    yes("rest", tr("Close it while no scene shows it")),
                    yes("reload", tr("Load it anew each time its scene is shown")));
            fields.getChildren().add(shown);
        }
        if (draft.spec().kind().letters()) {
            buildLetters();
        }
    }

    private void buildPage() {
        BrowserProgram.missing().ifPresent(why -> fields.getChildren().add(warning(Sentences.said(why))));
        body(
                new TextField(),
                tr("Address"),
                tr("Begins with https:// or http://, as the service gives it; or the path of an HTML file."));
        option("size", tr("Size"), tr("Width and height of its window. Empty: those of the programme."));
        option("fps", tr("Pictures a second"), tr("At most; 1 to 60. Empty: as the programme."));
        option("css", tr("Rules of its own (CSS)"), tr("Empty: nothing behind the page, no margin, no scroll bars."));
    }

    private static Label warning(String why) {
        Label words = Texts.wrapped(Character.toUpperCase(why.charAt(0)) + why.substring(1) + ".");
        words.setId("no-browser");
        words.setGraphic(Glyph.WARNING.small());
        words.getStyleClass().add("field-error");
        return words;
    }

    private void buildText() {
        TextArea here = new TextArea();
        here.setWrapText(true);
        here.setPrefRowCount(3);
        TextField file = new TextField();
        Button choose = DialogFrame.plain(tr("Choose…"), () -> choose(file));
        choose.setGraphic(Glyph.FOLDER.small());
        HBox row = new HBox(file, choose);
        row.getStyleClass().add("joined");
        HBox.setHgrow(file, Priority.ALWAYS);
        Choices from = new Choices("drawn-from", said -> {
            draft.set("from", said.equals(FILE) ? FILE : "");
            showFrom();
            said();
        });
        from.show(
                List.of(
                        new Choice(HERE, tr("Written here")),
                        new Choice(FILE, tr("In a file that another program writes"))),
                draft.spec().option("from").orElse(HERE));
        fields.getChildren().add(new Field(tr("The text is"), from, ""));
        boolean inFile = from.chosen().equals(FILE);
        here.setText(inFile ? "" : draft.spec().body());
        file.setText(inFile ? draft.spec().body() : "");
        here.setId("drawn-body");
        here.setUserData(Overlay.FIRST_FOCUS);
        file.setId("drawn-file");
        Field written = draft.body(
                new Field(tr("Text"), here, tr("In any script; emoji, too.")), here::getText, () -> !from(FILE));
        Field named = draft.body(
                new Field(tr("File"), file, row, tr("Plain text, UTF-8. What is written into it is seen at once.")),
                file::getText,
                () -> from(FILE));
        words = written;
        path = named;
        here.textProperty().addListener((_, _, _) -> said());
        file.textProperty().addListener((_, _, _) -> said());
        fields.getChildren().addAll(written, named);
        showFrom();
    }

    private boolean from(String where) {
        return draft.spec().option("from").orElse(HERE).equals(where);
    }

    private void showFrom() {
        show(words, !from(FILE));
        show(path, from(FILE));
    }

    private static void show(@Nullable Node node, boolean shown) {
        if (node != null) {
            node.setVisible(shown);
            node.setManaged(shown);
        }
    }

    private void buildLetters() {
        ComboBox<String> font = new ComboBox<>();
        font.setEditable(true);
        font.setMaxWidth(Double.MAX_VALUE);
        font.setMinWidth(0);
        font.setId("drawn-font");
        font.getEditor().setText(draft.spec().option("font").orElse(""));
        font.getEditor().textProperty().addListener((_, _, text) -> {
            draft.set("font", text);
            said();
        });
        Thread.ofVirtual().name("fonts").start(() -> {
            List<String> families = TextPainter.families();
            Platform.runLater(() -> font.getItems().setAll(families));
        });
        cell(draft.option(
                "font", new Field(tr("Font"), font, tr("Empty: the system's. What it lacks comes from others."))));
        option("size", tr("Size"), tr("Pixels of the programme. Empty: 72."));
        option("color", tr("Colour"), tr("#RRGGBB. Empty: white."));
        option("background", tr("Behind it"), tr("A colour, #00000080 is half black. Empty: nothing."));
        option("outline", tr("Outline"), tr("Pixels. Empty: none."));
        option("outline-color", tr("Its colour"), tr("Empty: black."));
        choice(
                "align",
                tr("From left to right"),
                List.of(
                        new Choice("left", tr("Left")),
                        new Choice("", tr("Middle")),
                        new Choice("right", tr("Right"))));
        choice(
                "valign",
                tr("From top to bottom"),
                List.of(
                        new Choice("top", tr("Top")),
                        new Choice("", tr("Middle")),
                        new Choice("bottom", tr("Bottom"))));
        option("wrap", tr("Longest line"), tr("Pixels. Empty: as wide as its place."));
        HBox forms = new HBox(16, yes("bold", tr("Bold")), yes("italic", tr("Italic")));
        forms.setAlignment(Pos.CENTER_LEFT);
        cell(forms);
    }

    private void body(TextInputControl control, String label, String explanation) {
        control.setId("drawn-body");
        control.setUserData(Overlay.FIRST_FOCUS);
        control.setText(draft.spec().body());
        control.textProperty().addListener((_, _, _) -> said());
        fields.getChildren().add(draft.body(new Field(label, control, explanation), control::getText, () -> true));
    }

    private void option(String option, String label, String explanation) {
        TextField control = new TextField(draft.spec().option(option).orElse(""));
        control.setId("drawn-" + option);
        control.textProperty().addListener((_, _, text) -> {
            draft.set(option, text);
            said();
        });
        cell(draft.option(option, new Field(label, control, explanation)));
    }

    private void choice(String option, String label, List<Choice> choices) {
        Choices control = new Choices("drawn-" + option, value -> {
            draft.set(option, value);
            said();
        });
        String said = draft.spec().option(option).orElse("");
        control.show(choices, choices.stream().map(Choice::value).anyMatch(said::equals) ? said : "");
        cell(new Field(label, control, ""));
    }

    private CheckBox yes(String option, String label) {
        CheckBox box = new CheckBox(label);
        box.setId("drawn-" + option);
        box.setSelected(draft.spec().option(option).filter("yes"::equals).isPresent());
        box.selectedProperty().addListener((_, _, on) -> {
            draft.set(option, on ? "yes" : "");
            said();
        });
        return box;
    }

    private void cell(Node node) {
        grid.add(node, cells % 2, cells / 2);
        cells++;
    }

    private void choose(TextField file) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(tr("Choose a text file"));
        Optional.ofNullable(chooser.showOpenDialog(getScene().getWindow()))
                .map(File::getPath)
                .ifPresent(file::setText);
    }
}
