package io.rostrum.studio.engine;

import io.rostrum.capture.source.web.PageInput;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.imageio.ImageIO;

/// Remembers what was done to web pages; each shows a picture of 400x200 pixels.
public final class FakePages implements PageDesk {
    private final List<String> done = new CopyOnWriteArrayList<>();

    /// {@return in order}
    public List<String> done() {
        return done;
    }

    @Override
    public void reload(String id) {
        done.add("reload " + id);
    }

    @Override
    public void input(String id, PageInput input) {
        done.add(input + " in " + id);
    }

    @Override
    public CompletableFuture<byte[]> picture(String id) {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(new BufferedImage(400, 200, BufferedImage.TYPE_INT_ARGB), "png", png);
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
        return CompletableFuture.completedFuture(png.toByteArray());
    }
}
