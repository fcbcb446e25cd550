package io.rostrum.capture.ffmpeg;

import static org.bytedeco.ffmpeg.global.avutil.av_strerror;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import org.bytedeco.javacpp.BytePointer;

/// A negative return code of FFmpeg, turned into words where it happened.
public final class AvError extends IOException {
    private static final long serialVersionUID = 1L;

    /// Bytes of FFmpeg's own buffers for an error's words, AV_ERROR_MAX_STRING_SIZE doubled.
    private static final int WORDS_BYTES = 128;

    private final int code;

    private AvError(String call, String context, int code) {
        super(call + ": " + words(code) + " (" + code + "), " + context);
        this.code = code;
    }

    /// {@return `result`, when it is no error}
    ///
    /// @param call    the function called, as FFmpeg names it
    /// @param context what it was called on, in the user's terms: a device, an address, a codec and its size
    /// @throws AvError if `result` is negative
    @CanIgnoreReturnValue
    public static int check(int result, String call, String context) throws AvError {
        if (result < 0) {
            throw new AvError(call, context, result);
        }
        return result;
    }

    /// {@return FFmpeg's code, negative}
    public int code() {
        return code;
    }

    /// {@return FFmpeg's words for what happened}
    public String words() {
        return words(code);
    }

    /// {@return FFmpeg's words for `code`: `No such file or directory`}
    static String words(int code) {
        try (BytePointer text = new BytePointer(WORDS_BYTES)) {
            av_strerror(code, text, text.capacity());
            return text.limit(BytePointer.strlen(text)).getString();
        }
    }
}
