package io.rostrum.server.snapshot;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.rostrum.push.flv.FlvTagType;
import io.rostrum.push.flv.FlvWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Makes a JPEG of one key frame by FFmpeg's program. Blocks; thread-safe.
final class StillMaker {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int MAX_JPEG_BYTES = 4 << 20;

    private final Path program;
    private final int width;

    StillMaker(Path program, int width) {
        this.program = program;
        this.width = width;
    }

    /// {@return the arguments: FLV in, one JPEG out}
    static List<String> command(Path program, int width) {
        return List.of(
                program.toString(),
                "-hide_banner",
                "-loglevel",
                "error",
                "-threads",
                "1",
                "-f",
                "flv",
                "-i",
                "pipe:0",
                "-frames:v",
                "1",
                "-vf",
                "scale=min(" + width + "\\,iw):-2",
                "-q:v",
                "5",
                "-f",
                "image2pipe",
                "-c:v",
                "mjpeg",
                "pipe:1");
    }

    /// {@return the JPEG}
    ///
    /// @param header   tag body of the sequence header; borrowed
    /// @param keyFrame tag body of the picture; borrowed
    /// @throws IOException if the program makes none
    byte[] make(ByteBuf header, ByteBuf keyFrame) throws IOException, InterruptedException {
        ByteBuf flv = Unpooled.buffer(keyFrame.readableBytes() + 1024);
        FlvWriter.header(flv, false, true);
        FlvWriter.tag(flv, FlvTagType.VIDEO, 0, header);
        FlvWriter.tag(flv, FlvTagType.VIDEO, 0, keyFrame);
        Process process = new ProcessBuilder(command(program, width))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            Thread.ofVirtual().name("still-in").start(() -> feed(process, flv));
            Thread late = Thread.ofVirtual().name("still-watch").start(() -> endLate(process));
            byte[] jpeg;
            try (InputStream out = process.getInputStream()) {
                jpeg = out.readNBytes(MAX_JPEG_BYTES);
            }
            late.interrupt();
            if (jpeg.length == 0) {
                throw new IOException("the program made no picture");
            }
            return jpeg;
        } finally {
            process.destroyForcibly();
            process.waitFor();
        }
    }

    private static void feed(Process process, ByteBuf flv) {
        try (OutputStream in = process.getOutputStream()) {
            in.write(flv.array(), flv.arrayOffset() + flv.readerIndex(), flv.readableBytes());
        } catch (IOException _) {
            // It has what it needs, or is gone; what it gave out says which.
        }
    }

    private static void endLate(Process process) {
        try {
            if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException _) {
            // The picture is there.
        }
    }
}
