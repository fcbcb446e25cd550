package io.rostrum.studio.window;

import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.studio.engine.PreviewFeed;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import javafx.application.Platform;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.geometry.Insets;
import javafx.scene.AccessibleRole;
import javafx.scene.image.ImageView;
import javafx.scene.image.PixelBuffer;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.Pane;
import javafx.stage.Window;
import org.jspecify.annotations.Nullable;

/// The programme picture, pixel by pixel: the feed scales it to just the pixels of the screen that it has here.
///
/// At most one new picture waits for the JavaFX thread; what comes meanwhile takes its place in the feed.
final class PreviewPane extends Pane {
    private final PreviewFeed feed;
    private final ImageView view = new ImageView();
    /// Under the picture and said to be opaque, so that JavaFX begins with it at each picture, and not with the
    /// window's own background and the stage's round corners, which cost more than the picture where it paints
    /// without a GPU. It paints a rim only, as what is painted anew is rounded up to whole pixels; the rest is the
    /// picture's.
    private final Outline ground = new Outline("ground");
    private final AtomicBoolean pending = new AtomicBoolean();
    /// As numbers, for JavaFX copies these as they are; it takes bytes apart one by one where it paints without a GPU.
    private @Nullable PixelBuffer<IntBuffer> pixels;
    private int wantedWidth;
    private int wantedHeight;
    private boolean on = true;
    private long pictures;
    private Runnable shown = () -> {};

    PreviewPane(PreviewFeed feed) {
        this.feed = feed;
        getStyleClass().add("preview");
        setMinSize(160, 90);
        view.setSmooth(false);
        view.setManaged(false);
        view.setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        view.setAccessibleText(tr("Preview of the programme"));
        ground.setOpaqueInsets(new Insets(-Outline.OUTSIDE));
        ground.setManaged(false);
        getChildren().addAll(ground, view);
        feed.onPicture(this::wake);
    }

    /// {@return how many pictures were drawn}
    long pictures() {
        return pictures;
    }

    /// @param heard called on the JavaFX thread after each picture that was drawn
    void onShown(Runnable heard) {
        shown = heard;
    }

    /// Asks for pictures, or for none while nobody can see them.
    void setOn(boolean wanted) {
        if (on != wanted) {
            on = wanted;
            ask();
        }
    }

    private void wake() {
        if (pending.compareAndSet(false, true)) {
            Platform.runLater(this::draw);
        }
    }

    private void draw() {
        pending.set(false);
        if (feed.look((bgra, width, height, _) -> show(bgra, width, height))) {
            shown.run();
        }
    }

    private void show(ByteBuffer bgra, int width, int height) {
        PixelBuffer<IntBuffer> buffer = pixels;
        if (buffer == null || buffer.getWidth() != width || buffer.getHeight() != height) {
            buffer = new PixelBuffer<>(
                    width, height, IntBuffer.allocate(width * height), PixelFormat.getIntArgbPreInstance());
            pixels = buffer;
            view.setImage(new WritableImage(buffer));
            place();
        }
        IntBuffer ours = buffer.getBuffer();
        buffer.updateBuffer(_ -> {
            ours.clear();
            ours.put(bgra.duplicate().order(ByteOrder.LITTLE_ENDIAN).asIntBuffer());
            ours.clear();
            return null;
        });
        pictures++;
    }

    @Override
    protected void layoutChildren() {
        ask();
        place();
    }

    /// Tells the feed how many pixels of the screen there are.
    private void ask() {
        int width = on ? (int) Math.floor(getWidth() * scaleX() + 1e-6) : 0;
        int height = on ? (int) Math.floor(getHeight() * scaleY() + 1e-6) : 0;
        if (width != wantedWidth || height != wantedHeight) {
            wantedWidth = width;
            wantedHeight = height;
            feed.want(width, height);
        }
    }

    /// Puts the picture in the middle, on a pixel, one of its pixels to one of the screen. Until one of a new size has
    /// come the old one fills the place.
    private void place() {
        PixelBuffer<IntBuffer> buffer = pixels;
        if (buffer == null) {
            return;
        }
        double width = buffer.getWidth() / scaleX();
        double height = buffer.getHeight() / scaleY();
        double fit = Math.min(getWidth() / width, getHeight() / height);
        boolean exact = fit >= 1 && (buffer.getWidth() + 1 >= wantedWidth || buffer.getHeight() + 1 >= wantedHeight);
        view.setFitWidth(exact ? width : width * fit);
        view.setFitHeight(exact ? height : height * fit);
        view.setSmooth(!exact);
        view.setX(0);
        view.setY(0);
        view.relocate(
                snapPositionX((getWidth() - view.getFitWidth()) / 2),
                snapPositionY((getHeight() - view.getFitHeight()) / 2));
        ground.resizeRelocate(view.getLayoutX(), view.getLayoutY(), view.getFitWidth(), view.getFitHeight());
    }

    /// {@return where the picture is, in coordinates of this}
    Bounds picture() {
        return new BoundingBox(view.getLayoutX(), view.getLayoutY(), view.getFitWidth(), view.getFitHeight());
    }

    private double scaleX() {
        Window window = window();
        return window == null ? 1 : window.getRenderScaleX();
    }

    private double scaleY() {
        Window window = window();
        return window == null ? 1 : window.getRenderScaleY();
    }

    private @Nullable Window window() {
        return getScene() == null ? null : getScene().getWindow();
    }
}
