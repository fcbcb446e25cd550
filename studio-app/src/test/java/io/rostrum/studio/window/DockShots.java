package io.rostrum.studio.window;

import io.rostrum.studio.audience.ScriptedAudience;
import io.rostrum.studio.chat.ChatMessage;
import io.rostrum.studio.chat.ScriptedChat;
import io.rostrum.studio.dialogs.ChannelDialog;
import io.rostrum.studio.dialogs.PairDialog;
import io.rostrum.studio.engine.DestinationSetting;
import io.rostrum.studio.engine.FakeStudio;
import io.rostrum.studio.engine.ScheduleDesk.Paired;
import io.rostrum.studio.engine.WindowSetting;
import io.rostrum.studio.window.WindowPictures.Shot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javafx.animation.PauseTransition;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ListView;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.util.Duration;

/// What of a server is shown beside the picture, for [WindowPictures].
final class DockShots {
    private static final String LONG = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverleihung";

    private DockShots() {}

    static List<Shot> of(WindowSetting.Theme theme) {
        List<Shot> shots = new ArrayList<>();
        add(shots, "chat", theme, studio -> _ -> studio.schedule().pair(busy().paired()));
        add(
                shots,
                "chat-empty",
                theme,
                studio -> _ -> studio.schedule()
                        .pair(server(ScriptedChat.welcome("").replace("\"open\":true", "\"open\":false"))
                                .paired()));
        add(
                shots,
                "chat-away",
                theme,
                studio -> _ -> studio.schedule().pair(new Paired(URI.create("http://127.0.0.1:1/"), "maths", "rdt_x")));
        add(shots, "chat-not-paired", theme, _ -> _ -> {});
        add(shots, "chat-ban", theme, studio -> window -> {
            studio.schedule().pair(busy().paired());
            later(() -> ban(window));
        });
        add(shots, "chat-menu", theme, studio -> window -> {
            studio.schedule().pair(busy().paired());
            later(() -> menu(window));
        });
        viewers(shots, "viewers", theme, server -> {});
        viewers(
                shots,
                "viewers-quiet",
                theme,
                server -> server.players(
                        "{\"players\":0,\"withoutStalls\":1,\"stalls\":0,\"bufferMillis\":-1,\"throughputKbps\":-1,"
                                + "\"bitrateKbps\":-1}"));
        viewers(shots, "viewers-offline", theme, server -> server.says(ScriptedAudience.Says.OFFLINE));
        viewers(shots, "viewers-away", theme, server -> server.says(ScriptedAudience.Says.BROKEN));
        add(shots, "describe", theme, studio -> window -> {
            studio.schedule().pair(new Paired(URI.create("http://127.0.0.1:1/"), "maths", "rdt_x"));
            new ChannelDialog(studio.schedule().paired().orElseThrow(), window.overlay()).open();
        });
        add(shots, "pairing", theme, studio -> window -> {
            studio.destination(
                    new DestinationSetting("made", "maths, live.school.example", "rtmp://x/live", "k", true));
            studio.schedule().pair(new Paired(URI.create("https://live.school.example/"), "maths", "rdt_x", "made"));
            new PairDialog(studio, window.overlay()).open();
        });
        add(shots, "pairing-forget", theme, studio -> window -> {
            studio.destination(
                    new DestinationSetting("made", "maths, live.school.example", "rtmp://x/live", "k", true));
            studio.schedule().pair(new Paired(URI.create("https://live.school.example/"), "maths", "rdt_x", "made"));
            new PairDialog(studio, window.overlay()).open();
            if (window.overlay().root().lookup("#forget-pairing") instanceof ButtonBase button) {
                button.fire();
            }
        });
        return shots;
    }

    private interface Then {
        Consumer<StudioWindow> of(FakeStudio studio);
    }

    private static void add(List<Shot> shots, String name, WindowSetting.Theme theme, Then then) {
        for (int[] size : new int[][] {{1280, 720}, {1024, 600}, {1680, 1000}}) {
            FakeStudio studio = FakeStudio.busy();
            studio.window(WindowSetting.DEFAULT.withGuideDone().withDock(WindowSetting.Dock.CHAT));
            shots.add(new Shot("dock-" + name + "-" + size[0], size[0], size[1], theme, studio, then.of(studio)));
        }
    }

    private static void viewers(
            List<Shot> shots, String name, WindowSetting.Theme theme, Consumer<ScriptedAudience> how) {
        add(shots, name, theme, studio -> window -> {
            try {
                ScriptedAudience server = new ScriptedAudience();
                how.accept(server);
                studio.schedule().pair(server.paired());
                window.docks().toggle(WindowSetting.Dock.VIEWERS);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static ScriptedChat server(String welcome) {
        try {
            ScriptedChat server = new ScriptedChat();
            server.welcomes(welcome);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ScriptedChat busy() {
        List<String> messages = new ArrayList<>();
        String[] nicks = {"Bea", "Cem", "Dörte Müller-Lüdenscheidt", "Emil", "fran_99", "Gül", "Hana", "Ivo"};
        for (int i = 0; i < 40; i++) {
            messages.add(ScriptedChat.message(i, nicks[i % nicks.length], "That is message number " + i + " 👍"));
        }
        messages.add(ScriptedChat.message(50, "Bea", "Is this in the exam? 🤔"));
        messages.add(ScriptedChat.message(51, "Cem", "@Studio the sound is too quiet for me 🙏🏽"));
        messages.add(ScriptedChat.message(52, "Dörte Müller-Lüdenscheidt", LONG + " " + LONG));
        messages.add(
                ScriptedChat.message(53, "Emil", "See https://example.org/lessons/2026/fractions?page=12, chapter 3"));
        messages.add(
                ScriptedChat.message(54, "Frau Weber", "@Cem turn it up on your side, please. It is loud enough here.")
                        .replace("\"text\"", "\"role\":\"teacher\",\"text\""));
        messages.add(ScriptedChat.message(55, "Gül", "👩🏽‍🚀🏳️‍🌈❤️🎉🎉🎉"));
        messages.add(ScriptedChat.message(56, "Hana", "أهلا وسهلا، هذا رائع"));
        return server(
                ScriptedChat.welcome(String.join(",", messages)).replace("\"slowSeconds\":0", "\"slowSeconds\":30"));
    }

    private static void later(Runnable then) {
        PauseTransition pause = new PauseTransition(Duration.seconds(1));
        pause.setOnFinished(_ -> then.run());
        pause.play();
    }

    @SuppressWarnings("unchecked") // there is one list with this id
    private static ListView<ChatMessage> list(StudioWindow window) {
        Node list = window.overlay().root().getScene().lookup("#chat-list");
        ListView<ChatMessage> messages = (ListView<ChatMessage>) list;
        messages.requestFocus();
        messages.getSelectionModel().select(messages.getItems().size() - 4);
        return messages;
    }

    private static void ban(StudioWindow window) {
        ListView<ChatMessage> list = list(window);
        list.fireEvent(
                new KeyEvent(KeyEvent.KEY_PRESSED, "", "", KeyCode.DELETE, false, /* control= */ true, false, false));
    }

    private static void menu(StudioWindow window) {
        ListView<ChatMessage> list = list(window);
        Bounds at = list.localToScreen(list.getBoundsInLocal());
        list.fireEvent(new ContextMenuEvent(
                ContextMenuEvent.CONTEXT_MENU_REQUESTED, 20, 20, at.getMinX() + 20, at.getMinY() + 60, true, null));
    }
}
