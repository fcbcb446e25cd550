package io.rostrum.studio.dialogs;

import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;

/// The modules of a QR code (ISO/IEC 18004), without its quiet zone.
final class QrCode {
    /// Light modules that must surround the code, each side (ISO/IEC 18004, 5.3.8).
    static final int QUIET_ZONE = 4;

    private final ByteMatrix modules;

    private QrCode(ByteMatrix modules) {
        this.modules = modules;
    }

    /// @throws IllegalArgumentException if `text` is empty or too long for a code
    static QrCode of(String text) {
        try {
            return new QrCode(Encoder.encode(text, ErrorCorrectionLevel.M).getMatrix());
        } catch (WriterException tooLong) {
            throw new IllegalArgumentException(
                    "QR code: " + text.length() + " characters (expected: an address of at most some hundred)",
                    tooLong);
        }
    }

    /// {@return modules of a side}
    int size() {
        return modules.getWidth();
    }

    boolean dark(int column, int row) {
        return modules.get(column, row) == 1;
    }
}
