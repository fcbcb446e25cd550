package io.rostrum.studio.dialogs;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpServer;
import io.rostrum.capture.audio.mixer.TrackSet;
import io.rostrum.studio.engine.ChannelSetting;
import io.rostrum.studio.engine.DestinationSetting;
import io.rostrum.studio.engine.FakeStudio;
import io.rostrum.studio.engine.OutputSetting;
import io.rostrum.studio.engine.ScheduleDesk;
import io.rostrum.studio.engine.StudioSnapshot.DestinationView;
import io.rostrum.studio.engine.WatermarkSetting;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;

final class DestinationDialogTest extends OnStage {
    private static final DestinationSetting MINE =
            new DestinationSetting("mine", "Lecture hall", "rtmps://example.org/live", "s3cret", true);

    /// Methods of the requests by which the studio has asked to be taken off a server's list.
    private final List<String> left = new CopyOnWriteArrayList<>();

    /// {@return all but the bundled server}
    private static List<DestinationSetting> added(FakeStudio studio) {
        return studio.snapshot().destinations().stream()
                .map(DestinationView::setting)
                .filter(setting -> !setting.id().equals(DestinationSetting.OWN_SERVER))
                .toList();
    }

    private void open(Optional<DestinationSetting> existing) {
        onStage(() -> new DestinationDialog(studio, overlay).open(existing));
    }

    @Test
    void aServiceFillsInItsAddressAndSaysWhereTheKeyIs(FxRobot robot) {
        open(Optional.empty());
        robot.clickOn("#service-youtube");
        said(robot, "YouTube Studio");
        robot.clickOn("#destination-key").write("abcd-1234");
        robot.clickOn("Add destination");
        eventually(studio -> assertThat(added(studio)).singleElement().satisfies(setting -> {
            assertThat(setting.name()).isEqualTo("YouTube");
            assertThat(setting.address()).isEqualTo("rtmps://a.rtmps.youtube.com/live2");
            assertThat(setting.key()).isEqualTo("abcd-1234");
            assertThat(setting.enabled()).isTrue();
        }));
        gone(robot, ".dialog");
    }

    @Test
    void aServerOfOnesOwnIsAddedWithTheKeyboardAlone(FxRobot robot) {
        open(Optional.empty());
        robot.clickOn("#service-custom").clickOn("#destination-name");
        robot.write("School").type(KeyCode.TAB).write("rtmp://10.0.0.9/live").type(KeyCode.TAB);
        said(robot, "Not encrypted");
        robot.write("room7").type(KeyCode.ENTER);
        eventually(studio -> assertThat(added(studio)).singleElement().satisfies(setting -> {
            assertThat(setting.name()).isEqualTo("School");
            assertThat(setting.address()).isEqualTo("rtmp://10.0.0.9/live");
            assertThat(setting.key()).isEqualTo("room7");
        }));
    }

    @Test
    void whatIsWrongIsSaidAndNotSaved(FxRobot robot) {
        open(Optional.empty());
        robot.clickOn("#service-custom");
        robot.clickOn("#destination-address").write("http://host");
        said(robot, "“http://” is not sent to from here.");
        robot.type(KeyCode.ENTER);
        said(robot, "Without its key nobody may send there.");
        assertThat(added(studio)).isEmpty();
        assertThat(robot.lookup("#destination-name").query().isFocused())
                .as("the first that is wrong has the keyboard")
                .isTrue();
    }

    @Test
    void theKeyIsMaskedUntilItIsAskedToBeSeen(FxRobot robot) {
        open(Optional.of(MINE));
        assertThat(robot.lookup("#destination-key").query().isVisible()).isTrue();
        assertThat(robot.lookup("#destination-key-open").query().isVisible()).isFalse();
        robot.clickOn("#destination-key-reveal");
        assertThat(robot.lookup("#destination-key-open").query().isVisible()).isTrue();
        assertThat(robot.lookup("#destination-key-open").queryTextInputControl().getText())
                .isEqualTo("s3cret");
    }

    @Test
    void anExistingOneIsChangedInItsPlace(FxRobot robot) {
        studio.destination(MINE);
        open(Optional.of(MINE));
        robot.clickOn("#destination-key");
        robot.interact(
                () -> robot.lookup("#destination-key").queryTextInputControl().selectAll());
        robot.write("n3w");
        robot.clickOn("Save");
        eventually(studio -> assertThat(added(studio))
                .containsExactly(
                        new DestinationSetting("mine", "Lecture hall", "rtmps://example.org/live", "n3w", true)));
    }

    @Test
    void oneSwitchLetsTheServerSendItOnAndHidesWhatCountsOnlyFromHere(FxRobot robot) {
        studio.destination(MINE);
        open(Optional.of(MINE));
        onStage(() -> robot.lookup("#destination-way")
                .queryComboBox()
                .getSelectionModel()
                .select(1));
        assertThat(robot.lookup("#destination-delay").query().getParent().isVisible())
                .isFalse();
        robot.clickOn("Save");
        eventually(studio -> assertThat(added(studio))
                .singleElement()
                .satisfies(setting -> assertThat(setting.delivery().byServer()).isTrue()));
    }

    @Test
    void aWatermarkOfItsOwnIsTypedAndSavedAndWhatIsNoPictureIsSaid(FxRobot robot, @TempDir Path folder)
            throws IOException {
        Path logo = folder.resolve("logo.png");
        ImageIO.write(new BufferedImage(4, 2, BufferedImage.TYPE_INT_ARGB), "png", logo.toFile());
        studio.destination(MINE);
        open(Optional.of(MINE));
        TextInputControl file = robot.lookup("#destination-watermark").queryTextInputControl();
        TextInputControl height = robot.lookup("#destination-watermark-height").queryTextInputControl();
        assertThat(height.getParent().getParent().isVisible())
                .as("without a picture there is nothing to set")
                .isFalse();
        onStage(() -> file.setText(folder.resolve("nosuch.png").toString()));
        said(robot, "There is no such file.");
        robot.clickOn("Save");
        onStage(() -> assertThat(file.isFocused()).isTrue());
        onStage(() -> {
            file.setText(logo.toString());
            height.setText("20");
        });
        robot.clickOn("Save");
        eventually(studio -> assertThat(added(studio))
                .singleElement()
                .satisfies(setting -> assertThat(setting.delivery().watermark())
                        .isEqualTo(new WatermarkSetting(logo.toString(), "top-right", 20, 100))));
    }

    @Test
    void theTrackOfItsSoundIsChosenAmongThoseThatSayWhatIsHeardInThem(FxRobot robot) {
        studio.tracks(studio.addChannel(new ChannelSetting("Guest", "device:guest")), TrackSet.parse("2"));
        studio.destination(MINE);
        open(Optional.of(MINE));
        ComboBox<?> track = robot.lookup("#destination-track").queryComboBox();
        onStage(() -> {
            assertThat(track.getItems()).hasSize(6);
            track.getSelectionModel().select(1);
        });
        said(robot, "Track 2: Guest");
        robot.clickOn("Save");
        eventually(studio -> assertThat(added(studio))
                .singleElement()
                .satisfies(setting -> assertThat(setting.delivery().heard()).isEqualTo(2)));
    }

    @Test
    void removingAsksOnceAndNamesIt(FxRobot robot) {
        studio.destination(MINE);
        open(Optional.of(MINE));
        robot.clickOn("#remove-destination");
        said(robot, "Remove “Lecture hall”?");
        robot.type(KeyCode.SPACE);
        gone(robot, ".question");
        assertThat(added(studio)).as("the safe answer has the keyboard").containsExactly(MINE);
        robot.clickOn("#remove-destination");
        robot.clickOn("Remove");
        eventually(studio -> assertThat(added(studio)).isEmpty());
    }

    @Test
    void theBundledServerHasNothingToFillIn(FxRobot robot) {
        DestinationSetting own = studio.snapshot().destinations().getFirst().setting();
        open(Optional.of(own));
        said(robot, "there is nothing to set up");
        assertThat(robot.lookup("#destination-key").tryQuery()).isEmpty();
    }

    @Test
    void aDestinationGetsTheVerticalCanvas(FxRobot robot) {
        open(Optional.of(MINE));
        assertThat(robot.lookup("#destination-canvas").query().getParent().isVisible())
                .as("while there is none")
                .isFalse();
        robot.clickOn("Cancel");
        OutputSetting output = studio.snapshot().output();
        studio.output(output.withCanvas(output.second().switched(true)));
        studio.destination(MINE);
        open(Optional.of(MINE));
        robot.interact(() -> robot.lookup("#destination-canvas").query().requestFocus());
        robot.type(KeyCode.DOWN);
        assertThat(robot.lookup("#destination-way").query().getParent().isVisible())
                .as("the server sends the programme on, and nothing else")
                .isFalse();
        robot.clickOn("Save");
        eventually(studio -> assertThat(added(studio))
                .singleElement()
                .satisfies(
                        setting -> assertThat(setting.delivery().secondCanvas()).isTrue()));
    }

    private HttpServer server(Map<String, Integer> statusOfCode) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/tv/api/v1/ingest", exchange -> {
            byte[] ingest = "{\"scheme\":\"rtmps\",\"port\":1936,\"app\":\"live\"}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, ingest.length);
            exchange.getResponseBody().write(ingest);
            exchange.close();
        });
        server.createContext("/tv/api/v1/pair", exchange -> {
            String asked = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            JsonObject body = JsonParser.parseString(asked).getAsJsonObject();
            int status = statusOfCode.getOrDefault(body.get("code").getAsString(), 403);
            byte[] answer = (status == 201
                            ? "{\"id\":\"1\",\"name\":\"n\",\"stream\":\"lesson\",\"token\":\"rdt_x\",\"key\":\"rsk_paired\"}"
                            : "no")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.createContext("/tv/api/v1/device", exchange -> {
            boolean own = "Bearer rdt_x".equals(exchange.getRequestHeaders().getFirst("Authorization"));
            left.add(exchange.getRequestMethod());
            exchange.sendResponseHeaders(own ? 204 : 401, -1);
            exchange.close();
        });
        server.start();
        return server;
    }

    @Test
    void pairingWithAServerMakesADestinationAndSaysWhatIsWrong(FxRobot robot) throws IOException {
        HttpServer server = server(Map.of("OLD2-OLD2", 410, "GOOD-2345", 201));
        try {
            String place = "http://127.0.0.1:" + server.getAddress().getPort();
            open(Optional.empty());
            robot.clickOn("#pair-with-server").clickOn("#pair-address").write("school.example");
            said(robot, "Not encrypted");
            robot.type(KeyCode.ENTER);
            said(robot, "Without a code the server takes nobody.");
            onStage(() -> robot.lookup("#pair-address").queryTextInputControl().setText(place + "/tv/#pair=BAD2-BAD2"));
            assertThat(robot.lookup("#pair-code").queryTextInputControl().getText())
                    .isEqualTo("BAD2-BAD2");
            robot.clickOn("Pair");
            said(robot, "This code is mistyped or used up.");
            pairWith(robot, "OLD2-OLD2");
            said(robot, "This code is older than ten minutes.");
            onStage(() -> robot.lookup("#pair-address").queryTextInputControl().setText(place + "/elsewhere"));
            robot.clickOn("Pair");
            said(robot, "What answers there is no Rostrum server.");
            onStage(() -> robot.lookup("#pair-address").queryTextInputControl().setText("127.0.0.1:1"));
            robot.clickOn("Pair");
            said(robot, "No server answers there.");
            assertThat(added(studio)).isEmpty();

            onStage(() -> robot.lookup("#pair-address").queryTextInputControl().setText(place + "/tv"));
            pairWith(robot, "GOOD-2345");
            eventually(studio -> assertThat(added(studio)).singleElement().satisfies(setting -> {
                assertThat(setting.name()).isEqualTo("lesson, 127.0.0.1");
                assertThat(setting.address()).isEqualTo("rtmps://127.0.0.1:1936/live");
                assertThat(setting.key()).isEqualTo("rsk_paired");
                assertThat(setting.enabled()).isTrue();
            }));
            gone(robot, ".dialog");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void aPairingIsForgottenWithItsDestinationAndTheServerTakesTheStudioOffItsList(FxRobot robot) throws IOException {
        HttpServer server = server(Map.of());
        try {
            paired("http://127.0.0.1:" + server.getAddress().getPort() + "/tv/");
            onStage(() -> new PairDialog(studio, overlay).open());
            said(robot, "This studio is paired with 127.0.0.1, for the stream “lesson”.");
            robot.clickOn("#forget-pairing");
            said(robot, "The destination “Lecture hall” goes");
            robot.type(KeyCode.SPACE);
            assertThat(studio.schedule().paired())
                    .as("the safe answer has the keyboard")
                    .isPresent();
            robot.clickOn("#forget-pairing");
            robot.clickOn("Forget it");
            said(robot, "Forgot the pairing with 127.0.0.1");
            assertThat(left).containsExactly("DELETE");
            assertThat(studio.schedule().paired()).isEmpty();
            assertThat(added(studio)).isEmpty();
        } finally {
            server.stop(0);
        }
    }

    @Test
    void removingThePairedDestinationForgetsThePairingAndSaysWhereTheServerWasNotReached(FxRobot robot) {
        paired("http://127.0.0.1:1/");
        open(Optional.of(MINE));
        robot.clickOn("#remove-destination");
        said(robot, "The destination “Lecture hall” goes");
        robot.clickOn("Remove it and forget the pairing");
        said(robot, "Forgotten here. 127.0.0.1 does not answer");
        assertThat(studio.schedule().paired()).isEmpty();
        assertThat(added(studio)).isEmpty();
    }

    private void paired(String base) {
        studio.destination(MINE);
        studio.schedule().pair(new ScheduleDesk.Paired(URI.create(base), "lesson", "rdt_x", MINE.id()));
    }

    private void pairWith(FxRobot robot, String code) {
        onStage(() -> robot.lookup("#pair-code").queryTextInputControl().setText(code));
        robot.clickOn("Pair");
    }
}
