package io.rostrum.studio.dialogs;

import static io.rostrum.studio.words.Wording.mark;
import static io.rostrum.studio.words.Wording.tr;
import static io.rostrum.studio.words.Wording.trn;

import io.rostrum.studio.dialogs.OutputForm.Choice;
import io.rostrum.studio.engine.Lint;
import io.rostrum.studio.engine.OutputSetting;
import io.rostrum.studio.engine.ServicePreset;
import io.rostrum.studio.engine.SplitSetting;
import io.rostrum.studio.engine.Studio;
import io.rostrum.studio.engine.StudioSnapshot;
import io.rostrum.studio.engine.StudioSnapshot.Live;
import io.rostrum.studio.engine.StudioSnapshot.Recording;
import io.rostrum.studio.engine.StudioSnapshot.Replay;
import io.rostrum.studio.overlay.Glyph;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javafx.application.Platform;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.DirectoryChooser;
import javafx.util.Duration;

/// How the programme is made and encoded. Each field is saved by itself as soon as it is left and says
/// something right.
final class OutputSettings extends VBox {
    private static final String OTHER = "other";
    private static final String SIZE_LINE = mark("How large the picture is. 1280 × 720 suits most lines.");
    private static final String RATE_LINE = mark("Pictures a second: 30 for people who talk, 60 for games and sports.");
    private static final String KEY_LINE = mark("Viewers join at a key frame. 2 seconds suits every service.");
    private static final String REPLAY_LINE =
            mark("The last seconds stay in memory, at most 512 MB. Save them by the button at the top.");
    private static final String SPLIT_LINE =
            mark("Another file begins, and nothing is lost between. From the next recording on.");
    private static final List<SplitSetting> SPLITS = List.of(
            SplitSetting.NEVER,
            new SplitSetting(15, 0),
            new SplitSetting(30, 0),
            new SplitSetting(60, 0),
            new SplitSetting(0, 2048),
            new SplitSetting(0, 4000));
    private static final List<Integer> REPLAY_SECONDS = List.of(10, 20, 30, 60, 120, 300);
    private static final String SERVICE_LINE =
            mark("Bit rate and key frames as it wants them; size and rate where yours are too large for it.");
    private static final String GOVERNOR_LINE =
            mark("What is seen least goes first: masks, beauty, the preview, and every second picture last.");
    private static final String ENCODER_LINE = mark("Automatic takes the best of those that work on this computer.");

    private final Studio studio;
    private final List<ServicePreset> presets = ServicePreset.all();
    private final Choices service = new Choices("output-service", this::setUpFor);
    private final LintRows lints;
    private final Choices size = new Choices("output-size", this::sizeChosen);
    private final TextField otherSize = new TextField();
    private final Choices rate = new Choices("output-rate", value -> change(old -> old.withFrameRate(value)));
    private final TextField bits = new TextField();
    private final Choices keyframes =
            new Choices("output-keyframes", value -> change(old -> old.withKeyframes(Integer.parseInt(value))));
    private final Choices encoder = new Choices("output-encoder", value -> change(old -> old.withEncoder(value)));
    private final TextField folder = new TextField();
    private final Choices track =
            new Choices("output-track", value -> change(old -> old.withTrack(Integer.parseInt(value))));
    private final Choices split = new Choices("output-split", this::changeSplit);
    private final Choices replay = new Choices("output-replay", value -> changeReplay(Integer.parseInt(value)));
    private final Choices governor =
            new Choices("output-governor", value -> change(old -> old.withGovernor(Boolean.parseBoolean(value))));
    private final CanvasSettings canvas;
    private final Field sizeField;
    private final Field rateField = new Field(tr("Frame rate"), rate, tr(RATE_LINE));
    private final Field bitsField = new Field(tr("Bitrate, kb/s"), bits, "");
    private final Field keyField = new Field(tr("Key frame every"), keyframes, tr(KEY_LINE));
    private final Field encoderField = new Field(tr("Encoder"), encoder, tr(ENCODER_LINE));
    private final Field folderField;
    private String roomAskedFor = "";

    /// @param setUp opens the set-up
    OutputSettings(Studio studio, Runnable setUp) {
        this.studio = studio;
        GridPane grid = new GridPane();
        grid.getStyleClass().add("settings-grid");
        getStyleClass().add("fields");
        ColumnConstraints half = new ColumnConstraints();
        half.setPercentWidth(50);
        half.setHgrow(Priority.ALWAYS);
        grid.getColumnConstraints().addAll(half, half);

        otherSize.setId("output-size-other");
        otherSize.setPromptText("1280x720");
        otherSize.setAccessibleText(tr("Width x height"));
        otherSize.managedProperty().bind(otherSize.visibleProperty());
        otherSize.setVisible(false);
        HBox sizes = new HBox(size, otherSize);
        sizes.getStyleClass().add("joined");
        HBox.setHgrow(size, Priority.ALWAYS);
        otherSize.setPrefColumnCount(7);
        sizeField = new Field(tr("Size"), size, sizes, tr(SIZE_LINE));

        bits.setId("output-bitrate");
        folder.setId("output-folder");
        Button choose = DialogFrame.plain(tr("Choose…"), this::chooseFolder);
        choose.setGraphic(Glyph.FOLDER.small());
        HBox folders = new HBox(folder, choose);
        folders.getStyleClass().add("joined");
        HBox.setHgrow(folder, Priority.ALWAYS);
        folderField = new Field(tr("Recordings go to"), folder, folders, "");

        lints = new LintRows(studio, setUp, this::repaired);
        getChildren().addAll(lints, grid);
        grid.add(sizeField, 0, 0);
        grid.add(rateField, 1, 0);
        grid.add(bitsField, 0, 1);
        grid.add(keyField, 1, 1);
        grid.add(encoderField, 0, 2);
        grid.add(new Field(tr("Recordings have the sound of"), track, tr("From the next recording on.")), 1, 2);
        grid.add(folderField, 0, 3, 2, 1);
        grid.add(new Field(tr("Replay buffer"), replay, tr(REPLAY_LINE)), 0, 4);
        grid.add(new Field(tr("Split recordings"), split, tr(SPLIT_LINE)), 1, 4);
        grid.add(new Field(tr("When the computer is too slow"), governor, tr(GOVERNOR_LINE)), 0, 5);
        grid.add(new Field(tr("Set up for a service"), service, tr(SERVICE_LINE)), 1, 5);
        canvas = new CanvasSettings(studio);
        canvas.into(grid, 6);

        OutputSetting now = studio.snapshot().output();
        bits.setText(String.valueOf(now.bitsPerSecond() / 1_000));
        folder.setText(now.recordFolder());
        bits.textProperty().subscribe(this::judgeBits);
        onLeaving(bits, this::saveBits);
        onLeaving(folder, this::saveFolder);
        onLeaving(otherSize, this::saveOtherSize);
        otherSize.textProperty().addListener((_, _, text) -> sizeField.trouble(why(OutputForm.size(text))));
        WhileShown.every(this, Duration.millis(500), this::refresh, () -> {});
        refresh();
    }

    private static void onLeaving(TextField field, Runnable save) {
        field.setOnAction(_ -> save.run());
        field.focusedProperty().addListener((_, was, _) -> {
            if (was) {
                save.run();
            }
        });
    }

    private void change(UnaryOperator<OutputSetting> change) {
        OutputSetting before = studio.snapshot().output();
        OutputSetting after = change.apply(before);
        if (!after.equals(before)) {
            studio.output(after);
        }
        judgeBits(bits.getText());
    }

    // What the studio says.

    private void refresh() {
        StudioSnapshot now = studio.snapshot();
        OutputSetting output = now.output();
        if (!otherSize.isVisible()) {
            List<Choice> sizes = new ArrayList<>(OutputForm.sizes(output.size()));
            sizes.add(new Choice(OTHER, tr("Other…")));
            size.show(sizes, output.size());
        }
        rate.show(OutputForm.rates(output.frameRate()), output.frameRate());
        keyframes.show(
                IntStream.concat(IntStream.rangeClosed(1, 4), IntStream.of(output.keyframeSeconds()))
                        .distinct()
                        .sorted()
                        .mapToObj(seconds ->
                                new Choice(String.valueOf(seconds), trn("{0} second", "{0} seconds", seconds)))
                        .toList(),
                String.valueOf(output.keyframeSeconds()));
        encoder.show(encoders(now.encoders(), output.encoder()), output.encoder());
        track.show(TrackChoices.of(now.channels()), String.valueOf(output.heard()));
        showReplay(now.replay());
        split.show(
                Stream.concat(SPLITS.stream(), Stream.of(output.splits()))
                        .distinct()
                        .map(each -> new Choice(value(each), words(each)))
                        .toList(),
                value(output.splits()));
        governor.show(
                List.of(
                        new Choice("true", tr("Leave work out, step by step")),
                        new Choice("false", tr("Lose pictures instead"))),
                String.valueOf(output.governed()));
        lints.show(studio.lint());
        service.show(services(), service.chosen());
        boolean live = !(now.live() instanceof Live.Off);
        boolean recording = now.recording() instanceof Recording.On;
        String fixed = live
                ? tr("Fixed while you are live. End the broadcast to change it.")
                : recording
                        ? tr("Fixed while you record. Stop recording to change it.")
                        : now.replay().on()
                                ? tr("Fixed while the replay buffer is on. Switch it off to change it.")
                                : "";
        fix(sizeField, size, tr(SIZE_LINE), fixed);
        otherSize.setDisable(!fixed.isEmpty());
        service.setDisable(!fixed.isEmpty());
        canvas.refresh(output, fixed);
        fix(rateField, rate, tr(RATE_LINE), fixed);
        fix(keyField, keyframes, tr(KEY_LINE), fixed);
        boolean trying = now.encoders().size() < 2;
        fix(encoderField, encoder, trying ? tr("Which ones work here is still being tried.") : tr(ENCODER_LINE), fixed);
        showRoom(output);
    }

    private List<Choice> services() {
        return presets.stream()
                .map(preset -> new Choice(preset.name(), preset.name()))
                .toList();
    }

    private void showReplay(Replay now) {
        List<Choice> choices = new ArrayList<>();
        choices.add(new Choice("0", tr("Off")));
        IntStream.concat(REPLAY_SECONDS.stream().mapToInt(each -> each), IntStream.of(now.seconds()))
                .distinct()
                .sorted()
                .forEach(seconds ->
                        choices.add(new Choice(String.valueOf(seconds), tr("The last {0} seconds", seconds))));
        replay.show(choices, now.on() ? String.valueOf(now.seconds()) : "0");
    }

    private static String value(SplitSetting split) {
        return split.minutes() + "," + split.megabytes();
    }

    private static String words(SplitSetting split) {
        List<String> words = new ArrayList<>();
        if (split.minutes() > 0) {
            words.add(tr("After {0} minutes", split.minutes()));
        }
        if (split.megabytes() > 0) {
            words.add(tr("At {0} MB", split.megabytes()));
        }
        return words.isEmpty() ? tr("Never") : String.join(", ", words);
    }

    private void changeSplit(String value) {
        String[] parts = value.split(",", -1);
        change(old -> old.withSplit(new SplitSetting(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]))));
    }

    private void changeReplay(int seconds) {
        if (seconds > 0) {
            studio.replaySeconds(seconds);
        }
        studio.replay(seconds > 0);
    }

    private void fix(Field field, javafx.scene.Node control, String line, String fixed) {
        control.setDisable(!fixed.isEmpty());
        if (!field.equals(sizeField) || !otherSize.isVisible()) {
            field.explain(fixed.isEmpty() ? line : fixed);
        }
    }

    private static List<Choice> encoders(List<String> names, String current) {
        List<Choice> choices = new ArrayList<>();
        for (String name : names) {
            choices.add(new Choice(name, name.equals("auto") ? tr("Automatic") : name));
        }
        if (!names.contains(current)) {
            choices.add(new Choice(current, current));
        }
        return choices;
    }

    private void setUpFor(String name) {
        presets.stream()
                .filter(preset -> preset.name().equals(name))
                .findFirst()
                .ifPresent(preset -> {
                    OutputSetting fitting = preset.fit(studio.snapshot().output());
                    bits.setText(String.valueOf(fitting.bitsPerSecond() / 1_000));
                    change(_ -> fitting);
                });
    }

    private void repaired(Lint.Repair repair) {
        if (repair instanceof Lint.Repair.Output output) {
            bits.setText(String.valueOf(output.to().bitsPerSecond() / 1_000));
            canvas.repaired(output.to());
        }
        refresh();
    }

    // What was typed.

    private void sizeChosen(String value) {
        boolean other = value.equals(OTHER);
        otherSize.setVisible(other);
        if (other) {
            otherSize.setText(studio.snapshot().output().size());
            otherSize.requestFocus();
            otherSize.selectAll();
        } else {
            change(old -> old.withSize(value));
        }
    }

    private void saveOtherSize() {
        if (otherSize.isVisible()
                && OutputForm.size(otherSize.getText()) instanceof Checked.Fine<String>(String typed)) {
            otherSize.setVisible(false);
            change(old -> old.withSize(typed));
            refresh();
        }
    }

    private void judgeBits(String text) {
        OutputSetting output = studio.snapshot().output();
        switch (OutputForm.bitRate(text)) {
            case Checked.Fine<Integer>(Integer typed) ->
                bitsField.explain(OutputForm.advice(output.size(), output.frameRate(), typed));
            case Checked.Wrong<Integer>(String why) -> bitsField.trouble(Optional.of(why));
        }
    }

    private void saveBits() {
        if (OutputForm.bitRate(bits.getText()) instanceof Checked.Fine<Integer>(Integer typed)) {
            bits.setText(String.valueOf(typed / 1_000));
            change(old -> old.withBits(typed));
        }
    }

    private void saveFolder() {
        switch (OutputForm.folder(folder.getText())) {
            case Checked.Fine<Path>(Path typed) -> {
                change(old -> old.withFolder(typed.toString()));
                roomAskedFor = "";
                showRoom(studio.snapshot().output());
            }
            case Checked.Wrong<Path>(String why) -> folderField.trouble(Optional.of(why));
        }
    }

    private void chooseFolder() {
        DirectoryChooser chooser = new DirectoryChooser();
        chooser.setTitle(tr("Where recordings go"));
        if (OutputForm.folder(folder.getText()) instanceof Checked.Fine<Path>(Path typed)) {
            chooser.setInitialDirectory(typed.toFile());
        }
        File chosen = chooser.showDialog(getScene().getWindow());
        if (chosen != null) {
            folder.setText(chosen.getPath());
            saveFolder();
        }
    }

    /// Asks the disk, off this thread: a folder on the network may take its time.
    private void showRoom(OutputSetting output) {
        String asked = output.recordFolder() + " " + output.bitsPerSecond();
        if (asked.equals(roomAskedFor)) {
            return;
        }
        roomAskedFor = asked;
        Thread.ofVirtual().name("free space").start(() -> {
            String room = room(output);
            Platform.runLater(() -> {
                if (asked.equals(roomAskedFor)) {
                    folderField.explain(room);
                }
            });
        });
    }

    private static String room(OutputSetting output) {
        try {
            Path there = Path.of(output.recordFolder()).toAbsolutePath();
            while (!Files.exists(there) && there.getParent() != null) {
                there = there.getParent(); // the first recording makes the rest
            }
            long free = Files.getFileStore(there).getUsableSpace();
            return OutputForm.room(free, output.bitsPerSecond());
        } catch (IOException | RuntimeException _) {
            return tr("How much room is there cannot be seen. Choose another folder.");
        }
    }

    private static Optional<String> why(Checked<?> checked) {
        return checked instanceof Checked.Wrong<?> wrong ? Optional.of(wrong.why()) : Optional.empty();
    }
}
