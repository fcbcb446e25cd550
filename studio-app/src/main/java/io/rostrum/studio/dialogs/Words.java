package io.rostrum.studio.dialogs;

import static io.rostrum.studio.words.Sentences.said;

import java.io.IOException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/// Failures in words that people can act on.
final class Words {
    private Words() {}

    /// {@return what the failure says, if it says something for people; else `otherwise`}
    static String of(@Nullable Throwable failure, String otherwise) {
        Throwable cause = failure;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = cause instanceof IOException ? cause.getMessage() : null;
        return message == null || message.isBlank() ? otherwise : said(message);
    }
}
