package io.rostrum.capture.source.text;

import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.font.FontRenderContext;
import java.awt.font.GlyphVector;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A font of coloured pictures, as Noto Color Emoji is one. Java2D finds out which glyph an emoji is, with all its skin
/// tones and joined people, but draws no colours; the pictures are read here ([ColorBitmaps]). Thread-safe.
public final class EmojiFont {
    private static final Logger log = LoggerFactory.getLogger(EmojiFont.class);
    private static final FontRenderContext CONTEXT = new FontRenderContext(null, true, true);
    /// What HarfBuzz leaves in the place of a character that has no glyph of its own.
    private static final int NO_GLYPH = 0xFFFE;
    private static final int FOLDER_DEPTH = 6;

    private final Font font;
    private final ColorBitmaps bitmaps;
    private final Map<String, List<EmojiPicture>> known = new HashMap<>();

    /// The font of this system, found when it is asked for the first time.
    private static final class Installed {
        static final Optional<EmojiFont> FONT = find(folders());
    }

    /// A picture of an emoji.
    ///
    /// @param image   its pixels
    /// @param left    from the writing position to the left edge, parts of an em
    /// @param top     from the base line up to the top edge, parts of an em
    /// @param width   parts of an em
    /// @param height  parts of an em
    /// @param advance to the next writing position, parts of an em
    public record EmojiPicture(
            BufferedImage image, double left, double top, double width, double height, double advance) {}

    private EmojiFont(Font font, ColorBitmaps bitmaps) {
        this.font = font;
        this.bitmaps = bitmaps;
    }

    /// {@return this system's font of coloured pictures; empty where there is none}
    public static Optional<EmojiFont> installed() {
        return Installed.FONT;
    }

    private static List<Path> folders() {
        String home = System.getProperty("user.home");
        String windows = System.getenv().getOrDefault("WINDIR", "C:\\Windows");
        return List.of(
                Path.of(home, ".local", "share", "fonts"),
                Path.of(home, ".fonts"),
                Path.of("/usr/local/share/fonts"),
                Path.of("/usr/share/fonts"),
                Path.of(home, "Library", "Fonts"),
                Path.of("/Library/Fonts"),
                Path.of(windows, "Fonts"));
    }

    private static Optional<EmojiFont> find(List<Path> folders) {
        for (Path folder : folders) {
            if (!Files.isDirectory(folder)) {
                continue;
            }
            try (Stream<Path> files = Files.walk(folder, FOLDER_DEPTH, FileVisitOption.FOLLOW_LINKS)) {
                Optional<EmojiFont> found = files.filter(EmojiFont::namedEmoji)
                        .sorted()
                        .flatMap(file -> read(file).stream())
                        .findFirst();
                if (found.isPresent()) {
                    return found;
                }
            } catch (IOException | UncheckedIOException e) {
                log.debug("[text] fonts in {} cannot be listed", folder, e);
            }
        }
        return Optional.empty();
    }

    private static boolean namedEmoji(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return name.contains("emoji") && (name.endsWith(".ttf") || name.endsWith(".otf"));
    }

    /// {@return the font in a file; empty if there are no coloured bitmaps in it}
    static Optional<EmojiFont> read(Path file) {
        try {
            Optional<ColorBitmaps> bitmaps = ColorBitmaps.read(file);
            if (bitmaps.isPresent()) {
                return Optional.of(new EmojiFont(Font.createFont(Font.TRUETYPE_FONT, file.toFile()), bitmaps.get()));
            }
        } catch (IOException | FontFormatException | IndexOutOfBoundsException e) {
            log.debug("[text] {} is no font of pictures", file, e);
        }
        return Optional.empty();
    }

    /// {@return whether these characters, one cluster, ask for a picture: an emoji that is not followed by the sign for
    /// its form as a letter}
    public static boolean wantsPicture(String cluster) {
        int first = cluster.codePointAt(0);
        if (cluster.indexOf('\uFE0E') >= 0) {
            return false;
        }
        return Character.isEmojiPresentation(first)
                || (cluster.indexOf('\uFE0F') >= 0 && Character.isEmoji(first))
                || (cluster.codePointCount(0, cluster.length()) > 1 && Character.isExtendedPictographic(first));
    }

    /// {@return the pictures of one cluster, in order; empty if the font has none for it}
    public synchronized List<EmojiPicture> pictures(String cluster) {
        return known.computeIfAbsent(cluster, this::load);
    }

    private List<EmojiPicture> load(String cluster) {
        char[] letters = cluster.toCharArray();
        GlyphVector glyphs = font.layoutGlyphVector(CONTEXT, letters, 0, letters.length, Font.LAYOUT_LEFT_TO_RIGHT);
        List<EmojiPicture> pictures = new ArrayList<>();
        for (int i = 0; i < glyphs.getNumGlyphs(); i++) {
            int glyph = glyphs.getGlyphCode(i);
            if (glyph > 0 && glyph < NO_GLYPH) {
                bitmaps.of(glyph).flatMap(EmojiFont::decode).ifPresent(pictures::add);
            }
        }
        return List.copyOf(pictures);
    }

    private static Optional<EmojiPicture> decode(ColorBitmaps.Bitmap bitmap) {
        try {
            byte[] png = new byte[bitmap.png().limit()];
            bitmap.png().get(0, png);
            BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
            if (image != null) {
                double em = bitmap.pixelsPerEm();
                return Optional.of(new EmojiPicture(
                        image,
                        bitmap.left() / em,
                        bitmap.top() / em,
                        image.getWidth() / em,
                        image.getHeight() / em,
                        bitmap.advance() / em));
            }
        } catch (IOException e) {
            log.debug("[text] an emoji's picture is broken", e);
        }
        return Optional.empty();
    }
}
