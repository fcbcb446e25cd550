package io.rostrum.capture.source.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rostrum.effects.picture.PictureSize;
import io.rostrum.push.packet.Rational;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageSettingsTest {
    @Test
    void pagesOfTheNetworkAndFilesAreRead() {
        assertThat(PageSettings.address(" https://alerts.example/widget?a=b c|d#e "))
                .isEqualTo(URI.create("https://alerts.example/widget?a=b%20c%7Cd#e"));
        assertThat(PageSettings.address("/home/me/my overlay.html"))
                .isEqualTo(URI.create("file:///home/me/my%20overlay.html"));
        assertThat(PageSettings.address("http://stage_left:8080/a")).hasPath("/a");
        assertThat(PageSettings.address("https://bühne.example/a")).hasPath("/a");
        assertThat(PageSettings.address("http://[::1]:8080/a")).hasPort(8080);
        assertThat(PageSettings.address("http://192.168.1.30:8080/a")).hasPort(8080);
        assertThat(PageSettings.address("file:///home/me/a.html")).isEqualTo(URI.create("file:///home/me/a.html"));
        assertThat(PageSettings.address("file:///home/me/my overlay.html?goal=5 000#now"))
                .isEqualTo(URI.create("file:///home/me/my%20overlay.html?goal=5%20000#now"));
        assertThat(PageSettings.address("file://localhost/home/me/a.html"))
                .isEqualTo(URI.create("file:///home/me/a.html"));
        assertThat(PageSettings.address("pages/a.HTM").getPath())
                .isEqualTo(Path.of("pages/a.HTM").toAbsolutePath().toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "www.example.org",
                "javascript:alert(1)",
                "data:text/html,hello",
                "chrome://settings",
                "view-source:http://a/",
                "ftp://example.org/a",
                "https:",
                "http:///nowhere",
                "http://192.168.1.300:8080/x",
                "http://foo:99999/x",
                "http://foo:8080x/",
                "http://exa%20mple/x",
                "file:a.html",
                "file://other/home/me/a.html",
                "file:///home/me/%zz.html"
            })
    void everythingElseIsRefusedWithWhatIsExpected(String text) {
        assertThatThrownBy(() -> PageSettings.address(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(
                        "(expected: an address that begins with http:// or https://, or the path of an HTML file)");
    }

    @Test
    void nothingButTheHostIsSaidOfAnAddress() {
        URI address = PageSettings.address("https://me:word@alerts.example:8443/widget/k3y?token=s3cret");
        PageSettings page =
                new PageSettings(address, new PictureSize(1280, 720), new Rational(30, 1), "", false, false);
        assertThat(page).hasToString("page of alerts.example:8443, 1280x720 at 30");
        assertThat(PageSettings.secret(address)).isEqualTo("/widget/k3y?token=s3cret");
        assertThat(PageSettings.secret(PageSettings.address("https://alerts.example/")))
                .isEmpty();
        assertThat(PageSettings.secret(PageSettings.address("/home/me/a.html"))).isEmpty();
        URI file = PageSettings.address("file:///home/me/a.html?token=s3cret");
        assertThat(PageSettings.secret(file)).isEqualTo("?token=s3cret");
        assertThat(PageSettings.place(file)).isEqualTo("a.html");
        assertThat(PageSettings.file(file)).isEqualTo(Path.of("/home/me/a.html"));
    }

    @Test
    void theFirstBrowserOnThePathIsTaken(@TempDir Path folder) throws Exception {
        Path chrome = Files.createFile(folder.resolve("google-chrome"));
        assertThat(BrowserProgram.installed("/nowhere::" + folder)).isEmpty();
        assertThat(chrome.toFile().setExecutable(true)).isTrue();
        assertThat(BrowserProgram.installed("/nowhere::" + folder)).contains(chrome);
        Path chromium = Files.createFile(folder.resolve("chromium"));
        assertThat(chromium.toFile().setExecutable(true)).isTrue();
        assertThat(BrowserProgram.installed("/nowhere::" + folder)).contains(chromium);
        assertThat(BrowserProgram.installed(null)).isEmpty();
    }
}
