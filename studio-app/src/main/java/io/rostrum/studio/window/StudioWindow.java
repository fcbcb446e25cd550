package io.rostrum.studio.window;

import static io.rostrum.studio.words.Sentences.said;
import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.effects.picture.PictureRect;
import io.rostrum.studio.dialogs.AddSourceDialog;
import io.rostrum.studio.dialogs.Browser;
import io.rostrum.studio.dialogs.ChannelDialog;
import io.rostrum.studio.dialogs.Command;
import io.rostrum.studio.dialogs.CommandPalette;
import io.rostrum.studio.dialogs.DestinationDialog;
import io.rostrum.studio.dialogs.FileSources;
import io.rostrum.studio.dialogs.FirstRunGuide;
import io.rostrum.studio.dialogs.KeyBindings;
import io.rostrum.studio.dialogs.KeyHelp;
import io.rostrum.studio.dialogs.PageDialog;
import io.rostrum.studio.dialogs.PairDialog;
import io.rostrum.studio.dialogs.PreflightDialog;
import io.rostrum.studio.dialogs.QuitQuestion;
import io.rostrum.studio.dialogs.SetUpWizard;
import io.rostrum.studio.dialogs.SettingsDialog;
import io.rostrum.studio.dialogs.SharePanel;
import io.rostrum.studio.dialogs.SourceDialog;
import io.rostrum.studio.dialogs.StatisticsDialog;
import io.rostrum.studio.engine.DestinationSetting;
import io.rostrum.studio.engine.Layout;
import io.rostrum.studio.engine.Studio;
import io.rostrum.studio.engine.StudioSnapshot;
import io.rostrum.studio.engine.StudioSnapshot.Live;
import io.rostrum.studio.engine.StudioSnapshot.Recording;
import io.rostrum.studio.engine.StudioSnapshot.SourceView;
import io.rostrum.studio.engine.ViewDesk;
import io.rostrum.studio.engine.WindowSetting;
import io.rostrum.studio.overlay.Glyph;
import io.rostrum.studio.overlay.Overlay;
import io.rostrum.studio.overlay.Theme;
import java.io.File;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.application.Platform;
import javafx.geometry.Rectangle2D;
import javafx.scene.Scene;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.DataFormat;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.Screen;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;

/// The main window: everything there is, brought up to date from the studio's snapshots. JavaFX thread
/// only.
public final class StudioWindow {
    private static final double WIDTH = 1360;
    private static final double HEIGHT = 840;
    private static final double LEAST_WIDTH = 1024;
    private static final double LEAST_HEIGHT = 600;
    private static final double BOTTOM = 236;
    private static final double BOTTOM_WHEN_LOW = 176;
    private static final double LOW = 720;

    private final Studio studio;
    private final Stage stage;
    private final TopBar top = new TopBar(this::saveReplay, this::togglePause, this::toggleRecording, this::liveOrEnd);
    private final NoticeBar notices;
    private final ScheduleBar schedule;
    private final StageView picture;
    private final Screens screens;
    private final SceneBar scenes;
    private final SourcePanel sources;
    private final InspectorPanel inspector;
    private final MixerPanel mixer;
    private final DestinationsPanel destinations;
    private final DockColumn docks;
    private final StatsBar stats;
    private final ViewWindows views;
    private final Overlay overlay;
    /// The channel that is heard while a key is held.
    private Optional<String> talking = Optional.empty();
    private final LibraryMenu library;
    private final PreflightDialog preflight;
    private final Scene scene;
    private final Ticker ticker = new Ticker(this::meters, this::update);
    private StudioSnapshot snapshot;
    private @Nullable SoundDialog sound;

    /// @param studio what it shows and changes; told to quit when the window is closed
    /// @param stage  not shown yet
    public StudioWindow(Studio studio, Stage stage) {
        this.studio = studio;
        this.stage = stage;
        snapshot = studio.snapshot();
        notices = new NoticeBar(studio);
        schedule = new ScheduleBar(studio.schedule(), this::check, this::liveOrEnd);
        picture = new StageView(studio, this::addSource, this::addFiles, this::moveArea, new ItemFrame.Owner() {
            @Override
            public void placed(String id, Layout to) {
                studio.scenes().place(id, to);
            }

            @Override
            public void selected(String id) {
                sources.select(id);
            }
        });
        screens = new Screens(studio, picture);
        DataFormat dragged = Optional.ofNullable(DataFormat.lookupMimeType("application/x-rostrum-source"))
                .orElseGet(() -> new DataFormat("application/x-rostrum-source"));
        scenes = new SceneBar(
                studio, dragged, this::transition, scene -> views().places(new ViewDesk.Target.Scene(scene)));
        sources = new SourcePanel(studio, dragged, this::addSource, this::changeSource, this::tell);
        inspector = new InspectorPanel(
                studio, new FileChoice(stage), picture::showComparing, this::changeSource, this::usePage);
        sources.offer(source -> views().places(new ViewDesk.Target.Source(source)));
        mixer = new MixerPanel(studio, this::addSound, this::shapeSound);
        destinations = new DestinationsPanel(studio, this::editDestination, this::share, this::check);
        docks = new DockColumn(studio, this::pair, this::describe, page -> Browser.open(page, overlay()));
        stats = new StatsBar(studio, this::statistics);
        views = new ViewWindows(studio);
        HBox bottom = new HBox(mixer, destinations);
        VBox content = content(bottom);
        overlay = new Overlay(content);
        library = new LibraryMenu(studio.library(), overlay);
        top.offer(library);
        preflight = new PreflightDialog(studio, overlay);
        WindowSetting setting = snapshot.window();
        Rectangle2D screen = Screen.getPrimary().getVisualBounds();
        scene = new Scene(
                overlay.root(),
                Math.clamp(setting.width() > 0 ? setting.width() : WIDTH, LEAST_WIDTH, wide(screen)),
                Math.clamp(setting.height() > 0 ? setting.height() : HEIGHT, LEAST_HEIGHT, high(screen)));
        scene.setFill(null); // the content covers it; JavaFX would paint it white under each picture
        WindowKeys keys = new WindowKeys(this);
        keys.listen(content);
        Stream.of(stage.focusedProperty().not(), overlay.openProperty())
                .forEach(elsewhere -> elsewhere.addListener((_, _, now) -> {
                    if (now) {
                        keys.letGo();
                    }
                }));
        scene.heightProperty().subscribe(height -> {
            lower(bottom, height.doubleValue());
            notices.low(height.doubleValue() < LOW);
        });
        scene.widthProperty().subscribe(width -> docks.width(width.doubleValue()));
        docks.restore();
        sources.selectedProperty().addListener((_, _, id) -> inspector.update(snapshot, id, System.nanoTime()));
        Platform.getPreferences().colorSchemeProperty().addListener((_, _, _) -> applyTheme());
    }

    private static double wide(Rectangle2D screen) {
        return Math.max(LEAST_WIDTH, screen.getWidth());
    }

    private static double high(Rectangle2D screen) {
        return Math.max(LEAST_HEIGHT, screen.getHeight());
    }

    private VBox content(HBox bottom) {
        Rail rail = new Rail();
        VBox stage = new VBox(screens, scenes);
        stage.getStyleClass().add("stage-column");
        stage.setMinWidth(0);
        stage.setPrefWidth(0); // what the panels leave, however many scenes there are
        VBox.setVgrow(screens, Priority.ALWAYS);
        HBox middle = new HBox(sources, stage, inspector, docks);
        middle.getStyleClass().add("middle");
        HBox.setHgrow(stage, Priority.ALWAYS);
        VBox.setVgrow(middle, Priority.ALWAYS);
        bottom.getStyleClass().add("bottom");
        mixer.setPrefWidth(0);
        destinations.setPrefWidth(0);
        HBox.setHgrow(mixer, Priority.ALWAYS);
        HBox.setHgrow(destinations, Priority.ALWAYS);
        rail.panel(Glyph.SOURCES, tr("Sources"), sources);
        ToggleButton filters = rail.panel(Glyph.FILTERS, tr("Filters"), inspector);
        rail.panel(Glyph.MIXER, tr("Sound"), mixer);
        rail.panel(Glyph.DESTINATIONS, tr("Destinations"), destinations);
        docks.offer(rail, filters);
        rail.spring();
        rail.menu(Glyph.MULTIVIEW, tr("Multiview and projectors"), views::menu).setId("views");
        rail.button(Glyph.COMMANDS, tr("Find a command"), this::palette).setId("palette");
        rail.button(Glyph.SHARE, tr("Share your page"), this::share).setId("share");
        rail.button(Glyph.KEYBOARD, tr("All keys"), this::keyHelp).setId("keys");
        rail.button(Glyph.SETTINGS, tr("Settings"), this::settings).setId("settings");
        mixer.managedProperty().or(destinations.managedProperty()).subscribe(any -> Controls.present(bottom, any));
        VBox work = new VBox(notices, schedule, middle, bottom);
        work.getStyleClass().add("work");
        HBox.setHgrow(work, Priority.ALWAYS);
        HBox rest = new HBox(rail, work);
        VBox.setVgrow(rest, Priority.ALWAYS);
        VBox content = new VBox(top, rest, stats);
        return content;
    }

    private static void lower(HBox bottom, double height) {
        double high = height < LOW ? BOTTOM_WHEN_LOW : BOTTOM;
        bottom.setMinHeight(high);
        bottom.setPrefHeight(high);
        bottom.setMaxHeight(high);
    }

    /// Shows the window, and the first-run guide if it was never finished or left.
    public void show() {
        applyTheme();
        update();
        stage.setTitle("Rostrum");
        stage.setScene(scene);
        stage.setMinWidth(LEAST_WIDTH);
        stage.setMinHeight(LEAST_HEIGHT);
        stage.setMaximized(snapshot.window().maximized());
        stage.setOnCloseRequest(request -> {
            request.consume();
            quit();
        });
        stage.iconifiedProperty().subscribe(iconified -> screens.setOn(!iconified));
        stage.show();
        picture.preview().onShown(ticker::withPicture);
        ticker.start();
        if (!snapshot.window().guideDone()) {
            new FirstRunGuide(studio, overlay).open();
        } else {
            library.lookForFiles();
        }
        views.restore();
    }

    DockColumn docks() {
        return docks;
    }

    /// {@return the layer above the window}
    Overlay overlay() {
        return overlay;
    }

    SceneBar scenes() {
        return scenes;
    }

    SourcePanel sources() {
        return sources;
    }

    InspectorPanel inspector() {
        return inspector;
    }

    MixerPanel mixer() {
        return mixer;
    }

    StageView picture() {
        return picture;
    }

    private void moveArea(int index, PictureRect to) {
        inspector.moveArea(index, to);
    }

    private void meters(double seconds) {
        snapshot = studio.snapshot();
        mixer.advance(snapshot, seconds);
    }

    /// Brings everything but the meters up to date.
    void update() {
        snapshot = studio.snapshot();
        Instant now = Instant.now();
        applyTheme();
        top.update(snapshot, now);
        library.update();
        notices.update(snapshot.notices());
        schedule.update(now);
        docks.update(now);
        scenes.update(snapshot);
        sources.update(snapshot);
        inspector.update(snapshot, sources.selectedProperty().get(), System.nanoTime());
        picture.update(snapshot, sources.selectedProperty().get(), inspector.areas(snapshot));
        screens.update(snapshot);
        views.update(snapshot);
        mixer.update(snapshot);
        SoundDialog shaping = sound;
        if (shaping != null) {
            shaping.update(snapshot);
        }
        destinations.update(snapshot, now);
        stats.update(snapshot);
    }

    private void applyTheme() {
        Theme theme = switch (snapshot.window().theme()) {
            case SYSTEM -> Theme.ofSystem();
            case DARK -> Theme.DARK;
            case LIGHT -> Theme.LIGHT;
        };
        theme.apply(scene);
        views.apply(theme);
    }

    // --- what can be done, from buttons, keys and the palette --------------------------------------------------------

    void liveOrEnd() {
        switch (studio.snapshot().live()) {
            case Live.On _ -> EndQuestion.open(studio, overlay);
            case Live.Off _ -> {
                if (snapshot.destinations().stream()
                        .noneMatch(destination -> destination.setting().enabled())) {
                    overlay.toast(tr("Switch on a destination first."), Glyph.WARNING);
                } else {
                    preflight.goLive();
                }
            }
            case Live.Starting _, Live.Ending _ -> {}
        }
    }

    void toggleRecording() {
        studio.record(!(studio.snapshot().recording() instanceof Recording.On));
    }

    void togglePause() {
        studio.pauseRecording(studio.snapshot().recording() instanceof Recording.On on
                && on.paused().isEmpty());
    }

    void toggleReplay() {
        studio.replay(!studio.snapshot().replay().on());
    }

    void saveReplay() {
        studio.saveReplay()
                .whenComplete((file, trouble) -> Platform.runLater(() -> {
                    if (trouble == null) {
                        overlay.toast(tr("Saved the replay as {0}.", file.getFileName()), Glyph.CHECK_CIRCLE);
                    } else {
                        overlay.toast(said(String.valueOf(trouble.getMessage())), Glyph.WARNING);
                    }
                }));
    }

    void studioMode() {
        studio.scenes().studio(!studio.snapshot().scenes().studio());
    }

    void take() {
        studio.scenes().take();
    }

    /// @param index of the scene, 0 for the first; nothing happens where there are fewer
    void showScene(int index) {
        snapshot.scenes().list().stream()
                .skip(index)
                .findFirst()
                .ifPresent(scene -> studio.scenes().show(scene.id()));
    }

    void undo() {
        if (studio.snapshot().scenes().canUndo()) {
            studio.scenes().undo();
        } else {
            overlay.toast(tr("There is nothing to take back."), Glyph.INFO);
        }
    }

    void redo() {
        if (studio.snapshot().scenes().canRedo()) {
            studio.scenes().redo();
        } else {
            overlay.toast(tr("There is nothing to do again."), Glyph.INFO);
        }
    }

    void addSource() {
        new AddSourceDialog(studio, overlay).open();
    }

    /// Makes sources of files that were dropped on the picture.
    void addFiles(List<File> files) {
        new FileSources(studio).add(files).ifPresent(overlay::toast);
    }

    /// Opens how a scene is gone over to, or how scenes are that say nothing of it.
    void transition(Optional<String> scene) {
        new TransitionDialog(studio, scene, new FileChoice(stage), overlay).open();
    }

    private void tell(String words) {
        overlay.toast(words, Glyph.INFO);
    }

    private void pair() {
        new PairDialog(studio, overlay).open();
    }

    /// Opens what the stream says of itself on the server that the studio was paired with.
    private void describe() {
        studio.schedule().paired().ifPresentOrElse(server -> new ChannelDialog(server, overlay).open(), this::pair);
    }

    void changeSource(SourceView source) {
        new SourceDialog(studio, overlay).open(source);
    }

    private void usePage(SourceView source) {
        new PageDialog(studio, overlay).open(source);
    }

    void addSound() {
        new AddSourceDialog(studio, overlay).openAtSound();
    }

    /// Opens what is done to the sound of a channel.
    void shapeSound(String id) {
        snapshot.channels().stream()
                .filter(channel -> channel.id().equals(id))
                .findFirst()
                .ifPresent(channel -> {
                    SoundDialog dialog = new SoundDialog(studio, channel, snapshot.channels(), overlay);
                    sound = dialog;
                    overlay.show(dialog, tr("Sound of {0}", channel.name()), () -> sound = null);
                });
    }

    void editDestination(Optional<DestinationSetting> existing) {
        new DestinationDialog(studio, overlay).open(existing);
    }

    void share() {
        new SharePanel(studio, overlay).open();
    }

    void settings() {
        new SettingsDialog(studio, overlay).open();
    }

    /// Finds settings that suit this computer and its connection.
    void setUp() {
        new SetUpWizard(studio, overlay).open();
    }

    /// Looks whether a broadcast could begin well.
    void check() {
        preflight.open();
    }

    void statistics() {
        new StatisticsDialog(studio, overlay).open();
    }

    void keyHelp() {
        new KeyHelp(overlay, bindings()).open();
    }

    void palette() {
        new CommandPalette(studio, overlay).open(commands());
    }

    /// {@return which keys do what}
    KeyBindings bindings() {
        return KeyBindings.of(snapshot.window());
    }

    /// Lets the selected channel be heard while a key is held; that one is muted when the key is let
    /// go, whichever is selected then.
    void talk(boolean held) {
        if (held && talking.isEmpty()) {
            talking = mixer.selected();
            talking.ifPresent(id -> studio.mute(id, /* muted= */ false));
        } else if (!held) {
            talking.ifPresent(id -> studio.mute(id, /* muted= */ true));
            talking = Optional.empty();
        }
    }

    void muteSelected() {
        mixer.selected()
                .flatMap(id -> snapshot.channels().stream()
                        .filter(channel -> channel.id().equals(id))
                        .findFirst())
                .ifPresent(channel -> studio.mute(channel.id(), !channel.muted()));
    }

    void removeSelected() {
        if (mixer.hasKeyboard()) {
            mixer.selected().ifPresent(studio::remove);
        } else {
            sources.removeSelected();
        }
    }

    void renameSelected() {
        if (mixer.hasKeyboard()) {
            mixer.selected().flatMap(mixer::strip).ifPresent(ChannelStrip::beginRename);
        } else if (scenes.hasKeyboard()) {
            scenes.beginRename();
        } else {
            sources.beginRename();
        }
    }

    void theme(WindowSetting.Theme theme) {
        studio.window(studio.snapshot().window().withTheme(theme));
    }

    ViewWindows views() {
        return views;
    }

    /// Ends the studio, after a question if something is live or recorded.
    void quit() {
        if (!overlay.isOpen()) {
            studio.window(
                    studio.snapshot().window().withPlace(scene.getWidth(), scene.getHeight(), stage.isMaximized()));
        }
        views.remember();
        new QuitQuestion(studio, overlay).open(() -> {
            stop();
            stage.hide();
        });
    }

    /// Asks the studio for nothing any more.
    void stop() {
        ticker.stop();
        docks.close();
        views.close();
    }

    private List<Command> commands() {
        List<Command> commands = new ArrayList<>(new WindowKeys(this).commands());
        commands.add(new Command(tr("Add a sound"), "", "", this::addSound));
        mixer.selected()
                .ifPresent(id ->
                        commands.add(new Command(tr("Filters and sound"), tr("Sound"), "", () -> shapeSound(id))));
        String shown = snapshot.scenes().edited();
        commands.add(new Command(tr("Rename the scene"), tr("Scenes"), "", scenes::beginRename));
        commands.add(new Command(
                tr("Duplicate the scene"),
                tr("Scenes"),
                "",
                () -> studio.scenes().duplicate(shown)));
        if (snapshot.scenes().list().size() > 1) {
            commands.add(new Command(
                    tr("Remove the scene"),
                    tr("Scenes"),
                    "",
                    () -> studio.scenes().remove(shown)));
        }
        commands.add(
                new Command(tr("Settings of the transition"), tr("Scenes"), "", () -> transition(Optional.empty())));
        commands.addAll(views.commands());
        commands.addAll(library.commands());
        commands.add(new Command(tr("Check before going live"), tr("Destinations"), "", this::check));
        commands.add(new Command(tr("Pair with a Rostrum server…"), tr("Destinations"), "", this::pair));
        commands.add(new Command(tr("Describe the stream…"), tr("Destinations"), "", this::describe));
        commands.add(new Command(tr("Set-up wizard"), "", "", this::setUp));
        commands.add(new Command(tr("Statistics of the last minutes"), "", "", this::statistics));
        commands.add(new Command(tr("Dark theme"), "", "", () -> theme(WindowSetting.Theme.DARK)));
        commands.add(new Command(tr("Light theme"), "", "", () -> theme(WindowSetting.Theme.LIGHT)));
        commands.add(new Command(tr("Theme of the system"), "", "", () -> theme(WindowSetting.Theme.SYSTEM)));
        commands.add(new Command(tr("First-run guide"), "", "", () -> new FirstRunGuide(studio, overlay).open()));
        return commands;
    }
}
