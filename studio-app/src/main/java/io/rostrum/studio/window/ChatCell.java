package io.rostrum.studio.window;

import io.rostrum.studio.chat.ChatMessage;
import io.rostrum.studio.chat.ChatText;
import io.rostrum.studio.chat.ChatText.Part;
import java.text.Bidi;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.css.PseudoClass;
import javafx.geometry.NodeOrientation;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.layout.FlowPane;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import org.jspecify.annotations.Nullable;

/// One message of the chat. It is as high as its words need in the width of the list. JavaFX thread
/// only.
final class ChatCell extends ListCell<ChatMessage> {
    private static final PseudoClass MENTIONED = PseudoClass.getPseudoClass("mentioned");
    private static final int COLOURS = 8;
    private static final double EMOJI = 18;
    /// From the top of an emoji to the line that letters stand on, in parts of its height.
    private static final double BASELINE = 0.78;

    /// Beside the words when the list is longer than what is seen of it.
    private static final double SCROLL_BAR = 12;

    private final EmojiPictures emoji;
    private final Supplier<String> nick;
    private final Consumer<String> open;
    private final TextFlow flow = new TextFlow();
    /// For what is written from right to left: JavaFX 26 fails where it breaks such a text into lines
    /// at a blank, so each word is a text of its own there.
    private final FlowPane words = new FlowPane(4, 0);
    private @Nullable ChatMessage shown;

    /// @param nick what this studio is called
    /// @param open opens a link
    ChatCell(EmojiPictures emoji, Supplier<String> nick, Consumer<String> open) {
        this.emoji = emoji;
        this.nick = nick;
        this.open = open;
        getStyleClass().add("chat-cell");
        setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
        words.setRowValignment(VPos.BASELINE);
        words.setNodeOrientation(NodeOrientation.RIGHT_TO_LEFT);
        setGraphic(flow);
    }

    @Override
    protected void updateItem(@Nullable ChatMessage message, boolean empty) {
        super.updateItem(message, empty);
        if (empty || message == null) {
            shown = null;
            setGraphic(flow);
            flow.getChildren().clear();
            words.getChildren().clear();
            setAccessibleText(null);
            pseudoClassStateChanged(MENTIONED, false);
        } else if (!message.equals(shown)) {
            shown = message;
            fill(message);
        }
    }

    private void fill(ChatMessage message) {
        List<Node> nodes = new ArrayList<>();
        boolean leftward = isLeftward(message);
        String gap = leftward ? "" : "  ";
        nodes.add(text(ChatWords.time(message.at()) + gap, "chat-time"));
        String badge = ChatWords.badge(message.role());
        if (!badge.isEmpty()) {
            Label role = new Label(badge);
            role.getStyleClass().add("chat-badge");
            nodes.add(role);
            nodes.add(text(leftward ? "" : " ", "chat-words"));
        }
        nodes.add(text(message.nick(), "chat-nick", "chat-nick-" + colour(message.nick())));
        nodes.add(text(gap, "chat-words"));
        boolean own = false;
        for (Part part : ChatText.parts(message.text(), nick.get())) {
            own |= part.kind() == ChatText.Kind.OWN;
            if (leftward && part.kind() == ChatText.Kind.WORDS) {
                part.text()
                        .strip()
                        .lines()
                        .flatMap(line -> Arrays.stream(line.split("\\s+", -1)))
                        .forEach(word -> nodes.add(text(word, "chat-words")));
            } else {
                nodes.addAll(nodes(part));
            }
        }
        (leftward ? flow : words).getChildren().clear();
        (leftward ? words : flow).getChildren().setAll(nodes);
        setGraphic(leftward ? words : flow);
        pseudoClassStateChanged(MENTIONED, own);
        setAccessibleText(ChatWords.time(message.at()) + " " + message.nick() + ": " + message.text());
    }

    private static boolean isLeftward(ChatMessage message) {
        char[] letters = (message.nick() + message.text()).toCharArray();
        return Bidi.requiresBidi(letters, 0, letters.length);
    }

    private List<? extends Node> nodes(Part part) {
        return switch (part.kind()) {
            case WORDS -> List.of(text(part.text(), "chat-words"));
            case MENTION, OWN -> List.of(text(part.text(), "chat-mention"));
            case LINK -> {
                Text link = text(part.text(), "chat-link");
                link.setOnMouseClicked(click -> {
                    if (click.isStillSincePress()) {
                        open.accept(part.text());
                    }
                });
                yield List.of(link);
            }
            case EMOJI -> {
                List<Image> pictures = emoji.of(part.text());
                yield pictures.isEmpty()
                        ? List.of(text(part.text(), "chat-words"))
                        : pictures.stream().map(ChatCell::picture).toList();
            }
        };
    }

    private static Text text(String words, String... styles) {
        Text text = new Text(words);
        text.getStyleClass().addAll(styles);
        return text;
    }

    /// An emoji stands on the line as letters do that reach below it.
    private static final class Emoji extends ImageView {
        Emoji(Image image) {
            super(image);
        }

        @Override
        public double getBaselineOffset() {
            return BASELINE * EMOJI;
        }
    }

    private static ImageView picture(Image image) {
        ImageView view = new Emoji(image);
        view.setFitHeight(EMOJI);
        view.setPreserveRatio(true);
        view.setSmooth(true);
        return view;
    }

    /// {@return 0 to 7, the same as on the stream's page}
    static int colour(String nick) {
        int sum = 0;
        for (int letter : nick.codePoints().toArray()) {
            sum = sum * 31 + letter;
        }
        return ((sum ^ (sum >>> 15)) * 0x9e3779b1) >>> (32 - Integer.numberOfTrailingZeros(COLOURS));
    }

    @Override
    protected double computeMinHeight(double width) {
        return 0;
    }

    @Override
    protected double computePrefWidth(double height) {
        return 0;
    }

    @Override
    protected double computePrefHeight(double width) {
        if (shown == null || getListView() == null) {
            return super.computePrefHeight(width);
        }
        double room = getListView().getWidth() - SCROLL_BAR - snappedLeftInset() - snappedRightInset();
        return snappedTopInset() + snapSizeY(getGraphic().prefHeight(Math.max(1, room))) + snappedBottomInset();
    }

    @Override
    protected void layoutChildren() {
        super.layoutChildren();
        getGraphic()
                .resizeRelocate(
                        snappedLeftInset(),
                        snappedTopInset(),
                        Math.max(0, getWidth() - snappedLeftInset() - snappedRightInset()),
                        Math.max(0, getHeight() - snappedTopInset() - snappedBottomInset()));
    }
}
