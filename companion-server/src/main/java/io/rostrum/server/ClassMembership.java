package io.rostrum.server;

import io.rostrum.server.auth.Role;
import io.rostrum.server.auth.StreamName;
import io.rostrum.server.classroom.Classes;
import io.rostrum.server.http.Request;
import io.rostrum.server.playback.Membership;
import java.util.Optional;

/// The rosters of [Classes], as the gate before playback asks for them.
record ClassMembership(Classes classes) implements Membership {
    @Override
    public boolean has(StreamName stream) {
        return classes.has(stream);
    }

    @Override
    public Place account(StreamName stream, String accountId, Role role) {
        return place(classes.account(stream, accountId, role));
    }

    @Override
    public Optional<String> guest(Request request) {
        return classes.guest(request);
    }

    @Override
    public Place guest(StreamName stream, String guest) {
        return place(classes.guest(stream, guest));
    }

    private static Place place(Classes.Viewing viewing) {
        return switch (viewing) {
            case ALLOWED -> Place.IN;
            case NOT_YET -> Place.AT_THE_DOOR;
            case OUTSIDE -> Place.OUTSIDE;
        };
    }
}
