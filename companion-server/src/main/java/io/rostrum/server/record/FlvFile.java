package io.rostrum.server.record;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.rostrum.push.amf.AmfValue;
import io.rostrum.push.file.OutputFile;
import io.rostrum.push.file.PieceWriter;
import io.rostrum.push.flv.FlvTagType;
import io.rostrum.push.flv.FlvWriter;
import io.rostrum.push.flv.OnMetaData;
import io.rostrum.server.live.MediaMessage;
import io.rostrum.server.live.MediaMessage.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/// FLV with the tags as the publisher sent them (Video File Format Specification 10.1 §E), written half a second at a
/// time.
final class FlvFile implements RecordingFile {
    /// Name, number of entries and the name `duration` with its type, before the number itself (AMF0 §2.2, §2.10).
    private static final int BEFORE_DURATION = 3 + OnMetaData.NAME.length() + 5 + 2 + "duration".length() + 1;

    private final PieceWriter writer;
    private final ByteBuf pending = Unpooled.buffer(64 << 10);
    private long pendingSinceMillis = -1;
    private long endMillis;
    private long durationMillis;

    /// @param file taken, also when this fails
    FlvFile(OutputFile file, StreamTracks tracks) throws IOException {
        writer = new PieceWriter(file, 0);
        FlvWriter.header(
                pending, tracks.audioHeader().isPresent(), tracks.videoHeader().isPresent());
        ByteBuf metadata = Unpooled.buffer();
        OnMetaData.write(
                metadata,
                AmfValue.properties()
                        .put("duration", 0.0)
                        .put("encoder", "Rostrum")
                        .ecmaArray());
        FlvWriter.tag(pending, FlvTagType.SCRIPT, 0, metadata);
        tracks.videoHeader().ifPresent(body -> FlvWriter.tag(pending, FlvTagType.VIDEO, 0, body));
        tracks.audioHeader().ifPresent(body -> FlvWriter.tag(pending, FlvTagType.AUDIO, 0, body));
        try {
            flush();
        } catch (IOException e) {
            try (writer) {
                throw e;
            }
        }
    }

    @Override
    public boolean write(MediaMessage message, long millis) throws IOException {
        if (!message.isFrame() || millis < 0) {
            return false;
        }
        boolean due = pendingSinceMillis >= 0 && millis - pendingSinceMillis >= Fragmenter.FRAGMENT_MILLIS;
        if (due) {
            flush();
        }
        pendingSinceMillis = pendingSinceMillis < 0 ? millis : pendingSinceMillis;
        FlvTagType type = message.kind() == Kind.VIDEO ? FlvTagType.VIDEO : FlvTagType.AUDIO;
        FlvWriter.tag(pending, type, millis, message.payload());
        endMillis = Math.max(endMillis, millis);
        return due;
    }

    @Override
    public void flush() throws IOException {
        try {
            writer.append(List.of(pending.nioBuffer()));
            durationMillis = endMillis;
        } finally {
            pending.clear();
            pendingSinceMillis = -1;
        }
    }

    @Override
    public long bytes() {
        return writer.bytes();
    }

    @Override
    public long durationMillis() {
        return durationMillis;
    }

    @Override
    public void finish() throws IOException {
        try (writer) {
            flush();
            writer.overwrite(durationOffset(), ByteBuffer.allocate(8).putDouble(0, durationMillis / 1e3));
            writer.force();
        }
    }

    @Override
    public void abandon() {
        try (writer) {
            writer.overwrite(durationOffset(), ByteBuffer.allocate(8).putDouble(0, durationMillis / 1e3));
        } catch (IOException _) {
            // Why writing failed is already known, and players find the duration by themselves.
        }
    }

    /// {@return where a file written here says its playing time, as a double in seconds}
    static long durationOffset() {
        return (long) FlvWriter.HEADER_BYTES + FlvWriter.TAG_HEADER_BYTES + BEFORE_DURATION;
    }
}
