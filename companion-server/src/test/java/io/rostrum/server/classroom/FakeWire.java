package io.rostrum.server.classroom;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/// A page without a browser: keeps what it is told.
final class FakeWire implements ClassPage.Wire {
    private final LongSupplier nanoTime;
    private final List<JsonObject> told = new ArrayList<>();
    private long silentSince = Long.MAX_VALUE;
    private int ended;

    FakeWire(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    @Override
    public void tell(byte[] json) {
        told.add(
                JsonParser.parseString(new String(json, StandardCharsets.UTF_8)).getAsJsonObject());
    }

    @Override
    public void ping() {}

    @Override
    public void end(int status) {
        ended = status;
    }

    @Override
    public long heardNanos() {
        return Math.min(silentSince, nanoTime.getAsLong());
    }

    /// Nothing is heard of it from now on.
    void fallSilent() {
        silentSince = nanoTime.getAsLong();
    }

    int ended() {
        return ended;
    }

    int messages() {
        return told.size();
    }

    /// {@return everything it was told, as text}
    String everything() {
        return told.toString();
    }

    /// {@return the newest message of a type}
    JsonObject newest(String type) {
        List<JsonObject> of = told.stream()
                .filter(message -> message.get("type").getAsString().equals(type))
                .toList();
        assertThat(of).as("messages of type " + type).isNotEmpty();
        return of.getLast();
    }

    boolean has(String type) {
        return told.stream()
                .anyMatch(message -> message.get("type").getAsString().equals(type));
    }

    String standing() {
        return newest("you").get("standing").getAsString();
    }
}
