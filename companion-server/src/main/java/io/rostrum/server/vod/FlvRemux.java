package io.rostrum.server.vod;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.rostrum.push.amf.AmfValue;
import io.rostrum.push.flv.FlvTagBody;
import io.rostrum.push.flv.FlvTagType;
import io.rostrum.push.flv.FlvWriter;
import io.rostrum.push.flv.OnMetaData;
import io.rostrum.push.fmp4.Fmp4Track;
import io.rostrum.push.fmp4.Movie;
import io.rostrum.push.fmp4.MovieReader;
import io.rostrum.push.packet.Codec;
import io.rostrum.push.packet.CodecParameters;
import io.rostrum.push.packet.MediaKind;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A recorded movie as FLV (Video File Format Specification 10.1 §E): its samples, as they are, in tags.
final class FlvRemux implements BodySource {
    private final Path path;
    private final Movie movie;
    private @Nullable FileChannel file;
    private int nextFragment = -1;

    /// @param path  opened when it is first read
    /// @param movie what is in the file
    FlvRemux(Path path, Movie movie) {
        this.path = path;
        this.movie = movie;
    }

    private record Placed(Fmp4Track track, long millis, Movie.PlacedSample sample) {}

    @Override
    public @Nullable ByteBuf next() throws IOException {
        if (nextFragment < 0) {
            nextFragment = 0;
            return begin();
        }
        return nextFragment < movie.fragments().size()
                ? fragment(movie.fragments().get(nextFragment++))
                : null;
    }

    private ByteBuf begin() {
        CodecParameters.Video video = null;
        CodecParameters.Audio audio = null;
        for (Movie.Track one : movie.tracks()) {
            switch (one.track().parameters()) {
                case CodecParameters.Video pictures -> video = pictures;
                case CodecParameters.Audio sound -> audio = sound;
            }
        }
        ByteBuf out = Unpooled.buffer(1 << 10);
        FlvWriter.header(out, audio != null, video != null);
        Map<String, AmfValue> said = new LinkedHashMap<>();
        said.put("duration", AmfValue.of(movie.durationMillis() / 1e3));
        said.putAll(OnMetaData.describe(video, audio, "Rostrum").properties());
        ByteBuf metadata = Unpooled.buffer();
        OnMetaData.write(metadata, new AmfValue.AmfEcmaArray(said));
        tag(out, FlvTagType.SCRIPT, metadata);
        if (video != null) {
            tag(out, FlvTagType.VIDEO, FlvTagBody.sequenceHeader(UnpooledByteBufAllocator.DEFAULT, video));
        }
        if (audio != null) {
            tag(out, FlvTagType.AUDIO, FlvTagBody.sequenceHeader(UnpooledByteBufAllocator.DEFAULT, audio));
        }
        return out;
    }

    /// @param body taken
    private static void tag(ByteBuf out, FlvTagType type, ByteBuf body) {
        try {
            FlvWriter.tag(out, type, 0, body);
        } finally {
            body.release();
        }
    }

    private ByteBuf fragment(Movie.Piece found) throws IOException {
        FileChannel open = file == null ? FileChannel.open(path) : file;
        file = open;
        Movie.Piece piece = MovieReader.samples(open, movie, found);
        List<Placed> all = new ArrayList<>();
        for (Movie.Run run : piece.runs()) {
            Fmp4Track track = movie.track(run.trackId());
            run.samples().forEach(sample -> all.add(new Placed(track, millis(track, sample.decodeTime()), sample)));
        }
        all.sort(Comparator.comparingLong(Placed::millis));
        ByteBuf out = Unpooled.buffer((int) piece.bytes() + 32 * all.size());
        for (Placed placed : all) {
            tag(out, placed, open);
        }
        return out;
    }

    /// Rounded to nearest, as the file's ticks were made of milliseconds.
    private static long millis(Fmp4Track track, long ticks) {
        return Math.floorDiv(ticks * 1000 + track.timeScale() / 2, (long) track.timeScale());
    }

    private static void tag(ByteBuf out, Placed placed, FileChannel from) throws IOException {
        Movie.PlacedSample sample = placed.sample();
        boolean video = placed.track().kind() == MediaKind.VIDEO;
        Codec codec = placed.track().parameters().codec();
        int composition = (int) millis(placed.track(), sample.compositionOffset());
        int bodyBytes = FlvTagBody.headerBytes(codec, composition) + sample.bytes();
        FlvWriter.beginTag(out, video ? FlvTagType.VIDEO : FlvTagType.AUDIO, placed.millis(), bodyBytes);
        FlvTagBody.frameHeader(out, codec, sample.sync(), composition);
        int left = sample.bytes();
        long at = sample.offset();
        while (left > 0) {
            int count = out.writeBytes(from, at, left);
            if (count <= 0) {
                throw new EOFException("a sample reaches past the end of the file");
            }
            left -= count;
            at += count;
        }
        FlvWriter.endTag(out, bodyBytes);
    }

    @Override
    public void close() throws IOException {
        if (file != null) {
            file.close();
        }
    }
}
