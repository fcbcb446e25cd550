package io.rostrum.testing;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.rostrum.push.flv.FlvReader;
import io.rostrum.push.flv.FlvTag;
import io.rostrum.push.flv.FlvTagType;
import io.rostrum.push.flv.FlvVideo;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// A viewer over HTTP-FLV who notes when each picture arrives and by which sequence header it is to be decoded.
public final class PictureArrivals implements AutoCloseable {
    /// @param arrivedNanos of `System.nanoTime()`
    /// @param millis       its time in the stream
    /// @param headers      other configurations of the decoder that came before it
    public record Arrival(long arrivedNanos, long millis, boolean keyFrame, int headers) {}

    private static final long RETRY_NANOS = 50_000_000L;

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<Arrival> arrivals = new ArrayList<>();
    private final Thread thread;
    private volatile boolean closed;

    private PictureArrivals(String url) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
        thread = Thread.ofPlatform().name("picture arrivals").daemon().start(() -> run(request));
    }

    /// Connects as soon as there is a stream, and notes arrivals until closed.
    public static PictureArrivals on(String url) {
        return new PictureArrivals(url);
    }

    private void run(HttpRequest request) {
        try {
            while (!closed) {
                HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
                try (InputStream in = response.body()) {
                    if (response.statusCode() == 200) {
                        read(in);
                        return;
                    }
                }
                LockSupport.parkNanos(RETRY_NANOS);
            }
        } catch (IOException e) {
            if (!closed) {
                throw new UncheckedIOException(e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void read(InputStream in) throws IOException {
        FlvReader reader = new FlvReader(FlvReader.Limits.DEFAULT);
        ByteBuf bytes = Unpooled.buffer();
        byte[] chunk = new byte[64 << 10];
        ByteBuf header = Unpooled.EMPTY_BUFFER;
        int headers = 0;
        for (int size = in.read(chunk); size >= 0; size = in.read(chunk)) {
            long now = System.nanoTime();
            bytes.discardReadBytes();
            bytes.writeBytes(chunk, 0, size);
            FlvReader.Result result = reader.read(bytes);
            while (!(result instanceof FlvReader.Result.NeedMoreData)) {
                if (result instanceof FlvReader.Result.Tag(FlvTag tag)) {
                    if (tag.type() == FlvTagType.VIDEO) {
                        switch (FlvVideo.parse(tag.body())) {
                            case FlvVideo.SequenceHeader said -> {
                                ByteBuf configuration = Unpooled.copiedBuffer(said.configuration());
                                headers += configuration.equals(header) ? 0 : 1;
                                header = configuration;
                            }
                            case FlvVideo.Frame frame ->
                                note(new Arrival(now, tag.timestampMillis(), frame.keyFrame(), headers));
                            case FlvVideo.EndOfSequence _, FlvVideo.Ignored _, FlvVideo.Unsupported _ -> {}
                        }
                    }
                    tag.body().release();
                }
                result = reader.read(bytes);
            }
        }
    }

    private void note(Arrival arrival) {
        synchronized (arrivals) {
            arrivals.add(arrival);
        }
    }

    /// {@return the pictures so far}
    public List<Arrival> pictures() {
        synchronized (arrivals) {
            return List.copyOf(arrivals);
        }
    }

    @Override
    public void close() {
        closed = true;
        client.shutdownNow();
        try {
            thread.join(2000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
