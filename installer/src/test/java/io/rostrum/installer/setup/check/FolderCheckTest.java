package io.rostrum.installer.setup.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.rostrum.installer.setup.Installation;
import io.rostrum.installer.setup.plan.Image;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FolderCheckTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"", "data", "./data", "~data", "/", "/a\u0000b"})
    void wantsAWholePath(String text) {
        assertThat(FolderCheck.parse(text, Path.of("/home/me"))).isEmpty();
    }

    @Test
    void knowsTheHomeFolder() {
        assertThat(FolderCheck.parse(" ~/live/../data ", Path.of("/home/me"))).contains(Path.of("/home/me/data"));
        assertThat(FolderCheck.parse("~", Path.of("/home/me"))).contains(Path.of("/home/me"));
    }

    @Test
    void keepsDataAndProgramsApart() {
        Path prefix = folder.resolve("app");

        assertThat(FolderCheck.data(prefix.resolve("data"), prefix).words()).contains("among the programs");
        assertThat(FolderCheck.data(folder, prefix).words()).contains("among the data");
        assertThat(FolderCheck.data(folder.resolve("data"), prefix).isProblem()).isFalse();
    }

    @Test
    void doesNotInstallOverSomethingElse() throws IOException {
        Image image = new Installation(folder).image("0.1");
        Path filled = Files.createDirectory(folder.resolve("photos"));
        Files.createFile(filled.resolve("cat.jpg"));

        assertThat(FolderCheck.prefix(filled, image).words()).contains("holds something else");
        assertThat(FolderCheck.prefix(image.root().resolve("x"), image).words()).contains("set-up itself lies");
        assertThat(FolderCheck.prefix(filled.resolve("cat.jpg/x"), image).words())
                .contains("is a file");
        assertThat(FolderCheck.prefix(folder.resolve("new/app"), image).words()).startsWith("Will be made.");
    }
}
