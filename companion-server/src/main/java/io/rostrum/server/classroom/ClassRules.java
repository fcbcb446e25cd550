package io.rostrum.server.classroom;

import io.rostrum.server.auth.StreamName;
import java.util.Optional;

/// What counts in the class of a stream.
///
/// @param teacher        account of whoever made it, who leads it where the channel is nobody's
/// @param waitingRoom    whether students wait until they are let in
/// @param consent        what students accept before they enter; empty for nothing
/// @param consentVersion grows with each change of that text
record ClassRules(
        StreamName stream, Optional<String> teacher, boolean waitingRoom, String consent, long consentVersion) {}
