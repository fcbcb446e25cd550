package io.rostrum.studio.dialogs;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.rostrum.studio.engine.ScheduleDesk.Paired;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javafx.scene.Node;
import javafx.scene.control.TextInputControl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;

final class ChannelDialogTest extends OnStage {
    private static final String CHANNEL = "{\"stream\":\"maths\",\"title\":\"Maths\",\"description\":\"Fractions\","
            + "\"about\":[],\"tags\":[\"9b\",\"school\"],\"links\":[{\"label\":\"Our book\",\"url\":\"https://example.org/book\"}],"
            + "\"language\":\"\",\"accent\":\"\",\"visibility\":\"public\"}";

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    private volatile int status = 200;
    private volatile String answer = CHANNEL;

    ChannelDialogTest() throws IOException {}

    @BeforeEach
    void open(FxRobot robot) {
        server.createContext("/api/v1/channels/maths", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            asked.add(exchange.getRequestMethod() + " "
                    + exchange.getRequestHeaders().getFirst("If-Match") + " " + body);
            exchange.getResponseHeaders().set("ETag", "\"7\"");
            byte[] said = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, said.length);
            exchange.getResponseBody().write(said);
            exchange.close();
        });
        server.start();
        Paired paired = new Paired(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/"), "maths", "rdt_x", "made");
        onStage(() -> new ChannelDialog(paired, overlay).open());
        soon().until(() -> field(robot, "title").getText().equals("Maths"));
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private static TextInputControl field(FxRobot robot, String name) {
        return robot.lookup("#channel-" + name).queryTextInputControl();
    }

    private void type(FxRobot robot, String name, String text) {
        onStage(() -> field(robot, name).setText(text));
    }

    @Test
    void whatIsThereIsChangedAndSavedAsItWasRead(FxRobot robot) {
        assertThat(field(robot, "tags").getText()).isEqualTo("9b, school");
        assertThat(field(robot, "links").getText()).isEqualTo("Our book https://example.org/book");
        type(robot, "title", "Maths, again");
        type(robot, "tags", " 9b,, 9c ,9b");
        type(robot, "links", "Our book https://example.org/book\n\nTests https://example.org/tests");
        robot.clickOn("Save");
        said(robot, "Saved: the page of “maths” says so now");
        assertThat(asked)
                .containsExactly(
                        "GET null ",
                        "PATCH \"7\" {\"title\":\"Maths, again\",\"description\":\"Fractions\",\"tags\":[\"9b\",\"9c\"],"
                                + "\"links\":[{\"label\":\"Our book\",\"url\":\"https://example.org/book\"},"
                                + "{\"label\":\"Tests\",\"url\":\"https://example.org/tests\"}]}");
        gone(robot, ".dialog");
    }

    @Test
    void whatIsWrongIsSaidAtItsFieldAndNothingIsLost(FxRobot robot) {
        type(robot, "title", "x".repeat(121));
        type(robot, "links", "book example.org");
        type(robot, "description", "مرحبا بكم في الدرس".repeat(30)); // which breaks no line of the field
        robot.clickOn("Save");
        said(robot, "That is too long: 121 letters, 120 at most.");
        said(robot, "“example.org” is no address with https://.");
        assertThat(field(robot, "title").isFocused()).isTrue();
        assertThat(asked).as("not sent").hasSize(1);

        type(robot, "title", "Maths");
        type(robot, "links", "");
        status = 400;
        answer = "tags: has control characters (expected: letters that are seen, in one line).\n";
        robot.clickOn("Save");
        said(robot, "has control characters");
        Node tags = robot.lookup("#channel-tags").query();
        assertThat(tags.getStyleClass()).contains("wrong");
        status = 412;
        robot.clickOn("Save");
        said(robot, "Somebody else has changed it meanwhile.");
        onStage(() -> server.stop(0));
        robot.clickOn("Save");
        said(robot, "127.0.0.1 does not answer. Try again in a moment.");
        assertThat(field(robot, "title").getText()).isEqualTo("Maths");
    }
}
