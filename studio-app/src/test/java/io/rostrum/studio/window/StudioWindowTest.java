package io.rostrum.studio.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rostrum.capture.audio.mixer.Monitoring;
import io.rostrum.capture.load.LoadState;
import io.rostrum.capture.load.LoadStep;
import io.rostrum.capture.source.camera.CameraControl;
import io.rostrum.effects.picture.PictureRect;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.studio.engine.ChannelSound;
import io.rostrum.studio.engine.DestinationSetting;
import io.rostrum.studio.engine.FakeStudio;
import io.rostrum.studio.engine.FilterSetting;
import io.rostrum.studio.engine.LibraryDesk.Shelf;
import io.rostrum.studio.engine.Lint;
import io.rostrum.studio.engine.OutputSetting;
import io.rostrum.studio.engine.Place;
import io.rostrum.studio.engine.Preflight;
import io.rostrum.studio.engine.SourceSetting;
import io.rostrum.studio.engine.Statistics;
import io.rostrum.studio.engine.StudioSnapshot;
import io.rostrum.studio.engine.StudioSnapshot.DestinationState;
import io.rostrum.studio.engine.StudioSnapshot.DestinationView;
import io.rostrum.studio.engine.StudioSnapshot.Live;
import io.rostrum.studio.engine.StudioSnapshot.Recording;
import io.rostrum.studio.engine.StudioSnapshot.Server;
import io.rostrum.studio.engine.StudioSnapshot.SourceView;
import io.rostrum.studio.engine.WindowSetting;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Slider;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.shape.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;

/// Each control of the window, pressed as a user presses it, on a studio without devices.
final class StudioWindowTest {
    private final FakeStudio studio = FakeStudio.busy();
    private final FxRobot robot = new FxRobot();
    private final OpenWindow open = new OpenWindow(studio);

    @BeforeEach
    void catchUp() {
        open.update();
    }

    @AfterEach
    void closeWindow() {
        open.close();
        assertThat(open.mistakes()).isEmpty();
    }

    private StudioSnapshot now() {
        return studio.snapshot();
    }

    private String camera() {
        return now().sources().getFirst().id();
    }

    /// {@return the control of this name that is shown}
    private <N extends Node> N named(Class<N> type, String name) {
        return type.cast(open
                .nodes(node -> type.isInstance(node)
                        && (name.equals(node.getAccessibleText())
                                || (node instanceof ButtonBase button && name.equals(button.getText()))))
                .stream()
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name)));
    }

    private void press(String name) {
        robot.clickOn(named(ButtonBase.class, name));
        open.update();
    }

    private void choose(String menu, String item) {
        MenuButton button = named(MenuButton.class, menu);
        open.run(() -> button.getItems().stream()
                .<MenuItem>mapMulti(StudioWindowTest::withThoseBelow)
                .filter(offered -> item.equals(offered.getText()))
                .findFirst()
                .orElseThrow()
                .fire());
        open.update();
    }

    private static void withThoseBelow(MenuItem item, Consumer<MenuItem> into) {
        into.accept(item);
        if (item instanceof Menu menu) {
            menu.getItems().forEach(below -> withThoseBelow(below, into));
        }
    }

    private boolean says(String words) {
        return !open.nodes(
                        node -> node instanceof Label label && label.getText().contains(words))
                .isEmpty();
    }

    private void select(String source) {
        open.run(() -> open.window().sources().select(source));
        open.update();
    }

    @Test
    void collectionsAndProfilesAreMadeAndUsedFromTheMenu() {
        chooseLibrary("Profile", "New…");
        open.run(() -> name().setText("Standard"));
        press("Create");
        assertThat(says("Choose another name.")).isTrue();
        open.run(() -> name().setText("School"));
        press("Create");
        assertThat(open.window().overlay().isOpen()).isFalse();
        assertThat(studio.library().names(Shelf.PROFILE).inUse()).isEqualTo("School");
        assertThat(library().getText()).isEqualTo("Standard · School");
        chooseLibrary("Profile", "Standard");
        assertThat(library().getText()).isEqualTo("Standard");

        chooseLibrary("Profile", "Remove…");
        press("Keep it");
        assertThat(studio.library().names(Shelf.PROFILE).all()).hasSize(2);
        chooseLibrary("Profile", "Remove…");
        press("Remove");
        assertThat(studio.library().names(Shelf.PROFILE).all()).containsExactly("School");
    }

    private MenuButton library() {
        open.update();
        return (MenuButton) open.nodes(node -> "library".equals(node.getId())).getFirst();
    }

    private TextField name() {
        return (TextField)
                open.nodes(node -> "library-name".equals(node.getId())).getFirst();
    }

    private void chooseLibrary(String menu, String item) {
        MenuButton library = library();
        open.run(() -> library.getItems().stream()
                .filter(Menu.class::isInstance)
                .map(Menu.class::cast)
                .filter(shelf -> shelf.getText().equals(menu))
                .flatMap(shelf -> shelf.getItems().stream())
                .filter(offered -> item.equals(offered.getText()))
                .findFirst()
                .orElseThrow()
                .fire());
        open.update();
    }

    @Test
    void slidesAreTurnedByButtonsAndKeys() {
        String slides = studio.addSource(new SourceSetting("Deck", "pdf:/home/me/deck.pdf"));
        open.update();
        select(slides);
        press("Next page");
        press("Next page");
        press("Previous page");
        assertThat(says("Page 2 of 12")).isTrue();
        robot.type(KeyCode.PAGE_DOWN);
        open.update();
        assertThat(says("Page 3 of 12")).isTrue();
        robot.type(KeyCode.PAGE_UP);
        open.update();
        assertThat(now().sources().getFirst().caption()).isEqualTo("page 2 of 12");
    }

    @Test
    void saysWhatIsLeftOutAndShowsTheLastMinutes() {
        assertThat(says("Left out")).isFalse();
        studio.figures(new StudioSnapshot.Figures(
                29.9,
                30,
                4,
                0,
                2,
                1.9,
                4.1,
                "x264",
                "processor",
                new LoadState(List.of(LoadStep.MASK_SIZE), Optional.of(LoadState.Cause.PROCESSOR))));
        Instant now = Instant.now();
        studio.statistics(new Statistics(
                List.of(
                        new Statistics.Second(now.minusSeconds(2), 29.9, 30, 1.8, List.of(), Map.of()),
                        new Statistics.Second(
                                now.minusSeconds(1),
                                20,
                                30,
                                1.9,
                                List.of(new Statistics.Sent("Twitch", 1_800_000, Duration.ofMillis(2400))),
                                Map.of(Statistics.Cause.UPLINK, 14L))),
                List.of(new Statistics.Event(
                        now, "uplink to Twitch: 14 pictures dropped, the connection takes 1.8 of 4.5 Mbit/s"))));
        open.update();
        assertThat(says("Left out: smaller mask, because the processor is busy with other work"))
                .isTrue();

        press("Statistics");
        assertThat(says("20 of 30 fps")).isTrue();
        assertThat(says("14 in all")).isTrue();
        assertThat(says("2.4 s")).isTrue();
        assertThat(says("uplink to Twitch: 14 pictures dropped")).isTrue();
        assertThat(open.nodes(node -> node instanceof Path path
                        && path.getStyleClass().contains("plot-bars")
                        && !path.getElements().isEmpty()))
                .as("the one cause there was")
                .singleElement()
                .satisfies(path -> assertThat(path.getStyleClass()).contains("plot-4"));
        robot.type(KeyCode.ESCAPE);
        open.update();
        assertThat(says("20 of 30 fps")).isFalse();
    }

    @Test
    void asksOnceWhereABroadcastWouldNotBeginWell() {
        OutputSetting repaired = now().output().withKeyframes(1);
        studio.check(CompletableFuture.completedFuture(new Preflight(List.of(
                new Preflight.Finding(
                        Preflight.Verdict.GOOD, Preflight.Place.OUTPUT, "", "Encoder", "x264 works.", Optional.empty()),
                new Preflight.Finding(
                        Preflight.Verdict.BAD,
                        Preflight.Place.OUTPUT,
                        "",
                        "Settings",
                        "Key frames are rare.",
                        Optional.of(new Lint.Repair.Output("A key frame every 1 s", repaired)))))));
        press("Go live");
        assertThat(now().live()).isInstanceOf(Live.Off.class);
        assertThat(says("Before you go live")).isTrue();
        assertThat(says("x264 works.")).as("what is good is no question").isFalse();
        press("A key frame every 1 s");
        assertThat(now().output()).isEqualTo(repaired);
        assertThat(says("Repaired")).isTrue();
        press("Go live anyway");
        assertThat(now().live()).isInstanceOf(Live.On.class);

        press("Check");
        assertThat(says("x264 works.")).isTrue();
        robot.type(KeyCode.ESCAPE);
        open.update();
        assertThat(says("x264 works.")).isFalse();
    }

    @Test
    void goesLiveAndAsksBeforeItEnds() {
        press("Go live");
        assertThat(now().live()).isInstanceOf(Live.On.class);
        assertThat(says("LIVE 00:00:")).isTrue();

        press("End");
        assertThat(says("End the broadcast?")).isTrue();
        assertThat(says("recording")).isFalse();
        robot.type(KeyCode.ESCAPE);
        open.update();
        assertThat(says("End the broadcast?")).isFalse();
        assertThat(now().live()).isInstanceOf(Live.On.class);

        press("Record");
        press("End");
        assertThat(says("The recording goes on.")).isTrue();
        press("End broadcast");
        assertThat(now().live()).isInstanceOf(Live.Off.class);
    }

    @Test
    void doesNotGoLiveToNowhereButSaysWhatToDo() {
        now().destinations()
                .forEach(destination -> studio.enable(destination.setting().id(), false));
        open.update();
        press("Go live");
        assertThat(now().live()).isInstanceOf(Live.Off.class);
        assertThat(says("Switch on a destination first.")).isTrue();
    }

    @Test
    void recordsAndStops() {
        press("Record");
        assertThat(now().recording()).isInstanceOf(Recording.On.class);
        robot.clickOn("#record");
        assertThat(now().recording()).isInstanceOf(Recording.Off.class);
    }

    @Test
    void hidesRenamesMovesPlacesAndRemovesASource() {
        String camera = camera();
        press("Hide Camera");
        assertThat(now().sources().getFirst().visible()).isFalse();

        select(camera);
        robot.type(KeyCode.F2);
        robot.write("Face").type(KeyCode.ENTER);
        open.update();
        assertThat(now().sources().getFirst().name()).isEqualTo("Face");

        robot.press(KeyCode.ALT).type(KeyCode.DOWN).release(KeyCode.ALT);
        open.update();
        assertThat(now().sources().get(1).id()).isEqualTo(camera);

        press("Small, at the top right");
        assertThat(now().sources().get(1).place()).isEqualTo(Place.TOP_RIGHT);

        robot.type(KeyCode.DELETE);
        open.update();
        assertThat(now().sources()).extracting(SourceView::name).containsExactly("Slides");
    }

    @Test
    void addsSetsSwitchesMovesAndRemovesFilters() {
        select(camera());
        choose("Add filter", "Clock");
        open.update();
        assertThat(filters()).extracting(FilterSetting::spec).last().asString().startsWith("watermark=clock");

        Slider strength = named(Slider.class, "Beauty, Strength");
        open.run(() -> strength.setValue(0.25));
        open.update();
        assertThat(filters().getFirst().spec()).isEqualTo("beauty=0.25");

        press("Apply Beauty");
        assertThat(filters().getFirst().enabled()).isFalse();

        choose("More for Beauty", "Move down");
        assertThat(filters().get(1)).isEqualTo(new FilterSetting("beauty=0.25", false));

        choose("More for Beauty", "Remove");
        assertThat(filters()).noneMatch(filter -> filter.spec().startsWith("beauty"));
    }

    @Test
    void aBackdropAndTheColoursAreSetInPlainWords() {
        select(camera());
        choose("Add filter", "Green screen");
        ButtonBase blue = named(ButtonBase.class, "Green screen, blue");
        open.run(blue::fire);
        Slider similarity = named(Slider.class, "Green screen, Similarity");
        open.run(() -> similarity.setValue(0.6));
        choose("Add filter", "Colours");
        Slider warmth = named(Slider.class, "Colours, Warmth");
        open.run(() -> warmth.setValue(0.25));
        assertThat(filters())
                .extracting(FilterSetting::spec)
                .contains("chromakey=0047bb,similarity=0.6,smoothness=0.3,spill=0.5")
                .last()
                .asString()
                .contains("saturation=1,hue=0,temperature=0.25,tint=0");
    }

    @Test
    void whatIsBehindAPersonIsRemovedAndOnTheWholePictureThatIsExplained() {
        select(camera());
        choose("Add filter", "Remove background");
        Slider edge = named(Slider.class, "Remove background, Edge");
        open.run(() -> edge.setValue(0.5));
        assertThat(filters())
                .extracting(FilterSetting::spec)
                .last()
                .isEqualTo("background=remove,edge=0.5,smoothness=0.6,spill=1");
        String black = "What becomes transparent is black here";
        assertThat(says(black)).isFalse();

        studio.filters(StudioSnapshot.PROGRAMME, List.of(new FilterSetting("background=remove", true)));
        select(StudioSnapshot.PROGRAMME);
        assertThat(says(black)).isTrue();
    }

    private List<FilterSetting> filters() {
        open.update();
        return now().sources().getFirst().filters().stream()
                .map(StudioSnapshot.FilterView::setting)
                .toList();
    }

    @Test
    void changesTheWordsAndThePlaceOfATextOverTheWholePicture() {
        TextField words = named(TextField.class, "Text, words");
        robot.clickOn(words);
        open.run(words::selectAll); // two clicks select it only where they are quick
        robot.write("HI, ALL");
        open.update();
        robot.clickOn(named(ButtonBase.class, "Text, bottom left"));
        open.update();
        assertThat(now().programmeFilters().getFirst().setting().spec())
                .isEqualTo("watermark=text:HI\\, ALL,corner=bottom-left,margin=24,size=0.05,opacity=0.8");
    }

    @Test
    void givesATextAColour() {
        press("Text, yellow");
        assertThat(now().programmeFilters().getFirst().setting().spec()).endsWith(",color=ffffd84d");
        TextField digits = named(TextField.class, "Text, colour by its digits");
        assertThat(digits.getText()).isEqualTo("#ffd84d");
        robot.clickOn(digits)
                .press(KeyCode.CONTROL)
                .type(KeyCode.A)
                .release(KeyCode.CONTROL)
                .write("#00FF7f");
        open.update();
        assertThat(now().programmeFilters().getFirst().setting().spec()).endsWith(",color=ff00ff7f");
    }

    @Test
    void dragsAndStretchesWhatIsHiddenOnThePreview() {
        await().untilAsserted(() -> assertThat(studio.preview().wanted()).doesNotStartWith("0x"));
        studio.preview().next();
        PreviewPane pane = open.window().picture().preview();
        await().until(() -> pane.pictures() > 0);
        studio.filters(StudioSnapshot.PROGRAMME, List.of(new FilterSetting("blur=200,200,320,180,radius=24", true)));
        open.update();
        double scale = pane.picture().getWidth() / 1280;

        robot.drag(styled("area-frame")).dropBy(40 * scale, 24 * scale);
        open.update();
        assertThat(area().x()).isBetween(236, 244);
        assertThat(area().y()).isBetween(220, 228);
        assertThat(area().size()).isEqualTo(new PictureSize(320, 180));
        assertThat(named(Slider.class, "Hide an area, Left").getValue()).isEqualTo(area().x());

        robot.drag(styled("area-corner")).dropBy(-80 * scale, -80 * scale);
        open.update();
        assertThat(area().x()).isBetween(152, 168);
        assertThat(area().x() + area().width()).isBetween(556, 564);
        assertThat(area().y() + area().height()).isBetween(400, 408);

        int before = area().x();
        robot.type(KeyCode.RIGHT);
        open.update();
        assertThat(area().x()).isEqualTo(before + 8);
        robot.press(KeyCode.SHIFT).type(KeyCode.DOWN, 2).release(KeyCode.SHIFT);
        open.update();
        assertThat(area().y() + area().height()).isBetween(416, 424);
    }

    private Node styled(String styleClass) {
        return open.nodes(node -> node.getStyleClass().contains(styleClass)).getFirst();
    }

    private PictureRect area() {
        FilterDraft draft =
                FilterDraft.of(now().programmeFilters().getFirst().setting().spec());
        return draft instanceof FilterDraft.Known(var settings)
                ? HiddenArea.of(settings).orElseThrow()
                : new PictureRect(0, 0, 1, 1);
    }

    /// To the end of all that does not fit.
    private void scrollDown() {
        open.run(() -> open.nodes(ScrollPane.class::isInstance).forEach(node -> ((ScrollPane) node).setVvalue(1)));
        open.update();
    }

    @Test
    void setsACamera() {
        select(camera());
        press("What can be set on the camera");
        Slider brightness = named(Slider.class, "Camera, Brightness");
        assertThat(brightness.getValue()).isEqualTo(140);
        open.run(() -> brightness.setValue(77));
        scrollDown();
        press("Camera, Focus, Auto");
        ComboBox<?> power = named(ComboBox.class, "Camera, Power Line Frequency");
        open.run(() -> power.getSelectionModel().select(2));
        open.update();
        assertThat(now().sources().getFirst().controls())
                .extracting(CameraControl::value)
                .containsExactly(77, 0, 2);

        press("As the camera sets itself");
        assertThat(now().sources().getFirst().controls())
                .extracting(CameraControl::value)
                .containsExactly(128, 1, 1);
    }

    @Test
    void noticesTakeOneLineOfALowWindow() {
        open.run(() -> open.stage().setHeight(600));
        studio.notice(false, "The first.");
        studio.notice(false, "The second.");
        studio.notice(true, "The third.");
        open.update();
        assertThat(says("The third.")).isTrue();
        assertThat(says("The second.")).isFalse();
        assertThat(notices().getHeight()).isLessThan(48);

        press("2 more");
        assertThat(says("The first.")).isTrue();
        press("Dismiss: The third.");
        press("Show less");
        assertThat(says("The second.")).isTrue();
        assertThat(says("The first.")).isFalse();

        open.run(() -> open.stage().setHeight(760));
        await().untilAsserted(() -> assertThat(says("The first.")).isTrue());
    }

    private NoticeBar notices() {
        return (NoticeBar) open.nodes(NoticeBar.class::isInstance).getFirst();
    }

    @Test
    void showsThePictureWithoutFiltersWhileTheButtonIsHeld() {
        robot.moveTo("#compare").press(MouseButton.PRIMARY);
        assertThat(studio.comparing()).isTrue();
        assertThat(says("Without filters")).isTrue();
        robot.release(MouseButton.PRIMARY);
        assertThat(studio.comparing()).isFalse();
        robot.press(KeyCode.C);
        assertThat(studio.comparing()).isTrue();
        robot.release(KeyCode.C);
        assertThat(studio.comparing()).isFalse();
    }

    @Test
    void setsGainAndMute() {
        String mic = now().channels().getFirst().id();
        Slider gain = named(Slider.class, "Gain of Mic");
        open.run(gain::requestFocus);
        robot.type(KeyCode.DOWN);
        assertThat(now().channels().getFirst().gainDecibels()).isEqualTo(-1);
        robot.type(KeyCode.M);
        open.update();
        assertThat(now().channels().getFirst().muted()).isTrue();
        press("Unmute Mic");
        assertThat(now().channels().getFirst().muted()).isFalse();

        studio.window(now().window().withKeys(Map.of("MUTE", "Shortcut+U")));
        open.update();
        robot.press(KeyCode.CONTROL).type(KeyCode.U).release(KeyCode.CONTROL);
        assertThat(now().channels().getFirst().muted()).isTrue();
        robot.press(KeyCode.T);
        assertThat(now().channels().getFirst().muted()).as("push to talk").isFalse();
        open.run(open.window()::palette);
        assertThat(now().channels().getFirst().muted())
                .as("something else has the keyboard")
                .isTrue();
        robot.release(KeyCode.T);
        open.run(open.window().overlay()::close);
        robot.press(KeyCode.T);
        assertThat(now().channels().getFirst().muted()).isFalse();
        robot.release(KeyCode.T);
        assertThat(now().channels().getFirst().muted()).isTrue();
        studio.mute(mic, false);
        open.update();
        open.run(gain::requestFocus);
        robot.type(KeyCode.DELETE);
        assertThat(now().channels()).noneMatch(channel -> channel.id().equals(mic));
    }

    @Test
    void putsFiltersOnAChannelAndSetsItsBalance() {
        choose("More for this channel", "Filters and sound…");
        choose("Add a sound filter", "Compressor");
        choose("Add a sound filter", "Limiter");
        Slider threshold = named(Slider.class, "Compressor, Threshold");
        open.run(threshold::requestFocus);
        robot.type(KeyCode.LEFT);
        choose("Its own loudness", "Ducks under Desktop");
        choose("More for Limiter", "Move up");
        press("Apply Limiter");
        Slider balance = named(Slider.class, "Sound, Balance");
        open.run(balance::requestFocus);
        robot.type(KeyCode.RIGHT);
        String desktop = now().channels().get(1).id();
        assertThat(now().channels().getFirst().sound())
                .isEqualTo(ChannelSound.AS_IT_COMES
                        .withBalance(0.1)
                        .withFilters(List.of(
                                new FilterSetting("limiter", false),
                                new FilterSetting("compressor=threshold=-19,key=" + desktop, true))));
        assertThat(says("-4.5 dB")).as("what it turns down by").isTrue();
        press("Done");
        assertThat(says("1 filter")).isTrue();
    }

    @Test
    void letsTheMonitorHearAChannelAndSaysHowLoudTheProgrammeIs() {
        choose("More for this channel", "Solo on the monitor");
        MenuButton more = named(MenuButton.class, "More for this channel");
        fireIn(more, "Heard by", "Me, on the monitor");
        assertThat(now().channels().getFirst().solo()).isTrue();
        assertThat(now().channels().getFirst().sound().monitoring()).isEqualTo(Monitoring.ONLY);
        assertThat(says("Solo · Monitor only")).isTrue();

        assertThat(says("-23.1")).as("integrated loudness").isTrue();
        choose("More for the mix", "Measure the loudness anew");
        assertThat(says("-23.1")).isFalse();
        MenuButton mix = named(MenuButton.class, "More for the mix");
        open.run(() -> mix.getOnShowing().handle(new Event(MenuButton.ON_SHOWING)));
        open.update();
        fireIn(mix, "Play the monitor on", "Headphones");
        assertThat(studio.monitor().view().device()).isEqualTo("Headphones");
    }

    private void fireIn(MenuButton button, String menu, String item) {
        open.run(() -> button.getItems().stream()
                .filter(offered -> menu.equals(offered.getText()))
                .map(Menu.class::cast)
                .flatMap(inner -> inner.getItems().stream())
                .filter(offered -> item.equals(offered.getText()))
                .findFirst()
                .orElseThrow()
                .fire());
        open.update();
    }

    @Test
    void choosesTheTracksThatAChannelIsHeardIn() {
        assertThat(says("Track")).as("what is usual is not said").isFalse();
        MenuButton more = named(MenuButton.class, "More for this channel");
        open.run(() -> more.getItems().stream()
                .filter(Menu.class::isInstance)
                .map(Menu.class::cast)
                .findFirst()
                .orElseThrow()
                .getItems()
                .get(2)
                .fire());
        open.update();
        assertThat(now().channels().getFirst().tracks()).hasToString("1,3");
        assertThat(says("Tracks 1, 3")).isTrue();
    }

    @Test
    void switchesADestinationOffWhileLiveAndTriesARefusedOneAgain() {
        press("Go live");
        press("Do not send to My server");
        DestinationView own = now().destinations().getFirst();
        assertThat(own.setting().enabled()).isFalse();
        assertThat(own.state()).isInstanceOf(DestinationState.Off.class);
        assertThat(now().destinations().get(1).state()).isInstanceOf(DestinationState.Sending.class);

        studio.destination(
                "twitch",
                old -> new DestinationView(
                        old.setting(),
                        new DestinationState.Refused("the key was refused", "copy it again"),
                        Optional.empty()));
        open.update();
        assertThat(says("The key was refused. Copy it again.")).isTrue();
        press("Try Twitch again now");
        assertThat(now().destinations().get(1).state()).isEqualTo(new DestinationState.Connecting(1));
        choose("More for Twitch", "Remove");
        assertThat(now().destinations())
                .extracting(view -> view.setting().id())
                .containsExactly(DestinationSetting.OWN_SERVER);
    }

    @Test
    void dismissesANoticeAndStartsAFailedServerAgain() {
        studio.notice(true, "The disk is full.");
        studio.server(new Server.Failed("port 8080 is taken"));
        open.update();
        press("Dismiss: The disk is full.");
        assertThat(now().notices()).isEmpty();
        press("Start it again");
        assertThat(now().server()).isInstanceOf(Server.Running.class);
    }

    @Test
    void hidesAPanelAndFollowsTheTheme() {
        press("Sources");
        assertThat(open.nodes(node -> node instanceof SourcePanel)).isEmpty();
        press("Sources");
        assertThat(open.nodes(node -> node instanceof SourcePanel)).hasSize(1);
        for (WindowSetting.Theme theme : List.of(WindowSetting.Theme.LIGHT, WindowSetting.Theme.DARK)) {
            open.run(() -> open.window().theme(theme));
            open.update();
            assertThat(open.scene().getStylesheets().get(1))
                    .endsWith(theme == WindowSetting.Theme.DARK ? "dark.css" : "light.css");
        }
    }

    @Test
    void saysThatThereIsNothingYetAndPutsTheTestCardThere() {
        now().sources().forEach(source -> studio.remove(source.id()));
        open.update();
        assertThat(says("No picture yet")).isTrue();
        press("Use the test card");
        assertThat(now().sources()).extracting(SourceView::input).containsExactly("testcard");
        assertThat(says("No picture yet")).isFalse();
    }

    @Test
    void drawsEachPictureInThePixelsThatItHas() {
        await().untilAsserted(() -> assertThat(studio.preview().wanted()).doesNotStartWith("0x"));
        PreviewPane pane = open.window().picture().preview();
        long before = pane.pictures();
        studio.preview().next();
        await().untilAsserted(() -> assertThat(pane.pictures()).isEqualTo(before + 1));
        assertThat(studio.preview().wanted())
                .isEqualTo((int) Math.floor(pane.getWidth()) + "x" + (int) Math.floor(pane.getHeight()));
    }

    @Test
    void keepsTheControlsThatTheUserIsAtWhileEverythingElseMoves() {
        press("Go live");
        Slider gain = named(Slider.class, "Gain of Mic");
        open.run(gain::requestFocus);
        studio.addSource(new SourceSetting("Second", "testcard"));
        studio.live(new Live.On(Instant.now().minusSeconds(5)));
        open.update();
        assertThat(gain.isFocused()).isTrue();
        assertThat(named(Slider.class, "Gain of Mic")).isSameAs(gain);
    }
}
