package io.rostrum.studio.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rostrum.studio.engine.FakeStudio;
import java.util.concurrent.CompletableFuture;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.junit.jupiter.api.Test;

final class StartTroubleTest {
    private static final String WHY = "Another studio uses the folder /home/me/.local/share/rostrum already. "
            + "Close that one, or start this one with a folder of its own by --data.";

    private static Stage shown() {
        return Window.getWindows().stream()
                .filter(window -> window instanceof Stage && window.getScene().lookup("#why") != null)
                .map(Stage.class::cast)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void saysWhyInFullAndWaitsUntilItWasRead() {
        try (OpenWindow open = new OpenWindow(FakeStudio.empty())) {
            CompletableFuture<Void> read = OpenWindow.onJavaFx(() -> new StartTrouble(WHY).show());
            Stage window = OpenWindow.onJavaFx(StartTroubleTest::shown);
            assertThat(read).isNotDone();
            open.run(() -> {
                Label why = (Label) window.getScene().lookup("#why");
                Text drawn = (Text) why.lookup(".text");
                assertThat(drawn.getText().replace("\n", " ")).isEqualTo(WHY);
                assertThat(why.getHeight()).isGreaterThanOrEqualTo(why.prefHeight(why.getWidth()));
                ((Button) window.getScene().lookup(".button")).fire();
            });
            await().until(read::isDone);
            assertThat(OpenWindow.onJavaFx(window::isShowing)).isFalse();
            assertThat(open.mistakes()).isEmpty();
        }
    }

    @Test
    void closingTheWindowIsHavingReadIt() {
        try (OpenWindow open = new OpenWindow(FakeStudio.empty())) {
            CompletableFuture<Void> read = OpenWindow.onJavaFx(() -> new StartTrouble(WHY).show());
            open.run(() -> {
                Stage window = shown();
                window.getOnCloseRequest().handle(null);
            });
            await().until(read::isDone);
        }
    }
}
