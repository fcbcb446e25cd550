package io.rostrum.studio.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.studio.dialogs.Shortcuts;
import io.rostrum.studio.engine.FakeStudio;
import io.rostrum.studio.engine.StudioSnapshot;
import io.rostrum.studio.engine.StudioSnapshot.DestinationState;
import io.rostrum.studio.engine.StudioSnapshot.DestinationView;
import io.rostrum.studio.engine.StudioSnapshot.Live;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Slider;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.ToggleButton;
import org.junit.jupiter.api.Test;

/// Somebody who presses whatever is there, while things go wrong in the studio. `-Drostrum.monkey.actions=10000` and
/// `-Drostrum.monkey.seed=1` let another one press longer.
final class MonkeyTest {
    private static final int ACTIONS = Integer.getInteger("rostrum.monkey.actions", 2_500);
    private static final long SEED = Long.getLong("rostrum.monkey.seed", 20_261_121);
    private static final int ACTIONS_A_TURN = 10;

    private static final Set<String> ASKS_FOR_A_FILE =
            Set.of("Logo", "Background picture", "Colour look", "Mask", "A file of Rostrum…", "From OBS Studio…");

    private static final List<Shortcuts> KEYS = List.of(Shortcuts.values());

    private final Random random = new Random(SEED);
    private final FakeStudio studio = FakeStudio.busy();

    @Test
    void randomActionsEndWithoutAMistake() {
        try (OpenWindow open = new OpenWindow(studio)) {
            for (int done = 0; done < ACTIONS; done += ACTIONS_A_TURN) {
                open.run(() -> {
                    for (int i = 0; i < ACTIONS_A_TURN; i++) {
                        act(open);
                    }
                });
                somethingHappens();
                studio.preview().next();
                open.update();
                requireOrder(studio.snapshot());
                assertThat(open.mistakes()).as("after %d actions", done).isEmpty();
            }
        }
    }

    private void act(OpenWindow open) {
        if (random.nextInt(12) == 0) {
            Shortcuts key = KEYS.get(random.nextInt(KEYS.size()));
            if (key != Shortcuts.QUIT && !open.window().overlay().isOpen()) {
                new WindowKeys(open.window()).run(key);
            }
            return;
        }
        if (random.nextInt(25) == 0) {
            open.window().overlay().close();
            return;
        }
        boolean above = open.window().overlay().isOpen();
        List<Node> there = open.nodes(node -> usable(node)
                && !opensAForeignWindow(node)
                && (!above || !within(node, open.window().overlay().content())));
        if (!there.isEmpty()) {
            Node chosen = there.get(random.nextInt(there.size()));
            use(chosen);
        }
    }

    private static boolean usable(Node node) {
        return !node.isDisabled()
                && (node instanceof Button
                        || node instanceof ToggleButton
                        || node instanceof CheckBox
                        || node instanceof Slider
                        || node instanceof MenuButton
                        || node instanceof ComboBox
                        || node instanceof ListView
                        || node instanceof TextInputControl);
    }

    /// The system's file chooser and browser are not ours.
    private static boolean opensAForeignWindow(Node node) {
        String words = node instanceof Labeled labeled ? labeled.getText() : "";
        String all = (words + " " + node.getAccessibleText()).toLowerCase(Locale.ROOT);
        return all.contains("choose")
                || all.contains("browser")
                || all.contains("folder")
                || all.contains("file")
                || all.contains("open the page")
                || all.contains("end and quit");
    }

    private static boolean within(Node node, Node part) {
        for (Node at = node; at != null; at = at.getParent()) {
            if (at.equals(part)) {
                return true;
            }
        }
        return false;
    }

    private void choose(List<MenuItem> items) {
        MenuItem item = items.get(random.nextInt(items.size()));
        if (item instanceof Menu menu && !menu.getItems().isEmpty()) {
            choose(menu.getItems());
        } else if (!ASKS_FOR_A_FILE.contains(String.valueOf(item.getText()))) {
            item.fire();
        }
    }

    private void use(Node node) {
        switch (node) {
            case MenuButton menu -> choose(menu.getItems());
            case Slider slider ->
                slider.setValue(slider.getMin() + random.nextDouble() * (slider.getMax() - slider.getMin()));
            case TextInputControl text -> {
                if (text.isEditable()) {
                    text.requestFocus();
                    text.setText(random.nextInt(4) == 0 ? "" : "a, b\\c=" + random.nextInt(99));
                }
            }
            case ComboBox<?> box -> {
                if (!box.getItems().isEmpty()) {
                    box.getSelectionModel().select(random.nextInt(box.getItems().size()));
                }
            }
            case ListView<?> list -> {
                if (!list.getItems().isEmpty()) {
                    list.getSelectionModel()
                            .select(random.nextInt(list.getItems().size()));
                }
            }
            case Button button -> button.fire();
            case ToggleButton button -> button.fire();
            case CheckBox box -> box.fire();
            default -> throw new AssertionError(node);
        }
    }

    private void somethingHappens() {
        switch (random.nextInt(8)) {
            case 0 -> studio.notice(random.nextBoolean(), "Something happened, number " + random.nextInt(99) + ".");
            case 1 -> studio.live(random.nextBoolean() ? new Live.Starting() : new Live.Off());
            case 2 -> studio.live(new Live.On(Instant.now()));
            case 3 -> trouble(new DestinationState.Refused("the key was refused", "copy it again"));
            case 4 -> trouble(new DestinationState.Waiting(Instant.now().plusSeconds(8), "the line was cut"));
            case 5 -> trouble(new DestinationState.Sending(Instant.now(), 900_000, Duration.ofSeconds(3), 7));
            case 6 -> {
                studio.snapshot().sources().stream().skip(6).forEach(source -> studio.remove(source.id()));
                studio.snapshot().scenes().list().stream()
                        .skip(5)
                        .forEach(scene -> studio.scenes().remove(scene.id()));
            }
            default -> studio.snapshot().channels().stream().skip(5).forEach(channel -> studio.remove(channel.id()));
        }
    }

    private void trouble(DestinationState state) {
        List<DestinationView> all = studio.snapshot().destinations();
        String id = all.get(random.nextInt(all.size())).setting().id();
        studio.destination(id, old -> new DestinationView(old.setting(), state, Optional.empty()));
    }

    /// What must hold whatever was pressed.
    private static void requireOrder(StudioSnapshot snapshot) {
        assertThat(snapshot.destinations().getFirst().setting().id()).isEqualTo("own-server");
        assertThat(snapshot.channels())
                .allMatch(channel -> channel.gainDecibels() >= -60 && channel.gainDecibels() <= 12);
        assertThat(snapshot.sources()).noneMatch(source -> source.name().isBlank());
    }
}
