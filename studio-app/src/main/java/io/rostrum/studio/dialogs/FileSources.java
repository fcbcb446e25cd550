package io.rostrum.studio.dialogs;

import static io.rostrum.studio.words.Wording.tr;

import io.rostrum.studio.engine.ChannelSetting;
import io.rostrum.studio.engine.SourceSetting;
import io.rostrum.studio.engine.Studio;
import io.rostrum.studio.engine.StudioSnapshot.ChannelView;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Makes sources of files, each what it is good for: a picture, a film, sound, PDF slides, a text, a web
/// page; of a folder a slideshow.
public final class FileSources {
    private final Studio studio;

    public FileSources(Studio studio) {
        this.studio = studio;
    }

    /// Adds a source for each of what was dropped.
    ///
    /// @return what to tell the user; empty where there was nothing
    public Optional<String> add(List<File> dropped) {
        String said = "";
        for (File file : dropped) {
            if (Files.isDirectory(file.toPath())) {
                Path folder = file.toPath().toAbsolutePath().normalize();
                said = added(addSource(
                        String.valueOf(folder.getFileName()),
                        NewSource.ofFolder(folder).toString()));
            } else {
                FileChoice choice = FileChoice.of(file.getPath());
                said = choice instanceof FileChoice.Wrong(String why)
                        ? why
                        : add(choice).map(FileSources::added).orElse(said);
            }
        }
        return said.isEmpty() ? Optional.empty() : Optional.of(said);
    }

    private static String added(String name) {
        return tr("Added “{0}”", name);
    }

    /// Adds what a file is good for.
    ///
    /// @return the name that it was given; empty where it is good for nothing
    Optional<String> add(FileChoice choice) {
        return switch (choice) {
            case FileChoice.Picture(var file) -> Optional.of(addSource(FileChoice.name(file), file.toString()));
            case FileChoice.Film(var file) -> Optional.of(addSource(FileChoice.name(file), file.toString()));
            case FileChoice.Pages(var file) ->
                Optional.of(
                        addSource(FileChoice.name(file), NewSource.ofPdf(file).toString()));
            case FileChoice.Page(var file) ->
                Optional.of(
                        addSource(FileChoice.name(file), NewSource.ofPage(file).toString()));
            case FileChoice.Letters(var file) ->
                Optional.of(addSource(
                        FileChoice.name(file), NewSource.ofTextFile(file).toString()));
            case FileChoice.Sound(var file) -> Optional.of(addChannel(FileChoice.name(file), file.toString()));
            case FileChoice.Nothing _, FileChoice.Wrong _ -> Optional.empty();
        };
    }

    /// Adds a source of pictures.
    ///
    /// @return the name that it was given
    String addSource(String wanted, String input) {
        String name = FreeName.of(wanted, studio.snapshot().sourceNames());
        studio.addSource(new SourceSetting(name, input));
        return name;
    }

    /// Adds a channel of sound.
    ///
    /// @return the name that it was given
    String addChannel(String wanted, String input) {
        String name = FreeName.of(
                wanted,
                studio.snapshot().channels().stream().map(ChannelView::name).toList());
        studio.addChannel(new ChannelSetting(name, input));
        return name;
    }
}
