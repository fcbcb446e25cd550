package io.rostrum.studio.dialogs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import org.junit.jupiter.api.Test;

final class QrCodeTest {
    private static final String PAGE = "http://192.168.178.34:8080/watch/studio";

    private static int[] pixels(WritableImage image) {
        int side = (int) image.getWidth();
        int[] argb = new int[side * side];
        image.getPixelReader().getPixels(0, 0, side, side, PixelFormat.getIntArgbInstance(), argb, 0, side);
        return argb;
    }

    @Test
    void aReaderReadsTheAddress() throws Exception {
        WritableImage image = QrView.image(QrCode.of(PAGE), 432);
        int side = (int) image.getWidth();
        BinaryBitmap seen = new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(side, side, pixels(image))));
        assertThat(new QRCodeReader().decode(seen).getText()).isEqualTo(PAGE);
    }

    @Test
    void eachModuleIsWholePixelsAndTheQuietZoneIsLight() {
        QrCode code = QrCode.of(PAGE);
        int modules = code.size() + 2 * QrCode.QUIET_ZONE;
        WritableImage image = QrView.image(code, 216);
        int side = (int) image.getWidth();
        assertThat(side).isLessThanOrEqualTo(216).isEqualTo(216 / modules * modules);
        int quiet = QrCode.QUIET_ZONE * side / modules;
        int[] argb = pixels(image);
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                boolean outside = x < quiet || y < quiet || x >= side - quiet || y >= side - quiet;
                assertThat(argb[y * side + x]).isIn(outside ? new Integer[] {-1} : new Integer[] {-1, 0xFF000000});
            }
        }
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> QrCode.of("a".repeat(5_000)));
    }
}
