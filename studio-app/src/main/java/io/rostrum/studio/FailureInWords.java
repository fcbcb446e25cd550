package io.rostrum.studio;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;
import picocli.CommandLine;

/// Says why a command failed at run time: in a sentence, and with its stack only when the program itself is wrong.
final class FailureInWords implements CommandLine.IExecutionExceptionHandler {
    @Override
    public int handleExecutionException(Exception exception, CommandLine command, CommandLine.ParseResult parsed) {
        PrintWriter err = command.getErr();
        String name = command.getCommandSpec().qualifiedName();
        switch (exception) {
            case IOException trouble -> err.println(name + ": " + inWords(trouble));
            case UncheckedIOException wrapped ->
                err.println(name + ": " + inWords(Objects.requireNonNull(wrapped.getCause())));
            case InterruptedException _ -> err.println(name + ": interrupted before it was done");
            default -> {
                err.println(name + ": ended by a mistake in this program. Please report it with the lines below.");
                exception.printStackTrace(err);
            }
        }
        err.flush();
        return CommandLine.ExitCode.SOFTWARE;
    }

    private static String inWords(IOException trouble) {
        if (trouble instanceof FileSystemException file) {
            return inWords(file);
        }
        String message = trouble.getMessage();
        return message != null
                ? message
                : "reading or writing failed (" + trouble.getClass().getSimpleName() + ")";
    }

    private static String inWords(FileSystemException trouble) {
        String file = trouble.getFile() == null ? "a file" : trouble.getFile();
        return switch (trouble) {
            case NoSuchFileException _ -> file + ": there is no such file or folder; check the name";
            case AccessDeniedException _ ->
                file + ": this user has no right to it; give another place, or the user the right";
            case FileAlreadyExistsException _ -> file + ": is there already; give another place or move it away";
            default ->
                file + ": " + (trouble.getReason() == null ? "cannot be used" : trouble.getReason())
                        + "; check the disk, or give another place";
        };
    }
}
