package io.rostrum.push.fmp4;

import java.io.IOException;

/// A file that is none of fragmented MP4 as this package writes it.
public final class MovieFormatException extends IOException {
    private static final long serialVersionUID = 1L;

    public MovieFormatException(String message) {
        super(message);
    }
}
