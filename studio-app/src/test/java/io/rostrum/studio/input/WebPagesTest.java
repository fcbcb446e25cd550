package io.rostrum.studio.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rostrum.capture.source.web.PageSettings;
import io.rostrum.effects.picture.PictureSize;
import io.rostrum.push.packet.Rational;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebPagesTest {
    private static final PictureSize CANVAS = new PictureSize(1920, 1080);
    private static final Rational RATE = new Rational(30, 1);

    private static SourceSpec read(String text) {
        return ((VideoInput.WebPage) VideoInput.parse(text)).spec();
    }

    @Test
    void aPageHasWhatIsSaidOfItAndTheRestFromTheProgramme() {
        String said =
                "web,size=400x200,fps=25,css=p { margin\\: 0\\, 1 },rest=yes,reload=yes:https://a.example/w?k=1,2";
        assertThat(read(said)).hasToString(said);
        assertThat(WebPages.of(read(said), CANVAS, RATE))
                .isEqualTo(new PageSettings(
                        URI.create("https://a.example/w?k=1,2"),
                        new PictureSize(400, 200),
                        new Rational(25, 1),
                        "p { margin: 0, 1 }",
                        true,
                        true));
        assertThat(WebPages.of(read("web:/home/me/a.html"), CANVAS, RATE))
                .isEqualTo(new PageSettings(
                        URI.create("file:///home/me/a.html"), CANVAS, RATE, PageSettings.USUAL_CSS, false, false));
        assertThat(VideoInput.parse("web:https://a.example:81/w?k=1").label()).isEqualTo("a.example:81");
    }

    @Test
    void anHtmlFileIsAPage(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("Alerts.HTML"), "<p>");
        assertThat(WebPages.file(read(file.toString()))).contains(file);
        assertThat(WebPages.file(read("web:https://a.example/"))).isEmpty();
    }

    @Test
    void theSecretOfAnAddressIsKnown() {
        assertThat(WebPages.secret("web,fps=5:https://a.example/w?k=s3cret")).contains("/w?k=s3cret");
        assertThat(WebPages.secret("web:/home/me/a.html")).isEmpty();
        assertThat(WebPages.secret("text:https://a.example/w?k=1")).isEmpty();
        assertThat(WebPages.secret("web,nothing=1:https://a.example/w")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "web,size=big:http://a/ | web size: big (expected: width and height in pixels, such as 1280x720)",
                "web,fps=0:http://a/ | web fps: 0 (expected: pictures a second, 1 to 60)",
                "web,fps=61:http://a/ | web fps: 61 (expected: pictures a second, 1 to 60)",
                "web,rest=maybe:http://a/ | web rest: maybe (expected: yes or no)",
                "web,colour=red:http://a/ | web: colour=red (expected: an option of this source and its value, such as"
                        + " size=1280x720)",
                "web:ftp://a/ | web page: an address of ftp (expected: an address that begins with http:// or https://,"
                        + " or the path of an HTML file)"
            })
    void whatIsWrongIsSaid(String text, String why) {
        assertThatThrownBy(() -> VideoInput.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(why);
    }
}
