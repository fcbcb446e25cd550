package io.rostrum.studio.dialogs;

import static io.rostrum.studio.words.Wording.tr;

import javafx.scene.AccessibleRole;
import javafx.scene.image.ImageView;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.StackPane;

/// A QR code for a phone's camera: dark on light in every theme, with its quiet zone, each module a whole
/// number of the device's pixels.
final class QrView extends StackPane {
    private static final int DARK = 0xFF000000;
    private static final int LIGHT = 0xFFFFFFFF;

    /// @param side  at most this many pixels of the desktop
    /// @param scale the device's pixels for each of the desktop's
    QrView(String text, double side, double scale) {
        getStyleClass().add("qr");
        WritableImage image = image(QrCode.of(text), (int) Math.floor(side * scale));
        ImageView view = new ImageView(image);
        view.setSmooth(false);
        view.setFitWidth(image.getWidth() / scale);
        view.setFitHeight(image.getHeight() / scale);
        view.setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        view.setAccessibleText(tr("QR code of {0}", text));
        getChildren().add(view);
        setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
    }

    /// {@return the code with its quiet zone, as large as whole modules allow}
    ///
    /// @param room the largest side, pixels
    static WritableImage image(QrCode code, int room) {
        int modules = code.size() + 2 * QrCode.QUIET_ZONE;
        int pixels = Math.max(1, room / modules);
        int side = modules * pixels;
        int[] argb = new int[side * side];
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                int column = x / pixels - QrCode.QUIET_ZONE;
                int row = y / pixels - QrCode.QUIET_ZONE;
                boolean within = column >= 0 && row >= 0 && column < code.size() && row < code.size();
                argb[y * side + x] = within && code.dark(column, row) ? DARK : LIGHT;
            }
        }
        WritableImage image = new WritableImage(side, side);
        image.getPixelWriter().setPixels(0, 0, side, side, PixelFormat.getIntArgbPreInstance(), argb, 0, side);
        return image;
    }
}
