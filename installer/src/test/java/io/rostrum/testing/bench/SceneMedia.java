package io.rostrum.testing.bench;

import io.rostrum.testing.Child;
import io.rostrum.testing.product.Rostrum;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;

/// What scenes are made of: films, pictures and pages, written into a folder by FFmpeg and PDFBox.
///
/// No camera is plugged into a machine that measures, so a film stands in for one: 1280x720 at 30 pictures a second
/// in Motion JPEG, which is what USB cameras deliver at that size, so that decoding costs what it does there.
///
/// @param folder where the files are
record SceneMedia(Path folder) {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String PERSON = "effects/src/test/resources/media/portrait-12s-720p30.mp4";

    private static final String PAGE = """
            <!doctype html><meta charset="utf-8"><title>Alert</title>
            <style>
              div { font: bold 48px sans-serif; color: white; background: #2040c0; padding: 24px; border-radius: 12px;
                    width: 420px; animation: sway 2s infinite alternate ease-in-out }
              @keyframes sway { from { transform: translateX(0) } to { transform: translateX(120px) } }
            </style>
            <div>A new follower</div>
            """;

    /// A person before a moving camera.
    Path person() throws IOException, InterruptedException {
        return made(
                "person.mkv",
                "-i " + Rostrum.home().resolve(PERSON) + " -an -c:v mjpeg -q:v 4 -pix_fmt yuvj422p -threads 2");
    }

    /// A camera that looks at something else.
    Path stage() throws IOException, InterruptedException {
        return made(
                "stage.mkv",
                "-f lavfi -i testsrc2=s=1280x720:r=30,noise=alls=6:allf=t -t 12 -c:v mjpeg -q:v 4 -pix_fmt yuvj422p");
    }

    /// A film as people have them: H.264 with sound.
    Path film() throws IOException, InterruptedException {
        return made(
                "film.mp4",
                "-f lavfi -i mandelbrot=s=1280x720:r=30 -f lavfi -i sine=440:r=48000 -t 12 -c:v libx264"
                        + " -preset veryfast -pix_fmt yuv420p -c:a aac");
    }

    Path image() throws IOException, InterruptedException {
        return made("image.png", "-f lavfi -i smptehdbars=s=1280x720 -frames:v 1");
    }

    /// A film with an alpha channel, to be played over a change of scenes: a bar that is two thirds opaque crosses the
    /// middle of the picture, which is where no strip of the test card is.
    Path stinger() throws IOException, InterruptedException {
        return made(
                "stinger.mov",
                "-f lavfi -i color=c=black@0:s=1280x720:r=30:d=1,format=rgba"
                        + " -f lavfi -i color=c=0x2040C0@0.67:s=560x270:r=30:d=1,format=rgba"
                        + " -filter_complex [0][1]overlay=x=-560+1840*t:y=225:format=rgb:alpha=straight"
                        + " -c:v qtrle -pix_fmt argb");
    }

    /// A page whose middle moves.
    Path page() throws IOException {
        return Files.writeString(folder.resolve("alert.html"), PAGE);
    }

    /// Two pages, of a different grey each.
    Path slides() throws IOException {
        Path file = folder.resolve("slides.pdf");
        try (PDDocument document = new PDDocument()) {
            for (float grey : new float[] {0.9f, 0.7f}) {
                PDPage page = new PDPage(new PDRectangle(960, 540));
                document.addPage(page);
                try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                    content.setNonStrokingColor(grey);
                    content.addRect(0, 0, 960, 540);
                    content.fill();
                }
            }
            document.save(file.toFile());
        }
        return file;
    }

    private Path made(String name, String options) throws IOException, InterruptedException {
        Path file = folder.resolve(name);
        List<String> command = new ArrayList<>(List.of("ffmpeg", "-nostdin", "-v", "error", "-y"));
        command.addAll(List.of(options.split(" ", -1)));
        command.add(file.toString());
        try (Child ffmpeg = Child.start("ffmpeg", command, Map.of())) {
            if (ffmpeg.awaitExit(LIMIT).orElse(-1) != 0) {
                throw new IOException(name + " was not made; " + ffmpeg.tail());
            }
        }
        return file;
    }
}
